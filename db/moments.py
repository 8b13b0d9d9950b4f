"""A moment of the database: what it holds, and its very bytes while nobody can change them."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db import queries
from db.attached import attached
from db.connection import Connection, reading, version


@dataclass(frozen=True, slots=True)
class Moment:
    """What the database held: rows of each table, and up to which byte each evidence file belongs to it."""

    version: int
    is_demonstration: bool | None
    publisher_url: str | None
    rows: dict[str, int]
    evidence_ends: dict[str, int]


def rows_of_tables(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = [row["table_name"] for row in queries.tables(connection).to_pylist()]
    # Names of our own tables; counting reads their metadata alone.
    counted = [connection.execute(f'select count(*) from "{table}"').fetchone() for table in tables]  # noqa: S608
    return {table: row[0] if row else 0 for table, row in zip(tables, counted, strict=True)}


def rows_in_file(database: Path) -> dict[str, int]:
    """How many rows each table of a file has, without bringing it up to date first."""
    with attached(database, read_only=True) as connection:
        return rows_of_tables(connection)


def _moment(connection: Connection) -> Moment:
    origin = queries.origin(connection).to_pylist()
    return Moment(
        version=version(connection),
        is_demonstration=origin[0]["is_demonstration"] if origin else None,
        publisher_url=origin[0]["first_publisher_url"] if origin else None,
        rows=rows_of_tables(connection),
        evidence_ends=queries.evidence_ends(connection),
    )


def write_ahead_log(database: Path) -> Path:
    """Where DuckDB puts what is not in the file yet."""
    return database.with_name(f"{database.name}.wal")


@contextmanager
def held(database: Path) -> Iterator[tuple[Moment, list[BinaryIO]]]:
    """Keep writers out; give what the database holds, and its file and write-ahead log (if any) to be copied.

    The files are closed together at the end: on POSIX, closing one gives up this process's lock on it.
    """
    with reading(database) as connection, ExitStack() as opened:
        file = database.resolve()
        there = [path for path in (file, write_ahead_log(file)) if path.exists()]
        yield _moment(connection), [opened.enter_context(path.open("rb")) for path in there]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def used_bytes(database: Path, evidence: Path) -> dict[str, int]:
    """What the record takes up: `database`, `write_ahead_log`, `evidence`, in bytes."""
    return {
        "database": _size(database),
        "write_ahead_log": _size(write_ahead_log(database)),
        "evidence": sum(_size(file) for file in evidence.glob("*.warc.gz")),
    }


def room(database: Path, evidence: Path) -> dict[str, int]:
    """What the record takes up, and how many bytes are `free` where the database is, or would be."""
    folder = next(folder for folder in database.absolute().parents if folder.is_dir())
    return used_bytes(database, evidence) | {"free": shutil.disk_usage(folder).free}
