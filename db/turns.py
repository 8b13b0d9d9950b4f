"""Whether a refresh may begin now: one answer for every door, the page, the command line and the watching.

A publisher is asked again no sooner than TOUSU_APART after a refresh has asked it anything, and after a
refusal it is left alone as long as it wishes, longer after each one more. A stand-in on this machine needs neither.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from db import queries, resting
from db.connection import NoDatabaseError, reading
from db.progress import left
from db.settings import Settings


@dataclass(frozen=True)
class Turn:
    """When the next refresh may begin, and why not sooner: `refused`, or `apart` (it was asked a moment ago)."""

    at: datetime
    reason: str


def resting_until(settings: Settings) -> datetime | None:
    """Until when publishers are left alone, whoever asks and since whenever; None where none refused."""
    if settings.is_demonstration:
        return None
    try:
        with reading(settings.database) as connection:
            return resting.resting_until(connection)
    except NoDatabaseError:
        return None


def _asked_at(settings: Settings) -> datetime | None:
    """When a publisher was last asked; also by a refresh that was killed before it could store that."""
    killed = left(settings.database)
    moments = [killed.updated_at] if killed and killed.requests else []
    try:
        with reading(settings.database) as connection:
            stored = queries.last_asked(connection)
            moments += [stored] if stored else []
    except NoDatabaseError:
        pass
    return max(moments, default=None)


def next_turn(settings: Settings, now: datetime | None = None) -> Turn | None:
    """When the next refresh may begin and why; None: now."""
    if settings.is_demonstration:
        return None
    now, apart = now or datetime.now(UTC), timedelta(seconds=settings.apart)
    turns = []
    if until := resting_until(settings):
        turns.append(Turn(until, "refused"))
    if asked_at := _asked_at(settings):
        # A clock that was set back must not make anybody wait for longer than the interval.
        turns.append(Turn(min(asked_at, now) + apart, "apart"))
    latest = max(turns, key=lambda turn: turn.at, default=None)
    return latest if latest and latest.at > now else None
