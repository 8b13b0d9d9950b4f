"""When the next request may start: one at a time, a pause between, whichever process sent the last one."""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from scrapers.errors import BusyError


class Pace:
    """Spaces requests `pause` seconds apart, start to start, and leaves half of that after each answer.

    With a `host` it also holds that host's lock among the processes of this machine while it is open.
    """

    def __init__(self, pause: float, host: str | None = None):
        """Pace requests to `host`; none for a stand-in on this machine."""
        self.pause = pause
        self._started = self._ended = float("-inf")
        self._turn = threading.Lock()
        self._file = Path(tempfile.gettempdir(), f"tousu-watch-{host}.lock") if host else None
        self._lock = FileLock(self._file, timeout=0, thread_local=False) if self._file else None

    def open(self) -> None:
        """Take the host's lock; raise `BusyError` where another process has it."""
        if self._file is None or self._lock is None:
            return
        is_first = not self._file.exists()
        try:
            self._lock.acquire()
        except Timeout as error:
            raise BusyError(f"another process reads this publisher ({self._file} is locked)") from error
        except OSError as error:
            raise BusyError(f"whether another process reads this publisher cannot be known: {error}") from error
        if not is_first:
            age = max(0.0, time.time() - self._file.stat().st_mtime)
            self._started = self._ended = time.monotonic() - age

    def close(self) -> None:
        """Let other processes have the host."""
        if self._lock is not None:
            self._lock.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until a request may start; the request is what happens inside."""
        with self._turn:
            wait = max(self._started + self.pause, self._ended + self.pause / 2) - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            self._started = time.monotonic()
            self._stamp()
            try:
                yield
            finally:
                self._ended = time.monotonic()
                self._stamp()

    def _stamp(self) -> None:
        # The lock file's time is when we last asked: a process started right after this one still pauses.
        if self._file is not None:
            now = time.time()
            with suppress(FileNotFoundError):
                os.utime(self._file, (now, now))
