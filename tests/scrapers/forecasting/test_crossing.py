import time
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.forecasting.crossing import Forecast, NoForecast, Reason, forecast
from scrapers.forecasting.futures import HORIZON, passages
from scrapers.forecasting.increments import SHANGHAI, Readings, increments
from scrapers.forecasting.usual import usual
from tests.scrapers.forecasting.walks import Stated, daily, drawn, readings, walks

YEAR = drawn(100, 364)
TODAY = date(2026, 1, 5) + timedelta(days=364)


def one(stated: Stated, line: int) -> Forecast | NoForecast:
    return forecast(readings(stated), [line])[0]


def ahead(days: list[int], of: int) -> Forecast:
    """Forecast a line this many days ahead at 100 a day."""
    made = one(daily(days), sum(days) + 100 * of)
    assert isinstance(made, Forecast), made
    return made


def test_a_steady_pace_reaches_the_line_when_it_should() -> None:
    made = ahead(YEAR, 60)
    assert made.low_on
    assert made.middle_on
    assert made.high_on
    assert made.low_on < made.middle_on < made.high_on
    assert abs((made.middle_on - TODAY).days - 60) <= 6
    assert 8 <= (made.high_on - made.low_on).days <= 30
    assert made.share == 1


def test_beyond_half_a_year_there_is_no_date() -> None:
    assert ahead(YEAR, 1000) == Forecast(None, None, None, 0)
    around = ahead(YEAR, 180)
    assert around.low_on
    assert around.high_on is None
    assert 0.1 < around.share < 0.9


def test_a_line_that_is_reached_needs_no_forecast() -> None:
    assert one(daily(YEAR), sum(YEAR)) == NoForecast(Reason.REACHED)
    assert isinstance(one(daily(YEAR), sum(YEAR) + 1), Forecast)
    assert one(daily([5]), 5) == NoForecast(Reason.REACHED)


@pytest.mark.parametrize(("days", "missing"), [(10, 46), (55, 1)])
def test_it_says_how_many_days_are_missing(days: int, missing: int) -> None:
    assert one(daily(YEAR[:days]), 10**6) == NoForecast(Reason.TOO_FEW_DAYS, missing)
    assert one([], 10**6) == NoForecast(Reason.TOO_FEW_DAYS, 56, 8)
    assert one(daily([])[:1], 10**6) == NoForecast(Reason.TOO_FEW_DAYS, 56, 7)


def test_56_days_are_enough() -> None:
    assert isinstance(one(daily([100, 90] * 28), 10**4), Forecast)


def test_it_says_how_many_readings_are_missing() -> None:
    stated = daily(YEAR[:61])[::20]
    assert one(stated, 10**6) == NoForecast(Reason.TOO_FEW_DAYS, 0, 4)


def test_a_reading_a_week_is_enough() -> None:
    weekly = one(daily(YEAR)[::7], sum(YEAR) + 6000)
    assert isinstance(weekly, Forecast)
    assert weekly.middle_on
    assert abs((weekly.middle_on - TODAY).days - 60) <= 6


def test_one_fall_does_not_stand_against_a_forecast_nor_count() -> None:
    fell = [(at, total - 50 * (nth > 340)) for nth, (at, total) in enumerate(daily(YEAR, start=1000))]
    plain = one(daily(YEAR, start=1000), 1000 + sum(YEAR) + 6000)
    made = one(fell, 1000 + sum(YEAR) + 6000 - 50)
    assert isinstance(plain, Forecast)
    assert isinstance(made, Forecast)
    assert plain.middle_on
    assert made.middle_on
    assert abs((made.middle_on - plain.middle_on).days) <= 2


def test_after_a_step_it_waits_14_days() -> None:
    stepped = [*YEAR, *drawn(200, 40, seed=2)]
    made = [one(daily(stepped[: 364 + days]), 10**5) for days in range(1, 40)]
    waiting = [none for none in made if isinstance(none, NoForecast)]
    assert {none.reason for none in waiting} == {Reason.PACE_CHANGED}
    assert [none.days_missing for none in waiting] == list(range(len(waiting) + 0, 0, -1))
    assert len(waiting) == 13
    assert isinstance(made[-1], Forecast)


def test_a_pace_of_nothing_or_a_falling_total_gives_none() -> None:
    assert one(daily([*YEAR, *[0] * 60]), 10**6) == NoForecast(Reason.NOT_RISING)
    falling = [(at, 10**5 - 200 * (nth // 7) + nth) for nth, (at, _) in enumerate(daily(YEAR))]
    assert one(falling, 10**6).reason in {Reason.NOT_RISING, Reason.TOO_FEW_DAYS}  # type: ignore[union-attr]


def test_a_faster_pace_is_earlier() -> None:
    slow, fast = ahead(drawn(100, 364), 90), ahead(drawn(130, 364), 90)
    assert fast.middle_on
    assert slow.middle_on
    assert fast.middle_on < slow.middle_on


def test_a_longer_horizon_changes_no_day_within_the_shorter() -> None:
    told = increments(readings(daily(YEAR)))
    short, long = (passages(told, usual(told), [9000, 17_000], horizon) for horizon in (HORIZON, 400))
    within = short <= HORIZON
    np.testing.assert_array_equal(short[within], long[within])
    assert within.any()
    assert not within.all()


@given(walks(), st.integers(1, 300_000))
@settings(deadline=None)
def test_any_walk_gets_ordered_days_that_are_not_past_or_a_reason(stated: Stated, line: int) -> None:
    _check(readings(stated), line)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 200), st.integers(1, 5000), st.floats(0.2, 1))
@settings(max_examples=40, deadline=None)
def test_any_long_walk_gets_ordered_days_that_are_not_past(seed: int, per_day: float, need: int, read: float) -> None:
    random = np.random.default_rng(seed)
    stated = [one for one in daily(drawn(per_day, 120, seed)) if random.random() < read]
    _check(readings(stated), stated[-1][1] + need)


def _check(read: Readings, line: int) -> None:
    made = forecast(read, [line, line])
    assert made[0] == made[1]
    if isinstance(made[0], NoForecast):
        assert 0 <= made[0].days_missing <= 56
        assert 0 <= made[0].readings_missing <= 8
        return
    today = date(1970, 1, 1) + timedelta(seconds=int(read.at[-1]) + SHANGHAI)
    days = [day or date.max for day in (made[0].low_on, made[0].middle_on, made[0].high_on)]
    assert days == sorted(days)
    assert days[0] >= today
    assert all(day <= today + timedelta(days=HORIZON + 1) for day in days if day != date.max)
    assert [made[0].share >= share for share in (0.1, 0.5, 0.9)] == [day != date.max for day in days]


@given(st.randoms())
@settings(max_examples=10, deadline=None)
def test_order_and_duplicates_do_not_matter_and_the_same_comes_again(random: Random) -> None:
    stated = daily(YEAR)
    shuffled = [*stated, *random.choices(stated, k=20)]
    random.shuffle(shuffled)
    assert one(shuffled, 40_000) == one(stated, 40_000)


def test_fifty_platforms_and_two_lines_take_well_under_a_second() -> None:
    """Measured 0.2 s; the bound is for a slow machine."""
    listings = [readings(daily(drawn(100, 364, seed))) for seed in range(50)]
    began = time.process_time()
    for read in listings:
        forecast(read, [int(read.totals[-1]) + 3000, int(read.totals[-1]) + 9000])
    assert time.process_time() - began < 2
