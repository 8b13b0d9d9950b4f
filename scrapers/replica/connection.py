"""What a fault may do with the connection it meets."""

import socket
from collections.abc import Callable
from typing import Any, Protocol

from scrapers.replica.request import Answer


class Connection(Protocol):
    """What a fault may do with the connection it meets."""

    connection: socket.socket

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """Send the status line and all headers."""

    def write(self, body: bytes) -> bool:
        """Send bytes now; say whether the stand-in still runs."""

    def trickle(self, seconds: float) -> bool:
        """Wait; say whether the stand-in still runs."""

    def header(self, name: str, value: str) -> None:
        """Send one header now."""

    def seen(self, status: int) -> None:
        """Count the request, with the status it got or 0."""

    def hang_up(self) -> None:
        """Close the connection after this."""


Options = dict[str, Any]
Send = Callable[[Connection, Answer, Options], None]


def whole(connection: Connection, body: bytes, content_type: str, status: int = 200, **more: str) -> None:
    """Send a whole answer; `more` are headers, with _ for -."""
    headers = {"Content-Type": content_type, "Content-Length": str(len(body))}
    connection.begin(status, headers | {name.replace("_", "-"): value for name, value in more.items()})
    connection.write(body)
