"""Readings for tests: daily totals from given days, and hypothesis strategies for random walks of a counter."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import strategies as st

from scrapers.forecasting.increments import Readings
from tests.backtest.processes import counts

MIDNIGHT = datetime(2026, 1, 4, 16, tzinfo=UTC)  # of Monday, 5 January, in Shanghai
Stated = list[tuple[datetime, int]]


def daily(days: list[int], start: int = 0, first: datetime = MIDNIGHT) -> Stated:
    """State a total at the first moment, and one 24 hours later for each day's complaints."""
    totals = np.concatenate([[start], start + np.cumsum(np.array(days, dtype=np.int64))])
    return [(first + timedelta(days=nth), int(total)) for nth, total in enumerate(totals)]


def drawn(per_day: float, days: int, seed: int = 1) -> list[int]:
    """Draw over-dispersed days with weekdays."""
    return [int(count) for count in counts(np.random.default_rng(seed), np.full(days, per_day))]


def readings(stated: Stated) -> Readings:
    """Read what was stated."""
    return Readings.read(stated)


@st.composite
def walks(draw: st.DrawFn) -> Stated:
    """A counter read at irregular moments over weeks: bursts within a day, gaps of days, sometimes a fall."""
    hours = draw(st.lists(st.integers(1, 24 * 12), max_size=60))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    per_hour, total, at = draw(st.floats(0, 10)), draw(st.integers(0, 200_000)), MIDNIGHT
    stated = [(at, total)]
    for passed in hours:
        at += timedelta(hours=passed, seconds=int(random.integers(0, 3600)))
        fell = random.random() < 0.05
        total = (
            max(0, total - int(random.integers(1, 50))) if fell else total + int(random.poisson(per_hour * passed))
        )
        stated.append((at, total))
    return stated
