"""After a refresh: when the lines ahead may be reached, and whose pace has changed; once a day for each listing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np

from db import queries
from db.connection import reading
from db.foresights import store_foresights
from db.records import Forecast, PaceChange
from db.settings import Settings
from scrapers.forecasting import crossing, cusum, pace
from scrapers.forecasting.increments import Readings


def foresee(settings: Settings) -> None:
    """Forecast from what is stored and keep it, so that it can be scored when the crossing comes."""
    with reading(settings.database) as connection:
        rows = queries.foreseeable(connection).to_pylist()
        known = queries.known_pace_changes(connection)
    told = [(row, Readings(np.array(row["at"]), np.array(row["totals"]))) for row in rows]
    forecasts = [one for row, readings in told for one in _forecasts(row, readings)]
    changes = [one for row, readings in told for one in _changes(row, readings)]
    new = [one for one in changes if (one.publisher, one.listing, one.changed_on, one.rule) not in known]
    store_foresights(settings.database, forecasts, new)


def _forecasts(row: dict[str, Any], readings: Readings) -> Iterator[Forecast]:
    read_at = datetime.fromtimestamp(row["at"][-1], UTC)
    found = crossing.forecast(readings, [one["line"] for one in row["lines"]])
    for line, one in zip(row["lines"], found, strict=True):
        yield Forecast(
            threshold=line["threshold"],
            publisher=row["publisher"],
            listing=row["listing"],
            made_at=datetime.now(UTC),
            read_at=read_at,
            total=row["total"],
            line=line["line"],
            recipe_version=crossing.RECIPE_VERSION,
            **_said(one),
        )


def _said(one: crossing.Forecast | crossing.NoForecast) -> dict[str, Any]:
    """The interval and the share within 180 days, or the reason and what is missing."""
    days: dict[str, Any] = dict.fromkeys(("low_on", "middle_on", "high_on", "share_within_180_days"))
    if isinstance(one, crossing.NoForecast):
        return days | {"reason": str(one.reason), "missing": max(one.days_missing, one.readings_missing)}
    days |= {name: getattr(one, name) for name in ("low_on", "middle_on", "high_on")}
    return days | {"share_within_180_days": one.share, "reason": None, "missing": None}


def _changes(row: dict[str, Any], readings: Readings) -> Iterator[PaceChange]:
    rules = {"z": pace.markers(pace.pace(readings)), "cusum": cusum.notifications(readings)}
    for rule, changes in rules.items():
        for one in changes:
            rates = (one.before_per_day, one.after_per_day)
            direction = "up" if one.is_rise else "down"
            about = (row["publisher"], row["listing"], one.on, rule, direction)
            yield PaceChange(*about, *rates, crossing.RECIPE_VERSION)
