"""Delivering alerts, killed: what is marked as delivered has arrived, and what is not is sent again."""

import os
from dataclasses import replace
from pathlib import Path

from db.connection import writing
from scrapers.alerts import outbox
from scrapers.alerts.subscriptions import read_subscriptions
from tests.faults.rig import Rig
from tests.kills.trials import Kind
from tests.kills.victim import End
from tests.scrapers.alerts.conftest import Record, hook, write
from tests.scrapers.alerts.receivers import Receiver

CHANNELS = tuple(f"channel{number}" for number in range(6))


def told(rig: Rig, receiver: Receiver) -> None:
    """Fill a new record in which a line is crossed, with channels that are told of it."""
    file = write(
        Path(rig.folder) / "alerts.toml",
        *(hook(f"{receiver.url}/{name}", name, platforms=["cloudloans"]) for name in CHANNELS),
    )
    rig.environment["TOUSU_ALERTS"] = str(file)
    found = read_subscriptions(file, os.environ)
    record = Record(replace(rig.settings, alerts=file))
    outbox.register(record.settings, found)
    record.refresh(99_990)
    record.refresh(100_010)
    record.notice(found)


class Alerting(Kind):
    """Delivering what waits. It acknowledges an alert by marking it as delivered."""

    NAME = "alerts"
    receiver: Receiver
    waiting: int = 0

    def prepare(self) -> None:
        """Let everything wait again."""
        if not self.waiting:
            told(self.rig, self.receiver)
            self.waiting = len(self.rig.rows("from alerts"))
            assert self.waiting >= len(CHANNELS)
        with writing(self.rig.settings.database) as opened:
            opened.execute("update alerts set delivered_at = null, attempts = 0, next_try_at = null, error = null")
        self.receiver.posts.clear()

    def command(self) -> tuple[str, ...]:
        """Deliver."""
        return ("alerts", "deliver")

    def judge(self, end: End) -> None:
        """What is marked as delivered has arrived, and nothing that waited is gone."""
        marked = {
            channel for (channel,) in self.rig.rows("select channel from alerts where delivered_at is not null")
        }
        arrived = {post.path.strip("/") for post in list(self.receiver.posts)}
        self.outcome.acknowledged += len(marked)
        self.outcome.lost += len(marked - arrived)
        self.outcome.torn += abs(len(self.rig.rows("from alerts")) - self.waiting)

    def finish(self) -> None:
        """What a kill left waiting arrives."""
        self.rig("alerts", "deliver")
        arrived = {post.path.strip("/") for post in self.receiver.posts}
        left = self.rig.rows("select channel from alerts where delivered_at is null")
        if left or arrived != set(CHANNELS):
            self.outcome.notes.append(f"still waiting: {left}; arrived: {arrived}")
