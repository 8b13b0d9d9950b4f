"""What must hold before a number is published: every bound at its edge."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.checks import Before, Doubt, Figures, alike, doubt, read_figures, strange
from scrapers.publishers.stated import StatedCount

NOW = datetime(2026, 11, 23, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)


def stated(total: str = "100", replied: str = "90", completed: str = "50", last_30_days: str = "7") -> StatedCount:
    return StatedCount("1", "甲", total, replied, completed, last_30_days)


def reason(total: int, was: int | None = None, days: float = 1, at_least: int | None = None) -> str | None:
    past = [Before(NOW - timedelta(days=days), was)] if was is not None else []
    found = doubt(Figures(total, 0, 0, 0), NOW, past, at_least)
    return found.reason if found else None


def test_four_plain_numbers_are_read() -> None:
    assert read_figures(stated()) == Figures(100, 90, 50, 7)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("15.1万", "rounded"),
        ("10万", "rounded"),
        ("10万+", "rounded"),
        ("1.2亿", "rounded"),
        ("151,084", "unusual_form"),
        ("１５１０８４", "unusual_form"),
        ("--", "unreadable"),
        ("", "unreadable"),
        ("null", "unreadable"),
        ("-3", "unreadable"),
        ("1.5", "unreadable"),
        ("true", "unreadable"),
        ("1e5", "unreadable"),
        ("12,34", "unreadable"),
    ],
)
def test_a_number_in_any_other_form_is_never_an_exact_count(text: str, why: str) -> None:
    """FAULTS 42, 44, 45, 46, 47, 48, 49, 50, 52."""
    for field in ("total", "replied", "completed", "last_30_days"):
        found = read_figures(stated(**{field: text}))
        assert isinstance(found, Doubt)
        assert found.reason == why
        assert field in found.detail


@pytest.mark.parametrize("title", ["", "京\ufffd金融"])
def test_a_title_that_is_empty_or_damaged_names_nobody(title: str) -> None:
    """FAULTS 36."""
    found = read_figures(StatedCount("1", title, "100", "90", "50", "7"))
    assert isinstance(found, Doubt)
    assert found.reason == "unreadable_title"


def test_two_companies_never_state_the_same_four_counts() -> None:
    """FAULTS 57: rows of one company may, small ones may by chance."""
    large, small = Figures(10_000, 9, 5, 3), Figures(9_999, 0, 0, 0)
    read = {"1": large, "2": large, "3": Figures(10_000, 9, 5, 4), "4/1": small, "5": small}
    assert {listing: found.reason for listing, found in alike(read).items()} == dict.fromkeys("12", "same_numbers")
    assert alike({"7/1": large, "7/2": large}) == {}


def test_a_part_may_equal_the_total_but_not_exceed_it() -> None:
    """FAULTS 40."""
    assert doubt(Figures(10, 10, 10, 10), NOW, [], None) is None
    for parts, why in (((11, 0, 0), "replied"), ((0, 11, 0), "completed"), ((0, 0, 11), "last_30_days")):
        found = doubt(Figures(10, *parts), NOW, [], None)
        assert found is not None
        assert found.reason == f"{why}_above_total"


def test_a_small_fall_is_published_and_a_larger_one_waits() -> None:
    """FAULTS 55: the edge is 0.5 %."""
    assert reason(99_500, was=100_000) is None
    assert reason(99_499, was=100_000) == "fell"


def test_a_total_that_becomes_zero_waits() -> None:
    """FAULTS 51."""
    assert reason(0, was=1) == "became_zero"
    assert reason(0, was=0) is None


def test_a_rise_beyond_a_fifth_and_500_a_day_waits() -> None:
    """FAULTS 56: over longer gaps the bound grows with the days."""
    assert reason(12_500, was=10_000) is None
    assert reason(12_501, was=10_000) == "rose"
    assert reason(12_501, was=10_000, days=0.01) == "rose"
    assert reason(12_501, was=10_000, days=2) is None
    assert reason(100_000, was=10_000) == "rose"
    assert reason(15_000, was=10_000, days=2) is None, "a day has 86,400 seconds, not one more"
    assert reason(15_001, was=10_000, days=2) == "rose"


def test_a_reading_older_than_the_one_we_have_waits() -> None:
    """FAULTS 81."""
    assert reason(10, was=10, days=-1) == "older"
    assert reason(10, was=10, days=0) is None
    assert reason(11, was=10, days=0) == "older"


def test_a_first_reading_far_below_what_was_reported_waits() -> None:
    """A figure of 30 days where the total was due: the publisher's panel means either."""
    assert reason(33_917, at_least=151_000) == "below_reported"
    assert reason(139_000, at_least=151_000) is None
    assert reason(33_918, was=33_917, at_least=151_000) is None
    assert reason(75_500, at_least=151_000) is None, "the edge is half of it"
    assert reason(75_499, at_least=151_000) == "below_reported"


