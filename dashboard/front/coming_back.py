"""Who signs in or out comes back to the page they left; Streamlit leads everybody to the first one."""

from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.front.html_page import prefix
from dashboard.menu import FIRST, PAGES

OUT, BACK, LEAVING = "/auth/login", "/oauth2callback", "/auth/logout"
COOKIE = "tousu_left"
LONGEST, MOST_SECONDS = 1_500, 900


def page_left(address: str) -> str:
    """The page of ours that an address is of, with its choices: `maintenance?lang=en`; the first page has no name."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    name = parts.path.rstrip("/").rpartition("/")[2]
    page = name if name in PAGES and name != FIRST else ""
    query = quote(parts.query, safe="=&%+,:;@!*'()~-._")
    return page + (f"?{query}" if query and len(query) <= LONGEST else "")


class ComingBack:
    """Remembers in a cookie, for as long as it takes to sign in, where a maintainer was."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; what leads back to the first page leads to the one that was left."""
        path = scope["path"] if scope["type"] == "http" else ""
        headers = Headers(scope=scope) if path else Headers()
        if path.endswith(OUT):
            send = _remembering(page_left(headers.get("referer", "")), send)
        elif path.endswith(BACK):
            kept = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
            send = _leading(page_left(unquote(kept)), send)
        elif path.endswith(LEAVING):
            send = _leading(page_left(headers.get("referer", "")), send)
        await self.app(scope, receive, send)


def _remembering(left: str, send: Send) -> Send:
    kept = f"{COOKIE}={quote(left, safe='')}; Max-Age={MOST_SECONDS}; Path=/; HttpOnly; SameSite=Lax"

    async def remember(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", kept)
        await send(message)

    return remember


def _leading(left: str, send: Send) -> Send:
    async def lead(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("location", "elsewhere").rstrip("/") in {"", prefix()}:
                headers["location"] = f"{prefix()}/{left}"
            headers.append("set-cookie", f"{COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
        await send(message)

    return lead
