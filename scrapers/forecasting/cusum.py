"""Lasting changes of pace, worth a notification: a CUSUM of days against the 28 days up to two weeks before."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from scrapers.forecasting.increments import Increments, Readings, increments
from scrapers.forecasting.pace import BEFORE, LEAST_COMPLAINTS, LEAST_DAYS_BEFORE, Change, day_as_date
from scrapers.forecasting.usual import LEAST_JUDGED, Usual, usual

_LAG = 14  # days; so long a change may build up before it becomes its own past
_SLACK, _LIMIT = 0.5, 8.0


@dataclass
class _Sum:
    """A sum of what goes beyond the slack on one side (1: rises, -1: falls). It never falls below 0."""

    side: int
    value: float = 0.0
    since: int = 0

    def add(self, index: int, score: float) -> bool:
        """Add an entry's score; say whether the limit is passed."""
        if not self.value:
            self.since = index
        self.value = max(0.0, self.value + self.side * score - _SLACK)
        return self.value > _LIMIT


class _Past:
    """What came before an entry, from sums over all entries."""

    def __init__(self, told: Increments, known: Usual) -> None:
        self._told, self._known = told, known
        self._came = np.concatenate([[0], np.cumsum(told.complaints)])
        self._time = np.concatenate([np.zeros((1, 7)), np.cumsum(told.weekdays, axis=0)])
        self._first = np.searchsorted(told.day, told.day - _LAG - BEFORE + 1)
        self._last = np.searchsorted(told.day, told.day - _LAG, "right")

    def rate(self, first: int, last: int) -> float:
        """Give the complaints a day from one entry up to, without, another."""
        return float((self._came[last] - self._came[first]) / (self._time[last] - self._time[first]).sum())

    def score(self, index: int, start: int) -> tuple[float, float] | None:
        """Score an entry against its past since `start`; with it the rate of that past. None: too little of it."""
        first, last = max(start, int(self._first[index])), max(start, int(self._last[index]))
        came, time = self._came[last] - self._came[first], self._time[last] - self._time[first]
        if time.sum() < LEAST_DAYS_BEFORE or came < LEAST_COMPLAINTS or self._known.judged[index] < LEAST_JUDGED:
            return None
        factors = self._known.factors[index]
        share = (self._told.weekdays[index] @ factors) / (time @ factors)
        variance = self._known.dispersion[index] * came * share * (1 + share)
        return float(self._told.complaints[index] - came * share) / sqrt(variance), self.rate(first, last)


def notifications(readings: Readings) -> Iterator[Change]:
    """Find lasting changes: k = 0.5, h = 8, quasi-Poisson. After each, the past begins where the change began."""
    told = increments(readings)
    past = _Past(told, usual(told))
    start, sums = 0, (_Sum(1), _Sum(-1))
    for index, day in enumerate(told.day):
        scored = past.score(index, start)
        passed = [side for side in sums if scored and side.add(index, scored[0])]
        if scored and passed:
            start = passed[0].since
            yield Change(day_as_date(day), passed[0].side > 0, scored[1], past.rate(start, index + 1))
            sums = (_Sum(1), _Sum(-1))