numbers = st.integers(min_value=0, max_value=10**7)


@given(numbers, numbers, numbers, numbers, numbers, st.floats(min_value=0.001, max_value=400))
def test_what_is_published_always_keeps_the_bounds(
    total: int, replied: int, completed: int, last: int, was: int, days: float
) -> None:
    figures = Figures(total, replied, completed, last)
    if doubt(figures, NOW, [Before(NOW - timedelta(days=days), was)], None) is None:
        assert max(replied, completed, last) <= total
        assert total >= was * 0.995
        assert total <= was + (was * 0.2 + 500) * max(1, days) + 1
        assert total > 0 or was == 0


def test_many_small_steps_are_held_against_the_day_before() -> None:
    """Each hour's fall is small; together they are not."""
    hour, day = Before(NOW - timedelta(hours=1), 99_100), Before(NOW - timedelta(days=1), 100_000)
    assert doubt(Figures(99_000, 0, 0, 0), NOW, [hour], None) is None
    found = doubt(Figures(99_000, 0, 0, 0), NOW, [hour, day], None)
    assert found is not None
    assert found.reason == "fell"


WAS = Before(YESTERDAY, 100_000, 90_000, 50_000, 10_000)


@pytest.mark.parametrize(
    ("replied", "completed", "last_30_days", "why"),
    [
        (90_000, 50_000, 10_000, None),
        (89_550, 50_000, 10_000, None),
        (89_549, 50_000, 10_000, "replied_fell"),
        (90_000, 49_750, 10_000, None),
        (90_000, 49_749, 10_000, "completed_fell"),
        (90_000, 77_000, 10_000, None),
        (90_000, 77_001, 10_000, "completed_rose"),
        (90_000, 50_000, 12_500, None),
        (90_000, 50_000, 12_501, "last_30_days_rose"),
        (90_000, 50_000, 4_500, None),
        (90_000, 50_000, 4_499, "last_30_days_fell"),
    ],
)
def test_the_other_counts_are_held_against_their_own_past(
    replied: int, completed: int, last_30_days: int, why: str | None
) -> None:
    found = doubt(Figures(100_000, replied, completed, last_30_days), NOW, [WAS], None)
    assert (found.reason if found else None) == why
    if found:
        assert "90,000" in found.detail or "50,000" in found.detail or "10,000" in found.detail


def test_replies_may_rise_as_companies_do_answer_in_bulk_but_not_beyond_belief() -> None:
    before = Before(YESTERDAY, 100_000, 10_000, 0, 0)
    assert doubt(Figures(100_000, 17_000, 0, 0), NOW, [before], None) is None
    found = doubt(Figures(100_000, 17_001, 0, 0), NOW, [before], None)
    assert found is not None
    assert found.reason == "replied_rose"


@pytest.mark.parametrize(("days", "reason"), [(1, "replied_rose"), (0.1, "replied_rose"), (4, None)])
def test_over_longer_gaps_the_other_counts_may_move_further(days: float, reason: str | None) -> None:
    """FAULTS 56."""
    past = [Before(NOW - timedelta(days=days), 10_000, replied=1_000)]
    found = doubt(Figures(10_000, 8_000, 0, 0), NOW, past, None)
    assert (found and found.reason) == reason


def test_counts_of_a_few_may_move_freely() -> None:
    before = Before(YESTERDAY, 100, 30, 20, 60)
    assert doubt(Figures(100, 10, 0, 0), NOW, [before], None) is None
    found = doubt(Figures(100, 9, 0, 0), NOW, [before], None)
    assert found is not None
    assert found.reason == "replied_fell"


@pytest.mark.parametrize(("last_30_days", "reason"), [(1_750, None), (1_749, "last_30_days_fell")])
def test_over_longer_gaps_the_last_30_days_may_fall_further(last_30_days: int, reason: str | None) -> None:
    """By half and 500 for each day: in a day and a half by 7,500 and 750."""
    past = [Before(NOW - timedelta(days=1.5), 100_000, last_30_days=10_000)]
    found = doubt(Figures(100_000, 0, 0, last_30_days), NOW, past, None)
    assert (found and found.reason) == reason


def test_more_completed_than_replied_to_is_published_with_a_warning_that_is_told_once() -> None:
    assert list(strange("1", "甲", Figures(10, 5, 5, 1))) == []
    ((name, said),) = strange("1", "甲", Figures(10, 5, 6, 1))
    ((_, again),) = strange("1", "甲", Figures(11, 5, 7, 1))
    assert name == "completed_above_replied"
    assert said == again
