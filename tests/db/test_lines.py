"""Questions about one line, and about a line that is only tried."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import lines
from db.connection import reading
from db.lines import OWN
from tests.dashboard.filled import WORLD, fill, grow
from tests.dashboard.foretold import LISTINGS, fill_and_foretell

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
BY_PLATFORM = {row.platform: row for row in WORLD}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lines") / "tousu.duckdb"
    fill_and_foretell(path, NOW)
    return path


def ask(database: Path, name: str, *asked: Any, own: int | None = None) -> list[dict[str, Any]]:
    with reading(database) as connection:
        if own is not None:
            lines.try_line(connection, own)
        found: list[dict[str, Any]] = getattr(lines, name)(connection, *asked).to_pylist()
    return found


def test_a_crossing_names_both_numbers_and_both_receipts(database: Path) -> None:
    first = ask(database, "reached", "total_100k")[0]
    assert (first["platform"], first["after_value"], first["by_value"]) == ("yunfan_loans", 99_940, 100_000)
    assert first["after_sha256"] == first["by_sha256"] == "9f2b" * 16


@pytest.mark.parametrize("line", ["total_100k", "total_50k"])
def test_a_line_that_is_tried_gives_what_it_would_give_if_it_were_stored(database: Path, line: str) -> None:
    at = {"total_100k": 100_000, "total_50k": 50_000}[line]
    assert ask(database, "reached", OWN, own=at) == ask(database, "reached", line)


def test_a_line_that_is_tried_is_gone_with_its_connection(database: Path) -> None:
    assert len(ask(database, "reached", OWN, own=9_000)) == len(BY_PLATFORM) - 1
    assert ask(database, "reached", OWN) == []
    assert {row["line"] for row in ask(database, "against_line", "total_100k")} == {100_000}


def test_everybody_stands_somewhere_against_a_line_with_the_latest_forecast(database: Path) -> None:
    rows = {row["platform"]: row for row in ask(database, "against_line", "total_100k")}
    assert rows.keys() == {platform for platform in LISTINGS if platform}
    assert (rows["chenxi"]["value"], rows["chenxi"]["middle_on"]) == (96_400, NOW.date() + timedelta(days=45))
    assert (rows["xingqiao"]["reason"], rows["xingqiao"]["missing"]) == ("too_few_days", 16)
    assert rows["alipay"]["forecast_at"] is None


def test_a_revision_is_told_with_its_number_and_dates_the_crossing_anew(tmp_path: Path) -> None:
    database, row = tmp_path / "tousu.duckdb", BY_PLATFORM["jd_finance"]
    fill(database, NOW)
    grow(database, NOW + timedelta(hours=1), row, -500)
    found = {one["event"]: one for one in ask(database, "happenings") if one["platform"] == "jd_finance"}
    first, fall = (found[f"{kind}:total_100k:heimao:1003608:1"] for kind in ("crossing", "correction"))
    assert (fall["kind"], fall["fell_value"], fall["happened_at"]) == ("correction_below", 99_811, fall["fell_at"])
    assert first["is_revised"]
    assert first["updated_at"] == fall["noticed_at"] > first["noticed_at"]


def test_nobody_who_is_not_watched_is_told_of(database: Path) -> None:
    assert {row["platform"] for row in ask(database, "happenings")} <= {platform for platform in LISTINGS if platform}
    assert "1003609" not in {row["listing"] for row in ask(database, "happenings")}


def test_forecasts_are_held_against_the_crossing_once_a_day(database: Path) -> None:
    """Of 13 and of 5 days; the crossing came after 13, on the edge of the first reading at the line."""
    [scores] = ask(database, "forecast_scores")
    assert (scores["scored"], scores["inside"], scores["overdue"]) == (2, 1, 0)
    assert scores["error_days"] == pytest.approx((0 + 7) / 2)


def test_changes_of_pace_have_both_rates(database: Path) -> None:
    [found] = ask(database, "pace_markers")
    assert (found["platform"], found["rate_before"], found["rate_after"]) == ("alipay", 60.0, 81.5)
