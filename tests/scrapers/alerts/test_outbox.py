"""The outbox: who waits for what, and each thing delivered once where the other side acknowledges at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db.settings import DECLARED, Settings, load
from scrapers.alerts import outbox
from scrapers.alerts.subscriptions import read_subscriptions
from scrapers.alerts.ways import Subscription
from tests.scrapers.alerts.conftest import DAY, HOUR, MINUTE, Record, Subscribe, hook, write
from tests.scrapers.alerts.receivers import Answer, Post, Receiver, closed_port, hanging, receiving
from tests.scrapers.alerts.test_events import FAR, NEAR_IN_TOTAL, fail, forecast

CROSSING = "crossing:total_100k:heimao:1:1"
WAITING = "select channel, event from alerts where delivered_at is null and given_up_at is null order by all"


def cross(record: Record) -> None:
    record.refresh(99_000)
    record.refresh(100_100)


def deliver(
    record: Record, subscriptions: tuple[Subscription, ...], after: timedelta = timedelta(0)
) -> list[str | None]:
    """Notice and deliver, by a clock that is so far ahead; what went wrong on each channel."""
    outbox.notice(record.settings, subscriptions)
    return [sent.error for sent in outbox.deliver(record.settings, subscriptions, lambda: outbox.now() + after)]


def test_a_crossing_arrives_once_and_never_again(record: Record, subscribe: Subscribe, receiver: Receiver) -> None:
    subscriptions = subscribe(hook(receiver.url))
    cross(record)
    assert deliver(record, subscriptions) == [None]
    assert deliver(record, subscriptions, DAY) == []
    assert receiver.events == [CROSSING]


def test_what_was_past_before_we_began_is_never_told(
    record: Record, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscriptions = subscribe(hook(receiver.url))
    record.refresh(250_000)
    assert deliver(record, subscriptions) == []


def test_a_new_channel_is_not_told_what_is_past(record: Record, subscribe: Subscribe, receiver: Receiver) -> None:
    subscribe(hook(receiver.url))
    cross(record)
    both = subscribe(hook(receiver.url), hook(receiver.url, "later"))
    assert deliver(record, both) == [None]
    record.refresh(151_000)
    assert deliver(record, both) == [None, None]
    assert Counter(receiver.events) == {CROSSING: 1, "crossing:milestone_150000:heimao:1:1": 2}


def test_a_channel_that_comes_back_begins_anew(record: Record, subscribe: Subscribe, receiver: Receiver) -> None:
    first, second = hook(receiver.url), hook(receiver.url, "other")
    outbox.notice(record.settings, subscribe(first, second))
    subscribe(second)
    cross(record)
    assert deliver(record, subscribe(first, second)) == [None]
    assert receiver.posts[0].json["channel"] == "other"


def test_what_waits_for_a_removed_channel_is_given_up_in_words(record: Record, subscribe: Subscribe) -> None:
    subscriptions = subscribe(hook("https://a.example"), hook("https://b.example", "other"))
    cross(record)
    record.notice(subscriptions)
    subscribe(hook("https://a.example"))
    assert record.rows(WAITING) == [("hook", CROSSING)]
    assert record.rows("select channel, error from alerts where given_up_at is not null") == [
        ("other", "the subscription was removed")
    ]


def test_a_crash_between_storing_and_noticing_loses_nothing(
    record: Record, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscriptions = subscribe(hook(receiver.url))
    cross(record)
    record.refresh(100_200)
    record.refresh(100_300)
    assert deliver(record, subscriptions) == [None]
    assert receiver.events == [CROSSING]


def test_filters_choose_by_platform_group_threshold_and_kind(record: Record, subscribe: Subscribe) -> None:
    url = "https://a.example"
    subscriptions = subscribe(
        hook(url, "all"),
        hook(url, "mine", platforms=["cloudloans"]),
        hook(url, "others", platforms=["oak"]),
        hook(url, "group", groups=["云帆"]),
        hook(url, "line", thresholds=["total_100k"]),
        hook(url, "milestones", events=["milestone"]),
        hook(url, "revisions", events=["correction_below"]),
        hook(url, "ours", audience="maintainers"),
    )
    cross(record)
    record.refresh(150_100)
    record.notice(subscriptions)
    told = Counter(channel for channel, _ in record.rows(WAITING))
    assert told == {"all": 2, "mine": 2, "group": 2, "line": 1, "milestones": 1}
    record.refresh(149_000)
    record.notice(subscriptions)
    assert ("revisions", "correction:milestone_150000:heimao:1:1") in record.rows(WAITING)


def test_listings_nobody_watches_are_told_to_maintainers_alone(record: Record, subscribe: Subscribe) -> None:
    subscriptions = subscribe(hook("https://a.example"), hook("https://a.example", "ours", audience="maintainers"))
    for total in (99_000, 100_100):
        record.refresh(total, listing="3")
    record.refresh(held=5, listing="3")
    record.notice(subscriptions)
    assert record.rows(WAITING) == [("ours", "quarantined:heimao:3:c3")]


def test_crossing_again_is_told_where_the_fall_before_was_large(record: Record, subscribe: Subscribe) -> None:
    record.write(
        "insert into thresholds (threshold, measure, line, scope, since_at) "
        "values ('low', 'total', 1000, 'all', now())"
    )
    subscriptions = subscribe(hook("https://a.example", events=["re_crossing"]))
    for total in (900, 1_100, 900, 1_100, 99_000, 100_100, 97_000, 100_100):
        record.refresh(total)
    record.notice(subscriptions)
    assert record.rows(WAITING) == [("hook", "crossing:total_100k:heimao:1:2")]


def test_while_a_source_fails_what_was_concluded_from_it_is_held_back(record: Record, subscribe: Subscribe) -> None:
    subscriptions = subscribe(hook("https://a.example"))
    forecast(record, NEAR_IN_TOTAL)
    record.refresh(outcome="failed")
    record.notice(subscriptions)
    assert record.rows(WAITING) == []
    assert len(record.events("public")) == 1
    record.refresh(90_000)
    record.notice(subscriptions)
    assert record.rows(WAITING) == [("hook", "approaching:total_100k:heimao:1:1")]


def test_the_end_is_told_only_to_whom_the_beginning_could_be(record: Record, subscribe: Subscribe) -> None:
    for after in (MINUTE, HOUR):
        record.refresh(outcome="failed", after=after)
    record.refresh(1_000, after=HOUR)
    late = record.at + DAY - 30 * MINUTE
    subscriptions = subscribe(
        hook("https://a.example", audience="maintainers", events=["source_failing", "source_restored"])
    )
    record.notice(subscriptions, late)
    assert [(kind, backfill) for kind, _, backfill in record.events()][:2] == [
        ("source_failing", True),
        ("source_restored", False),
    ]
    assert record.rows(WAITING) == []


def test_what_happened_in_one_refresh_is_one_message(
    record: Record, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscriptions = subscribe(hook(receiver.url))
    record.refresh(90_000, source="services", listing="2/7")
    cross(record)
    record.refresh(100_001, source="services", listing="2/7")
    forecast(record, FAR)
    assert deliver(record, subscriptions) == [None]
    assert Counter(receiver.events) == {CROSSING: 1, "crossing:total_100k:heimao:2/7:1": 1}
    assert len(receiver.posts) == 1


def test_a_failure_is_tried_again_later_and_later_then_given_up(record: Record, subscribe: Subscribe) -> None:
    subscriptions = subscribe(hook(f"http://127.0.0.1:{closed_port()}/x"))
    cross(record)
    waited = timedelta(0)
    for attempt, minutes in enumerate((1, 4, 16, 64), 1):
        assert deliver(record, subscriptions, waited) == [
            "the other side could not be reached (ConnectionRefusedError)"
        ]
        assert deliver(record, subscriptions, waited + 0.7 * minutes * MINUTE) == [], "not before its time"
        waited += 1.3 * minutes * MINUTE
        assert record.rows("select attempts, given_up_at from alerts") == [(attempt, None)]
    deliver(record, subscriptions, waited)
    [(attempts, given_up_at, next_try_at)] = record.rows("select attempts, given_up_at, next_try_at from alerts")
    assert (attempts, next_try_at) == (5, None)
    assert given_up_at is not None
    assert deliver(record, subscriptions, 9 * DAY) == []


def test_channels_that_fail_or_hang_hold_nobody_back(
    record: Record, subscribe: Subscribe, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "LONGEST_SECONDS", 1.0)
    with receiving(hanging(3)) as slow, receiving(lambda _: (500, {})) as broken:
        subscriptions = subscribe(
            hook(slow.url, "a-slow"), hook(broken.url, "b-broken"), hook(receiver.url, "c-good")
        )
        cross(record)
        outbox.notice(record.settings, subscriptions)
        began, arrived = time.monotonic(), float("inf")
        results = {}
        for sent in outbox._delivered(record.settings, subscriptions, outbox.now):
            results[sent.channel] = sent.error
            arrived = time.monotonic() - began if sent.channel == "c-good" else arrived
    assert results == {"a-slow": "it had not ended after 1 s", "b-broken": "refused: status 500", "c-good": None}
    assert arrived < 0.9
    assert record.rows(WAITING) == [("a-slow", CROSSING), ("b-broken", CROSSING)]


def test_only_one_process_delivers_at_a_time(record: Record, subscribe: Subscribe, receiver: Receiver) -> None:
    subscriptions = subscribe(hook(receiver.url))
    cross(record)
    with FileLock(f"{record.settings.database}.alerts"):
        assert deliver(record, subscriptions) == []
    assert deliver(record, subscriptions) == [None]


def test_the_database_is_free_while_the_network_is_waited_for(record: Record, subscribe: Subscribe) -> None:
    free = threading.Event()

    def answer(_: Post) -> Answer:
        record.write("insert into reported_counts values ('oak', null, 1, null, 'written meanwhile')")
        free.set()
        return 200, {}

    with receiving(answer) as receiver:
        subscriptions = subscribe(hook(receiver.url))
        cross(record)
        assert deliver(record, subscriptions) == [None]
    assert free.is_set()


# What the other side does with one request: takes it and says so; takes it, and says nothing; refuses it.
DEEDS = st.lists(st.sampled_from(["ok", "lost", "refused", "killed"]), max_size=8)


class _Killed(BaseException):
    pass


@given(deeds=DEEDS, crossings=st.lists(st.booleans(), min_size=1, max_size=4))
@hypothesis_settings(max_examples=20, deadline=None)
def test_each_event_arrives_once_if_it_is_acknowledged_and_at_least_once_otherwise(
    deeds: list[str], crossings: list[bool]
) -> None:
    """`killed`: the process dies between an answer and its mark."""
    left, taken = list(deeds), Counter[str]()

    def answer(post: Post) -> Answer:
        deed = left.pop(0) if left else "ok"
        if deed != "refused":
            taken.update(event["event"] for event in post.json["events"])
        done.append(deed)
        return {"ok": (200, {}), "killed": (200, {}), "lost": None, "refused": (503, {})}[deed]

    def dying(*arguments: object) -> None:
        if done[-1] == "killed":
            raise _Killed
        marked(*arguments)  # type: ignore[arg-type]

    done: list[str] = []
    marked = outbox.alerts.mark_delivered
    with TemporaryDirectory() as folder, receiving(answer) as receiver, pytest.MonkeyPatch.context() as patched:
        patched.setattr(outbox, "TRIES", 100)
        patched.setattr(outbox.alerts, "mark_delivered", dying)
        file = write(Path(folder) / "alerts.toml", hook(receiver.url))
        record = Record(load({"TOUSU_DATABASE": f"{folder}/t.duckdb", "TOUSU_ALERTS": str(file)}))
        subscriptions = read_subscriptions(record.settings.alerts)
        outbox.register(record.settings, subscriptions)
        total, clock = 90_000, outbox.now()
        record.refresh(total)
        for is_crossing in crossings:
            total += 50_000 if is_crossing else 10
            record.refresh(total)
            clock = _tell(record, subscriptions, clock)
        while record.rows(WAITING):
            clock = _tell(record, subscriptions, clock)
        expected = {event for (event,) in record.rows("select event from events where audience = 'public'")}
        assert set(taken) == expected
        if not {"lost", "killed"} & set(deeds[: len(done)]):
            assert set(taken.values()) <= {1}
        assert record.rows("select count(*) from alerts where delivered_at is null") == [(0,)]


def _tell(record: Record, subscriptions: tuple[Subscription, ...], clock: datetime) -> datetime:
    outbox.notice(record.settings, subscriptions)
    with suppress(_Killed):
        outbox.deliver(record.settings, subscriptions, lambda: clock)
    return clock + 10_000 * DAY


def test_a_process_that_is_killed_while_it_delivers_loses_nothing(
    record: Record, subscribe: Subscribe, tmp_path: Path
) -> None:
    """kill -9 with the message taken but not acknowledged, with it acknowledged, and anywhere else."""
    killed: list[int] = []

    def answer(_: Post) -> Answer:
        if len(killed) < 2:
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)
            return None
        return 200, {}

    with receiving(answer) as receiver:
        subscribe(hook(receiver.url))
        cross(record)
        environment = _environment(record.settings, tmp_path / "alerts.toml")
        for seconds in (None, None, 0.3, 0.6, 0.9, None):
            process = subprocess.Popen([sys.executable, "-m", "scrapers", "alerts", "deliver"], env=environment)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        assert killed
        assert process.returncode == 0
        assert set(receiver.events) == {CROSSING}
        assert record.rows(WAITING) == []
        delivered = len(receiver.posts)
        subprocess.run([sys.executable, "-m", "scrapers", "alerts", "deliver"], env=environment, check=True)
        assert len(receiver.posts) == delivered


def _environment(settings: Settings, alerts: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    return clean | {"TOUSU_DATABASE": str(settings.database), "TOUSU_ALERTS": str(alerts)}


def test_maintainers_are_told_that_a_source_fails_and_that_it_is_over(
    record: Record, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscriptions = subscribe(
        hook(receiver.url, audience="maintainers", events=["source_failing", "source_restored"])
    )
    event = fail(record)
    deliver(record, subscriptions)
    record.refresh(1_000)
    deliver(replaced(record), subscriptions)
    assert receiver.events == [event, f"{event}:over"]


def replaced(record: Record) -> Record:
    """The same record with other settings: a change of settings tells nothing again."""
    record.settings = replace(record.settings, failing_after=60.0)
    return record
