"""Lines and their crossings: the same whatever the order in which numbers came."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import queries
from db.connection import reading, writing
from db.records import Category, ComplaintCategory, Platform, Threshold
from db.store import append, store_watchlist
from db.thresholds import THE_LINE, ThresholdError, add_threshold, remove_threshold
from tests.db.test_store import START, batch, complaint, database, keep, rows

__all__ = ["database"]
DAY = timedelta(days=1)
NEWS = "select kind, threshold, is_backfill from events order by event"
Told = tuple[int, int | None, int, bool]  # number, day of the last reading below, day of the first at it, revised


def told(totals: Sequence[int], line: int = 100_000) -> Iterator[Told]:
    """What should be stored, by walking day after day."""
    past, number, found = False, 0, list[Told]()
    for day, total in enumerate(totals):
        if total >= line and not past:
            past, number = True, number + 1
            found.append((number, day - 1 if day else None, day, False))
        elif total < line and number:
            found[-1] = (*found[-1][:3], True)
        past = past and total >= 0.98 * line
    yield from found


def crossings(database: Path, threshold: str = THE_LINE) -> list[Told]:
    question = f"select number, after_at, by_at, is_revised from crossings where threshold = '{threshold}' order by 1"
    return [
        (number, (after - START).days if after else None, (by - START).days, revised)
        for number, after, by, revised in rows(database, question)
    ]


@given(
    st.lists(
        st.integers(97_000, 103_000) | st.sampled_from([97_999, 98_000, 99_999, 100_000]), min_size=1, max_size=12
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None)
def test_crossings_are_those_of_a_walk_day_by_day_in_whatever_order_readings_come(
    totals: list[int], random: Any
) -> None:
    order = list(enumerate(totals))
    random.shuffle(order)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "tousu.duckdb"
        for day, total in order:
            keep(database, batch(day, total))
        assert crossings(database) == list(told(totals))
        with reading(database) as connection:
            replayed = queries.replayed_crossings(connection).drop_columns(["line"]).to_pylist()
            there = connection.execute("from crossings order by number").to_arrow_table().to_pylist()
        assert sorted(map(str, map(sorted, map(dict.items, there)))) == sorted(
            map(str, map(sorted, map(dict.items, replayed)))
        )
        kinds = [kind for kind, *_ in rows(database, NEWS)]
        assert kinds.count("first_crossing") <= 1


def test_within_2_percent_of_the_line_a_platform_neither_falls_back_nor_crosses_again(database: Path) -> None:
    totals = [99_000, 100_000, 98_000, 100_001, 97_999, 99_999, 100_000]
    for day, total in enumerate(totals):
        keep(database, batch(day, total))
    assert crossings(database) == [(1, 0, 1, True), (2, 5, 6, False)]


def test_a_crossing_names_both_numbers_and_both_receipts(database: Path) -> None:
    for day, total in enumerate([99_000, 101_000]):
        keep(database, batch(day, total))
    about = "after_value, after_capture, by_value, by_capture, refresh, estimated_at"
    [found] = rows(database, f"select {about} from crossings")
    assert found == (99_000, "capture-0", 101_000, "capture-1", "refresh-1", START + DAY / 2)


def test_every_further_50_000_is_a_milestone_but_no_line_of_anybody(database: Path) -> None:
    for day, total in enumerate([149_000, 150_000, 201_000]):
        keep(database, batch(day, total))
    assert rows(database, "select line, by_value from milestones order by line") == [
        (150_000, 150_000),
        (200_000, 201_000),
    ]
    assert rows(database, "select threshold from thresholds") == [(THE_LINE,)]


def test_only_what_happens_while_a_line_is_there_is_news(database: Path) -> None:
    """The readings of `batch` are of 2026-11-01 on, before a database that is made today has its lines."""
    for day, total in enumerate([99_000, 100_000]):
        keep(database, batch(day, total))
    assert rows(database, NEWS) == [("first_crossing", THE_LINE, True)]
    began_before(database)
    for day, total in enumerate([90_000, 100_000, 99_000], 2):
        keep(database, batch(day, total))
    kinds = [("correction_below", THE_LINE, False), ("correction_below", THE_LINE, False)]
    assert rows(database, NEWS) == [
        *kinds,
        ("first_crossing", THE_LINE, True),
        ("re_crossing", THE_LINE, False),
    ]


def began_before(database: Path) -> None:
    with writing(database) as connection:
        connection.execute("update thresholds set since_at = $at", {"at": START - DAY})


def test_the_news_of_a_crossing_holds_its_numbers_and_is_told_once(database: Path) -> None:
    keep(database, batch(0, 99_000))
    began_before(database)
    for day in (1, 2, 3):
        keep(database, batch(day, 100_000 + day))
    [(event, facts, is_backfill)] = rows(database, "select event, facts, is_backfill from events")
    assert event == "crossing:total_100k:heimao:1:1"
    told = json.loads(str(facts))
    assert (told["line"], told["after_value"], told["by_value"], is_backfill) == (100_000, 99_000, 100_001, False)


def test_a_line_added_later_finds_who_crossed_it_and_tells_nobody(database: Path) -> None:
    for day, total in enumerate([49_000, 51_000]):
        keep(database, batch(day, total))
    add(database, "total_50k", 50_000)
    assert crossings(database, "total_50k") == [(1, 0, 1, False)]
    assert rows(database, NEWS) == [("first_crossing", "total_50k", True)]
    made = rows(database, "select change, changed_by, line from threshold_changes order by line")
    assert made == [("added", "Ada", 50_000), ("added", "Tousu Watch", 100_000)]


def test_a_line_can_be_for_one_platform_one_group_or_the_last_30_days(database: Path) -> None:
    store_watchlist(database, [Platform("a", "甲", "甲", "A", "group", "cash_loan")], [])
    for day in range(2):
        keep(database, batch(day, 10 + day))
        keep(database, batch(day + 10, 10 + day, listing="2"))
    with writing(database) as connection:
        connection.execute("update listings set platform = null where listing = '2'")
    for scope in ("all", "platform:a", "group:group"):
        add(database, f"at_{scope.partition(':')[0]}", 11, scope=scope)
    add(database, "month", 3, measure="last_30_days")
    found = rows(database, "select threshold, list(listing order by listing) from crossings group by all order by 1")
    assert found == [("at_all", ["1", "2"]), ("at_group", ["1"]), ("at_platform", ["1"]), ("month", ["1", "2"])]


def test_a_line_on_a_category_counts_the_complaints_we_read(database: Path) -> None:
    add_category(database)
    add(database, "threats_2", 2, measure="category", category="collection.threats")
    for day in range(3):
        one = batch(day, 10 + day)
        one.complaints = [complaint("handling", day, complaint=str(day))]
        one.categories = [ComplaintCategory("heimao", str(day), "collection.threats", "威胁", 1)]
        keep(database, one)
    assert crossings(database, "threats_2") == [(1, 0, 1, False)]


def add(database: Path, threshold: str, line: int, measure: str = "total", **more: str) -> None:
    add_threshold(database, Threshold(threshold, measure, line, more.pop("scope", "all"), START, **more), by="Ada")


def add_category(database: Path) -> None:
    with writing(database) as connection:
        append(connection, [Category("collection.threats", *["–"] * 9, position=0)])


@pytest.mark.parametrize(
    ("name", "line", "more", "said"),
    [
        ("Total 50k", 50_000, {}, "no short name"),
        ("total_0", 0, {}, "1 complaint or more"),
        ("x", 5, {"measure": "rate"}, "is none of"),
        ("x", 5, {"measure": "category"}, "named with"),
        ("x", 5, {"measure": "category", "category": "weather"}, "weather is not a category: collection.threats"),
        ("x", 5, {"scope": "platform:nobody"}, "platform:nobody is not a scope"),
        ("total_100k", 100_000, {"scope": "platform:a"}, "choose another short name"),
        ("total_100k", 90_000, {}, "choose another short name"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_in_words(
    database: Path, name: str, line: int, more: dict[str, str], said: str
) -> None:
    store_watchlist(database, [Platform("a", "甲", "甲", "A", "group", "cash_loan")], [])
    add_category(database)
    with pytest.raises(ThresholdError, match=said):
        add(database, name, line, **more)
    assert rows(database, "select count(*) from thresholds") == [(1,)]


def test_a_removed_line_keeps_its_crossings_and_can_come_back(database: Path) -> None:
    for day, total in enumerate([49_000, 51_000]):
        keep(database, batch(day, total))
    add(database, "total_50k", 50_000)
    remove_threshold(database, "total_50k", by="Ben")
    assert crossings(database, "total_50k") == [(1, 0, 1, False)]
    with pytest.raises(ThresholdError, match="no line total_50k"):
        remove_threshold(database, "total_50k", by="Ben")
    add(database, "total_50k", 50_000)
    with pytest.raises(ThresholdError, match="there already"):
        add(database, "total_50k", 50_000)
    made = rows(database, "select change, changed_by from threshold_changes where line = 50_000")
    assert made == [("added", "Ada"), ("removed", "Ben"), ("added", "Ada")]


def test_the_line_at_100_000_stays(database: Path) -> None:
    keep(database, batch(0, 1))
    with pytest.raises(ThresholdError, match="stays"):
        remove_threshold(database, THE_LINE, by="Ben")
