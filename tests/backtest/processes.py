"""Days of complaints, simulated: over-dispersed, with weekdays, and a pace that drifts and steps. All seeded."""

from dataclasses import dataclass

import numpy as np

from scrapers.forecasting.increments import DAY, SHANGHAI, Floats, Integers, Readings

WEEKDAYS = np.array([1.1, 1.08, 1.05, 1.04, 1.02, 0.87, 0.84])  # Monday first
DISPERSION = 4.0
MONDAY = 20_454  # 2026-01-05, in days since 1970-01-01


@dataclass(frozen=True)
class Process:
    """A pace of `per_day` complaints that drifts by `drift` a week (standard deviation of its logarithm), and steps.

    `steps` a year, up or down by half to one and a half times `size` (in logarithms). `read`: the share of midnights
    with a reading.
    """

    name: str
    per_day: float = 120
    drift: float = 0.0
    steps: float = 0.0
    size: float = 0.3
    read: float = 1.0

    def days(self, random: np.random.Generator, runs: int, days: int) -> Integers:
        """Draw the complaints of each day from a Monday on: (runs, days), negative-binomial."""
        level = np.cumsum(random.normal(0, self.drift / np.sqrt(7), (runs, days)), axis=1)
        steps = random.random((runs, days)) < self.steps / 365
        sizes = random.choice([-1, 1], (runs, days)) * random.uniform(0.5, 1.5, (runs, days)) * self.size
        return counts(random, self.per_day * np.exp(level + np.cumsum(steps * sizes, axis=1)))

    def readings(self, random: np.random.Generator, days: Integers) -> Readings:
        """Read the totals of one run, from 0, at midnights: the first, the last, and a share of the others."""
        is_read = random.random(len(days) + 1) < self.read
        is_read[[0, -1]] = True
        midnights = (MONDAY + np.flatnonzero(is_read)) * DAY - SHANGHAI
        return Readings(midnights, np.concatenate([[0], np.cumsum(days)])[is_read])


def counts(random: np.random.Generator, level: Floats) -> Integers:
    """Draw negative-binomial days around a level, weekdays heeded, from a Monday on: the same shape."""
    mean = level * WEEKDAYS[np.arange(level.shape[-1]) % 7]
    return random.poisson(random.gamma(mean / (DISPERSION - 1), DISPERSION - 1))


FLAT = Process("over-dispersed")
DRIFTING = (
    Process("+ slow drift", drift=0.03),
    Process("+ drift + steps", drift=0.03, steps=2),
    Process("+ drift + steps, read on 4 days in 10", drift=0.03, steps=2, read=0.4),
    Process("+ drift + steps, few", per_day=20, drift=0.03, steps=2),
)
