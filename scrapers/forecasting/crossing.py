"""When a total will reach a line, with an interval of 80 %, or why there is no telling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

import numpy as np

from scrapers.forecasting.futures import DAYS, HORIZON, LEVEL, ROUNDING, last_days, passages
from scrapers.forecasting.increments import DAY, Floats, Increments, Readings, day_of, increments
from scrapers.forecasting.pace import compare, day_as_date, markers
from scrapers.forecasting.usual import Usual, usual

RECIPE_VERSION = 1  # stored with every forecast: raise it whenever the same readings could give another one
READINGS, CALM = 8, 14  # days with a reading in the 56, and days since a marker, that a forecast needs

_SPARE = 7  # days that falls of the total may have taken out of the 56


class Reason(StrEnum):
    """Why there is no forecast."""

    REACHED = "reached"
    TOO_FEW_DAYS = "too_few_days"
    PACE_CHANGED = "pace_changed"
    NOT_RISING = "not_rising"


@dataclass(frozen=True, slots=True)
class NoForecast:
    """Why there is none, and what is missing of 56 days of readings and of 8 days with one; or the days to wait."""

    reason: Reason
    days_missing: int = 0
    readings_missing: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days (Shanghai) by which 10, 50 and 90 % of the futures reach the line; None: beyond 180 days from now.

    `share`: of the futures, how many reach it within 180 days, 0 to 1. "Now" is the last reading.
    """

    low_on: date | None
    middle_on: date | None
    high_on: date | None
    share: float


def forecast(readings: Readings, lines: Sequence[int]) -> list[Forecast | NoForecast]:
    """Forecast when one listing's total will reach each of these lines, as of its last reading."""
    if not len(readings.at):
        return [NoForecast(Reason.TOO_FEW_DAYS, DAYS, READINGS) for _ in lines]
    told = increments(readings)
    known = usual(told)
    missing = _missing(readings, told, known)
    ahead = [line - int(readings.totals[-1]) for line in lines]
    days = iter([] if missing else passages(told, known, [need for need in ahead if need > 0]))
    return [
        NoForecast(Reason.REACHED) if need <= 0 else missing or _stated(int(readings.at[-1]), next(days))
        for need in ahead
    ]


def _missing(readings: Readings, told: Increments, known: Usual) -> NoForecast | None:
    """Say what stands against any forecast."""
    now = int(day_of(readings.at[-1]))
    days = told.days[told.day >= now - DAYS - _SPARE].sum() + ROUNDING
    seen = len(np.unique(day_of(readings.at[readings.at > readings.at[-1] - (DAYS + _SPARE) * DAY])))
    if days < DAYS or seen < READINGS:
        return NoForecast(Reason.TOO_FEW_DAYS, max(0, ceil(DAYS - days)), max(0, READINGS - seen))
    changed = [marker.on.toordinal() for marker in markers(compare(told, known))]
    calm = day_as_date(now).toordinal() - changed[-1] if changed else CALM
    if calm < CALM:
        return NoForecast(Reason.PACE_CHANGED, CALM - calm)
    month = readings.totals[readings.at >= readings.at[-1] - LEVEL * DAY]
    is_rising = month[-1] > month[0] and last_days(told, LEVEL)[0] > 0
    return None if is_rising else NoForecast(Reason.NOT_RISING)


def _stated(now: int, days: Floats) -> Forecast:
    def on(share: float) -> date | None:
        after = ordered[ceil(share * len(ordered)) - 1]
        return day_as_date(day_of(now + int(after * DAY))) if after <= HORIZON else None

    ordered = np.sort(days)
    return Forecast(on(0.1), on(0.5), on(0.9), share=float(np.mean(days <= HORIZON)))
