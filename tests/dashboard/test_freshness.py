"""Fresh, stale since, failed because: what is said of a number and of a source, at which age."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.sections.live import verdict
from dashboard.text import LANGUAGES, words
from dashboard.vocabulary import ERRORS
from db.freshness import Clock, Source, State, is_stale, of_source, worst
from scrapers import errors

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CLOCK = Clock(NOW, every=20, counts_every=900)
GOOD = Source("heimao", "directory", "r", NOW, NOW, "ok", None, None, 9, 0, 0, NOW, 0)
FAILED = replace(GOOD, outcome="failed", error="RefusedError", detail="status 429", failures=2)


@pytest.mark.parametrize(("every", "seconds"), [(900.0, 2700), (20.0, 120), (40.0, 120), (41.0, 123)])
def test_a_number_is_stale_after_three_planned_refreshes_and_two_minutes_at_least(every: float, seconds: int) -> None:
    assert Clock(NOW, every=1, counts_every=every).limit("directory") == timedelta(seconds=seconds)
    assert Clock(NOW, every=every, counts_every=1).limit("feed") == timedelta(seconds=seconds)


def test_a_number_is_stale_from_the_moment_after_the_limit() -> None:
    assert not is_stale(NOW - timedelta(seconds=2700), CLOCK, "services")
    assert is_stale(NOW - timedelta(seconds=2701), CLOCK, "services")


def test_a_number_of_unknown_age_is_stale() -> None:
    assert is_stale(None, CLOCK, "directory")


def test_a_clock_set_back_makes_no_number_stale() -> None:
    """FAULTS 81."""
    assert not is_stale(NOW + timedelta(hours=3), CLOCK, "directory")


def test_a_source_is_fresh_stale_or_failed() -> None:
    assert of_source(GOOD, CLOCK) is State.FRESH
    assert of_source(GOOD, replace(CLOCK, now=NOW + timedelta(hours=1))) is State.STALE
    assert of_source(FAILED, CLOCK) is State.FAILED


def test_the_page_speaks_of_the_worst_source_of_counts_and_not_of_complaints() -> None:
    services = replace(FAILED, source="services")
    feed = replace(FAILED, source="feed")
    assert worst([GOOD, services, feed], CLOCK) is services
    assert worst([GOOD, feed], CLOCK) is GOOD
    assert worst([feed], CLOCK) is None


def test_of_two_stale_sources_the_older_one_is_told() -> None:
    older = replace(GOOD, source="services", good_at=NOW - timedelta(hours=9))
    stale = replace(GOOD, good_at=NOW - timedelta(hours=8))
    assert worst([stale, older], CLOCK) is older


def test_a_failure_says_what_happened_and_that_the_last_good_numbers_stay() -> None:
    said = verdict(FAILED, words("en"), CLOCK)
    assert said.startswith("The last refresh failed. The publisher refused to answer.")
    assert said.endswith("The last good numbers stay, from 2 Mar 2026, 20:00.")


def test_a_failure_before_any_good_refresh_promises_no_numbers() -> None:
    said = verdict(replace(FAILED, good_at=None), words("en"), CLOCK)
    assert "last good" not in said


def test_an_error_without_words_is_still_named() -> None:
    assert "NewError" in verdict(replace(FAILED, error="NewError"), words("zh-Hans"), CLOCK)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_a_refresh_can_record_has_words_of_its_own(language: str) -> None:
    tree = [value for value in vars(errors).values() if isinstance(value, type)]
    leaves = [error.__name__ for error in tree if not error.__subclasses__()]
    said = {verdict(replace(FAILED, error=name), words(language), CLOCK) for name in leaves}
    assert len(said) == len(leaves)
    assert set(leaves) == set(ERRORS)
