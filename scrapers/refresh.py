"""A refresh: of each source, fetch, keep the evidence, parse, check, store. This file explains the application.

Nothing of a source is stored if a step raises: `ScrapeError` is caught here alone, recorded, and told to whoever
started the refresh. A refusal ends the whole refresh: what was not read yet is not asked for. So does a person who
cancels it: what was not begun is not recorded.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import uuid4

from db import progress, queries
from db.connection import NoDatabaseError, reading
from db.records import Refreshed, Warned
from db.settings import SettingError, Settings
from db.store import Batch, store, store_watchlist
from db.turns import next_turn
from db.working import TakenError, Work, doing
from scrapers.advance import Advance
from scrapers.batches import Brought
from scrapers.cancelling import Cancelling
from scrapers.classification import categorised, labelled, prepare, taxonomy
from scrapers.errors import (
    BusyError,
    CancelledError,
    ChallengeError,
    LayoutError,
    OriginError,
    RefusedError,
    RobotsError,
    ScrapeError,
    TooSoonError,
)
from scrapers.evidence import Evidence
from scrapers.fetch import Answer, Fetcher
from scrapers.foreseeing import foresee
from scrapers.platforms import Watchlist
from scrapers.publishers.stated import Publisher
from scrapers.redact import redact
from scrapers.sources.bring import SOURCES, Task
from scrapers.sources.reader import Reader, unseen

REFUSALS = (RefusedError, RobotsError, ChallengeError)
REST_SECONDS = 1800.0
LONGEST_DETAIL = 1_000  # an error may quote the publisher, and visitors read it


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Be the only refresh on this database; `BusyError` if another one is running."""
    try:
        with doing(settings.database, Work.REFRESH):
            yield
    except TakenError as error:
        other = progress.under_way(settings.database)
        since = f", begun at {other.started_at:%H:%M:%S} UTC by {other.started_by}" if other else ""
        raise BusyError(f"{error}{since}") from error


def refuse_mixing(settings: Settings) -> None:
    """Raise `OriginError` if the database keeps demonstration data and the publisher is real, or the other way."""
    try:
        with reading(settings.database) as connection:
            origin = queries.origin(connection).to_pylist()
    except NoDatabaseError:
        return
    if origin and origin[0]["is_demonstration"] != settings.is_demonstration:
        raise OriginError(
            f"{settings.database} was filled from {origin[0]['first_publisher_url']}, "
            f"this refresh would read {settings.publisher_url}"
        )


def refuse_too_soon(settings: Settings) -> None:
    """Raise `TooSoonError` where the publisher was asked a moment ago, or refused and is left alone."""
    if turn := next_turn(settings):
        why = {
            "refused": "the publisher refused and is left alone",
            "apart": f"the publisher was asked less than {settings.apart:g} s ago (TOUSU_APART)",
        }
        raise TooSoonError(f"{why[turn.reason]}: the next refresh may begin at {turn.at:%Y-%m-%d %H:%M:%S} UTC")


@dataclass
class Refresh:
    """One run over some sources of one publisher."""

    settings: Settings
    publisher: Publisher
    watchlist: Watchlist
    fetcher: Fetcher
    evidence: Evidence
    advance: Advance
    cancelling: Cancelling
    foresees: bool = True

    def run(self, sources: Sequence[str]) -> Iterator[Refreshed]:
        """Bring the sources up to date, one after the other, and say of each how it went once it is stored."""
        refresh, refusal, has_counts = str(uuid4()), None, False
        self.cancelling.refresh, self.cancelling.by = refresh, ""
        self.advance.begin(refresh, sources)
        for source in sources:
            self.advance.turn_to(source)
            refreshed, error = self._bring(refresh, source, refusal, is_last=source == sources[-1])
            if rest_asked(error, self.publisher) is not None:
                refusal = error
            has_counts |= refreshed.counts > 0
            yield refreshed
            if isinstance(error, CancelledError):
                break
        if has_counts and self.foresees:
            self.advance.foresee()
            foresee(self.settings)
        self.advance.end()

    def _bring(
        self, refresh: str, source: str, refusal: ScrapeError | None, *, is_last: bool
    ) -> tuple[Refreshed, ScrapeError | None]:
        reader = Reader(self._fetch, self.evidence, self.publisher, source, refresh, progress=self.advance.read)
        started_at, asked_before, error = datetime.now(UTC), self.fetcher.requests, refusal
        brought = Brought()
        try:
            if not refusal:
                brought = SOURCES[source](self._task(reader))
                error = brought.error
            self.evidence.sync()
        except ScrapeError as caught:
            brought, error = Brought(), caught
        if len(brought.quarantined) > 1 and not brought.counts:
            error = LayoutError(f"all {len(brought.quarantined)} numbers wait in quarantine, none was published")
        self.advance.store()
        refreshed = outcome(reader, started_at, self.fetcher.requests - asked_before, brought, error)
        refreshed = replace(refreshed, started_by=self.advance.by or None)
        store_brought(
            self.settings, refreshed, reader, brought, checkpoint=is_last or not self.settings.is_demonstration
        )
        return refreshed, error

    def _fetch(self, target: str) -> Answer:
        with self.cancelling.interruptible():
            answer = self.fetcher.get(target)
        if answer.is_demonstration != self.settings.is_demonstration:
            raise OriginError(f"{answer.url} says that it is a stand-in, but it is not on this machine")
        return answer

    def _task(self, reader: Reader) -> Task:
        watched = tuple(one for one in self.watchlist.watched if one.publisher == self.publisher.NAME)
        return Task(reader, self.settings, watched)


