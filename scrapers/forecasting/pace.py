"""The pace of complaints: the last 7 days against the 28 before them, on each day that is over.

All of it follows from the readings alone, each day's from those up to it: later readings change nothing said before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from scrapers.forecasting.increments import Floats, Increments, Integers, Readings, increments
from scrapers.forecasting.usual import LEAST_JUDGED, Usual, Windows, usual

LEAST_PER_DAY = 20.0  # below it a rise by half goes unnoticed too often, see `make backtest`
LEAST_DAYS_BEFORE, LEAST_COMPLAINTS = 21, 30
RECENT, BEFORE = 7, 28  # days
_LEAST_RECENT = 3
_ENTER, _LEAVE, _QUIET_DAYS = 3.0, 2.0, 3


@dataclass(frozen=True, slots=True)
class Change:
    """A change of pace found on a day in Shanghai, with the rates before and after, in complaints a day."""

    on: date
    is_rise: bool
    before_per_day: float
    after_per_day: float


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace on each day that is over, oldest first, all (n).

    `day`: days since 1970-01-01. `z`: quasi-Poisson score of the last 7 days against the 28 before, weekdays heeded;
    NaN where there are too few days, or fewer than 30 complaints in the 28, to tell. `recent`, `before`: complaints a
    day in the 7 and in the 28 days.
    """

    day: Integers
    z: Floats
    recent: Floats
    before: Floats

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few complaints or days to detect a change, so that silence now means nothing."""
        return not len(self.z) or bool(np.isnan(self.z[-1]) or self.before[-1] < LEAST_PER_DAY)


def day_as_date(day: int) -> date:
    """Turn days since 1970-01-01 into a date."""
    return date.fromordinal(int(day) + date(1970, 1, 1).toordinal())


def pace(readings: Readings) -> Pace:
    """Compare, on each day that is over, the last 7 days with the 28 before."""
    told = increments(readings)
    return compare(told, usual(told))


def compare(told: Increments, known: Usual) -> Pace:
    """Compare, on the day of each entry, the last 7 days with the 28 before."""
    recent, before = Windows(told.day, 1 - RECENT, 0), Windows(told.day, 1 - RECENT - BEFORE, -RECENT)
    came, came_before = recent.sums(told.complaints), before.sums(told.complaints)
    days, days_before = recent.sums(told.days), before.sums(told.days)
    effort = np.sum(recent.sums(told.weekdays) * known.factors, axis=1)
    effort_before = np.sum(before.sums(told.weekdays) * known.factors, axis=1)
    enough = (days >= _LEAST_RECENT) & (days_before >= LEAST_DAYS_BEFORE) & (known.judged >= LEAST_JUDGED)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, both = effort / (effort + effort_before), came + came_before
        z = (came - both * share) / np.sqrt(known.dispersion * both * share * (1 - share))
        z = np.where(enough & (came_before >= LEAST_COMPLAINTS), z, np.nan)
        return Pace(told.day, z, came / days, came_before / days_before)


def markers(pace: Pace) -> Iterator[Change]:
    """Mark the days on which |z| rises above 3, and not again before it was below 2 for 3 days or changed sides."""
    side = quiet = 0
    for day, z, after, before in zip(pace.day, pace.z, pace.recent, pace.before, strict=True):
        now = int(np.sign(z)) if abs(z) > _ENTER else 0
        if now not in (0, side):
            yield Change(day_as_date(day), now > 0, float(before), float(after))
        quiet = 0 if abs(z) >= _LEAVE else quiet + 1
        side = now or (side if quiet < _QUIET_DAYS else 0)
