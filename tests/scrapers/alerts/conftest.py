"""A record in which things happen, subscriptions to them, and what the tables say of it."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.connection import reading, writing
from db.records import Capture, Count, Listing, Platform, Quarantined, Refreshed
from db.settings import Settings, load
from db.store import Batch, append, store, store_watchlist
from scrapers.alerts import outbox
from scrapers.alerts.subscriptions import read_subscriptions
from scrapers.alerts.ways import Subscription
from tests.scrapers.alerts.receivers import Receiver, receiving

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ORIGIN = {"is_demonstration": True, "publisher_url": "http://127.0.0.1:1"}
A = Platform("cloudloans", "云帆贷", "雲帆貸", "Cloud Loans", "云帆", "cash_loan")
B = Platform("oak", "橡树金融", "橡樹金融", "Oak Finance", "橡树", "bank")
LISTINGS = [Listing("heimao", "1", "云帆贷", "cloudloans"), Listing("heimao", "2/7", "橡树金融", "oak")]
NOBODYS = Listing("heimao", "3", '<at user_id="all">@all</at> [x](https://evil.example)', None)


class Record:
    """A database, filled by refreshes as they come. Moments are this machine's; the publisher's are the same."""

    def __init__(self, settings: Settings):
        self.settings, self.number = settings, 0
        store_watchlist(settings.database, [A, B], [])
        self.began = datetime.now(UTC)
        self.at = self.began

    def refresh(
        self,
        *totals: int,
        outcome: str = "ok",
        source: str = "directory",
        after: timedelta = MINUTE,
        listing: str = "1",
        held: int | None = None,
    ) -> str:
        """Let a refresh store the next total of a listing, or fail, or hold a number back."""
        self.number, self.at = self.number + 1, self.at + after
        refresh, capture = f"r{self.number}", f"c{self.number}"
        failed = outcome == "failed"
        about = ("RefusedError", "status 429 from https://x.example/@all") if failed else (None, None)
        numbers = (str(held), "1", "1", "1", "rose", "it rose too much")
        batch = Batch(
            Refreshed(
                refresh, "heimao", source, *[self.at] * 3, outcome, *about, 1, len(totals), 0, int(held is not None)
            ),
            captures=[Capture(capture, "heimao", source, "u", 200, self.at, "f", 0, 9, "00", 1, False, refresh)],
            listings=[*LISTINGS, NOBODYS],
            counts=[Count("heimao", listing, self.at, total, 9, 5, 3, False, capture, refresh) for total in totals],
            quarantined=[
                Quarantined("heimao", listing, "云帆贷", self.at, *numbers, capture, refresh)
                for _ in [held]
                if held is not None
            ],
        )
        store(self.settings.database, batch, **ORIGIN)
        return refresh

    def append(self, *rows: Any) -> None:
        with writing(self.settings.database) as opened:
            append(opened, rows)

    def write(self, statement: str, **parameters: object) -> None:
        with writing(self.settings.database) as opened:
            opened.execute(statement, parameters)

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with reading(self.settings.database) as opened:
            return opened.execute(question).fetchall()

    def notice(self, subscriptions: Sequence[Subscription] = (), at: datetime | None = None) -> None:
        outbox.notice(self.settings, subscriptions, at or self.at)

    def events(self, audience: str = "maintainers") -> list[tuple[str, str, bool]]:
        return self.rows(
            f"select kind, event, is_backfill from events where audience = '{audience}' order by happened_at, event"
        )

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, *_ in self.events()]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"TOUSU_DATABASE": str(tmp_path / "tousu.duckdb"), "TOUSU_PUBLIC_URL": "https://tousu.example"})


@pytest.fixture
def record(settings: Settings) -> Record:
    return Record(settings)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as served:
        yield served


Subscribe = Callable[..., tuple[Subscription, ...]]


def hook(url: str, name: str = "hook", **more: Any) -> dict[str, Any]:
    """A subscription to a webhook, as in the file."""
    about = {"name": name, "kind": "webhook", "address": url, "secret": "quite-a-secret", "language": "en"}
    return about | {"audience": "public"} | more


def write(file: Path, *entries: dict[str, Any]) -> Path:
    def line(name: str, value: Any) -> str:
        shown = str(value).lower() if isinstance(value, bool) else value if isinstance(value, list) else f"'{value}'"
        return f"{name} = {shown}"

    text = "\n".join("\n".join(["[[subscription]]", *(line(*pair) for pair in one.items())]) for one in entries)
    file.write_text(text + "\n", encoding="utf-8")
    return file


@pytest.fixture
def subscribe(settings: Settings, tmp_path: Path) -> Subscribe:
    """Write subscriptions to a file, read them, and let them be told from now on."""

    def subscribed(*entries: dict[str, Any], registered: bool = True) -> tuple[Subscription, ...]:
        file = write(tmp_path / "alerts.toml", *entries)
        found = read_subscriptions(file, os.environ)
        if registered:
            outbox.register(replace(settings, alerts=file), found)
        return found

    return subscribed