def rest_asked(error: ScrapeError | None, publisher: Publisher) -> float | None:
    """How many seconds to leave a publisher alone that refused; None where it did not."""
    if isinstance(error, REFUSALS) or getattr(error, "code", None) == publisher.LOGIN_NEEDED:
        return float(getattr(error, "rest_seconds", REST_SECONDS))
    return None


def outcome(
    reader: Reader, started_at: datetime, requests: int, brought: Brought, error: ScrapeError | None
) -> Refreshed:
    """Say how a source went, in the words and figures that are kept of it."""
    return Refreshed(
        refresh=reader.refresh,
        publisher=reader.publisher.NAME,
        source=reader.source,
        started_at=started_at,
        finished_at=datetime.now(UTC),
        read_at=reader.last_read_at(datetime.now(UTC)),
        outcome="ok" if not error else "partly" if brought.complaints else "failed",
        error=type(error).__name__ if error else None,
        detail=redact(str(error)[:LONGEST_DETAIL]) if error else None,
        requests=requests,
        counts=len(brought.counts),
        complaints=len(brought.complaints),
        quarantined=len(brought.quarantined),
        is_by_hand=reader.is_by_hand,
        rest_seconds=rest_asked(error, reader.publisher),
    )


def store_brought(
    settings: Settings, refreshed: Refreshed, reader: Reader, brought: Brought, *, checkpoint: bool = True
) -> None:
    """Store what a source brought, the answers it came from, and how it went, in one transaction."""
    about = (refreshed.publisher, refreshed.source, refreshed.read_at)
    batch = Batch(
        refreshed=refreshed,
        captures=reader.captures,
        listings=brought.listings,
        counts=brought.counts,
        quarantined=brought.quarantined,
        complaints=brought.complaints,
        taxonomy=taxonomy() if brought.complaints else (),
        categories=categorised(brought.complaints),
        labels=labelled(brought.complaints),
        steps=brought.steps,
        gaps=brought.gaps,
        warnings=[Warned(*about, name, detail, refreshed.refresh) for name, detail in brought.warnings],
    )
    store(
        settings.database,
        batch,
        is_demonstration=settings.is_demonstration,
        publisher_url=settings.publisher_url,
        checkpoint=checkpoint,
    )


@contextmanager
def keeping(settings: Settings, watchlist: Watchlist) -> Iterator[Evidence]:
    """Open the evidence, and have the watchlist in the database; alone, and never mixing origins."""
    with alone(settings):
        refuse_mixing(settings)
        store_watchlist(settings.database, watchlist.platforms, watchlist.reported)
        with reading(settings.database) as connection:
            whole_until = queries.evidence_ends(connection)
        with Evidence(settings.evidence, whole_until) as evidence:
            yield evidence


@contextmanager
def refreshing(
    settings: Settings,
    publisher: Publisher,
    watchlist: Watchlist,
    seen: Callable[[str, int, int], None] = unseen,
    by: str = "",
) -> Iterator[Refresh]:
    """Open all that a refresh needs, and close it again; one refresh at a time on one database, and none too soon.

    `seen` is told how far it is; `by` says who began it.
    """
    if not settings.is_demonstration and urlsplit(settings.publisher_url).hostname not in publisher.HOSTS:
        raise SettingError(
            f"TOUSU_PUBLISHER_URL={settings.publisher_url} is neither {publisher.NAME} nor on this machine. "
            f"Nothing was read. An example that is right: TOUSU_PUBLISHER_URL={publisher.URL}"
        )
    fetcher = Fetcher(
        settings.publisher_url,
        hosts=publisher.HOSTS,
        referer=publisher.REFERER,
        contact=settings.contact,
        pause=settings.pause,
        timeout=settings.timeout,
    )
    prepare()
    with keeping(settings, watchlist) as evidence, fetcher:
        refuse_too_soon(settings)
        advance, cancelling = Advance(settings, fetcher, by, seen), Cancelling(settings.database)
        progress.clear(settings.database)  # what a killed refresh left
        yield Refresh(settings, publisher, watchlist, fetcher, evidence, advance, cancelling)
