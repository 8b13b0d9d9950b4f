"""Whether the numbers can be relied on now, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.text import Words, later
from dashboard.vitals.looking import Vitals
from db.freshness import LEAST_LIMIT, Clock, Source, State, is_stale, of_source
from db.progress import GIVING_COUNTS

JUDGED = GIVING_COUNTS | {"feed"}  # pages of complaints are read as far as the day's allowance reaches


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the numbers cannot be relied on: a code for programs, and a message with the values it names."""

    code: str
    message: str
    values: dict[str, str]

    def said(self, words: Words) -> str:
        """In words."""
        return words.say(self.message, **self.values)


def _of_source(source: Source, clock: Clock) -> Iterator[Reason]:
    if source.source in JUDGED and is_stale(source.good_at, clock, source.source):
        at = f"{source.good_at:%Y-%m-%d %H:%M} UTC" if source.good_at else "–"
        message = later("{source} was last read well at {at}, longer ago than it should be.")
        yield Reason("stale", message, {"source": source.source, "at": at})


def reasons(vitals: Vitals, clock: Clock) -> Iterator[Reason]:
    """Say everything that is wrong, the gravest first; nothing where all is well."""
    if not any(source.source in GIVING_COUNTS and source.good_at for source in vitals.sources):
        yield Reason("empty", later("No counts were read yet."), {})
    if vitals.resting_until and vitals.resting_until > clock.now:
        until = f"{vitals.resting_until:%Y-%m-%d %H:%M} UTC"
        yield Reason("refused", later("The publisher refused and is left alone until {until}."), {"until": until})
    if vitals.sources and all(source.outcome == "failed" for source in vitals.sources):
        yield Reason("failing", later("Every source failed when it was last read."), {})
    if vitals.is_watched is False:
        yield Reason("unwatched", later("The schedule stopped: nothing refreshes the numbers any more."), {})
    if any(source.good_at and source.good_at - clock.now > LEAST_LIMIT for source in vitals.sources):
        yield Reason("clock", later("Numbers were read later than it is now: this machine's clock was set back."), {})
    for source in vitals.sources:
        yield from _of_source(source, clock)


def states(vitals: Vitals, clock: Clock) -> dict[str, dict[str, object]]:
    """Of each source: its state, when it last went well, its age and the limit of its age, in seconds."""
    return {
        source.source: {
            "state": State(of_source(source, clock)).value,
            "good_at": source.good_at.isoformat() if source.good_at else None,
            "age_seconds": age_seconds(source, clock),
            "limit_seconds": clock.limit(source.source).total_seconds(),
        }
        for source in vitals.sources
    }


def age_seconds(source: Source, clock: Clock) -> float | None:
    """How old the last good reading is by this machine's clock, never below 0; None before the first."""
    return round(max(0.0, (clock.now - source.good_at).total_seconds()), 1) if source.good_at else None
