from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.forecasting.cusum import notifications
from scrapers.forecasting.increments import DAY, Readings, increments
from scrapers.forecasting.pace import Change, markers, pace
from scrapers.forecasting.usual import usual
from tests.backtest.processes import DISPERSION, WEEKDAYS
from tests.scrapers.forecasting.walks import MIDNIGHT, Stated, daily, drawn, readings, walks

STEPPED = [*drawn(100, 182), *drawn(200, 28, seed=2)]
STEP_ON = date(2026, 1, 5) + timedelta(days=182)


def marked(read: Readings) -> list[Change]:
    return list(markers(pace(read)))


def test_weekdays_and_dispersion_are_found() -> None:
    known = usual(increments(readings(daily(drawn(120, 364)))))
    np.testing.assert_allclose(known.factors[-1], WEEKDAYS / WEEKDAYS.mean(), atol=0.08)
    assert known.dispersion[-1] == pytest.approx(DISPERSION, rel=0.35)


def test_even_days_have_the_least_dispersion_and_equal_weekdays() -> None:
    known = usual(increments(readings(daily([50] * 100))))
    assert known.dispersion[-1] == 1
    np.testing.assert_allclose(known.factors[-1], 1)


def test_a_step_does_not_raise_the_dispersion_much() -> None:
    assert usual(increments(readings(daily(STEPPED)))).dispersion[-1] < 1.5 * DISPERSION


def test_a_doubling_is_marked_once_within_days_with_both_rates() -> None:
    changes = [change for change in marked(readings(daily(STEPPED))) if change.on >= STEP_ON]
    assert len(changes) == 1
    assert changes[0].is_rise
    assert changes[0].on <= STEP_ON + timedelta(days=6)
    assert changes[0].before_per_day == pytest.approx(100, rel=0.15)
    assert 120 < changes[0].after_per_day < 230


def test_a_doubling_is_notified_once_with_the_rate_since_it_began() -> None:
    changes = [change for change in notifications(readings(daily(STEPPED))) if change.on >= STEP_ON]
    assert len(changes) == 1
    assert changes[0].is_rise
    assert changes[0].on <= STEP_ON + timedelta(days=6)
    assert changes[0].before_per_day == pytest.approx(100, rel=0.15)
    assert changes[0].after_per_day == pytest.approx(200, rel=0.3)


def test_a_halving_is_a_fall() -> None:
    halved = readings(daily([*drawn(100, 182), *drawn(40, 28, seed=3)]))
    for changes in (marked(halved), list(notifications(halved))):
        assert [change.is_rise for change in changes if change.on >= STEP_ON] == [False]


def test_weekends_are_no_change() -> None:
    days = [round(200 * factor) for _ in range(40) for factor in (1.3, 1.3, 1.3, 1.3, 1.3, 0.2, 0.2)]
    assert marked(readings(daily(days))) == []
    assert list(notifications(readings(daily(days)))) == []


def test_a_gap_is_compared_by_the_time_that_passed() -> None:
    stated = daily(drawn(100, 200))
    del stated[-9:-1]
    assert not [change for change in marked(readings(stated)) if change.on > STEP_ON]


def test_a_correction_is_no_change() -> None:
    days = drawn(100, 200)
    corrected = [(at, total - 3000 * (nth > 190)) for nth, (at, total) in enumerate(daily(days, start=50_000))]
    assert not [change for change in marked(readings(corrected)) if change.on > STEP_ON]


def test_too_few_complaints_or_days_are_said() -> None:
    assert pace(readings([])).is_too_few
    assert pace(readings(daily(drawn(120, 25)))).is_too_few
    assert pace(readings(daily(drawn(5, 200)))).is_too_few
    assert not pace(readings(daily(drawn(120, 200)))).is_too_few


def test_under_30_complaints_in_28_days_nothing_is_scored() -> None:
    assert np.all(np.isnan(pace(readings(daily([1] * 100 + [9] * 7))).z))


@given(st.integers(0, 2**32 - 1), st.integers(60, 210))
@settings(max_examples=20, deadline=None)
def test_later_readings_change_nothing_that_was_said(seed: int, until: int) -> None:
    stepped = [*drawn(40, 120, seed), *drawn(80, 90, seed)]
    random = np.random.default_rng(seed)
    stated = [one for one in daily(stepped, start=9) if random.random() < 0.9]
    at = MIDNIGHT + timedelta(days=until)
    whole, part = readings(stated), readings([one for one in stated if one[0] <= at])
    for find in (marked, lambda read: list(notifications(read))):
        earlier = find(part)
        assert find(whole)[: len(earlier)] == earlier
        last = part.at[-1] // DAY
        assert all((change.on - date(1970, 1, 1)).days >= last for change in find(whole)[len(earlier) :])


@given(walks())
@settings(deadline=None)
def test_any_walk_of_a_counter_can_be_judged(stated: Stated) -> None:
    read = readings(stated)
    assert len(pace(read).z) == len(increments(read).day)
    for change in [*marked(read), *notifications(read)]:
        assert stated[0][0].date() < change.on <= stated[-1][0].date() + timedelta(days=1)
