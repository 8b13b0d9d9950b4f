"""Doors of Streamlit's that stay shut here, and who may open a page's WebSocket: only pages of this site."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.gate.limits import deny
from dashboard.gate.refusals import refusal, words_of
from db import settings

# Streamlit's own figures and cache names; its interface for programs; uploads, which no page of ours takes; and a
# health check that answers 200 with a page whatever the state of ours.
SHUT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file", "/_stcore/script-health-check")


def is_of_this_site(scope: Scope) -> bool:
    """Whether a WebSocket is opened by a page of ours: browsers always say where the page is from.

    Behind a proxy that does not hand on the host, that is where `TOUSU_PUBLIC_URL` says.
    """
    headers = Headers(scope=scope)
    origin = urlsplit(headers.get("origin", "")).netloc
    public = urlsplit(settings.load().public_url).netloc
    return bool(origin) and origin in {headers.get("host"), public}


class Doors:
    """Answers 404 at shut doors, and 403 to a WebSocket that no page of this site opens."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or not."""
        said = words_of(scope) if scope["type"] in {"http", "websocket"} else None
        if said and scope["path"].startswith(SHUT):
            await deny(refusal(scope, 404, said.say("There is nothing at this address.")), scope, receive, send)
        elif said and scope["type"] == "websocket" and not is_of_this_site(scope):
            text = said.say("Only pages of this site may open this connection.")
            await deny(refusal(scope, 403, text), scope, receive, send)
        else:
            await self.app(scope, receive, send)
