"""How often the interval of a forecast holds the truth, beside two plain ways to forecast."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scrapers.forecasting.crossing import Forecast, forecast
from scrapers.forecasting.futures import passages
from scrapers.forecasting.increments import Floats, Integers, Readings, increments
from scrapers.forecasting.usual import usual
from tests.backtest.processes import Process

HORIZONS = (30, 90, 180)
AHEAD = 560  # days; beyond them "later", so that intervals at 180 days are scored whole
_DRAWS = 500


@dataclass(frozen=True)
class Scored:
    """Shares and days over all forecasts made, of `asked`."""

    asked: int
    made: int
    coverage: float
    width: float
    error: float


@dataclass
class Score:
    """Forecasts against what came: rows of low, middle, high and truth, in days."""

    rows: list[tuple[float, float, float, float]]
    asked: int = 0

    def scored(self) -> Scored:
        """Sum up: the share of truths inside, the median width and the median error of the middle."""
        low, middle, high, truth = np.array(self.rows).T
        with np.errstate(invalid="ignore"):
            width, error = np.median(high - low), np.nanmedian(abs(middle - truth))
        inside = (low <= truth) & (truth <= high)
        return Scored(self.asked, len(self.rows), float(inside.mean()), float(width), float(error))


def recipe(readings: Readings, _: Integers, ahead: Sequence[int], __: np.random.Generator) -> Floats:
    """Forecast as the product does, only further than it shows."""
    told = increments(readings)
    return passages(told, usual(told), ahead, AHEAD)


def poisson(_: Readings, days: Integers, ahead: Sequence[int], random: np.random.Generator) -> Floats:
    """Take the last 28 days for the true pace for ever."""
    return np.array([random.gamma(need, 1 / days[-28:].mean(), _DRAWS) for need in ahead])


def bootstrap(_: Readings, days: Integers, ahead: Sequence[int], random: np.random.Generator) -> Floats:
    """Draw blocks of 7 days from the last 56."""
    begins = random.integers(0, 50, (_DRAWS, AHEAD // 14 + 5))
    picked = begins[:, :, None] + np.arange(7)
    totals = np.cumsum(days[-56:][picked.reshape(_DRAWS, -1)], axis=1)
    return np.array([np.sum(totals < need, axis=1) + 1 for need in ahead])


WAYS: dict[str, Callable[..., Floats]] = {
    "the recipe": recipe,
    "7-day blocks of 56 days": bootstrap,
    "Poisson from 28 days": poisson,
}


def reached(future: Integers, ahead: Sequence[int]) -> Iterator[float]:
    """Give the days until each number of further complaints came; inf: not among these."""
    totals = np.cumsum(future)
    for need in ahead:
        after = int(np.searchsorted(totals, need))
        yield after + 1 if after < len(totals) else np.inf


def add(scores: dict[tuple[str, int], Score], readings: Readings, past: Integers, future: Integers) -> None:
    """Forecast one run in every way, where the product would show a forecast, and score it.

    The lines are as far ahead as the pace of the last 28 days gets in 30, 90 and 180 days.
    """
    ahead = [max(1, round(past[-28:].mean() * horizon)) for horizon in HORIZONS]
    is_shown = isinstance(forecast(readings, [int(readings.totals[-1]) + ahead[0]])[0], Forecast)
    truths = list(reached(future, ahead))
    for name, way in WAYS.items():
        drawn = way(readings, past, ahead, np.random.default_rng(1)) if is_shown else None
        for nth, horizon in enumerate(HORIZONS):
            score = scores.setdefault((name, horizon), Score([]))
            score.asked += 1
            if drawn is not None:
                low, middle, high = np.ceil(np.quantile(drawn[nth], [0.1, 0.5, 0.9], method="inverted_cdf"))
                score.rows.append((low, middle, high, truths[nth]))


def simulated(process: Process, runs: int, history: int, seed: int = 4) -> dict[tuple[str, int], Scored]:
    """Score every way and horizon on runs of a process, from this many days of history."""
    random = np.random.default_rng(seed)
    scores: dict[tuple[str, int], Score] = {}
    for days in process.days(random, runs, history + AHEAD):
        past, future = days[:history], days[history:]
        add(scores, process.readings(random, past), past, future)
    return {key: score.scored() for key, score in scores.items()}
