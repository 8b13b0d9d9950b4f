"""How far the refresh under way is: a small file beside the database, written by the refresh, read by every door.

A file and not a table, because a DuckDB file belongs to one writer: whoever wrote a table of progress would wait for
every reader, and every reader for it, many times a second. The file is replaced whole, so nobody reads a half of it.
Whether a refresh is under way is known by the lock it holds, which the system takes back when a process dies: what a
killed refresh left is no progress.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.working import Work, is_done

GIVING_COUNTS = frozenset({"directory", "services"})  # the sources that state counts
MOMENTS = ("started_at", "source_started_at", "updated_at")


@dataclass(frozen=True)
class Progress:
    """A refresh under way: of `sources` those in `done` are stored, `source` is being read, `step` says how far.

    `step` is `starting`, `reading` (answer number `answers` of the source is here), `storing` or `foreseeing`.
    `requests` and `rows` are of the whole refresh, `source_requests` of the source. Moments are this machine's.
    """

    refresh: str
    pid: int
    started_at: datetime
    started_by: str
    sources: tuple[str, ...]
    done: tuple[str, ...]
    source: str
    step: str
    answers: int
    requests: int
    rows: int
    source_requests: int
    source_started_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Cancel:
    """Somebody asked the refresh under way to end."""

    refresh: str
    by: str


def _file(database: Path) -> Path:
    return Path(f"{database}.progress")


def _cancel_file(database: Path) -> Path:
    return Path(f"{database}.cancel")


def _replace(file: Path, value: dict[str, Any]) -> None:
    written = file.with_name(f"{file.name}.{os.getpid()}")
    written.write_text(json.dumps(value, default=str, ensure_ascii=False), encoding="utf-8")
    written.replace(file)


def write(database: Path, progress: Progress) -> None:
    """Say how far the refresh is. Where that cannot be written the refresh goes on all the same."""
    with suppress(OSError):
        _replace(_file(database), asdict(progress))


def clear(database: Path) -> None:
    """The refresh has ended, and the database says how."""
    for file in (_file(database), _cancel_file(database)):
        file.unlink(missing_ok=True)


def left(database: Path) -> Progress | None:
    """What the last refresh wrote that did not end as it should, or the one under way writes; None: nothing."""
    try:
        told = json.loads(_file(database).read_text(encoding="utf-8"))
        lists = {name: tuple(told[name]) for name in ("sources", "done")}
        moments = {name: datetime.fromisoformat(told[name]).astimezone(UTC) for name in MOMENTS}
        return Progress(**told | lists | moments)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_under_way(database: Path) -> bool:
    """Whether a process holds the refresh's lock."""
    return is_done(database, Work.REFRESH) is True


def under_way(database: Path) -> Progress | None:
    """How far the refresh under way is; None where there is none, or none has said anything yet."""
    told = left(database)
    return told if told and is_under_way(database) else None


def ask_to_cancel(database: Path, by: str) -> Progress | None:
    """Ask the refresh under way to end, and give what it was doing; None where there is none."""
    told = under_way(database)
    if told:
        _replace(_cancel_file(database), asdict(Cancel(told.refresh, by)))
    return told


def asked_to_cancel(database: Path) -> Cancel | None:
    """Who asked for the end of which refresh; None: nobody."""
    try:
        return Cancel(**json.loads(_cancel_file(database).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def now() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)
