"""The questions, asked of a real database whose answers are known."""

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from db import drilldowns, lines, queries
from db.connection import Connection, reading
from tests.dashboard.filled import DAYS, WORLD, Grown, fill, grow, total

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
LINE = "total_100k"
WATCHED = [row for row in WORLD if row.platform]
BY_PLATFORM = {row.platform: row for row in WATCHED}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "tousu.duckdb"
    fill(path, NOW)
    return path


def ask(database: Path, name: str, *parameters: Any) -> list[dict[str, Any]]:
    with reading(database) as connection:
        found: list[dict[str, Any]] = getattr(queries, name)(connection, *parameters).to_pylist()
    return found


def changes_of(database: Path, row: Grown) -> dict[int, int]:
    return {one["days"]: one["change"] for one in ask(database, "changes") if one["listing"] == row.listing}


def test_every_file_of_sql_is_used_and_every_statement_that_is_used_has_its_file() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(queries.__file__).parent.glob("*.py"))
    there = {path.name.removesuffix(".sql") for path in files("db").joinpath("sql").iterdir()}
    assert {name for name in there if f'"{name}"' not in code} == set()
    assert set(re.findall(r'(?:statement|_?ask)\((?:connection, )?"(\w+)"', code)) <= there


def test_every_question_is_asked_by_the_function_of_its_name() -> None:
    for module in (queries, drilldowns, lines):
        code = Path(str(module.__file__)).read_text(encoding="utf-8")
        for function, asked in re.findall(
            r'^def ([a-z]\w*)\(connection.*?(?:ask\(connection, |statement\()"(\w+)"', code, re.S | re.M
        ):
            assert function == asked


@pytest.mark.parametrize("path", list(files("db").joinpath("sql").iterdir()), ids=lambda path: path.name)
def test_every_file_of_sql_says_what_it_asks_and_is_one_statement_in_lower_case(path: Path) -> None:
    comment, *lines = path.read_text(encoding="utf-8").splitlines()
    assert comment.startswith("-- ")
    sql = re.sub(r"'[^']*'|--.*", "", "\n".join(lines))
    assert sql == sql.lower()
    assert ";" not in sql
    assert not re.search(r"select \*", sql)


def test_the_line_lies_at_100_000(database: Path) -> None:
    with reading(database) as connection:
        assert queries.line(connection, LINE) == 100_000
        assert queries.line(connection, "no_such_line") is None


def test_the_comparison_has_the_largest_total_first_and_every_platform_once(database: Path) -> None:
    rows = ask(database, "comparison")
    expected = [row.platform for row in sorted(WATCHED, key=lambda row: -total(row, row.unread_days))]
    assert [row["platform"] for row in rows] == [*expected, "songguo"]
    assert rows[0]["total"] == 151_234
    assert rows[0]["last_30_days"] == 30 * 110


def test_a_platform_that_was_never_read_has_a_row_without_numbers(database: Path) -> None:
    row = ask(database, "comparison")[-1]
    assert (row["platform"], row["total"], row["file"], row["is_held"]) == ("songguo", None, None, False)


def test_every_number_leads_to_its_receipt(database: Path) -> None:
    """FAULTS 62: the address, the moment, the place in the evidence, the hash and the parser's version."""
    for row in ask(database, "comparison")[:-1]:
        assert row["url"].startswith("https://tousu.sina.com.cn/")
        assert len(row["sha256"]) == 64
        assert (row["file_offset"], row["parser_version"], row["is_by_hand"]) == (4096, 1, False)


def test_the_age_of_a_number_is_that_of_the_refresh_which_brought_it(database: Path) -> None:
    rows = {row["platform"]: row for row in ask(database, "comparison")}
    assert rows["alipay"]["finished_at"] == NOW
    assert rows["xingqiao"]["finished_at"] == NOW - timedelta(days=1)


def test_a_number_with_a_newer_one_in_quarantine_is_the_last_good_one(database: Path) -> None:
    rows = {row["platform"]: row for row in ask(database, "comparison")}
    assert rows["xiaomai"]["is_held"]
    assert rows["xiaomai"]["total"] == total(BY_PLATFORM["xiaomai"], 1)
    assert not rows["alipay"]["is_held"]


