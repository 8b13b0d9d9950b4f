"""False alarms on quiet years and delays after a step, of markers, notifications, and a plain rule beside them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from scrapers.forecasting.cusum import notifications
from scrapers.forecasting.increments import Integers, Readings, increments
from scrapers.forecasting.pace import Change, day_as_date, markers, pace
from tests.backtest.processes import FLAT, MONDAY, counts

RATES = (5, 10, 20, 30, 120)  # complaints a day
STEP = 1.5
WARM, YEAR, FOUND_WITHIN = 182, 365, 30  # days


def z_markers(readings: Readings) -> Iterator[Change]:
    """Mark by z > 3 on 7 against 28 days."""
    return markers(pace(readings))


def same_weekday(readings: Readings) -> Iterator[Change]:
    """Alarm when a day has over 30 % more than the same weekday of the last week."""
    told = increments(readings)
    for before, after, day in zip(told.complaints, told.complaints[7:], told.day[7:], strict=False):
        if after > 1.3 * before:
            yield Change(day_as_date(day), True, float(before), float(after))


RULES: dict[str, Callable[[Readings], Iterable[Change]]] = {
    "z > 3, 7 on 28 days": z_markers,
    "CUSUM, k 0.5, h 8": notifications,
    "same weekday, + 30 %": same_weekday,
}


@dataclass(frozen=True)
class Found:
    """Of a rule: alarms in a quiet year, the share of steps found in 30 days, and the median days that took."""

    false_alarms: float
    share: float
    delay: float


def _since(rule: Callable[[Readings], Iterable[Change]], days: Integers, first: date) -> list[Change]:
    readings = FLAT.readings(np.random.default_rng(1), days)
    return [change for change in rule(readings) if change.on >= first]


def _delay(rule: Callable[[Readings], Iterable[Change]], days: Integers, first: date) -> float:
    rises = [change.on for change in _since(rule, days, first) if change.is_rise]
    return (min(rises) - first).days + 1 if rises else np.inf


def measured(name: str, per_day: float, runs: int, seed: int = 9) -> Found:
    """Measure a rule on quiet years and on a rise by half, each after half a year of the same pace."""
    random, rule, first = np.random.default_rng(seed), RULES[name], day_as_date(MONDAY + WARM)
    quiet = counts(random, np.full((runs, WARM + YEAR), float(per_day)))
    stepping = np.repeat([per_day, per_day * STEP], [WARM, FOUND_WITHIN + 1])
    delays = np.array([_delay(rule, days, first) for days in counts(random, np.tile(stepping, (runs, 1)))])
    found = delays[delays <= FOUND_WITHIN]
    alarms = sum(len(_since(rule, days, first)) for days in quiet) / runs
    return Found(alarms, len(found) / runs, float(np.median(found)) if len(found) else np.nan)
