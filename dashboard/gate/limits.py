"""How much one address, and all together, may ask for. The figures are in README.md, Operate.

Streamlit's own files are not counted: a page needs a hundred of them once, and browsers keep them for a year.
"""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.gate.buckets import Buckets, of_address
from dashboard.gate.costs import of_request
from dashboard.gate.refusals import refusal, words_of
from dashboard.gate.talking import ADDRESS, Talk
from dashboard.vitals import counted
from db import settings

LONGEST_ADDRESS = 4_096
LARGEST_BODY = 65_536
BURST_SECONDS = 60.0
ANYBODY = "anybody"
ALL_TOGETHER = 40
MOST_OPEN, MOST_OPEN_EACH = 1_000, 100
FREE = ("/static/", "/media/", "/favicon")


class Limits:
    """Refuses what is too long, too large or too much: 414, 413 or 429 in words, with when to come again."""

    def __init__(self, app: ASGIApp, per_minute: int | None = None) -> None:
        """Wrap an ASGI application; `per_minute` is what one address may ask for, by default as the settings say."""
        self.app = app
        self.per_minute = settings.load().requests_per_minute if per_minute is None else per_minute
        rate = self.per_minute / 60
        self.each = Buckets(rate, rate * BURST_SECONDS)
        self.talks = Buckets(rate * ADDRESS, rate * BURST_SECONDS * ADDRESS)
        self.all = Buckets(rate * ALL_TOGETHER, rate * BURST_SECONDS * ALL_TOGETHER)
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif refused := self._refused(scope):
            await deny(refused, scope, receive, send)
        elif scope["type"] == "websocket":
            with self._opened(key := _whose(scope)):
                talk = Talk(scope, receive, send, self.talks, key) if self.per_minute else None
                await self.app(scope, talk.receive if talk else receive, talk.send if talk else send)
        else:
            await self.app(scope, receive, send)

    @contextmanager
    def _opened(self, key: str | None) -> Iterator[None]:
        counting = [ANYBODY, *([key] if key else [])]
        self.open.update(counting)
        counted.OPEN.inc()
        try:
            yield
        finally:
            self.open.subtract(counting)
            self.open += Counter()  # forgets whoever has none open
            counted.OPEN.dec()

    def _refused(self, scope: Scope) -> Response | None:
        said = words_of(scope)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return refusal(scope, 414, said.say("This address is too long."))
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return refusal(scope, 413, said.say("This request is too large."))
        if wait := self._wait(scope):
            text = said.say("Too many requests. Come again in {seconds} seconds.", seconds=ceil(wait))
            return refusal(scope, 429, text, {"Retry-After": str(ceil(wait))})
        return None

    def _wait(self, scope: Scope) -> float:
        """For how many seconds this one must wait."""
        if not self.per_minute or scope["path"].startswith(FREE):
            return 0.0
        key = _whose(scope)
        if scope["type"] == "websocket" and (
            self.open[ANYBODY] >= MOST_OPEN or (key and self.open[key] >= MOST_OPEN_EACH)
        ):
            return BURST_SECONDS
        cost, now = min(of_request(scope), self.each.size), time.monotonic()
        wait = self.each.wait(key, cost, now) if key else 0.0
        return wait or self.all.wait(ANYBODY, cost, now)


def _whose(scope: Scope) -> str | None:
    """Whose request it is; None: of this machine."""
    return of_address((scope.get("client") or ("unknown", 0))[0])


async def deny(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Give an answer to a request, or to one that would open a WebSocket: as HTTP where the server can."""
    if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})
