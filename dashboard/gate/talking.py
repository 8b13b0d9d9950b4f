"""How much a page may ask for on its open connection: a bucket of each connection, and one of each address.

Nobody who uses a page meets this: a slider that is dragged sends some ten messages a second. Whoever does is told so:
the connection is closed with `TOO_MUCH` and in how many seconds to come again, and the page says it in its language
(`dashboard/front/html_head.py`); then Streamlit connects anew.
"""

import time
from math import ceil

from starlette.types import Message, Receive, Scope, Send

from dashboard.gate.buckets import Buckets
from dashboard.gate.costs import TOO_MUCH, of_message
from dashboard.gate.refusals import words_of
from dashboard.vitals import counted

ADDRESS = 4  # times as much as one connection may ask for
ONLY = "this connection"


class Talk:
    """Passes on what a page and Streamlit say to each other, until the page says too much."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, buckets: Buckets, key: str | None) -> None:
        """Wrap a connection of an address, None: of this machine; `buckets` has one for each address."""
        self._scope, self._receive, self._send = scope, receive, send
        self._own = Buckets(buckets.per_second / ADDRESS, buckets.size / ADDRESS)
        self._each, self._key, self._is_closed = buckets, key, False

    async def receive(self) -> Message:
        """Give the next message; one too much closes the connection."""
        message = await self._receive()
        if message["type"] != "websocket.receive" or not (wait := self._wait(of_message(message))):
            return message
        self._is_closed = True
        counted.CUT_OFF.inc()
        said = words_of(self._scope).say("Too many requests. Come again in {seconds} seconds.", seconds=ceil(wait))
        await self._send({"type": "websocket.close", "code": TOO_MUCH, "reason": said})
        return {"type": "websocket.disconnect", "code": TOO_MUCH}

    async def send(self, message: Message) -> None:
        """Send on what Streamlit says; nothing once the connection is closed."""
        if not self._is_closed:
            await self._send(message)

    def _wait(self, cost: float) -> float:
        now = time.monotonic()
        return self._own.wait(ONLY, cost, now) or (self._each.wait(self._key, cost, now) if self._key else 0.0)
