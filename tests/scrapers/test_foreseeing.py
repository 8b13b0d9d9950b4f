"""What is foreseen after a refresh: once a day, from what is stored, and kept."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.connection import reading
from db.records import Platform
from db.settings import Settings, load
from db.store import store_watchlist
from scrapers.foreseeing import foresee
from tests.db.test_store import START, batch, keep, rows

DAYS = 70
Grown = Callable[..., Settings]


def rise(database: Path, days: Iterable[int], total: int = 90_000) -> None:
    """Let a listing be read daily while it rises by 100 a day."""
    for day in days:
        keep(database, batch(day, total + 100 * day + 7 * (day % 3)))


def watched(folder: Path) -> Settings:
    settings = replace(load({}), database=folder / "tousu.duckdb")
    store_watchlist(settings.database, [Platform("a", "甲", "甲", "A", "group", "cash_loan")], [])
    return settings


@pytest.fixture(scope="module")
def risen(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Give the database as it was after so many days."""
    settings, day = watched(tmp_path_factory.mktemp("risen")), 0
    copies: dict[int, Path] = {}
    for days in (20, 60, DAYS):
        rise(settings.database, range(day, days))
        copies[days] = shutil.copy(settings.database, settings.database.with_name(f"{days}.duckdb"))
        day = days
    return copies


@pytest.fixture
def grown(risen: dict[int, Path], tmp_path: Path) -> Grown:
    """Give a copy of it."""

    def copied(days: int = DAYS) -> Settings:
        return replace(load({}), database=shutil.copy(risen[days], tmp_path / "tousu.duckdb"))

    return copied


def forecasts(settings: Settings) -> list[tuple[Any, ...]]:
    return rows(settings.database, "select threshold, low_on, middle_on, high_on, reason, missing from forecasts")


def test_a_steady_rise_is_forecast_between_two_days(grown: Grown) -> None:
    settings = grown()
    foresee(settings)
    [(threshold, low, middle, high, reason, missing)] = forecasts(settings)
    due = (START + timedelta(days=100)).date()
    assert (threshold, reason, missing) == ("total_100k", None, None)
    assert low <= middle <= high
    assert abs(middle - due) < timedelta(days=8)


def test_with_too_few_days_it_is_said_how_many_are_missing(grown: Grown) -> None:
    settings = grown(20)
    foresee(settings)
    assert [(row[4], row[5]) for row in forecasts(settings)] == [("too_few_days", 37)]


def test_forecasts_are_made_once_for_the_readings_of_a_day(grown: Grown) -> None:
    settings = grown(60)
    for _ in range(2):
        foresee(settings)
    assert len(forecasts(settings)) == 1
    keep(settings.database, batch(60, 96_100))
    foresee(settings)
    assert len(forecasts(settings)) == 2


def test_who_is_past_the_line_or_not_watched_has_no_forecast(tmp_path: Path) -> None:
    settings = watched(tmp_path)
    rise(settings.database, range(3), total=100_000)
    foresee(settings)
    assert forecasts(settings) == []


def test_a_lasting_change_of_pace_is_kept_once(grown: Grown) -> None:
    settings = grown()
    for day in range(DAYS, DAYS + 30):
        keep(settings.database, batch(day, 97_000 + 400 * (day - DAYS)))
        foresee(settings)
    with reading(settings.database) as opened:
        found = opened.execute(
            "select rule, direction, changed_on, rate_before, rate_after from pace_changes"
        ).fetchall()
    assert {rule for rule, *_ in found} == {"z", "cusum"}
    assert len(found) == len({(rule, on) for rule, _, on, *_ in found})
    first = min(found)
    assert first[1] == "up"
    assert date(2027, 1, 10) <= first[2] < date(2027, 1, 25)
    assert first[3] < 120 < first[4]


def test_a_forecast_says_when_it_was_read_and_of_what(grown: Grown) -> None:
    settings = grown(60)
    foresee(settings)
    [(read_at, total, line, made_at)] = rows(settings.database, "select read_at, total, line, made_at from forecasts")
    assert (read_at, total, line) == (START + timedelta(days=59), 90_000 + 5900 + 14, 100_000)
    assert abs(made_at - datetime.now(UTC)) < timedelta(minutes=5)
