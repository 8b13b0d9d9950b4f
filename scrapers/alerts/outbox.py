"""The outbox: what happened is noticed, and what waits on each channel is sent until it has arrived.

Sent at least once: what a crash leaves unmarked is sent again, what is marked never. Nobody waits for a channel that
hangs, and the network is never waited for with the database open.
"""

import queue
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from filelock import FileLock, Timeout

from db import alerts, queries
from db.connection import NoDatabaseError, reading
from db.settings import Settings
from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.messages import Dashboard, Message, messages
from scrapers.alerts.senders import send
from scrapers.alerts.subscriptions import wanted
from scrapers.alerts.telling import Row
from scrapers.alerts.ways import Subscription

TRIES = 5
FIRST_WAIT, TIMES_LONGER, JITTER = timedelta(minutes=1), 4, 0.2  # 1, 4, 16 and 64 minutes, give or take a fifth
LONGEST_SECONDS = 60.0


@dataclass(frozen=True)
class Sent:
    """How sending one message went: `error` in words, or None where it arrived."""

    channel: str
    message: Message
    answer: str
    error: str | None


def now() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


def register(settings: Settings, subscriptions: Sequence[Subscription]) -> None:
    """Let each channel be told what happens from now on. Before a refresh, so that it is told of this one."""
    if settings.alerts:
        alerts.register(settings.database, [one.name for one in subscriptions], now())


def notice(settings: Settings, subscriptions: Sequence[Subscription], at: datetime | None = None) -> None:
    """Store the events that follow from what is stored, and who is to be told of them."""
    patience = alerts.Patience(settings.failing_after, settings.failing_runs, settings.every, settings.counts_every)
    alerts.notice(settings.database, [wanted(one) for one in subscriptions], patience, at or now())


def dashboard(settings: Settings) -> Dashboard:
    """Where links lead; a database without an origin keeps nothing yet that could be real."""
    try:
        with reading(settings.database) as connection:
            origin = queries.origin(connection).to_pylist()
    except NoDatabaseError:
        origin = []
    is_demonstration = origin[0]["is_demonstration"] if origin else settings.is_demonstration
    return Dashboard(settings.public_url or f"http://127.0.0.1:{settings.port}", is_demonstration)


def deliver(
    settings: Settings, subscriptions: Sequence[Subscription], clock: Callable[[], datetime] = now
) -> list[Sent]:
    """Send what waits and is due, each channel beside the others; give how it went. One process at a time does."""
    lock = FileLock(f"{settings.database}.alerts", blocking=False)  # a process that is killed lets go of it
    try:
        lock.acquire()
    except Timeout:
        return []
    with lock:
        return list(_delivered(settings, subscriptions, clock))


def _due(settings: Settings, at: datetime) -> dict[str, list[Row]]:
    """What waits on each channel, unless it is given a rest after a failure."""
    with reading(settings.database) as connection:
        rows: list[Row] = alerts.waiting_alerts(connection).to_pylist()
    channels = {channel: list(waiting) for channel, waiting in groupby(rows, key=lambda row: str(row["channel"]))}
    return {
        channel: waiting
        for channel, waiting in channels.items()
        if all(row["next_try_at"] is None or row["next_try_at"] <= at for row in waiting)
    }


def _delivered(
    settings: Settings, subscriptions: Sequence[Subscription], clock: Callable[[], datetime]
) -> Iterator[Sent]:
    due, shown = _due(settings, clock()), dashboard(settings)
    outgoing = {one: list(messages(one, due[one.name], shown)) for one in subscriptions if due.get(one.name)}
    attempts = {row["alert"]: row["attempts"] for rows in due.values() for row in rows}
    for sent in _results(outgoing):
        if sent.error is None:
            alerts.mark_delivered(settings.database, sent.message.alerts, clock())
        else:
            _fail(settings, sent, attempts, clock())
        yield sent


def _results(outgoing: Mapping[Subscription, Sequence[Message]]) -> Iterator[Sent]:
    """Send on all channels at once; what has not ended after a minute has failed."""
    results: queue.SimpleQueue[Sent] = queue.SimpleQueue()
    left = {one.name: list(waiting) for one, waiting in outgoing.items()}
    for one, waiting in outgoing.items():
        threading.Thread(target=_send_all, args=(one, waiting, results), daemon=True).start()
    ends_at = time.monotonic() + LONGEST_SECONDS
    while any(left.values()):
        try:
            sent = results.get(timeout=max(0.0, ends_at - time.monotonic()))
        except queue.Empty:
            break
        left[sent.channel] = [] if sent.error else left[sent.channel][1:]
        yield sent
    for channel, waiting in left.items():
        for message in waiting:
            yield Sent(channel, message, "", f"it had not ended after {LONGEST_SECONDS:g} s")


def _send_all(one: Subscription, waiting: Sequence[Message], results: "queue.SimpleQueue[Sent]") -> None:
    """Send one message after the other; the first that fails ends it."""
    for message in waiting:
        try:
            results.put(Sent(one.name, message, send(one, message), None))
        except DeliveryError as error:
            results.put(Sent(one.name, message, "", str(error)))
            return


def wait_after(attempts: int) -> timedelta:
    """How long to leave a channel alone that has failed so many times, longer each time, never quite the same."""
    times: float = TIMES_LONGER ** (attempts - 1)
    return FIRST_WAIT * times * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret


def _fail(settings: Settings, sent: Sent, attempts: Mapping[str, int], at: datetime) -> None:
    tried = 1 + max(attempts[alert] for alert in sent.message.alerts)
    failure = alerts.Failure(sent.error or "", at, at + wait_after(tried), TRIES)
    alerts.mark_failed(settings.database, sent.message.alerts, failure)
