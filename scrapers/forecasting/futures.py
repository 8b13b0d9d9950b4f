"""The recipe of forecasts: draws of how many complaints will have come after each week.

The pace of the last 28 days goes on, times a level that is not known exactly (less so if the last 7 days lean), times
a weekly random walk with heavy tails whose size is learnt from up to a year of the listing's own weeks, times the
scatter of its last 8 weeks. 1,000 such futures are drawn, the same random numbers each time, and the days on which
they reach a line are counted. It is the pace that is carried on, not anybody's behaviour.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from scrapers.forecasting.increments import Floats, Increments
from scrapers.forecasting.usual import LEAST_JUDGED, Usual

HORIZON = 180  # days
DAYS, LEVEL, RECENT = (
    56,
    28,
    7,
)  # days that a forecast is made from; that say how high the pace is; and where it leans
ROUNDING = 0.5  # days; readings are never quite 24 hours apart
_YEAR = 364  # days
_DRAWS, _SEED = 1_000, 20_260_302
_FLOOR, _CEILING = 0.039, 0.15  # of the walk, a week, in logarithms
_PRIOR, _PRIOR_WEEKS = 0.052, 2  # what the walk is taken for until the listing's own weeks weigh more
_LAGGED = 0.3  # weeks of the walk by which the pace may be out of date


def _nearest(time: Floats, begin: int, days: float) -> int:
    """Find where the rising `time` is nearest to so many days after its entry `begin`, but not there."""
    return begin + 1 + int(np.argmin(abs(time[begin + 1 :] - time[begin] - days)))


def last_days(told: Increments, days: float) -> tuple[int, float]:
    """Count the complaints of the last entries that make up about so many days, and their days."""
    time = np.concatenate([[0.0], np.cumsum(told.days[::-1])])
    entries = _nearest(time, 0, days)
    return int(told.complaints[::-1][:entries].sum()), float(time[entries])


def _blocks(told: Increments) -> Iterator[tuple[float, float, float]]:
    """Cut the last year into blocks of about 7 days (gaps stay whole), newest first: middle day, complaints, days."""
    first = int(np.searchsorted(told.day, told.day[-1] - _YEAR, "right"))
    time = np.concatenate([[0.0], np.cumsum(told.days[first:][::-1])])
    came = np.concatenate([[0], np.cumsum(told.complaints[first:][::-1])])
    day, begin = told.day[first:][::-1], 0
    while time[-1] - time[begin] >= 7 - ROUNDING:
        end = _nearest(time, begin, 7)
        days = float(time[end] - time[begin])
        yield float(day[begin] - days / 2), float(came[end] - came[begin]), days
        begin = end


def _walk(middles: Floats, rates: Floats) -> float:
    """Estimate the weekly standard deviation of the walk, drawn towards what is usual.

    From weekly log changes and their lag-1 autocovariance, which takes out what the scatter of single weeks adds.
    """
    changes = np.diff(np.log(rates)) / np.sqrt(np.maximum(1.0, -np.diff(middles) / 7))
    lagged = changes[1:] * changes[:-1]
    variance = (np.sum(changes**2) + 2 * np.sum(lagged)) / max(1, len(changes))
    drawn = (_PRIOR_WEEKS * _PRIOR**2 + len(changes) * variance) / (_PRIOR_WEEKS + len(changes))
    return float(np.clip(np.sqrt(max(0.0, drawn)), _FLOOR, _CEILING))


def _dispersion(known: Usual, rates: Floats, days: Floats) -> float:
    """Give the dispersion of days or, where readings are too far apart to know it, that of the blocks."""
    if known.judged[-1] >= LEAST_JUDGED:
        return float(known.dispersion[-1])
    return max(1.0, float(np.var(rates) / rates.mean() * days.mean()))


def _leaning(told: Increments, per_day: float, dispersion: float) -> float:
    """Say by how much, in logarithms, the last 7 days differ from this pace, beyond what chance would do.

    A pace that leans may have stepped: it is taken to be half way there, and as uncertain as it leans.
    """
    count, time = last_days(told, RECENT)
    leans = float(np.log((count + 0.5) / (per_day * time)))
    chance = (1 - RECENT / LEVEL) * dispersion / (per_day * time)
    return leans * max(0.0, 1 - chance / leans**2) if leans else 0.0


@lru_cache(maxsize=2)
def _drawn(weeks: int) -> tuple[Floats, Floats, Floats]:
    """Draw the random parts of all futures: t5 steps and picks (weeks, draws), and levels (draws)."""
    steps, levels, picks = np.random.default_rng(_SEED).spawn(3)
    walk = np.cumsum(steps.standard_t(5, (weeks, _DRAWS)) * np.sqrt(3 / 5), axis=0)
    return walk, picks.random((weeks, _DRAWS)), levels.standard_normal(_DRAWS)


def passages(told: Increments, known: Usual, ahead: Sequence[int], horizon: int = HORIZON) -> Floats:
    """Draw the days from now at which each number of further complaints is reached: (lines, draws); inf: later.

    `told` must be enough for a forecast. A longer horizon changes no day within the shorter one.
    """
    middles, came, days = np.array(list(_blocks(told))).T
    sd = _walk(middles, (came + 0.5) / days)
    count, time = last_days(told, LEVEL)
    walk, picks, levels = _drawn(-(-horizon // 7))
    last = _nearest(np.concatenate([[0.0], np.cumsum(days)]), 0, DAYS)
    recent = (came / days)[:last]
    dispersion = _dispersion(known, recent, days[:last])
    leaning = _leaning(told, count / time, dispersion)
    level = leaning / 2 + levels * np.sqrt(dispersion / count + _LAGGED * sd**2 + leaning**2)
    scatter = (recent / recent.mean())[(picks * len(recent)).astype(np.int64)]
    weekly = 7 * count / time * scatter * np.exp(level + sd * walk)
    return np.array([_passage(np.cumsum(weekly, axis=0), need) for need in ahead])


def _passage(totals: Floats, need: int) -> Floats:
    """Give the day on which each future reaches `need`, even within a week, from its totals after each week."""
    full = np.sum(totals < need, axis=0)
    each = np.arange(totals.shape[1])
    week = np.minimum(full, len(totals) - 1)
    below = np.where(week > 0, totals[week - 1, each], 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        day = 7 * (week + (need - below) / (totals[week, each] - below))
    return np.where(full < len(totals), day, np.inf)
