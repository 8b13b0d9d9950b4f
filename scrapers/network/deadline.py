"""A deadline for a whole answer, headers included: the libraries' own timeout begins anew with every byte."""

import http.client
import io
import socket
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ENDS_AT: ContextVar[float] = ContextVar("_ENDS_AT")


def begin(seconds: float) -> None:
    """Let the answer to the next request be whole within so many seconds from now, or its reading time out."""
    _ENDS_AT.set(time.monotonic() + seconds)


class _TimedReader(io.RawIOBase):
    """Reads a socket, each time for no longer than is left."""

    def __init__(self, connected: socket.socket):
        self._socket, self._between_bytes = connected, connected.gettimeout()
        self._raw = connected.makefile("rb", buffering=0)
        self._ends_at = _ENDS_AT.get()

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole answer is over")
        self._socket.settimeout(min(left, self._between_bytes or left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, connected: socket.socket, *arguments: Any, **options: Any):
        super().__init__(cast(socket.socket, _TimedReader(connected)), *arguments, **options)


class _Http(urllib3.HTTPConnectionPool):
    class ConnectionCls(HTTPConnection):
        response_class = _TimedResponse


class _Https(urllib3.HTTPSConnectionPool):
    class ConnectionCls(HTTPSConnection):
        response_class = _TimedResponse


class DeadlineAdapter(HTTPAdapter):
    """Sends requests whose answers keep the deadline."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make connections that keep the deadline."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Http, "https": _Https}

    def close(self) -> None:
        """Close every connection."""
        # Pools that are only forgotten stay connected as long as an error's traceback knows them.
        for pool in self.poolmanager.pools.keys():  # noqa: SIM118 (it is no dict: it refuses to be iterated)
            self.poolmanager.pools[pool].close()
        super().close()
