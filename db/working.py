"""Who works on a database: one refresh at a time, and one schedule. Each holds a lock while its process lives."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

# Whoever looks whether a lock is held takes it for a moment: so those who want it try for a little longer.
WAIT_SECONDS = 0.5


class Work(StrEnum):
    """What only one process may do at a time."""

    REFRESH = "refresh"
    WATCH = "watch"


class TakenError(Exception):
    """Another process does this work on this database."""


def _lock(database: Path, work: Work) -> Path:
    return database.with_name(f"{database.name}.{work}")


@contextmanager
def doing(database: Path, work: Work) -> Iterator[None]:
    """Be the only one who does this work on a database; `TakenError` if somebody is at it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(_lock(database, work), timeout=WAIT_SECONDS, poll_interval=0.02)
    try:
        lock.acquire()
    except Timeout as error:
        raise TakenError(f"another {work} is running on {database}") from error
    try:
        yield
    finally:
        lock.release()


def is_done(database: Path, work: Work) -> bool | None:
    """Whether somebody is at it now; None where nobody ever was, or its end was said: see `over`."""
    lock = _lock(database, work)
    if not lock.exists():
        return None
    try:
        with FileLock(lock, blocking=False):
            return False
    except Timeout:
        return True
    except OSError:
        return None


def over(database: Path, work: Work) -> None:
    """Say that this work ended as it should: whoever looks will not miss it."""
    _lock(database, work).unlink(missing_ok=True)
