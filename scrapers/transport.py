"""One HTTP exchange, sent once, with limits on time and bytes that hold from the first header to the last byte."""

import http.client
import io
import socket
import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, cast

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from scrapers.decoding import BODY_LIMIT, decode
from scrapers.errors import AnswerError, TooLargeError, TooSlowError, TruncatedError, UnreachableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ENDS_AT: ContextVar[float] = ContextVar("_ENDS_AT")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: seconds to connect, between two bytes, before the first and before any further try;
    bytes on the wire and unpacked.
    """

    connect: float = 10.0
    between_bytes: float = 20.0
    first_wait: float = 0.2
    longest_wait: float = 120.0
    wire: int = 5_000_000
    body: int = BODY_LIMIT


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of any status. Only where the status is 2xx was its body read."""

    url: str
    status: int
    reason: str
    request_headers: tuple[tuple[str, str], ...]
    response_headers: tuple[tuple[str, str], ...]
    wire: bytes
    body: bytes
    answered_at: datetime

    def header(self, name: str) -> str | None:
        """Give a response header's value, or None where there is no such header."""
        values = [value for key, value in self.response_headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None


class _TimedReader(io.RawIOBase):
    """Reads a socket until the deadline: the library's own timeout begins anew with every byte."""

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


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Http, "https": _Https}

    def close(self) -> None:
        # Pools that are only forgotten stay connected as long as an error's traceback knows them.
        for pool in self.poolmanager.pools.keys():  # noqa: SIM118 (it is no dict: it refuses to be iterated)
            self.poolmanager.pools[pool].close()
        super().close()


class Transport:
    """Sends requests: no cookies, no redirects, no retries, nothing from the environment, TLS always verified."""

    def __init__(self, headers: dict[str, str], timeout: float, limits: Limits):
        """Send these headers with every request; `timeout` is the seconds one exchange may take in all."""
        self._timeout, self._limits, self._session = timeout, limits, requests.Session()
        self._session.trust_env = False
        self._session.headers = requests.structures.CaseInsensitiveDict(headers)
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter())

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def send(self, url: str) -> Reply:
        """Ask for `url` once. Raises a `FetchError` unless a whole answer came within the limits."""
        _ENDS_AT.set(time.monotonic() + self._timeout)
        host = {"Host": urllib3.util.parse_url(url).netloc or ""}
        seconds = (min(self._limits.connect, self._timeout), self._limits.between_bytes)
        try:
            with self._session.get(url, headers=host, stream=True, allow_redirects=False, timeout=seconds) as answer:
                return self._read(answer)
        except requests.exceptions.SSLError as error:
            raise UnreachableError(f"{url} could not prove who it is ({error}): nothing was read") from error
        except requests.exceptions.ReadTimeout as error:
            raise TooSlowError(f"{url} did not answer in time ({error}): nothing was read") from error
        except requests.exceptions.ConnectionError as error:
            raise UnreachableError(f"{url} could not be reached ({error}): nothing was read") from error
        except requests.exceptions.RequestException as error:
            raise AnswerError(f"{url} answered in no way we understand ({error}): nothing was read") from error

    def _read(self, answer: requests.Response) -> Reply:
        answered_at, headers = datetime.now(UTC), answer.raw.headers
        wire = self._body(answer) if answer.status_code // 100 == 2 else b""
        return Reply(
            url=str(answer.url),
            status=answer.status_code,
            reason=answer.reason or "",
            request_headers=tuple((name, str(value)) for name, value in answer.request.headers.items()),
            response_headers=tuple(headers.items()),
            wire=wire,
            body=decode(wire, headers.get("Content-Encoding", ""), self._limits.body) if wire else b"",
            answered_at=answered_at,
        )

    def _body(self, answer: requests.Response) -> bytes:
        wire = bytearray()
        try:
            for piece in answer.raw.stream(65_536, decode_content=False):
                wire += piece
                if len(wire) > self._limits.wire:
                    raise TooLargeError(f"{answer.url} sent more than {self._limits.wire:,} bytes: it was not read")
        except urllib3.exceptions.ReadTimeoutError as error:
            raise TooSlowError(f"{answer.url} was not whole in time: nothing of it was read") from error
        except urllib3.exceptions.HTTPError as error:
            raise TruncatedError(f"{answer.url} stopped before its end ({error}): nothing was read") from error
        return bytes(wire)
