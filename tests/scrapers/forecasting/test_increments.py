from datetime import date, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.forecasting.increments import Readings, increments
from scrapers.forecasting.pace import day_as_date
from tests.scrapers.forecasting.walks import MIDNIGHT, Stated, daily, readings, walks


def on(day: int) -> date:
    return day_as_date(day)


def test_a_reading_at_each_midnight_tells_of_the_day_that_ended() -> None:
    told = increments(readings(daily([5, 0, 7], start=100)))
    assert [on(day) for day in told.day] == [date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)]
    assert told.complaints.tolist() == [5, 0, 7]
    assert told.days.tolist() == [1, 1, 1]


def test_readings_within_a_day_are_gathered() -> None:
    hours = [(MIDNIGHT + timedelta(hours=hour), 10 * hour) for hour in range(0, 49, 6)]
    told = increments(readings(hours))
    assert told.complaints.tolist() == [240, 240]
    assert told.days.tolist() == [1, 1]


def test_a_reading_each_morning_tells_of_the_day_before() -> None:
    told = increments(readings(daily([5, 6], first=MIDNIGHT + timedelta(hours=9))))
    assert [on(day) for day in told.day] == [date(2026, 1, 5), date(2026, 1, 6)]


def test_a_day_is_told_when_it_is_over() -> None:
    evening = [(MIDNIGHT, 0), (MIDNIGHT + timedelta(hours=22), 9)]
    assert not len(increments(readings(evening)).day)
    assert increments(readings([*evening, (MIDNIGHT + timedelta(hours=27), 10)])).complaints.tolist() == [9]


def test_a_gap_is_one_entry_over_the_time_that_passed() -> None:
    told = increments(readings([(MIDNIGHT, 100), (MIDNIGHT + timedelta(days=9), 190)]))
    assert [on(day) for day in told.day] == [date(2026, 1, 13)]
    assert told.days.tolist() == [9]
    assert told.per_day.tolist() == [10]
    assert told.weekdays.tolist() == [[2, 2, 1, 1, 1, 1, 1]]


def test_nothing_is_differenced_across_a_fall() -> None:
    fallen = [*daily([10, 10], start=1000), *daily([10, 10], start=900, first=MIDNIGHT + timedelta(days=3))]
    told = increments(readings(fallen))
    assert told.complaints.tolist() == [10, 10, 10, 10]
    assert date(2026, 1, 7) not in [on(day) for day in told.day]


def test_only_the_hours_across_a_fall_are_left_out_of_a_day() -> None:
    hours = [0, 6, 12, 18, 24]
    stated = [(MIDNIGHT + timedelta(hours=h), t) for h, t in zip(hours, [100, 110, 90, 100, 110], strict=True)]
    told = increments(readings(stated))
    assert told.complaints.tolist() == [30]
    assert told.days.tolist() == [0.75]


@given(walks())
def test_what_came_and_the_time_it_took_are_those_of_the_pairs_that_did_not_fall(stated: Stated) -> None:
    told = increments(readings(stated))
    began, ended = stated[:-1], stated[1:]
    rises = [(b - a, s - r) for (r, a), (s, b) in zip(began, ended, strict=True) if b >= a]
    assert told.complaints.sum() <= sum(rise for rise, _ in rises)
    assert told.days.sum() <= sum((time for _, time in rises), timedelta()) / timedelta(days=1) + 1e-9
    assert np.all(np.diff(told.day) > 0)
    assert np.all(told.days > 0)
    assert np.all(told.complaints >= 0)
    np.testing.assert_allclose(told.weekdays.sum(axis=1), told.days)


@given(walks(), st.randoms())
def test_the_order_of_readings_and_duplicates_do_not_matter(stated: Stated, random: Random) -> None:
    shuffled = [*stated, *random.choices(stated, k=5)]
    random.shuffle(shuffled)
    one, other = readings(stated), readings(shuffled)
    assert one.at.tolist() == other.at.tolist()
    assert one.totals.tolist() == other.totals.tolist()


@pytest.mark.parametrize("total", [float("nan"), 1.0, None, "7", True])
def test_what_is_no_whole_number_cannot_be_a_reading(total: object) -> None:
    with pytest.raises(TypeError):
        readings([(MIDNIGHT, total)])  # type: ignore[list-item]


def test_columns_that_are_not_whole_numbers_in_order_cannot_be_readings() -> None:
    at = np.array([1, 2])
    for wrong in (
        (at, np.array([1.0, np.nan])),
        (at, np.array([1])),
        (at[::-1], np.array([1, 2])),
        (np.array([1, 1]), np.array([1, 2])),
        (at, np.array([1, -1])),
    ):
        with pytest.raises(ValueError, match="readings are"):
            Readings(*wrong)


def test_two_totals_at_one_moment_are_refused() -> None:
    with pytest.raises(ValueError, match="two totals"):
        readings([(MIDNIGHT, 1), (MIDNIGHT, 2)])


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        readings([(datetime(2026, 1, 1), 1)])  # noqa: DTZ001 - the point of it


def test_no_readings_tell_nothing() -> None:
    assert not len(increments(readings([])).day)
