"""From readings of a total to complaints a day, spread over the time that really passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

DAY = 86_400
SHANGHAI = 8 * 3600  # ahead of UTC by, all year
_MONDAY = 4  # 1970-01-05, counted from 1970-01-01
LONGEST_DAY = 1.5  # days; more time than this between two readings is a gap


def day_of(at: Any) -> Any:
    """Give the day in Shanghai of Unix seconds, as a number of days since 1970-01-01."""
    return (at + SHANGHAI) // DAY


@dataclass(frozen=True, slots=True)
class Readings:
    """Valid readings of one listing, oldest first, none twice. `read` makes them of readings in any order.

    `at` (n): Unix seconds, UTC, rising. `totals` (n): complaints in all. Anything else raises `ValueError`, so what
    was not read as a whole number cannot be here.
    """

    at: Integers
    totals: Integers

    def __post_init__(self) -> None:
        """Refuse what is not whole numbers in rising order of time."""
        if (
            not self.at.dtype == self.totals.dtype == np.int64
            or self.at.shape != self.totals.shape
            or self.at.ndim != 1
        ):
            raise ValueError("readings are two columns of whole numbers, of equal length")
        if np.any(np.diff(self.at) <= 0) or np.any(self.totals < 0):
            raise ValueError("readings are ordered by time, one a moment, and no total is below 0")

    @classmethod
    def read(cls, readings: Iterable[tuple[datetime, int]]) -> "Readings":
        """Take readings in any order.

        Raise `TypeError` for a total that is not a whole number, `ValueError` for a moment without time zone, a total
        below 0, and two different totals at one second.
        """
        seconds: dict[int, int] = {}
        for read_at, total in readings:
            second = _second(read_at)
            if seconds.setdefault(second, _whole(total)) != total:
                raise ValueError(f"two totals at {read_at}: {seconds[second]} and {total}")
        ordered = sorted(seconds.items())
        return cls(*np.array(ordered, dtype=np.int64).reshape(-1, 2).T)

    def up_to(self, second: int) -> "Readings":
        """Give the readings up to and with a Unix second."""
        count = int(np.searchsorted(self.at, second, "right"))
        return Readings(self.at[:count], self.totals[:count])


def _second(read_at: datetime) -> int:
    if read_at.tzinfo is None:
        raise ValueError(f"{read_at} has no time zone")
    return int(read_at.timestamp())


def _whole(total: int) -> int:
    if isinstance(total, bool) or not isinstance(total, int | np.integer):
        raise TypeError(f"{total!r} is no whole number of complaints")
    return int(total)


@dataclass(frozen=True, slots=True)
class Increments:
    """What came in between readings, gathered by day in Shanghai, oldest first. A gap of days is one entry.

    `day` (n): days since 1970-01-01. `complaints` (n): how many. `days` (n): the time in which they came, in days,
    about 1 where there is a reading every day. `weekdays` (n, 7): that time split by weekday, Monday first.
    Time across a fall of the total is in none of them.
    """

    day: Integers
    complaints: Integers
    days: Floats
    weekdays: Floats

    @property
    def per_day(self) -> Floats:
        """Complaints a day, of each entry."""
        return self.complaints / self.days


def _weekday_time(at: Integers) -> Floats:
    """Give the days that passed on each weekday from a Monday long ago to each moment: (n, 7)."""
    weeks, within = np.divmod((at + SHANGHAI) / DAY - _MONDAY, 7)
    return weeks[:, None] + np.clip(within[:, None] - np.arange(7), 0, 1)


def increments(readings: Readings) -> Increments:
    """Derive increments of all days that are over: a later day has a reading, so nothing more can come to them.

    The time between two readings counts for the day in which its middle lies, so a reading each morning tells of the
    day before; a gap counts for the day before its end.
    """
    began, ended = readings.at[:-1], readings.at[1:]
    risen = np.diff(readings.totals)
    is_gap = ended - began > LONGEST_DAY * DAY
    day = np.where(is_gap, day_of(ended) - 1, day_of((began + ended) // 2))
    told = np.flatnonzero((risen >= 0) & (day < day_of(readings.at[-1:])))
    days, first = np.unique(day[told], return_index=True)
    time = np.diff(_weekday_time(readings.at), axis=0)[told]
    if not len(told):
        return Increments(days, risen[told], time.sum(axis=1), time)
    weekdays = np.add.reduceat(time, first)
    return Increments(days, np.add.reduceat(risen[told], first), weekdays.sum(axis=1), weekdays)
