"""Opening, taking turns, and migrating, on real files and with real processes."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import duckdb
import pytest

from db import connection
from db.connection import MIGRATIONS, DatabaseError, NoDatabaseError, VersionError, reading, version, writing

HOLD = """
import sys, time
from pathlib import Path
from db.connection import writing
with writing(Path(sys.argv[1])) as held:
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    held.execute("insert into reported_counts values ('slow', null, 1, null, 'later')")
"""
READ_FOR_EVER = """
import sys
from pathlib import Path
from db.connection import reading
print("reading", flush=True)
while True:
    with reading(Path(sys.argv[1])) as held:
        held.execute("select count(*) from range(2_000_000)").fetchall()
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "new folder" / "tousu.duckdb"
    with writing(path):
        pass
    return path


def test_a_database_is_created_on_first_use_with_every_table(database: Path) -> None:
    with reading(database) as opened:
        tables = {name for (name,) in opened.execute("select table_name from duckdb_tables()").fetchall()}
        assert version(opened) == len(MIGRATIONS)
    promised = "platforms listings counts reported_counts complaints complaint_categories thresholds crossings "
    promised += "refreshes captures quarantine alerts coverage_gaps"
    assert set(promised.split()) <= tables


def test_reading_before_anything_was_stored_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError, match="nothing was stored"), reading(tmp_path / "none.duckdb"):
        pass
    assert not (tmp_path / "none.duckdb").exists()


def fail_half_way(database: Path) -> None:
    with writing(database) as opened:
        opened.execute("insert into reported_counts values ('half', null, 1, null, 'c')")
        raise ZeroDivisionError


