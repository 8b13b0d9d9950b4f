"""Writing: whole or not at all, each thing once, and the crossings that follow."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from db.connection import reading, writing
from db.records import Capture, Complaint, ComplaintStep, Count, Listing, Platform, Refreshed, ReportedCount
from db.store import TABLES, Batch, MixedOriginError, store, store_reported_counts, store_watchlist

START = datetime(2026, 11, 1, tzinfo=UTC)
REPORTED = ReportedCount("a", None, 100_000, None, "article")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "tousu.duckdb"


def batch(number: int, total: int, listing: str = "1") -> Batch:
    at, refresh, capture = START + timedelta(days=number), f"refresh-{number}", f"capture-{number}"
    return Batch(
        Refreshed(refresh, "heimao", "directory", at, at, at, "ok", None, None, 1, 1, 0, 0),
        captures=[Capture(capture, "heimao", "directory", "u", 200, at, "f", 0, 9, "00", 1, False, refresh)],
        listings=[Listing("heimao", listing, "甲", "a")],
        counts=[Count("heimao", listing, at, total, 9, 5, 3, False, capture, refresh)],
    )


def keep(database: Path, batch: Batch, is_demonstration: bool = True) -> None:
    store(database, batch, is_demonstration=is_demonstration, publisher_url="http://127.0.0.1:1")


def rows(database: Path, question: str) -> list[tuple[object, ...]]:
    with reading(database) as opened:
        return opened.execute(question).fetchall()


def complaint(status: str, seen: int, **changes: object) -> Complaint:
    at = START + timedelta(days=seen)
    texts = ("title", "issue", "claim", Decimal("187.38"))
    made = Complaint("heimao", "17391181466", "1", None, *texts, status, START, at, at, f"c{seen}", "…", "u")
    return replace(made, **changes)


def test_every_record_has_its_table_with_the_same_columns_in_the_same_order(database: Path) -> None:
    with writing(database) as opened:
        for record, table in TABLES.items():
            columns = [row[0] for row in opened.execute(f"describe {table}").fetchall()]
            assert columns == [field.name for field in fields(record)], table


def test_a_crossing_lies_between_the_last_reading_below_and_the_first_at_the_line(database: Path) -> None:
    """FAULTS 53: 99,999 is below, 100,000 has reached it."""
    for day, total in enumerate([99_000, 99_999, 100_000, 100_500]):
        keep(database, batch(day, total))
    found = rows(database, "select after_at, by_at, estimated_at, is_revised from crossings")
    day = timedelta(days=1)
    assert found == [(START + day, START + 2 * day, START + 2 * day, False)]


def test_a_platform_past_the_line_at_first_sight_crossed_before_we_began(database: Path) -> None:
    keep(database, batch(0, 151_000))
    assert rows(database, "select after_at, by_at, estimated_at from crossings") == [(None, START, None)]


def test_a_crossing_is_stored_once_also_after_a_fall_below_the_line(database: Path) -> None:
    for day, total in enumerate([99_999, 100_001, 99_990, 100_002]):
        keep(database, batch(day, total))
    assert len(rows(database, "from crossings")) == 1


def test_demonstration_and_live_data_never_meet_in_one_database(database: Path) -> None:
    keep(database, batch(0, 10))
    with pytest.raises(MixedOriginError, match="keeps demonstration data"):
        keep(database, batch(1, 11), is_demonstration=False)
    assert rows(database, "select total from counts") == [(10,)]


def test_a_batch_that_cannot_be_stored_whole_is_not_stored_at_all(database: Path) -> None:
    keep(database, batch(0, 10))
    broken = batch(1, 11)
    broken.counts = [replace(broken.counts[0], total="not a number")]  # type: ignore[arg-type]
    with pytest.raises(Exception, match="not a number"):
        keep(database, broken)
    assert rows(database, "select (select count(*) from captures), (select count(*) from counts)") == [(1, 1)]


def test_a_listing_keeps_one_row_with_its_newest_title(database: Path) -> None:
    keep(database, batch(0, 10))
    renamed = batch(1, 11)
    renamed.listings = [Listing("heimao", "1", "乙", None)]
    keep(database, renamed)
    assert rows(database, "select title, platform from listings") == [("乙", None)]


def test_a_complaint_seen_twice_is_stored_once_with_its_newest_status(database: Path) -> None:
    """FAULTS 59."""
    first, second = batch(0, 10), batch(1, 11)
    first.complaints, second.complaints = [complaint("handling", 0)], [complaint("replied", 1)]
    keep(database, first)
    keep(database, second)
    found = rows(database, "select status, first_seen_at, last_seen_at, capture, amount_cny from complaints")
    assert found == [("replied", START, START + timedelta(days=1), "c1", Decimal("187.38"))]


def test_what_only_the_complaints_page_says_outlives_the_feed(database: Path) -> None:
    page, feed = batch(0, 10), batch(1, 11)
    page.complaints = [complaint("handling", 0, service="美团借钱", listing="1/9", page_capture="c0")]
    feed.complaints = [complaint("completed", 1)]
    keep(database, page)
    keep(database, feed)
    found = rows(database, "select listing, service, page_capture, status from complaints")
    assert found == [("1/9", "美团借钱", "c0", "completed")]


def test_a_timeline_read_again_replaces_the_one_before(database: Path) -> None:
    step = ComplaintStep("heimao", "17391181466", 1, "发起", START, "c0")
    first, second = batch(0, 10), batch(1, 11)
    first.steps, second.steps = [step], [step, replace(step, step=2, event="回复")]
    keep(database, first)
    keep(database, second)
    assert rows(database, "select step, event from complaint_steps order by step") == [(1, "发起"), (2, "回复")]


def test_a_watchlist_stored_again_changes_nothing(database: Path) -> None:
    platforms = [Platform("a", "甲", "甲", "A", "group", "cash_loan")]
    for _ in range(2):
        store_watchlist(database, platforms, [REPORTED])
    assert rows(database, "select count(*) from platforms") == [(1,)]
    assert rows(database, "from reported_counts") == [("a", None, 100_000, None, "article")]
    assert store_reported_counts(database, [REPORTED]) == 0
    assert store_reported_counts(database, [replace(REPORTED, low=100_001)]) == 1


def test_a_platform_that_left_the_watchlist_leaves_its_listing_behind(database: Path) -> None:
    keep(database, batch(0, 10))
    store_watchlist(database, [], [])
    assert rows(database, "select title, platform from listings") == [("甲", None)]
