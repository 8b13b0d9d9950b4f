"""A disk that is full, a path that cannot be written: sentences, and numbers that stay."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from db.connection import reading
from db.settings import DECLARED, Settings
from scrapers.commands.failures import in_words
from tests.tousu import Ended
from tests.tousu import tousu as forked


def environment(settings: Settings, **changed: str) -> dict[str, str]:
    named = {f"TOUSU_{name.upper()}": str(getattr(settings, name)) for name in ("database", "evidence", "platforms")}
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    small = {"TOUSU_PUBLISHER_URL": settings.publisher_url, "TOUSU_FEED_PAGES": "1", "TOUSU_COMPLAINT_PAGES": "1"}
    return clean | named | small | changed


def tousu(settings: Settings, *arguments: str, longest_file: int | None = None, **changed: str) -> Ended:
    return forked(environment(settings, **changed), *arguments, longest_file=longest_file)


def assert_in_words(ended: Ended, what: str) -> None:
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    said = [line.strip() for line in ended.stderr.splitlines()]
    assert said[0].startswith("Failed: ")
    assert what in said[0]
    assert said[1].startswith("What it means: ")
    assert said[2].startswith("What to do: ")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB, where this machine lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root alone")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as written:
        for size in (65_536, 512, 1):
            try:
                while written.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_is_told_in_words_and_what_was_stored_before_stays(settings: Settings, small_disk: Path) -> None:
    """FAULTS 68: provoked on a real disk, then given room again."""
    database = str(small_disk / "tousu.duckdb")
    assert tousu(settings, "refresh", "--source", "directory", TOUSU_DATABASE=database).returncode == 0
    filler = fill(small_disk)
    assert_in_words(tousu(settings, "refresh", TOUSU_DATABASE=database), "no room left")
    filler.unlink()
    assert "directory: ok" in tousu(settings, "status", TOUSU_DATABASE=database).stdout
    assert tousu(settings, "refresh", TOUSU_DATABASE=database).returncode == 0
    assert tousu(settings, "verify", TOUSU_DATABASE=database).returncode == 0


def test_a_full_disk_under_the_evidence_leaves_the_numbers_alone(settings: Settings, small_disk: Path) -> None:
    evidence = str(small_disk / "evidence")
    assert tousu(settings, "refresh", "--source", "directory", TOUSU_EVIDENCE=evidence).returncode == 0
    filler = fill(small_disk)
    assert_in_words(tousu(settings, "refresh", "--source", "directory", TOUSU_EVIDENCE=evidence), "")
    filler.unlink()
    assert tousu(settings, "verify", TOUSU_EVIDENCE=evidence).returncode == 0


def test_no_room_for_the_copy_that_is_verified_is_told_in_words(settings: Settings, small_disk: Path) -> None:
    assert tousu(settings, "refresh", "--source", "directory").returncode == 0
    filler = fill(small_disk)
    os.truncate(filler, filler.stat().st_size - 100_000)
    assert_in_words(tousu(settings, "verify", TMPDIR=str(small_disk)), "no room left")


def test_a_disk_that_may_only_be_read_is_told_in_words(settings: Settings, small_disk: Path) -> None:
    database = str(small_disk / "tousu.duckdb")
    assert tousu(settings, "refresh", "--source", "directory", TOUSU_DATABASE=database).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert_in_words(tousu(settings, "refresh", TOUSU_DATABASE=database), "cannot be used")
    assert tousu(settings, "status", TOUSU_DATABASE=database).returncode == 0
    assert tousu(settings, "verify", TOUSU_DATABASE=database).returncode == 0


def test_a_file_that_may_not_grow_is_told_in_words(settings: Settings) -> None:
    """Where no disk can be mounted: the system lets no file grow beyond what the database has."""
    assert tousu(settings, "refresh", "--source", "directory").returncode == 0
    size = settings.database.stat().st_size
    ended = tousu(settings, "refresh", longest_file=size // 2)
    assert_in_words(ended, "no room left")
    with reading(settings.database) as opened:
        assert opened.execute("select count(distinct refresh) from refreshes").fetchall() == [(1,)]


@pytest.mark.parametrize("command", ["refresh", "status", "verify", "classify"])
def test_a_database_that_cannot_be_one_is_told_in_words(settings: Settings, tmp_path: Path, command: str) -> None:
    """FAULTS 69."""
    folder = tmp_path / "folder"
    folder.mkdir()
    assert_in_words(tousu(settings, command, TOUSU_DATABASE=str(folder)), "cannot")


def test_a_database_below_a_file_is_told_in_words(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert_in_words(tousu(settings, "refresh", TOUSU_DATABASE=str(tmp_path / "file" / "x.duckdb")), "cannot be used")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_told_in_words(settings: Settings) -> None:
    assert tousu(settings, "refresh", "--source", "directory").returncode == 0
    shell = shutil.which("sh") or "sh"
    command = [shell, "-c", f"{sys.executable} -m scrapers status --json > /dev/full"]
    environment = dict(os.environ) | {"TOUSU_DATABASE": str(settings.database)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no room left"),
        (OSError(errno.EACCES, "Permission denied"), "cannot be used"),
        (duckdb.IOException("Could not write file: No space left on device"), "no room left"),
        (duckdb.InternalException("an assertion"), "the database failed"),
        (OSError("strange"), "the system failed"),
    ],
)
def test_every_failure_has_its_words(error: OSError | duckdb.Error, what: str) -> None:
    said, means, remedy = in_words(error)
    assert what in said
    assert "stays" in means
    assert "tousu verify" in remedy or "TOUSU_" in remedy
