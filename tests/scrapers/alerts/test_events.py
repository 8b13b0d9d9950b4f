"""What maintainers and readers are told of follows from what is stored, once each, whenever somebody looks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db.alerts import AlertError, acknowledge
from db.records import Acknowledgement
from db.settings import Settings, load
from tests.scrapers.alerts.conftest import DAY, HOUR, MINUTE, Record


def test_a_blip_wakes_nobody(record: Record) -> None:
    """Two failures within a minute, or one long ago, are no outage; the next good reading ends it."""
    record.refresh(1_000)
    for _ in range(2):
        record.refresh(outcome="failed")
    record.notice()
    record.refresh(1_001)
    record.refresh(outcome="failed")
    record.notice(at=record.at + 20 * MINUTE)
    assert record.kinds == []


def test_a_source_that_fails_for_long_is_told_once_and_when_it_is_over(record: Record) -> None:
    record.refresh(1_000)
    first = record.refresh(outcome="failed")
    for _ in range(4):
        record.refresh(outcome="failed", after=20 * MINUTE)
        record.notice()
    assert record.events() == [("source_failing", f"failing:heimao:directory:{first}", False)]
    [(facts,)] = record.rows("select facts from events where kind = 'source_failing'")
    assert '"runs":3' in facts
    assert "RefusedError" in facts
    record.refresh(1_010)
    record.notice()
    record.notice()
    assert record.events()[1:] == [("source_restored", f"failing:heimao:directory:{first}:over", False)]


def test_a_refresh_that_brought_a_part_ends_the_outage(record: Record) -> None:
    for after in (MINUTE, HOUR):
        record.refresh(outcome="failed", source="complaints", after=after)
    record.refresh(outcome="partly", source="complaints")
    record.notice()
    assert record.kinds == ["source_failing", "source_restored"]


ENDINGS = ("source_failing", "source_restored")


def test_an_outage_that_was_over_long_before_anyone_looked_is_a_backfill_one_that_lasts_is_not(
    record: Record,
) -> None:
    for after in (MINUTE, HOUR):
        record.refresh(outcome="failed", after=after)
        record.refresh(outcome="failed", source="feed", after=MINUTE)
    record.refresh(1_000)
    record.notice(at=record.at + 3 * DAY)
    told = {event.split(":")[2]: backfill for kind, event, backfill in record.events() if kind in ENDINGS}
    assert told == {"directory": True, "feed": False}


Step = tuple[str, int]  # outcome, minutes since the last
STEPS = st.lists(st.tuples(st.sampled_from(["ok", "failed", "failed"]), st.sampled_from([1, 20, 40])), max_size=12)


def outages(steps: Sequence[Step]) -> list[str]:
    """What should be told, by walking refresh after refresh."""
    told, since, runs, is_told, minute = list[str](), 0, 0, False, 0
    for outcome, minutes in steps:
        minute += minutes
        if outcome == "ok":
            told += ["source_restored"] * is_told
            runs, is_told = 0, False
            continue
        since, runs = (minute, 1) if runs == 0 else (since, runs + 1)
        if not is_told and runs >= 2 and minute - since >= 30:
            told.append("source_failing")
            is_told = True
    return told


@given(steps=STEPS, looks=st.sets(st.integers(0, 11)))
@hypothesis_settings(max_examples=20, deadline=None)
def test_outages_are_those_of_a_walk_whenever_anyone_looks(steps: list[Step], looks: set[int]) -> None:
    with TemporaryDirectory() as folder:
        patient = {"TOUSU_EVERY": "86400", "TOUSU_COUNTS_EVERY": "86400"}
        record = Record(load({"TOUSU_DATABASE": str(Path(folder) / "t.duckdb"), **patient}))
        for number, (outcome, minutes) in enumerate(steps):
            record.refresh(outcome=outcome, after=minutes * MINUTE)
            if number in looks:
                record.notice()
        record.notice()
        assert record.kinds == outages(steps)
        assert not any(backfill for *_, backfill in record.events())


def test_a_source_without_a_good_reading_for_three_times_its_interval_is_stale(record: Record) -> None:
    """The counts are read hourly, the feed every quarter of an hour."""
    directory, feed = record.refresh(1_000), record.refresh(source="feed")
    record.notice(at=record.at + 44 * MINUTE)
    assert record.kinds == []
    record.notice(at=record.at + 46 * MINUTE)
    assert record.events() == [("source_stale", f"stale:heimao:feed:{feed}", False)]
    record.notice(at=record.at + 3 * HOUR)
    assert record.events()[1:] == [("source_stale", f"stale:heimao:directory:{directory}", False)]
    record.refresh(source="feed", after=4 * HOUR)
    record.notice()
    assert record.events()[2:] == [("source_fresh", f"stale:heimao:feed:{feed}:over", False)]


def test_a_pause_nobody_waited_through_is_not_told(record: Record) -> None:
    record.refresh(source="feed")
    record.refresh(source="feed", after=5 * HOUR)
    record.notice()
    assert record.events()[0][2], "it was over when anyone looked"


def test_a_number_in_quarantine_is_one_event_until_there_is_a_good_one(record: Record) -> None:
    record.refresh(1_000)
    for total in (380_000, 380_100):
        record.refresh(held=total)
        record.notice()
    assert record.events() == [("number_quarantined", "quarantined:heimao:1:c2", False)]
    [(facts,)] = record.rows("select facts from events")
    assert '"total":"380000"' in facts
    assert '"good_total":"1000"' in facts
    record.refresh(1_004)
    record.notice()
    record.refresh(held=390_000)
    record.notice()
    assert record.kinds == ["number_quarantined", "number_released", "number_quarantined"]


# Forecasts: total, the median in days (None: not within 180), the share of futures within 180 days, a reason.
Forecast = tuple[int, int | None, float | None, str | None]
FAR: Forecast = (50_000, None, 0.1, None)
NEAR_IN_TIME: Forecast = (60_000, 170, 0.6, None)
NEAR_IN_TOTAL: Forecast = (90_000, None, None, "too_few_days")
UNKNOWN: Forecast = (50_000, None, None, "too_few_days")
LEANING: Forecast = (60_000, None, 0.45, None)
PAST: Forecast = (100_000, None, None, "reached")


def forecast(record: Record, made: Forecast, threshold: str = "total_100k") -> None:
    record.at += HOUR
    total, days, share, reason = made
    middle = record.at.date() + timedelta(days=days) if days else None
    record.write(
        "insert into forecasts values ($threshold, 'heimao', '1', $at, $at, $total, 100000, $middle, $middle, null, "
        "$share, $reason, 0, 1)",
        threshold=threshold,
        at=record.at,
        total=total,
        middle=middle,
        share=share,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("walk", "times"),
    [
        ([FAR, FAR], 0),
        ([NEAR_IN_TOTAL], 1),
        ([FAR, NEAR_IN_TIME, NEAR_IN_TIME, NEAR_IN_TOTAL], 1),
        ([NEAR_IN_TIME, LEANING, NEAR_IN_TIME], 1),
        ([NEAR_IN_TIME, LEANING, LEANING, LEANING, LEANING, NEAR_IN_TIME], 1),
        ([NEAR_IN_TIME, FAR, FAR, NEAR_IN_TIME], 1),
        ([NEAR_IN_TIME, FAR, FAR, UNKNOWN, FAR, NEAR_IN_TIME], 2),
        ([NEAR_IN_TIME, FAR, FAR, LEANING, FAR, NEAR_IN_TIME], 1),
        ([NEAR_IN_TIME, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, NEAR_IN_TIME], 1),
        ([PAST, NEAR_IN_TOTAL, PAST, NEAR_IN_TOTAL], 1),
    ],
)
def test_an_approach_is_told_once_and_again_only_after_it_left_for_good(
    record: Record, walk: list[Forecast], times: int
) -> None:
    for made in walk:
        forecast(record, made)
        record.notice()
    keys = [f"approaching:total_100k:heimao:1:{number}" for number in range(1, times + 1)]
    assert [event for _, event, _ in record.events("public")] == keys


def test_approaches_are_the_same_when_they_are_looked_for_at_the_end(record: Record) -> None:
    for made in (NEAR_IN_TIME, FAR, FAR, FAR, NEAR_IN_TIME):
        forecast(record, made)
    record.notice()
    assert len(record.events("public")) == 2


def test_what_a_forecast_of_last_week_said_is_a_backfill(record: Record) -> None:
    forecast(record, NEAR_IN_TIME)
    record.at += 8 * DAY
    forecast(record, LEANING)
    record.notice()
    assert [backfill for *_, backfill in record.events("public")] == [True]


def change(record: Record, on: date, before: float, after: float, rule: str = "cusum") -> None:
    record.write(
        "insert into pace_changes values ('heimao', '1', $day, $rule, 'up', $before, $after, 1)",
        day=on,
        rule=rule,
        before=before,
        after=after,
    )


def test_a_lasting_change_of_pace_is_an_event_a_marker_is_none(record: Record) -> None:
    record.refresh(1_000)
    today = record.at.date()
    change(record, today - timedelta(days=1), 10, 20)
    change(record, today - timedelta(days=2), 20, 10)
    change(record, today - timedelta(days=3), 10, 20, rule="z")
    change(record, today - timedelta(days=30), 10, 20)
    record.notice()
    assert [(kind, backfill) for kind, _, backfill in record.events("public")] == [
        ("pace_high", True),
        ("pace_normal", False),
        ("pace_high", False),
    ]


def fail(record: Record, hours: int = 2) -> str:
    first = record.refresh(outcome="failed")
    record.refresh(outcome="failed", after=hours * HOUR)
    record.notice()
    return f"failing:heimao:directory:{first}"


def acknowledged(event: str, at: datetime, reason: str = "the publisher is being rebuilt") -> Acknowledgement:
    return Acknowledgement(event, at, "Ada", reason)


def test_what_lasts_is_reminded_of_daily_until_somebody_has_seen_to_it(record: Record, settings: Settings) -> None:
    event = fail(record)
    for hours in (20, 25, 26, 49):
        record.notice(at=record.at + hours * HOUR)
    assert [event for kind, event, _ in record.events() if kind == "reminder"] == [f"{event}:day:1", f"{event}:day:2"]
    acknowledge(settings.database, acknowledged(event, record.at))
    record.notice(at=record.at + 80 * HOUR)
    assert record.kinds.count("reminder") == 2


def test_an_acknowledgement_ends_with_what_it_is_about(record: Record, settings: Settings) -> None:
    event = fail(record)
    acknowledge(settings.database, acknowledged(event, record.at))
    record.refresh(1_000)
    record.notice()
    assert record.rows("select count(cleared_at) from acknowledgements") == [(1,)]
    with pytest.raises(AlertError, match="is over"):
        acknowledge(settings.database, acknowledged(event, record.at))


def test_an_acknowledged_crossing_is_overtaken_by_its_revision(record: Record, settings: Settings) -> None:
    record.refresh(99_000)
    record.refresh(100_100)
    acknowledge(settings.database, acknowledged("crossing:total_100k:heimao:1:1", record.began))
    record.notice()
    assert record.rows("select count(cleared_at) from acknowledgements") == [(0,)]
    record.refresh(99_900)
    record.notice()
    assert record.rows("select count(cleared_at) from acknowledgements") == [(1,)]


def test_an_acknowledgement_wants_an_event_and_a_reason_and_is_given_once(record: Record, settings: Settings) -> None:
    event = fail(record)
    with pytest.raises(AlertError, match="a reason must be given"):
        acknowledge(settings.database, acknowledged(event, record.at, "  "))
    with pytest.raises(AlertError, match="there is no event"):
        acknowledge(settings.database, acknowledged("failing:x", record.at))
    acknowledge(settings.database, acknowledged(event, record.at))
    with pytest.raises(AlertError, match="acknowledged already"):
        acknowledge(settings.database, replace(acknowledged(event, record.at), acknowledged_by="Bo"))


def test_looking_twice_changes_nothing(record: Record) -> None:
    fail(record)
    forecast(record, NEAR_IN_TIME)
    record.refresh(held=5)
    record.notice()
    everything = "select event, kind, noticed_at, is_backfill, facts from events order by event"
    before: list[Any] = record.rows(everything)
    record.notice()
    assert record.rows(everything) == before
