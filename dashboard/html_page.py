"""The HTML page around everything: its language, and one step of the browser's history a page.

Browsers choose Chinese glyphs by the language, and screen readers their voice.
"""

import re
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.assets import asking_early
from dashboard.gate import policy
from dashboard.text import LANGUAGES, negotiate, words

HTML_TAG = re.compile(rb"<html\b[^>]*>", re.IGNORECASE)
# After a click in the menu Streamlit pushes the page's bare path, and our parameters as a second step when the script
# has run; Back would then stop at the bare path, which gets its parameters again. So parameters complete a bare path.
WHOLE_STEPS = b"""<script>
const push = history.pushState.bind(history);
history.pushState = (state, title, url) => {
  const next = new URL(url, location.href);
  const completes = next.pathname === location.pathname && next.search && !location.search;
  if (completes) history.replaceState(state, title, url); else push(state, title, url);
};
</script>"""


def language_of(scope: Scope) -> str:
    """The language a request asks for: in its URL, else as its browser prefers."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in LANGUAGES else negotiate(Headers(scope=scope).get("accept-language"))


class HtmlPage:
    """Rewrites every HTML page, which Streamlit always serves as English, and teaches it whole steps of history."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through, HTML rewritten."""
        if scope["type"] == "http":
            send = _Rewriting(send, language_of(scope))
            # What came compressed could not be rewritten; whoever stands before us compresses it.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self.app(scope, receive, send)


class _Rewriting:
    """Holds an HTML response back until it is whole, because its length changes."""

    def __init__(self, send: Send, language: str) -> None:
        self.send = send
        self.tag = f'<html lang="{language}">'.encode()
        self.head = WHOLE_STEPS + _feed(language)
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
        body = HTML_TAG.sub(self.tag, asking_early(self.body), count=1).replace(b"<head>", b"<head>" + self.head, 1)
        headers = MutableHeaders(scope=start)
        del headers["etag"]
        del headers["last-modified"]
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = policy.of_page(body)
        headers.add_vary_header("Accept-Language")
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _feed(language: str) -> bytes:
    """What tells readers of feeds where ours is."""
    title, kind = escape(words(language).say("Tousu Watch")), "application/atom+xml"
    return f'<link rel="alternate" type="{kind}" title="{title}" href="./feed.atom?lang={language}">'.encode()


def _is_html(message: Message) -> bool:
    return MutableHeaders(scope=message).get("content-type", "").startswith("text/html")
