"""The stand-in publisher over HTTP on loopback: `Replica` for tests, `serve` for the foreground."""

import sys
from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR, socket
from socketserver import ThreadingTCPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from scrapers.replica.clock import Clock
from scrapers.replica.control import Governed, Seen
from scrapers.replica.handler import Handler
from scrapers.replica.world import World

_LOOPBACK = "127.0.0.1"  # nowhere else: what it says must never pass for the publisher
_POLL_SECONDS = 0.02


class PortError(OSError):
    """The stand-in cannot listen on the port it was given."""


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, port: int, governed: Governed) -> None:
        self.governed, self.stopping = governed, Event()
        self._connections: set[socket] = set()
        try:
            super().__init__((_LOOPBACK, port), Handler)
        except (OSError, OverflowError) as error:
            raise PortError(
                f"The stand-in publisher cannot listen on port {port} ({error}). Nothing was started. "
                f"Stop what uses that port, or choose another with TOUSU_REPLICA_PORT (0: any that is free)."
            ) from error

    def get_request(self) -> tuple[socket, Any]:
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def close_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that goes away is no error here: faults drive it away.
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        self.stopping.set()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)
        super().server_close()


class Replica:
    """A stand-in that runs while its `with` block does, on `port` or on any that is free (0)."""

    def __init__(self, *, world: World, clock: Clock, port: int = 0) -> None:
        """Take the port; raise `PortError` where that cannot be done."""
        self.world, self.clock = world, clock
        self._governed = Governed(world, clock)
        self._server = _Server(port, self._governed)
        self._thread = Thread(target=self._server.serve_forever, args=(_POLL_SECONDS,), daemon=True)

    @property
    def url(self) -> str:
        """Give the base address, without a slash at its end."""
        return f"http://{_LOOPBACK}:{self._server.server_address[1]}"

    @property
    def requests(self) -> list[Seen]:
        """Give the requests so far, oldest first; those that govern do not count."""
        return list(self._governed.seen)

    def fault(self, path: str, fault: str, times: int | None = None, page: int | None = None, **options: Any) -> None:
        """Let the next `times` requests (None: all) whose target begins with `path` meet one of `faults.KNOWN`."""
        self._governed.faults.add(path, fault, times, page, **options)

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self._governed.faults.clear()

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, with every connection closed."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def run(self) -> None:
        """Answer in this thread until it is interrupted."""
        with suppress(KeyboardInterrupt):
            self._server.serve_forever()
        self._server.server_close()


def serve(port: int, *, world: World, clock: Clock, ready: Callable[[str], None] = lambda _: None) -> None:
    """Answer in the foreground until interrupted; `ready` is told the base address once it listens.

    Raises `PortError` where the port cannot be had.
    """
    replica = Replica(world=world, clock=clock, port=port)
    ready(replica.url)
    replica.run()
