"""A platform against the average: known values, and an interval that holds the truth as often as it says."""

from random import Random

import pytest

from dashboard.drilldown.ratios import LEAST_COMPLAINTS, ratio


def test_a_ratio_is_the_share_divided_by_the_share_of_all_with_the_platform_among_them() -> None:
    found = ratio(60, 100, 90, 400)
    assert found is not None
    assert found.value == pytest.approx((60 / 100) / (90 / 400))


def test_the_interval_is_walters_turned_into_a_ratio_to_all() -> None:
    """Worked by hand: ln(t) = ln(60.5/100.5) − ln(30.5/300.5) ± 1.96 √(1/60.5 − 1/100.5 + 1/30.5 − 1/300.5)."""
    found = ratio(60, 100, 90, 400)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(2.3071, abs=1e-3), pytest.approx(2.9659, abs=1e-3))
    assert found.side == 1


def test_a_platform_with_none_has_a_ratio_of_nought_and_an_upper_end() -> None:
    found = ratio(0, 40, 30, 400)
    assert found is not None
    assert (found.value, found.low) == (0, 0)
    assert 0.5 < found.high < 3


def test_what_only_one_platform_has_ends_where_no_ratio_can_go_beyond() -> None:
    found = ratio(30, 100, 30, 400)
    assert found is not None
    assert found.value == found.high == pytest.approx(4)
    assert found.side == 1


def test_a_platform_like_the_others_does_not_stand_out() -> None:
    found = ratio(25, 100, 100, 400)
    assert found is not None
    assert found.value == pytest.approx(1)
    assert found.side == 0


@pytest.mark.parametrize(
    ("part", "whole", "all_part", "all_whole"),
    [
        (5, LEAST_COMPLAINTS - 1, 50, 500),
        (50, 480, 55, 480 + LEAST_COMPLAINTS - 1),
        (0, 40, 0, 400),
        (10, 40, 10, 40),
    ],
)
def test_nothing_is_said_of_too_few_complaints_or_without_others(
    part: int, whole: int, all_part: int, all_whole: int
) -> None:
    assert ratio(part, whole, all_part, all_whole) is None


def test_the_interval_holds_the_truth_at_least_about_as_often_as_it_says() -> None:
    random = Random(7)
    held = said = 0
    for _ in range(1500):
        part = sum(random.random() < 0.3 for _ in range(60))
        others = sum(random.random() < 0.2 for _ in range(200))
        truth = 0.3 / ((60 * 0.3 + 200 * 0.2) / 260)
        if found := ratio(part, 60, part + others, 260):
            said += 1
            held += found.low <= truth <= found.high
    assert said == 1500
    assert 0.93 <= held / said <= 0.985
