"""What a refresh says of how far it is: to the file beside the database, and to whoever looks on."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from db import progress
from db.progress import Progress
from db.settings import Settings
from scrapers.fetch import Fetcher
from scrapers.sources.reader import unseen

WRITE_EVERY_SECONDS = 0.2


@dataclass
class Advance:
    """Follows one refresh; `seen` is told the source, its answers and its rows."""

    settings: Settings
    fetcher: Fetcher
    by: str = ""
    seen: Callable[[str, int, int], None] = unseen
    _now: Progress | None = field(default=None, repr=False)
    _first: int = 0  # requests before this refresh
    _before: tuple[int, int] = (0, 0)  # requests and rows before the present source
    _written: float = float("-inf")

    def begin(self, refresh: str, sources: Sequence[str]) -> None:
        """A refresh of these sources begins."""
        now, self._first = progress.now(), self.fetcher.requests
        self._before = (self._first, 0)
        about = (refresh, os.getpid(), now, self.by, tuple(sources), (), sources[0], "starting", 0, 0, 0, 0, now, now)
        self._now = Progress(*about)
        self._write(is_urgent=True)

    def turn_to(self, source: str) -> None:
        """A source is read next; the ones before it are done."""
        if self._now and self._now.source != source:
            self._before = (self.fetcher.requests, self._now.rows)
            done = (*self._now.done, self._now.source)
            self._now = replace(self._now, source=source, done=done, answers=0, source_started_at=progress.now())
        self._step("reading")

    def read(self, source: str, answers: int, rows: int) -> None:
        """So many answers of a source are here, with so many rows."""
        self.seen(source, answers, rows)
        if self._now:
            self._now = replace(self._now, step="reading", answers=answers, rows=self._before[1] + rows)
            self._write()

    def store(self) -> None:
        """What was read is stored now."""
        self._step("storing")

    def foresee(self) -> None:
        """All is stored; forecasts are made now."""
        self._step("foreseeing")

    def end(self) -> None:
        """The refresh has ended, and the database says how."""
        if self._now:
            progress.clear(self.settings.database)
            self._now = None

    def _step(self, step: str) -> None:
        if self._now:
            self._now = replace(self._now, step=step)
            self._write(is_urgent=True)

    def _write(self, *, is_urgent: bool = False) -> None:
        at = time.monotonic()
        if self._now and (is_urgent or at - self._written >= WRITE_EVERY_SECONDS):
            self._now = replace(
                self._now,
                requests=self.fetcher.requests - self._first,
                source_requests=self.fetcher.requests - self._before[0],
                updated_at=progress.now(),
            )
            progress.write(self.settings.database, self._now)
            self._written = at
