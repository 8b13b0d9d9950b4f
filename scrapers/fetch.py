"""The way to the publisher: politely, one request at a time, and a whole answer or an error.

What an answer means is decided here. How its bytes come is left to `transport`, when they are asked for to `pacing`,
whether again to `retries`, and whether at all to `robots`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Self
from urllib.parse import urlsplit

from db.settings import SettingError, is_loopback
from scrapers.errors import (
    AnswerError,
    ChallengeError,
    FetchError,
    RefusedError,
    RobotsError,
    ScrapeError,
)
from scrapers.network.addresses import Addresses
from scrapers.network.pacing import Pace
from scrapers.network.retries import rest_seconds, retrying, stop_if_told_to_rest
from scrapers.network.robots import ROBOT, Rules, verdict
from scrapers.network.transport import Limits, Reply, Transport

DEMONSTRATION_HEADER = "X-Tousu-Demonstration"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECTS_AT_MOST = 5
REFUSALS = frozenset({401, 403, 429, 456, 503})
DEFAULT_LIMITS = Limits()
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with status 200: `wire` is its body as it came, still encoded; `fetched_at` is UTC."""

    url: str
    status: int
    reason: str
    request_headers: tuple[tuple[str, str], ...]
    response_headers: tuple[tuple[str, str], ...]
    wire: bytes
    body: bytes
    fetched_at: datetime
    is_demonstration: bool


class Fetcher:
    """Reads one publisher, as a context manager. `requests` counts what was sent, robots.txt and retries included."""

    def __init__(  # noqa: PLR0913 (whom to read, who asks and how patiently: each by its name)
        self,
        base_url: str,
        *,
        hosts: frozenset[str],
        referer: str,
        contact: str,
        pause: float,
        timeout: float,
        limits: Limits = DEFAULT_LIMITS,
    ):
        """Read `base_url`, and `hosts` where it links to them, `pause` seconds apart, each within `timeout` seconds.

        Raises `SettingError` if the publisher is not on this machine and could not reach whoever asks.
        """
        if not contact and not is_loopback(base_url):
            raise SettingError(
                f"TOUSU_CONTACT is empty, so {base_url} could not reach you. Nothing was read. "
                f"An example that is right: TOUSU_CONTACT=you@example.org"
            )
        self.requests = 0
        self._addresses, self._longest_wait = Addresses(base_url, hosts), limits.longest_wait
        self._retrying = retrying(max(pause, limits.first_wait), limits.longest_wait)
        self._pace = Pace(pause, None if is_loopback(base_url) else urlsplit(base_url).hostname)
        self._transport = Transport(_headers(referer, contact), timeout, limits)
        self._rules: dict[str, Rules | ScrapeError] = {}

    def __enter__(self) -> Self:
        """Take the publisher's lock; raise `BusyError` where another process of this machine reads it."""
        self._pace.open()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections and give the lock back."""
        self._transport.close()
        self._pace.close()

    def get(self, target: str) -> Answer:
        """Fetch `target`: a path with its query, or an absolute or protocol-relative address of the publisher.

        Raises a `FetchError`, or a `ChallengeError` where we are sent to log in. What fails for a moment was tried
        three times by then.
        """
        reply = self._follow(self._addresses.find(target))
        if reply.status in REFUSALS:
            raise RefusedError(
                f"{reply.url} refused us with status {reply.status}: nothing was read", rest_seconds(reply)
            )
        if reply.status != 200:
            raise AnswerError(f"{reply.url} answered with status {reply.status} {reply.reason}: only 200 is read")
        if not reply.body:
            raise AnswerError(f"{reply.url} answered with status 200 and no content: nothing was read")
        return self._answer(reply)

    def _answer(self, reply: Reply) -> Answer:
        clock = _stand_in_clock(reply)
        return Answer(
            url=reply.url,
            status=reply.status,
            reason=reply.reason,
            request_headers=reply.request_headers,
            response_headers=reply.response_headers,
            wire=reply.wire,
            body=reply.body,
            fetched_at=clock if clock and self._addresses.is_stand_in else reply.answered_at,
            is_demonstration=self._addresses.is_stand_in or clock is not None,
        )

    def _follow(self, url: str, *, is_for_rules: bool = False) -> Reply:
        asked: list[str] = []
        while len(asked) <= REDIRECTS_AT_MOST:
            if not is_for_rules:
                self._obey(url)
            reply = self._retrying(self._send, url)
            if reply.status not in REDIRECTS:
                return reply
            asked.append(url)
            url = self._addresses.follow(url, reply.header("location"))
            if url in asked:
                raise AnswerError(f"{url} sends us round in a circle: nothing was read")
        raise AnswerError(f"{asked[0]} sends us on more than {REDIRECTS_AT_MOST} times: nothing was read")

    def _send(self, url: str) -> Reply:
        with self._pace.turn():
            self.requests += 1
            reply = self._transport.send(url)
        stop_if_told_to_rest(reply, self._longest_wait)
        return reply

    def _obey(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(origin)
        rules = self._rules[origin]
        if isinstance(rules, ScrapeError):
            raise rules
        if not rules.allows(url):
            raise RobotsError(f"robots.txt does not let us read {url}: it was not asked for")

    def _read_rules(self, origin: str) -> Rules | ScrapeError:
        try:
            reply = self._follow(f"{origin}/robots.txt", is_for_rules=True)
            rules = verdict(reply.status, reply.body)
        except (RefusedError, RobotsError, ChallengeError) as error:
            return error
        except FetchError as error:
            return RobotsError(f"robots.txt could not be read, so we stay out. {error}")
        self._pace.pause = max(self._pace.pause, rules.crawl_delay)
        return rules


def _headers(referer: str, contact: str) -> dict[str, str]:
    name = f"{ROBOT}/{version('tousu-watch')}"
    return {
        "User-Agent": f"{name} (+{contact})" if contact else name,
        "Accept": "application/json, text/html;q=0.9",
        "Accept-Encoding": "gzip",
        "Referer": referer,
    }


def _stand_in_clock(reply: Reply) -> datetime | None:
    text = reply.header(DEMONSTRATION_HEADER)
    if text is None:
        return None
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise AnswerError(f"{reply.url} says it is a demonstration at {text!r}, which is no time we can read")