@pytest.mark.parametrize("platform", ["meituan_loans", "yunfan_loans", "xiangshu"])
def test_changes_are_what_was_added_in_1_7_and_30_days(database: Path, platform: str) -> None:
    pace = BY_PLATFORM[platform].pace
    assert changes_of(database, BY_PLATFORM[platform]) == {1: pace, 7: 7 * pace, 30: 30 * pace}


def test_changes_count_from_the_listing_s_own_latest_reading(database: Path) -> None:
    row = BY_PLATFORM["xingqiao"]
    assert changes_of(database, row) == {1: row.pace, 7: 7 * row.pace, 30: 30 * row.pace}


def test_no_change_is_given_across_a_revision(database: Path) -> None:
    row = BY_PLATFORM["qinghe"]
    assert changes_of(database, row) == {1: row.pace, 7: 7 * row.pace}


def test_no_change_is_given_where_no_reading_is_that_old_or_only_a_much_older_one(tmp_path: Path) -> None:
    database, row = tmp_path / "tousu.duckdb", BY_PLATFORM["alipay"]
    fill(database, NOW)
    grow(database, NOW + timedelta(days=20), row, 1_400)
    assert changes_of(database, row) == {30: 10 * row.pace + 1_400}


def test_a_change_says_how_old_its_base_is(tmp_path: Path) -> None:
    """Readings a day apart and one 20 hours later: what is called a day is 44 hours."""
    database, row = tmp_path / "tousu.duckdb", BY_PLATFORM["alipay"]
    fill(database, NOW)
    grow(database, NOW + timedelta(hours=20), row, 40)
    found = {one["days"]: one for one in ask(database, "changes") if one["listing"] == row.listing}
    assert found[1]["base_at"] == NOW - timedelta(days=1)
    assert found[1]["change"] == row.pace + 40
    assert not found[1]["is_as_asked"]
    assert {days for days, one in found.items() if one["is_as_asked"]} == {7, 30}
    before = {
        one["days"]: one for one in ask(database, "changes") if one["listing"] == BY_PLATFORM["xiangshu"].listing
    }
    assert all(one["is_as_asked"] for one in before.values())


def test_a_day_ends_with_its_last_reading_by_the_publisher_s_calendar(tmp_path: Path) -> None:
    """FAULTS 81: 17:00 UTC is the next day in Shanghai."""
    database, row = tmp_path / "tousu.duckdb", BY_PLATFORM["alipay"]
    fill(database, NOW)
    for hours, more in ((1, 10), (2, 20), (13, 30)):
        grow(database, NOW + timedelta(hours=hours), row, more)
    days = [day for day in ask(database, "daily_totals") if day["platform"] == "alipay"]
    assert len(days) == DAYS + 2
    assert [day["total"] - row.total for day in days[-2:]] == [20, 30]
    assert [str(day["read_on"]) for day in days[-2:]] == ["2026-03-02", "2026-03-03"]


def test_a_crossing_has_its_interval_and_those_from_before_come_last(database: Path) -> None:
    found = ask(database, "crossed", LINE)
    assert [row["platform"] for row in found] == ["yunfan_loans", "alipay", "jd_finance", "meituan_loans"]
    assert (found[0]["after_at"], found[0]["by_at"]) == (NOW - timedelta(days=8), NOW - timedelta(days=7))
    assert {row["after_at"] for row in found[1:]} == {None}


def test_listings_past_the_line_that_nobody_watches_are_listed(database: Path) -> None:
    found = ask(database, "unwatched_past_line", LINE)
    assert [(row["title"], row["total"]) for row in found] == [("美团", 312_000), ("拼多多", 250_000)]


def test_reported_counts_are_of_watched_platforms_with_their_citation(database: Path) -> None:
    found = ask(database, "reported_counts")
    assert (found[0]["low"], found[0]["high"], found[0]["reported_on"]) == (151_000, None, None)
    assert found[-1]["citation"] == "A newspaper <b>of record</b>"


