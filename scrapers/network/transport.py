"""One HTTP exchange, sent once, with limits on time and bytes that hold from the first header to the last byte."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3

from scrapers.errors import AnswerError, FetchError, TooLargeError, TooSlowError, TruncatedError, UnreachableError
from scrapers.network.deadline import DeadlineAdapter, begin
from scrapers.network.decoding import BODY_LIMIT, decode


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


class Transport:
    """Sends requests: no cookies, no redirects, no retries, nothing from the environment, TLS always verified."""

    def __init__(self, headers: dict[str, str], timeout: float, limits: Limits):
        """Send these headers with every request; `timeout` is the seconds one exchange may take in all."""
        self._timeout, self._limits, self._session = timeout, limits, requests.Session()
        self._session.trust_env = False
        self._session.headers = requests.structures.CaseInsensitiveDict(headers)
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, DeadlineAdapter())

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def send(self, url: str) -> Reply:
        """Ask for `url` once. Raises a `FetchError` unless a whole answer came within the limits."""
        begin(self._timeout)
        host = {"Host": urllib3.util.parse_url(url).netloc or ""}
        seconds = (min(self._limits.connect, self._timeout), self._limits.between_bytes)
        try:
            with self._session.get(url, headers=host, stream=True, allow_redirects=False, timeout=seconds) as answer:
                return self._read(answer)
        except requests.exceptions.SSLError as error:
            raise UnreachableError(f"{url} could not prove who it is ({_why(error)}): nothing was read") from error
        except requests.exceptions.ReadTimeout as error:
            raise TooSlowError(f"{url} {self._too_slow()}") from error
        except requests.exceptions.ConnectionError as error:
            raise UnreachableError(f"{url} could not be reached ({_why(error)}): nothing was read") from error
        except requests.exceptions.RequestException as error:
            raise AnswerError(f"{url} answered in no way we understand ({_why(error)}): nothing was read") from error

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
            body=self._decoded(wire, headers.get("Content-Encoding", ""), str(answer.url)),
            answered_at=answered_at,
        )

    def _decoded(self, wire: bytes, encoding: str, url: str) -> bytes:
        try:
            return decode(wire, encoding, self._limits.body) if wire else b""
        except FetchError as error:
            raise type(error)(f"{url}: {error}") from error

    def _too_slow(self) -> str:
        return (
            f"took over {self._timeout:g} s, or sent nothing for {self._limits.between_bytes:g} s: nothing was read"
        )

    def _body(self, answer: requests.Response) -> bytes:
        wire = bytearray()
        try:
            for piece in answer.raw.stream(65_536, decode_content=False):
                wire += piece
                if len(wire) > self._limits.wire:
                    raise TooLargeError(f"{answer.url} sent more than {self._limits.wire:,} bytes: it was not read")
        except urllib3.exceptions.ReadTimeoutError as error:
            raise TooSlowError(f"{answer.url} {self._too_slow()}") from error
        except urllib3.exceptions.HTTPError as error:
            raise TruncatedError(f"{answer.url} stopped before its end ({_why(error)}): nothing was read") from error
        return bytes(wire)


def _why(error: Exception) -> str:
    # The libraries wrap what happened several times over; the innermost says it best.
    told: BaseException = error
    while (inner := told.__cause__ or told.__context__) and type(told).__module__.startswith(("requests", "urllib3")):
        told = inner
    return f"{type(told).__name__}: {told}"
