"""How a demonstration or a test governs the stand-in: its clock, its faults, and what was asked of it."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from scrapers.replica.clock import Clock, moment
from scrapers.replica.faults import Faults
from scrapers.replica.request import Answer
from scrapers.replica.world import World

PREFIX = "/_replica/"
_KEPT = 10_000


@dataclass(frozen=True)
class Seen:
    """One request: its target, who asked, when (this machine's monotonic seconds), and the status it got, or 0."""

    path: str
    user_agent: str
    monotonic: float
    status: int


class Governed:
    """All that is governed: a world, a clock, faults, and the requests so far (the last ten thousand of them)."""

    def __init__(self, world: World, clock: Clock) -> None:
        """Begin with no faults and no requests."""
        self.world, self.clock, self.faults = world, clock, Faults()
        self.seen: deque[Seen] = deque(maxlen=_KEPT)
        self.total = 0

    def count(self, seen: Seen) -> None:
        """Keep a request."""
        self.seen.append(seen)
        self.total += 1


def _clock(governed: Governed) -> dict[str, Any]:
    return {"now": f"{governed.clock.now():%Y-%m-%dT%H:%M:%S.%fZ}", "speed": governed.clock.speed}


def _set_clock(governed: Governed, told: dict[str, Any]) -> dict[str, Any]:
    governed.clock.set(now=moment(told["now"]) if "now" in told else None, speed=told.get("speed"))
    return _clock(governed)


def _requests(governed: Governed) -> dict[str, Any]:
    return {"total": governed.total, "requests": [asdict(seen) for seen in list(governed.seen)]}


def _add_fault(governed: Governed, told: dict[str, Any]) -> dict[str, Any]:
    governed.faults.add(**told)
    return {"added": told}


def _clear_faults(governed: Governed) -> dict[str, Any]:
    governed.faults.clear()
    return {"faults": 0}


_READS: dict[tuple[str, str], Callable[[Governed], dict[str, Any]]] = {
    ("GET", "clock"): _clock,
    ("GET", "requests"): _requests,
    ("DELETE", "faults"): _clear_faults,
}
_WRITES: dict[tuple[str, str], Callable[[Governed, dict[str, Any]], dict[str, Any]]] = {
    ("POST", "clock"): _set_clock,
    ("POST", "faults"): _add_fault,
}


def _object(body: bytes) -> dict[str, Any]:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise TypeError("a JSON object was expected")
    return told


def _json(told: dict[str, Any], status: int = 200) -> Answer:
    return Answer(json.dumps(told, ensure_ascii=False).encode(), "application/json; charset=utf-8", status)


def govern(governed: Governed, method: str, path: str, body: bytes) -> Answer:
    """Do what is told under `/_replica/`, or answer 400 and why it cannot be done."""
    asked = (method, path.removeprefix(PREFIX))
    try:
        if asked in _READS:
            return _json(_READS[asked](governed))
        if asked in _WRITES:
            return _json(_WRITES[asked](governed, _object(body)))
    except (TypeError, ValueError) as error:
        return _json({"error": f"{method} {path} was not done: {error}"}, 400)
    known = ", ".join(f"{method} {PREFIX}{name}" for method, name in (*_READS, *_WRITES))
    return _json({"error": f"there is no {method} {path}; there are {known}"}, 404)
