"""Ending a refresh on request: by a signal, or by a word that any door leaves beside the database.

While the publisher is waited for, the request takes effect at once; while something is kept or stored, after that.
So a source is stored whole or not at all, and its end is recorded like any other.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from db import progress
from scrapers.errors import CancelledError

LOOK_EVERY_SECONDS = 0.2
ENDED_BY_SIGNAL = "a signal to this process"


@dataclass
class Cancelling:
    """Takes requests to end a refresh, and raises `CancelledError` where that loses nothing."""

    database: Path
    refresh: str = ""
    by: str = ""
    _is_waiting: bool = field(default=False, repr=False)

    def check(self) -> None:
        """Raise `CancelledError` if the end was asked for."""
        if not self.by and (asked := progress.asked_to_cancel(self.database)) and asked.refresh == self.refresh:
            self.by = asked.by
        if self.by:
            raise CancelledError(f"cancelled by {self.by}")

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let a signal end what happens inside at once."""
        self.check()
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Take a signal; a second one ends the process like any other."""
        if self.by and not self._is_waiting:
            raise KeyboardInterrupt
        asked = progress.asked_to_cancel(self.database)
        self.by = asked.by if asked and asked.refresh == self.refresh else ENDED_BY_SIGNAL
        if self._is_waiting:
            self._is_waiting = False
            raise CancelledError(f"cancelled by {self.by}")

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take signals, and look for the word of another door meanwhile; in a process's main thread only."""
        before = {number: signal.signal(number, self) for number in (signal.SIGTERM, signal.SIGINT)}
        ended, main = threading.Event(), threading.get_ident()
        threading.Thread(target=self._look, args=(ended, main), daemon=True).start()
        try:
            yield
        finally:
            ended.set()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look(self, ended: threading.Event, main: int) -> None:
        """Wake the main thread, which may wait for the publisher, once the end was asked for."""
        while not ended.wait(LOOK_EVERY_SECONDS):
            asked = progress.asked_to_cancel(self.database)
            if asked and asked.refresh == self.refresh and not self.by:
                signal.pthread_kill(main, signal.SIGTERM)
                return
