"""Forecasts on replayed histories: every stream of the stand-in publisher's world, read every midnight."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from scrapers.forecasting.increments import DAY, Integers, Readings
from scrapers.replica.world import World
from tests.backtest.intervals import Score, Scored, add

ANCHOR = datetime(2026, 9, 30, 16, tzinfo=UTC)  # midnight in Shanghai
_PAST, _FUTURE, _EVERY = 364, 400, 14  # days
_LATEST_DAY = 210


def _histories(world: World) -> Iterator[tuple[int, Integers]]:
    """Give each stream's totals at midnights from the first complaint on, and the Unix second of the first."""
    anchor = int(world.anchor.timestamp())
    midnights = range(anchor - _PAST * DAY, anchor + _FUTURE * DAY, DAY)
    for stream in world.streams:
        totals = np.array([world.total(stream, midnight) for midnight in midnights])
        first = int(np.flatnonzero(totals)[0])
        yield midnights[first], totals[first:]


def replayed() -> dict[tuple[str, int], Scored]:
    """Forecast each stream every 14 days, from the first 56 days on, while 190 days of its future are known."""
    scores: dict[tuple[str, int], Score] = {}
    for began, totals in _histories(World(anchor=ANCHOR)):
        days, at = np.diff(totals), began + DAY * np.arange(len(totals))
        for now in range(63, len(days) - _LATEST_DAY, _EVERY):
            past = days[:now]
            if past[-28:].sum():
                add(scores, Readings(at[: now + 1], totals[: now + 1]), past, days[now:])
    return {key: score.scored() for key, score in scores.items()}
