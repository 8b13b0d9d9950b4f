"""What is usual for a listing, from the past of each day: how its weekdays differ and how much its days scatter."""

from dataclasses import dataclass

import numpy as np

from scrapers.forecasting.increments import LONGEST_DAY, Floats, Increments, Integers

LAG = 7  # days before the judged one that do not count as the past
MEMORY = 182  # days of the past
LEAST_JUDGED = 14  # days below which a dispersion says nothing
_PRIOR_WEEKS = 2  # weekdays are taken for equal until about so many weeks say otherwise


@dataclass(frozen=True, slots=True)
class Usual:
    """`factors` (n, 7): how many times its mean a weekday draws, Monday first, mean 1. `dispersion` (n): the variance
    of a day's complaints in multiples of their mean, at least 1. `judged` (n): the days behind the dispersion.
    """

    factors: Floats
    dispersion: Floats
    judged: Integers


class Windows:
    """Sums over the entries whose day lies from `first` up to and with `last` days after each entry's own."""

    def __init__(self, day: Integers, first: int, last: int) -> None:
        """Find the windows of entries at these days, ascending."""
        self._from = np.searchsorted(day, day + first, "left")
        self._to = np.searchsorted(day, day + last, "right")

    def sums(self, values: Floats | Integers) -> Floats:
        """Sum (n) or (n, k) values over each entry's window."""
        added = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0, dtype=np.float64)])
        return np.asarray(added[self._to] - added[self._from])


def _over(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _factors(increments: Increments) -> Floats:
    """Estimate weekday factors for each entry: complaints on a weekday against those of the week around."""
    week = Windows(increments.day, -3, 3)
    level = _over(week.sums(increments.complaints), week.sums(increments.days))
    plain = (increments.days < LONGEST_DAY)[:, None] * increments.weekdays
    past = Windows(increments.day, -LAG - MEMORY + 1, -LAG)
    found, due = past.sums(plain * increments.per_day[:, None]), past.sums(plain * level[:, None])
    prior = _PRIOR_WEEKS * _over(past.sums(level), past.sums(np.ones(len(level))))[:, None] + 1e-9
    factors = (found + prior) / (due + prior)
    return np.asarray(factors / factors.mean(axis=1, keepdims=True))


def usual(increments: Increments) -> Usual:
    """Say for each entry what was usual before it.

    The dispersion is the mean of Pearson residuals of days against the other days of the week around them, so that
    neither a drift nor a step raises it much.
    """
    factors = _factors(increments)
    effort = np.sum(increments.weekdays * factors, axis=1)
    week = Windows(increments.day, -3, 3)
    others = week.sums(effort) - effort
    mean = effort * _over(week.sums(increments.complaints) - increments.complaints, others)
    variance = mean * (1 + _over(effort, others))
    is_told = (variance > 0) & (others > 2)
    past = Windows(increments.day, -LAG - MEMORY + 1, -LAG)
    scatter = past.sums(is_told * (increments.complaints - mean) ** 2)
    dispersion = np.maximum(1.0, _over(scatter, past.sums(is_told * variance)))
    return Usual(factors, dispersion, past.sums(is_told.astype(np.int64)).astype(np.int64))
