"""How far the numbers can be relied on now: fresh, stale since when, or failed because of what.

Ages are by this machine's clock, from when a refresh finished here: a stand-in's clock may run fast, and a
publisher's may be wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.progress import GIVING_COUNTS

LEAST_LIMIT = timedelta(minutes=2)
REFRESHES_MISSED = 3


class State(StrEnum):
    """What can be said of a number or a source, from good to bad."""

    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """How the last refresh of a source went. `good_at` is when it last went well; `failures` are those since."""

    publisher: str
    source: str
    refresh: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    error: str | None
    detail: str | None
    counts: int
    complaints: int
    quarantined: int
    good_at: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class Clock:
    """This machine's time, and how many seconds lie between planned refreshes of complaints and of counts."""

    now: datetime
    every: float
    counts_every: float

    def limit(self, source: str) -> timedelta:
        """The age from which a source is stale: three planned refreshes, two minutes at least."""
        return max(LEAST_LIMIT, REFRESHES_MISSED * self._between(source))

    def next_due(self, source: str, started_at: datetime, rests_until: datetime | None = None) -> datetime:
        """When `tousu watch` refreshes a source next that was last begun then: never while its publisher rests."""
        moments = [self.now, started_at + self._between(source), *([rests_until] if rests_until else [])]
        return max(moments)

    def _between(self, source: str) -> timedelta:
        return timedelta(seconds=self.counts_every if source in GIVING_COUNTS else self.every)


def is_stale(finished_at: datetime | None, clock: Clock, source: str) -> bool:
    """Whether what a source's refresh brought, finished then, is stale now; what is of unknown age is."""
    return finished_at is None or clock.now - finished_at > clock.limit(source)


def of_number(finished_at: datetime | None, clock: Clock, source: str) -> State:
    """The state of a number that a source's refresh brought, finished then: fresh or stale."""
    return State.STALE if is_stale(finished_at, clock, source) else State.FRESH


def of_source(source: Source, clock: Clock) -> State:
    """The state of a source: failed if its last refresh did, whatever its age."""
    if source.outcome != "ok":
        return State.FAILED
    return State.STALE if is_stale(source.good_at, clock, source.source) else State.FRESH


def worst(sources: Iterable[Source], clock: Clock) -> Source | None:
    """The source of counts that the page should speak of first: failed before stale before fresh, oldest first."""
    gravity = list(State)
    giving = [source for source in sources if source.source in GIVING_COUNTS]
    oldest_first = sorted(giving, key=lambda source: source.good_at.timestamp() if source.good_at else 0.0)
    return max(oldest_first, key=lambda source: gravity.index(of_source(source, clock)), default=None)
