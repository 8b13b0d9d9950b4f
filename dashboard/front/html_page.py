"""The HTML page around everything: its language, what it says where a link to it is shared, whole steps of history.

Browsers choose Chinese glyphs by the language, and screen readers their voice. An address that is none of a page
leads to the first page, which says so; Streamlit would answer it with a page of its own.
"""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import get_option

from dashboard.front.assets import asking_early
from dashboard.front.html_head import head
from dashboard.front.loading import loading
from dashboard.front.previews import preview
from dashboard.gate import policy
from dashboard.menu import FIRST, GONE, LONGEST_GONE, PAGES
from dashboard.text import LANGUAGES, negotiate, words
from db import settings

HTML_TAG = re.compile(rb"<html\b[^>]*>", re.IGNORECASE)
TITLE = re.compile(rb"<title>[^<]*</title>", re.IGNORECASE)
BODY = re.compile(rb"<body>\s*<noscript>.*?</noscript>", re.DOTALL)


def language_of(scope: Scope) -> str:
    """The language a request asks for: in its URL, else as its browser prefers."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in LANGUAGES else negotiate(Headers(scope=scope).get("accept-language"))


def _base() -> str:
    return str(get_option("server.baseUrlPath")).strip("/")


def prefix() -> str:
    """The path below which visitors find the site; empty where it is the host's own."""
    if address := settings.load().public_url:
        return urlsplit(address).path
    return f"/{_base()}" if _base() else ""


def _asked_path(scope: Scope) -> str:
    return str(scope["path"]).strip("/").removeprefix(_base()).strip("/")


def page_of(scope: Scope) -> str | None:
    """Which page an address is of; None if of none."""
    path = _asked_path(scope)
    return path if path in PAGES else None if path else FIRST


class HtmlPage:
    """Rewrites every HTML page, which Streamlit always serves as English and without a word on what it shows."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through, HTML rewritten; the first page's own name leads to it."""
        if scope["type"] == "http" and _asked_path(scope) == FIRST:
            await _to_first(scope)(scope, receive, send)
            return
        if scope["type"] == "http":
            scope, send = _uncompressed(scope), _Rewriting(scope, receive, send)
        await self.app(scope, receive, send)


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a body that can be rewritten; it is compressed afterwards, once."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def _to_first(scope: Scope, **more: str) -> RedirectResponse:
    """Lead to the first page, with the query as it is."""
    query = "&".join(filter(None, [scope["query_string"].decode("latin-1"), urlencode(more)]))
    return RedirectResponse(f"{prefix()}/{'?' if query else ''}{query}", 307, {"Cache-Control": "no-cache"})


class _Rewriting:
    """Holds an HTML response back until it is whole, because its length changes."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        if (page := page_of(self.scope)) is None:
            gone = {GONE: _asked_path(self.scope)[:LONGEST_GONE]}
            await _to_first(self.scope, **gone)(self.scope, self.receive, self.send)
            return
        body = await self._rewritten(page)
        headers = MutableHeaders(scope=start)
        del headers["etag"]
        del headers["last-modified"]
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = policy.of_page(body)
        headers.add_vary_header("Accept-Language")
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})

    async def _rewritten(self, page: str) -> bytes:
        said = words(language_of(self.scope))
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        found = await run_in_threadpool(preview, page, query, said)
        site = settings.load().public_url or str(Request(self.scope).base_url).rstrip("/") + prefix()
        title, above = head(page, found, site, said)
        body = HTML_TAG.sub(f'<html lang="{said.code}">'.encode(), asking_early(self.body), count=1)
        body = TITLE.sub(lambda _: title, body, count=1)
        body = BODY.sub(lambda _: b"<body>" + loading(page, found, said), body, count=1)
        return body.replace(b"<head>", b"<head>" + above, 1)


def _is_html(message: Message) -> bool:
    return MutableHeaders(scope=message).get("content-type", "").startswith("text/html")
