"""A few of the runs of `make backtest`, in every run of the tests."""

from dataclasses import replace

import numpy as np
import pytest

from tests.backtest.changes import measured
from tests.backtest.intervals import HORIZONS, Scored, simulated
from tests.backtest.processes import DRIFTING, FLAT, Process

RUNS = 120  # so the shares are off by 4 % or so


@pytest.fixture(scope="module", params=DRIFTING[:3], ids=lambda process: str(process.name))
def scored(request: pytest.FixtureRequest) -> dict[tuple[str, int], Scored]:
    return simulated(request.param, RUNS, history=182)


@pytest.mark.parametrize("horizon", HORIZONS)
def test_intervals_hold_the_truth_where_the_pace_drifts(scored: dict[tuple[str, int], Scored], horizon: int) -> None:
    recipe = scored["the recipe", horizon]
    assert recipe.made > 0.8 * recipe.asked
    assert 0.68 < recipe.coverage < 0.99
    assert 2 < recipe.width < horizon


@pytest.mark.parametrize("way", ["7-day blocks of 56 days", "Poisson from 28 days"])
def test_the_plain_ways_do_not(scored: dict[tuple[str, int], Scored], way: str) -> None:
    """So the bounds above can be missed."""
    assert scored[way, 90].coverage < 0.5


def test_the_same_runs_give_the_same_scores() -> None:
    assert simulated(FLAT, 5, history=63) == simulated(FLAT, 5, history=63)


def test_a_wilder_pace_than_the_recipe_is_made_for_is_scored_as_a_failure() -> None:
    wild = simulated(replace(DRIFTING[1], steps=12, size=0.8), RUNS, history=63)
    assert wild["the recipe", 180].coverage < 0.75


def test_changes_are_found_with_few_false_alarms() -> None:
    markers, lasting = (measured(name, 120, 15) for name in ("z > 3, 7 on 28 days", "CUSUM, k 0.5, h 8"))
    assert markers.false_alarms < 2
    assert lasting.false_alarms < 1
    assert min(markers.share, lasting.share) > 0.9
    assert max(markers.delay, lasting.delay) <= 7


def test_the_plain_rule_cries_wolf() -> None:
    assert measured("same weekday, + 30 %", 30, 5).false_alarms > 18


def test_a_process_without_drift_keeps_its_pace() -> None:
    days = Process("even", per_day=50).days(np.random.default_rng(1), 20, 364)
    assert days.mean() == pytest.approx(50, rel=0.02)
    assert days.var() > 3 * 50