def test_what_fails_inside_leaves_nothing_behind(database: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_half_way(database)
    with reading(database) as opened:
        assert opened.execute("select count(*) from reported_counts").fetchone() == (0,)


def test_an_older_file_is_brought_up_to_date_without_losing_a_row(tmp_path: Path) -> None:
    """FAULTS 73: migrate, with a copy of the older file kept."""
    path = tmp_path / "older.duckdb"
    with duckdb.connect(str(path)) as older:
        older.execute(MIGRATIONS[0].read_text(encoding="utf-8"))
        older.execute("insert into schema_versions values (1, now())")
        older.execute("insert into reported_counts values ('alipay', null, 143000, null, 'article')")
    with reading(path) as opened:
        assert version(opened) == len(MIGRATIONS)
        assert opened.execute("select platform, low from reported_counts").fetchall() == [("alipay", 143000)]
        assert opened.execute("select count(*) from warnings").fetchone() == (0,)
    with duckdb.connect(f"{path}.before-version-{len(MIGRATIONS)}", read_only=True) as copy:
        assert version(copy) == 1


@pytest.mark.parametrize("storage", ["v0.10.2", "v1.2.0", "latest"])
@pytest.mark.parametrize("found", range(1, len(MIGRATIONS)))
def test_a_file_of_every_older_version_and_of_older_duckdbs_keeps_its_rows(
    tmp_path: Path, found: int, storage: str
) -> None:
    """FAULTS 73: each older schema, in the formats that older DuckDBs write."""
    path = tmp_path / "older.duckdb"
    with duckdb.connect() as older:
        older.execute(f"attach '{path}' as older (storage_version '{storage}')")
        older.execute("use older")
        for number, file in enumerate(MIGRATIONS[:found], 1):
            older.execute(file.read_text(encoding="utf-8"))
            older.execute("insert into schema_versions values ($number, now())", {"number": number})
        older.execute("insert into reported_counts values ('alipay', null, 143000, null, 'article')")
        older.execute(
            "insert into counts by name select 'heimao' as publisher, '1' as listing, now() as read_at, 7 as total"
        )
    with reading(path) as opened:
        assert version(opened) == len(MIGRATIONS)
        assert opened.execute("select platform, low from reported_counts").fetchall() == [("alipay", 143000)]
        assert opened.execute("select total from counts").fetchall() == [(7,)]
    with duckdb.connect(f"{path}.before-version-{len(MIGRATIONS)}", read_only=True) as copy:
        assert version(copy) == found
        assert copy.execute("select count(*) from counts").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_older_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, broken = tmp_path / "older.duckdb", tmp_path / "0003_broken.sql"
    with writing(path) as opened:
        opened.execute("insert into reported_counts values ('alipay', null, 143000, null, 'article')")
    broken.write_text("create table half (a integer); select nonsense from nowhere", encoding="utf-8")
    monkeypatch.setattr(connection, "MIGRATIONS", [*MIGRATIONS, broken])
    with pytest.raises(duckdb.Error), writing(path):
        pass
    monkeypatch.undo()
    with reading(path) as opened:
        assert version(opened) == len(MIGRATIONS)
        assert opened.execute("select count(*) from reported_counts").fetchone() == (1,)
        assert not opened.execute("from duckdb_tables() where table_name = 'half'").fetchall()


def test_a_file_of_a_newer_version_is_refused_in_words(database: Path) -> None:
    """FAULTS 73: a clear refusal."""
    with writing(database) as opened:
        opened.execute("insert into schema_versions values (99, now())")
    for opening in (reading, writing):
        with pytest.raises(VersionError, match="update Tousu Watch"), opening(database):
            pass


@pytest.mark.parametrize("damage", [b"no database at all", b"\0" * 20_000])
def test_a_damaged_file_is_an_error_in_words(database: Path, damage: bytes) -> None:
    """FAULTS 67: an error, never silently another number."""
    database.write_bytes(damage)
    with pytest.raises(DatabaseError), reading(database):
        pass


def test_a_reader_waits_for_a_writer_and_sees_all_it_wrote(database: Path) -> None:
    """FAULTS 71: a read never fails because a refresh is writing."""
    command = [sys.executable, "-c", HOLD, str(database), "0.3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with reading(database) as opened:
            assert opened.execute("select platform from reported_counts").fetchall() == [("slow",)]


def test_a_steady_stream_of_readers_does_not_starve_the_writer(database: Path) -> None:
    command = [sys.executable, "-c", READ_FOR_EVER, str(database)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            reader.stdout.readline()
        began = time.monotonic()
        for _ in range(5):
            with writing(database) as opened:
                opened.execute("insert into reported_counts values ('busy', null, 1, null, 'c')")
        assert time.monotonic() - began < 10
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()
            assert reader.stdout is not None
            reader.stdout.close()


def test_a_file_held_too_long_is_said_to_be(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.2)
    with (
        writing(database),
        pytest.raises(DatabaseError, match="held by another process"),
        reading(database),
    ):
        pass


def test_a_misspelt_table_is_an_error_not_a_python_variable(database: Path) -> None:
    countz = "a variable of this name is in sight"
    with reading(database) as opened, pytest.raises(duckdb.CatalogException):
        opened.execute("from countz")
    assert countz


def test_threads_read_side_by_side_and_a_writing_thread_waits_for_them(database: Path) -> None:
    both, written = Barrier(2), Event()

    def read() -> int:
        with reading(database) as opened:
            both.wait(timeout=10)
            assert not written.wait(0.2), "the writer came in between"
            return int(opened.execute("select count(*) from reported_counts").fetchone()[0])  # type: ignore[index]

    def write() -> None:
        with writing(database) as opened:
            opened.execute("insert into reported_counts values ('thread', null, 1, null, 'c')")
        written.set()

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _ in range(2)]
        time.sleep(0.05)
        writer = pool.submit(write)
        assert [reader.result(timeout=20) for reader in readers] == [0, 0]
        writer.result(timeout=20)
    with reading(database) as opened:
        assert opened.execute("select count(*) from reported_counts").fetchone() == (1,)


def test_a_path_with_a_quote_in_it_is_only_a_path(tmp_path: Path) -> None:
    path = tmp_path / "it's; drop table counts --.duckdb"
    with writing(path) as opened:
        opened.execute("insert into reported_counts values ('quoted', null, 1, null, 'c')")
    with reading(path) as opened:
        assert opened.execute("select count(*) from reported_counts").fetchone() == (1,)
