"""Opening the database late and closing it at once, so that readers and the one writer take turns.

A DuckDB file belongs to one writing process or to many reading ones. Whoever finds it held waits a moment and tries
again. A writer that waits holds the turnstile, which every reader passes first: so readers cannot starve it.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from db.attached import InUseError, attached

WAIT_SECONDS = 30.0
RETRY_SECONDS = 0.02
MIGRATIONS = sorted(files("db").joinpath("migrations").iterdir(), key=lambda file: file.name)

Connection = duckdb.DuckDBPyConnection


class DatabaseError(Exception):
    """The database cannot be used as it is. Nothing in it was changed."""


class NoDatabaseError(DatabaseError):
    """There is no database yet: no refresh has stored anything."""


class HeldError(DatabaseError):
    """Another process held the database for longer than we wait."""


class VersionError(DatabaseError):
    """The database was written by a newer Tousu Watch."""


@contextmanager
def _opened(database: Path, *, read_only: bool) -> Iterator[Connection]:
    """Open the file, trying again while somebody else holds it."""
    with ExitStack() as opened:
        patience = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                connection = opened.enter_context(attached(database, read_only=read_only))
                break
            except InUseError as error:
                if time.monotonic() > patience:
                    raise HeldError(f"{database} was held by another process for {WAIT_SECONDS:g} s") from error
            except duckdb.Error as error:
                raise DatabaseError(f"{database} cannot be opened as a database: {error}") from error
            time.sleep(RETRY_SECONDS)
        yield connection


@contextmanager
def turnstile(database: Path) -> Iterator[None]:
    """Wait for one's turn; where no lock file can be made (a read-only disk) no writer can be waiting either."""
    lock = FileLock(f"{database}.turnstile", timeout=WAIT_SECONDS, poll_interval=0.01)
    try:
        lock.acquire()
    except Timeout as error:
        raise HeldError(f"{database} was held by another process for {WAIT_SECONDS:g} s") from error
    except OSError:
        lock = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if lock:
            lock.release()


def version(connection: Connection) -> int:
    """Which migration the database is at; 0 for an empty file."""
    try:
        row = connection.execute("select max(version) from schema_versions").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(row[0]) if row else 0


def _refuse_newer(database: Path, found: int) -> None:
    if found > len(MIGRATIONS):
        raise VersionError(
            f"{database} is at version {found}; this Tousu Watch knows up to {len(MIGRATIONS)}. "
            "Its numbers are safe: update Tousu Watch to read them."
        )


def _copy(database: Path, copy: Path) -> None:
    """Copy the file; the copy has its name only once it is whole."""
    part = copy.with_name(f"{copy.name}.part")
    shutil.copy2(database, part)
    part.replace(copy)


def migrate(connection: Connection, database: Path) -> None:
    """Bring the tables up to date, all steps or none; the older file is copied beside it first."""
    found = version(connection)
    _refuse_newer(database, found)
    if found == len(MIGRATIONS):
        return
    if found:
        connection.execute("checkpoint")
        _copy(database, Path(f"{database}.before-version-{len(MIGRATIONS)}"))
    connection.execute("begin")
    for number, file in enumerate(MIGRATIONS[found:], found + 1):
        connection.execute(file.read_text(encoding="utf-8"))
        connection.execute("insert into schema_versions values ($number, now())", {"number": number})
    connection.execute("commit")


@contextmanager
def writing(database: Path, *, checkpoint: bool = True) -> Iterator[Connection]:
    """Open for writing, up to date; what is done inside is one transaction, on the disk when this returns.

    Without a checkpoint it stays in the write-ahead log: only where another writing, with one, follows at once.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    with turnstile(database), _opened(database, read_only=False) as connection:
        migrate(connection, database)
        connection.execute("begin")
        try:
            yield connection
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")
        # A torn write-ahead log loses its last commits without a word, so a refresh leaves none behind.
        if checkpoint:
            connection.execute("checkpoint")


@contextmanager
def reading(database: Path) -> Iterator[Connection]:
    """Open for reading; `NoDatabaseError` before anything was stored."""
    if not database.exists():
        raise NoDatabaseError(f"there is no database at {database} yet: nothing was stored so far")
    with turnstile(database):
        pass
    with _opened(database, read_only=True) as connection:
        found = version(connection)
        _refuse_newer(database, found)
        if found == len(MIGRATIONS):
            yield connection
            return
    with writing(database):
        pass
    with reading(database) as up_to_date:
        yield up_to_date
