"""What a publisher's robots.txt asks of us (RFC 9309): what its server answered in, a verdict out. Pure."""

import re
from dataclasses import dataclass

from protego import Protego

from scrapers.errors import RefusedError, RobotsError

ROBOT = "TousuWatch"
LIMIT = 500 * 1024
LONGEST_DELAY_SECONDS = 120.0
_FIELD = re.compile(r"[a-z][a-z -]*:", re.IGNORECASE)
_RULES = ("user", "allow", "dis", "dia", "crawl")  # with the misspellings that Protego understands


@dataclass(frozen=True, slots=True)
class Rules:
    """What we may read and how slowly: `crawl_delay` is the least number of seconds between two requests."""

    parsed: Protego
    crawl_delay: float

    def allows(self, url: str) -> bool:
        """Say whether we may read this address."""
        return self.parsed.can_fetch(url, ROBOT)


def verdict(status: int, body: bytes) -> Rules:
    """Read what was answered to the request for robots.txt.

    Raises `RefusedError` where the publisher refuses, and `RobotsError` where it cannot be known what it asks for.
    """
    if status in {401, 403, 429, 456}:
        raise RefusedError(f"the publisher refused to show its robots.txt (status {status}): nothing was read")
    if 400 <= status < 500:
        return _rules("")
    if not 200 <= status < 300 or status == 206:
        raise RobotsError(f"robots.txt could not be read (status {status}), so we stay out: nothing was read")
    return _rules(_text(body))


def _text(body: bytes) -> str:
    if len(body) > LIMIT:
        body = body[: body.rfind(b"\n", 0, LIMIT) + 1]
    return body.decode("utf-8-sig", errors="replace")


def _rules(text: str) -> Rules:
    lines = [line.strip() for line in text.splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    if said and not _FIELD.match(said[0]):
        raise RobotsError(f"robots.txt is no robots.txt (it begins {said[0][:40]!r}), so we stay out")
    # Protego lets a line it does not know end a group, and so loses rules that RFC 9309 keeps.
    parsed = Protego.parse("\n".join(line for line in said if line.lower().startswith(_RULES)))
    delay = parsed.crawl_delay(ROBOT) or 0.0
    if delay > LONGEST_DELAY_SECONDS:
        raise RobotsError(
            f"robots.txt asks for {delay:g} s between requests, more than a refresh can take: we stay out"
        )
    return Rules(parsed, delay)
