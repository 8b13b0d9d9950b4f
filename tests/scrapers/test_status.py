"""What `tousu status` says is what the page of maintenance shows: when sources are due, gaps summed up, remedies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from db.connection import writing
from db.settings import Settings
from db.working import Work, doing
from scrapers.commands import telling
from scrapers.commands.status import status
from tests.scrapers.conftest import Refresher

FAILED = """update refreshes set outcome = 'failed', error = 'RefusedError', detail = 'status 429 [red]',
rest_seconds = 7200 where source = 'feed'"""
GAPS = """insert into coverage_gaps select 'heimao', 'feed', timestamptz '2026-11-01 00:00:00+00' + to_hours(10 * n),
timestamptz '2026-11-01 06:00:00+00' + to_hours(10 * n), 'missed', 'r' from range(3) as numbers (n)"""


def of(found: dict[str, object], source: str) -> dict[str, datetime]:
    return next(row for row in found["sources"] if row["source"] == source)  # type: ignore[attr-defined,no-any-return]


def test_each_source_is_due_its_own_interval_after_it_was_begun_and_never_while_its_publisher_rests(
    settings: Settings, refresh: Refresher
) -> None:
    refresh("directory", "feed")
    found = status(settings)
    for source, seconds in (("directory", settings.counts_every), ("feed", settings.every)):
        row = of(found, source)
        assert row["next_due_at"] - row["started_at"] == timedelta(seconds=seconds), source
    with writing(settings.database) as connection:
        connection.execute(FAILED)
        connection.execute("update origin set is_demonstration = false")
    refused = of(found := status(replace(settings, publisher_url="https://tousu.sina.com.cn")), "feed")
    assert found["next_turn"]["reason"] == "refused"
    assert refused["next_due_at"] == found["next_turn"]["at"] == refused["finished_at"] + timedelta(hours=2)
    assert refused["state"] == "failed"
    assert {row["state"] for row in found["platforms"] if row["total"]} == {"fresh"}
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        later = status(settings)["platforms"]
    assert {row["state"] for row in later if row["total"]} == {"stale"}


def test_a_person_reads_gaps_summed_up_causes_with_remedies_and_whether_anybody_keeps_refreshing(
    settings: Settings, refresh: Refresher, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh("directory", "feed")
    with writing(settings.database) as connection:
        connection.execute(GAPS)
        connection.execute(FAILED)
    with doing(settings.database, Work.WATCH):
        telling.show(status(settings))
    said = capsys.readouterr().out
    assert "`tousu watch` keeps refreshing." in said
    assert "gaps: feed, missed: 3 gaps, 18 hours in all, 2026-11-01 00:00 to 2026-11-02 02:00 UTC" in said
    assert "gap: feed, missed: after 2026-11-01 20:00, before 2026-11-02 02:00 UTC" in said
    assert "RefusedError: status 429 [red]. What it means: Nothing of this source was published." in said
    assert "What to do: Leave the publisher alone" in said
    assert "directory, feed, by –: feed: RefusedError; " in said, "the latest refreshes, in words"
    telling.show(status(settings))
    assert "`tousu watch` was here and died" in capsys.readouterr().out, "its lock is left and nobody holds it"


def test_nothing_is_followed_where_no_refresh_is_under_way(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    telling.follow(settings)
    assert capsys.readouterr().err == ""
