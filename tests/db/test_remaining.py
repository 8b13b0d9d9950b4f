"""How long a refresh under way will still take."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from db.progress import Progress
from db.remaining import seconds_left

NOW = datetime.now(UTC)
ABOUT = ("r", 1, NOW, "Ada", ("directory", "feed"), (), "directory", "reading", 3, 11, 60, 10)
TOLD = Progress(*ABOUT, NOW - timedelta(seconds=40), NOW)
USUAL = {"directory": {"seconds": 300.0, "requests": 100.0}, "feed": {"seconds": 60.0, "requests": 20.0}}


def test_time_left_goes_by_this_refreshs_pace_and_what_the_others_usually_take() -> None:
    assert seconds_left(TOLD, USUAL, 3.0, NOW) == 90 * 4.0 + 60


def test_before_it_has_a_pace_of_its_own_the_pause_and_earlier_refreshes_tell() -> None:
    begun = replace(TOLD, source_requests=1, source_started_at=NOW - timedelta(seconds=6))
    assert seconds_left(begun, USUAL, 5.0, NOW) == 99 * 5.0 + 60
    assert seconds_left(begun, USUAL, 0.0, NOW) == 99 * 3.0 + 60


def test_while_its_first_answers_are_awaited_far_longer_than_ever_nobody_can_tell() -> None:
    """FAULTS 19: the publisher asked for patience."""
    assert seconds_left(replace(TOLD, source_requests=0), USUAL, 3.0, NOW) is None


def test_longer_than_usual_leaves_what_the_others_take_and_nothing_below_zero() -> None:
    assert seconds_left(replace(TOLD, source_requests=150), USUAL, 3.0, NOW) == 60


def test_without_a_good_refresh_before_there_is_no_estimate() -> None:
    assert seconds_left(TOLD, {"directory": USUAL["directory"]}, 3.0, NOW) is None
