"""One connection to the stand-in: reads requests, sends answers, or what a fault makes of them."""

import gzip
from http.server import BaseHTTPRequestHandler
from threading import Event
from time import monotonic
from typing import Any, Protocol

from scrapers.replica.control import PREFIX, Governed, Seen, govern
from scrapers.replica.request import Answer
from scrapers.replica.site import answer
from scrapers.replica.wire import SENDS

_WORTH_PACKING = 500  # bytes


class Running(Protocol):
    """What a connection needs of its server."""

    governed: Governed
    stopping: Event


class Handler(BaseHTTPRequestHandler):
    """One connection. `begin`, `write`, `trickle`, `header`, `seen` and `hang_up` are for the faults in `wire.py`."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Replica", ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def setup(self) -> None:
        """Begin with the time now, which each request brings up to date."""
        super().setup()
        self.running: Running = self.server  # type: ignore[assignment]
        self.now = self.running.governed.clock.now()

    def log_message(self, format: str, *args: Any) -> None:
        """Be quiet."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - as it is called
        """Count every request that gets a status, before a byte of its answer is sent."""
        if not getattr(self, "path", "").startswith(PREFIX):
            self.seen(int(code))

    def end_headers(self) -> None:
        """Mark every answer as a demonstration, with the clock it was answered at."""
        self.send_header("X-Tousu-Demonstration", f"{self.now:%Y-%m-%dT%H:%M:%S.%fZ}")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer as the publisher, or as its governor."""
        self._start()
        if self.path.startswith(PREFIX):
            return self._govern()
        met = self.running.governed.faults.take(self.path)
        told = answer(self.running.governed.world, self.now, self.path, met)
        for fault in met.named(*SENDS):
            return SENDS[fault.name](self, told, fault.options)
        return self._send(told)

    def do_POST(self) -> None:
        """Do what the governor is told; the publisher takes nothing."""
        self._start()
        if self.path.startswith(PREFIX):
            return self._govern()
        return self._send(Answer(b"", "text/html", 405))

    def do_DELETE(self) -> None:
        """Do what the governor is told; the publisher takes nothing."""
        self.do_POST()

    def _start(self) -> None:
        self.now, self._begun = self.running.governed.clock.now(), False

    def _govern(self) -> None:
        told = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send(govern(self.running.governed, self.command, self.path, told))

    def _send(self, told: Answer) -> None:
        body, headers = told.body, {"Content-Type": told.content_type, "Cache-Control": "no-cache, no-store"}
        if len(body) > _WORTH_PACKING and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            headers["Content-Encoding"] = "gzip"
        self.begin(told.status, headers | {"Content-Length": str(len(body))})
        self.wfile.write(body)

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """Send the status line and all headers, unless they were begun already."""
        self._status_line(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def header(self, name: str, value: str) -> None:
        """Send one header now, after the status line."""
        self._status_line(200)
        self.send_header(name, value)
        self.flush_headers()
        self.wfile.flush()

    def _status_line(self, status: int) -> None:
        if not self._begun:
            self.send_response(status)
        self._begun = True

    def write(self, body: bytes) -> bool:
        """Send bytes now; say whether the stand-in still runs."""
        self.wfile.write(body)
        self.wfile.flush()
        return not self.running.stopping.is_set()

    def trickle(self, seconds: float) -> bool:
        """Wait; say whether the stand-in still runs."""
        return not self.running.stopping.wait(seconds)

    def seen(self, status: int) -> None:
        """Count the request, with the status it got or 0."""
        agent = self.headers.get("User-Agent", "") if hasattr(self, "headers") else ""
        self.running.governed.count(Seen(getattr(self, "path", ""), agent, monotonic(), status))

    def hang_up(self) -> None:
        """Close the connection after this answer."""
        self.close_connection = True