def test_a_failed_refresh_hides_neither_the_last_good_one_nor_how_often_it_failed(tmp_path: Path) -> None:
    fill(tmp_path / "tousu.duckdb", NOW, failed="RefusedError")
    directory, feed = ask(tmp_path / "tousu.duckdb", "sources")
    assert (directory["outcome"], directory["error"], directory["failures"]) == ("failed", "RefusedError", 1)
    assert directory["good_at"] == NOW
    assert (feed["outcome"], feed["error"], feed["failures"]) == ("ok", None, 0)


def test_an_error_that_is_over_is_not_shown_as_the_present_one(tmp_path: Path) -> None:
    fill(tmp_path / "tousu.duckdb", NOW, failed="RefusedError")
    grow(tmp_path / "tousu.duckdb", NOW + timedelta(minutes=1), BY_PLATFORM["alipay"], 1)
    directory = ask(tmp_path / "tousu.duckdb", "sources")[0]
    assert (directory["outcome"], directory["error"], directory["detail"]) == ("ok", None, None)
    assert directory["failures"] == 0


def test_a_quarantined_number_stands_beside_the_last_good_one(database: Path) -> None:
    [row] = ask(database, "quarantined", 10)
    assert (row["total"], row["good_total"], row["reason"]) == ("380000", total(BY_PLATFORM["xiaomai"], 1), "rose")


def test_warnings_gaps_and_refreshes_come_newest_first_and_no_more_than_asked(database: Path) -> None:
    assert [row["warning"] for row in ask(database, "recent_warnings", 10)] == ["listing_missing"]
    assert [row["reason"] for row in ask(database, "recent_gaps", 10)] == ["visitors_limit"]
    assert [row["source"] for row in ask(database, "recent_refreshes", 2)] == ["directory", "feed"]


def test_counters_that_disagree_in_every_reading_of_three_days_are_named(database: Path) -> None:
    found = {row["platform"]: row for row in ask(database, "counter_disagreements")}
    assert found.keys() == {"haitang", "qinghe"}
    assert (found["haitang"]["rise"], found["haitang"]["last_30_days"], found["haitang"]["readings"]) == (270, 900, 4)


def test_counters_that_agree_once_again_do_not_disagree_lastingly(tmp_path: Path) -> None:
    database, row = tmp_path / "tousu.duckdb", BY_PLATFORM["haitang"]
    fill(database, NOW)
    grow(database, NOW + timedelta(hours=1), row, 900 - 30 * row.pace)
    assert "haitang" not in {row["platform"] for row in ask(database, "counter_disagreements")}


@pytest.mark.parametrize(
    "name", ["comparison", "changes", "daily_totals", "reported_counts", "sources", "counter_disagreements"]
)
def test_questions_have_an_answer_on_a_database_without_numbers(tmp_path: Path, name: str) -> None:
    fill(tmp_path / "tousu.duckdb", NOW, counted=False)
    with reading(tmp_path / "tousu.duckdb") as connection:
        assert _rows(connection, name) >= 0


def _rows(connection: Connection, name: str) -> int:
    return int(getattr(queries, name)(connection).num_rows)


def test_a_weekly_pace_is_what_came_in_a_week_over_the_time_between_its_readings(database: Path) -> None:
    rows = [row for row in ask(database, "weekly_paces") if row["listing"] == WORLD[0].listing]
    assert [row["weeks_ago"] for row in rows] == [4, 3, 2, 1, 0], "forty days hold five whole weeks"
    assert {row["rate"] for row in rows} == {WORLD[0].pace}


def test_a_week_in_which_the_publisher_revised_a_number_has_no_pace(database: Path) -> None:
    revised = next(row for row in WORLD if row.is_revised)
    rows = [row for row in ask(database, "weekly_paces") if row["listing"] == revised.listing]
    assert [row["weeks_ago"] for row in rows] == [4, 3, 2, 0]
    assert {row["rate"] for row in rows} == {revised.pace}
