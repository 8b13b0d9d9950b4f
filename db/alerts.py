"""What happened that somebody may want to be told, and the outbox: what waits, was delivered, or given up.

An event is stored once, by its key; an alert once an event and channel. So each step may be done again at any time,
and what a crash leaves undone is done by the next.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from db.asking import ask, statement
from db.connection import Connection, DatabaseError, NoDatabaseError, reading, writing
from db.records import Acknowledgement
from db.store import append

LISTS = ("kinds", "platforms", "groups", "thresholds")
REMOVED = "the subscription was removed"
PROBLEMS = {
    "there is no event {event}: `tousu alerts list` shows the latest": (
        "select 1 where $event not in (select event from events)"
    ),
    "{event} is acknowledged already": "from acknowledgements where event = $event and cleared_at is null",
    "{event} is over: there is nothing to acknowledge": "from events where event = $event || ':over'",
}


class AlertError(DatabaseError):
    """An event cannot be acknowledged as asked. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one channel is told: which kinds of events for which audience. Empty filters let everything through."""

    channel: str
    audience: str
    kinds: tuple[str, ...]
    platforms: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """When maintainers are told, all in seconds: of a source that fails for so long in so many runs, or is stale.

    Stale is what has no good reading for three times the time planned between two, of the counts or of the feed.
    """

    seconds: float
    runs: int
    every: float
    counts_every: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something did not arrive. It is tried again at `next_try_at`, unless it was tried `tries` times."""

    error: str
    failed_at: datetime
    next_try_at: datetime
    tries: int


def register(database: Path, channels: Sequence[str], now: datetime) -> None:
    """Begin to tell new channels what happens from now on; give up what waits for those that are gone."""
    try:
        with reading(database) as connection:
            known = {row[0] for row in connection.execute("select channel from channels").fetchall()}
    except NoDatabaseError:
        known = set()
    if known == set(channels):
        return
    with writing(database) as connection:
        for channel in known - set(channels):
            connection.execute("delete from channels where channel = $channel", {"channel": channel})
            connection.execute(
                "update alerts set given_up_at = $now, error = $error "
                "where channel = $channel and delivered_at is null and given_up_at is null",
                {"channel": channel, "now": now, "error": REMOVED},
            )
        for channel in set(channels) - known:
            connection.execute("insert into channels values ($channel, $now)", {"channel": channel, "now": now})


def notice(database: Path, wanted: Sequence[Wanted], patience: Patience, now: datetime) -> None:
    """Store the events that follow from all that is stored, and an alert for each channel that wants one.

    In one transaction. `now` is this machine's clock.
    """
    with writing(database) as connection:
        for name, parameters in (
            ("insert_failing_events", {"seconds": patience.seconds, "runs": patience.runs}),
            ("insert_stale_events", {"every": patience.every, "counts_every": patience.counts_every}),
            ("insert_quarantine_events", {}),
            ("insert_approaching_events", {}),
            ("insert_pace_events", {}),
            ("clear_acknowledgements", {}),
            ("insert_reminders", {}),
        ):
            connection.execute(statement(name), {**parameters, "now": now})
        if wanted:
            connection.register("subscriptions", _table(wanted))
            connection.execute(statement("insert_alerts"), {"now": now})


def _table(wanted: Sequence[Wanted]) -> pa.Table:
    columns = {f.name: [getattr(one, f.name) for one in wanted] for f in fields(Wanted)}
    types = {name: pa.list_(pa.string()) if name in LISTS else pa.string() for name in columns}
    return pa.table({name: pa.array(map(_plain, values), types[name]) for name, values in columns.items()})


def _plain(value: str | tuple[str, ...]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def waiting_alerts(connection: Connection) -> pa.Table:
    """What waits on which channel, the gravest first: alert, event, channel, kind, facts (JSON), and names."""
    return ask(connection, "waiting_alerts")


def alert_states(connection: Connection) -> pa.Table:
    """How many alerts of each channel are waiting, delivered, given_up; next_try_at and the latest error."""
    return ask(connection, "alert_states")


def recent_alerts(connection: Connection, most: int) -> pa.Table:
    """The latest alerts, newest first: event, kind, channel, delivered_at, given_up_at, error, acknowledged_by."""
    return ask(connection, "recent_alerts", most=most)


def undelivered_alerts(connection: Connection, now: datetime) -> int:
    """How many alerts wait although they were tried, or were given up in the seven days before now."""
    return int(ask(connection, "undelivered_alerts", now=now)["alerts"][0].as_py())


def mark_delivered(database: Path, alerts: Sequence[str], now: datetime) -> None:
    """Keep for ever that these alerts have arrived."""
    with writing(database) as connection:
        connection.execute(
            "update alerts set delivered_at = $now, attempts = attempts + 1, next_try_at = null, error = null "
            "where list_contains($alerts, alert)",
            {"alerts": list(alerts), "now": now},
        )


def mark_failed(database: Path, alerts: Sequence[str], failure: Failure) -> None:
    """Note that these alerts did not arrive, and when to try again; after so many tries they are given up."""
    with writing(database) as connection:
        connection.execute(
            "update alerts set attempts = attempts + 1, error = $error, "
            "next_try_at = case when attempts + 1 < $tries then $next_try_at::timestamptz end, "
            "given_up_at = case when attempts + 1 >= $tries then $failed_at::timestamptz end "
            "where list_contains($alerts, alert)",
            {"alerts": list(alerts), **asdict(failure)},
        )


def acknowledge(database: Path, noted: Acknowledgement) -> None:
    """Note that someone has seen to an event: it is reminded of no more, and the note clears itself when it is over.

    `AlertError` without a reason, and for an event that is not there, over, or acknowledged already.
    """
    if not noted.reason.strip():
        raise AlertError("a reason must be given: it stands beside the event for everyone who looks at it")
    with writing(database) as connection:
        for problem, question in PROBLEMS.items():
            if connection.execute(question, {"event": noted.event}).fetchone():
                raise AlertError(problem.format(event=noted.event))
        append(connection, [noted])
