"""What every answer leaves with: headers that tell browsers what they may do with it, and no traces of what broke."""

import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.gate.policy import BARE, HEADERS
from dashboard.gate.refusals import refusal, words_of
from dashboard.vitals import counted


class Leaving:
    """Puts our headers on every answer; what breaks is logged, and told without details."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        leaving = _Leaving(scope, send)
        try:
            await self.app(scope, receive, leaving)
        except Exception:
            logging.getLogger(__name__).exception("%s broke", counted.route_of(scope["path"]))
            if leaving.has_begun:
                raise
            text = words_of(scope).say("This broke. The error is in the server's log. No number was changed.")
            await refusal(scope, 500, text)(scope, receive, leaving)


class _Leaving:
    """Sends an answer on, complete, and counts it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.send, self.began, self.has_begun = send, time.monotonic(), False
        self.route = counted.route_of(scope["path"])

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            _complete(MutableHeaders(scope=message))
            counted.REQUESTS.labels(self.route, f"{message['status'] // 100}xx").inc()
            counted.SECONDS.labels(self.route).observe(time.monotonic() - self.began)
        await self.send(message)


def _complete(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", BARE)
