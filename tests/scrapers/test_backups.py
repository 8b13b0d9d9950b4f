"""Backups hold one moment whole, also while refreshes run, and come back as they were, or not at all."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from db.connection import MIGRATIONS, reading, writing
from db.moments import rows_in_file
from db.settings import DECLARED, Settings, load
from scrapers.backups.errors import BackupError, RestoreError
from scrapers.backups.making import make
from scrapers.backups.restoring import restore
from scrapers.commands.demonstration import WATCHLIST
from scrapers.errors import BusyError, OriginError
from scrapers.platforms import Watchlist
from scrapers.refresh import alone
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from scrapers.verify import verify
from tests.scrapers.conftest import ANCHOR, Refresher

Change = Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]


def unseen(_what: str, _done: int) -> None:
    """Progress that nobody watches."""


def elsewhere(settings: Settings, folder: Path) -> Settings:
    return replace(settings, database=folder / "tousu.duckdb", evidence=folder / "evidence")


def put_back(settings: Settings, backup: Path, *, may_replace: bool = False) -> None:
    _, differences = restore(settings, backup, unseen, may_replace=may_replace)
    assert [str(one) for one in differences] == []


def tousu(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), env=environment(settings), capture_output=True, text=True, check=False)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scrapers", *arguments]


def environment(settings: Settings) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    named = {f"TOUSU_{name.upper()}": str(getattr(settings, name)) for name in ("database", "evidence", "platforms")}
    return clean | named | {"TOUSU_PUBLISHER_URL": settings.publisher_url, "TOUSU_FEED_PAGES": "2"}


@pytest.fixture(scope="module")
def record(world: World, watchlist: Watchlist, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    """One refresh and its backup, made once for all that is done to copies of them."""
    folder = tmp_path_factory.mktemp("record")
    with Replica(world=world, clock=Clock(ANCHOR, speed=0)) as replica:
        named = {"PUBLISHER_URL": replica.url, "PLATFORMS": str(WATCHLIST), "COMPLAINT_PAGES": "3", "FEED_PAGES": "2"}
        named |= {"DATABASE": str(folder / "tousu.duckdb"), "EVIDENCE": str(folder / "evidence")}
        settings = load({f"TOUSU_{name}": value for name, value in named.items()})
        Refresher(settings, watchlist, replica)()
    return settings, make(settings, folder / "kept" / "one.tar", unseen)[0]


@pytest.fixture
def kept(record: tuple[Settings, Path], tmp_path: Path) -> Settings:
    """A copy of the record that may be changed."""
    settings = elsewhere(record[0], tmp_path)
    shutil.copy(record[0].database, settings.database)
    shutil.copytree(record[0].evidence, settings.evidence)
    return settings


@pytest.fixture
def backup(record: tuple[Settings, Path], tmp_path: Path) -> Path:
    """The backup, in a folder of its own."""
    (tmp_path / "kept").mkdir()
    return Path(shutil.copy(record[1], tmp_path / "kept"))


def test_a_restore_into_an_empty_folder_brings_back_every_row_and_every_byte(
    backup: Path, kept: Settings, tmp_path: Path
) -> None:
    """FAULTS 74: counts and hashes equal, and every number is read again from its receipt."""
    back = elsewhere(kept, tmp_path / "new")
    said = tousu(back, "restore", str(backup))
    assert said.returncode == 0, said.stderr
    assert said.stdout.endswith("0 differences between the database and its evidence\n")
    assert rows_in_file(back.database) == rows_in_file(kept.database)
    assert sum(rows_in_file(back.database).values()) > 400
    for file in kept.evidence.glob("*.warc.gz"):
        kept = (back.evidence / file.name).read_bytes()
        assert sha256(kept).digest() == sha256(file.read_bytes()).digest()
    assert not list(back.database.parent.glob("*.restoring"))


def test_what_was_restored_goes_on_where_it_was(refresh: Refresher, settings: Settings, tmp_path: Path) -> None:
    refresh("directory")
    back = elsewhere(settings, tmp_path / "new")
    put_back(back, make(settings, tmp_path, unseen)[0])
    refresh.settings = back
    refresh("directory", days_later=1)
    assert [str(one) for one in verify(back, lambda *_: None)] == []


def test_a_backup_made_while_refreshes_run_is_one_moment(
    refresh: Refresher, settings: Settings, tmp_path: Path
) -> None:
    refresh("directory")
    with subprocess.Popen(command("refresh"), env=environment(settings), stdout=subprocess.DEVNULL) as running:
        made = []
        while running.poll() is None:
            made.append(make(settings, tmp_path / f"{len(made)}.tar", unseen)[0])
        assert running.returncode == 0
    assert len(made) > 1
    for number, one in enumerate({len(made) // 2, len(made) - 1}):
        put_back(elsewhere(settings, tmp_path / f"back-{number}"), made[one])


def test_what_only_the_write_ahead_log_holds_is_backed_up_too(
    refresh: Refresher, settings: Settings, tmp_path: Path
) -> None:
    refresh("directory")
    with writing(settings.database, checkpoint=False) as opened:
        opened.execute("insert into reported_counts values ('late', null, 1, null, 'in the log alone')")
    assert settings.database.with_name("tousu.duckdb.wal").stat().st_size
    made, _ = make(settings, tmp_path / "one.tar", unseen)
    back = elsewhere(settings, tmp_path / "new")
    put_back(back, made)
    with reading(back.database) as opened:
        assert opened.execute("select low from reported_counts where platform = 'late'").fetchall() == [(1,)]


def test_a_killed_backup_leaves_nothing_that_could_be_taken_for_one(backup: Path, kept: Settings) -> None:
    folder = backup.parent
    for after in (0.3, 0.9):
        with subprocess.Popen(command("backup", str(folder)), env=environment(kept)) as running:
            time.sleep(after)
            running.send_signal(signal.SIGKILL)
    (folder / ".half.tar.unfinished").write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    with pytest.raises(RestoreError):
        restore(elsewhere(kept, folder / "new"), folder / ".half.tar.unfinished", unseen, may_replace=False)
    for number, whole in enumerate(folder.glob("*.tar")):
        put_back(elsewhere(kept, folder / f"new-{number}"), whole)
    make(kept, folder / "next.tar", unseen)
    assert not list(folder.glob(".*.unfinished")), "the next backup clears what a kill left"


def test_a_record_that_is_there_is_kept_unless_asked_and_even_then_moved_aside(backup: Path, kept: Settings) -> None:
    with writing(kept.database) as opened:
        opened.execute("delete from counts")
    with pytest.raises(RestoreError, match="--replace"):
        restore(kept, backup, unseen, may_replace=False)
    put_back(kept, backup, may_replace=True)
    (aside,) = kept.database.parent.glob("tousu.duckdb.before-restore-*")
    assert rows_in_file(aside)["counts"] == 0
    assert rows_in_file(kept.database)["counts"] > 0
    assert len(list(kept.evidence.parent.glob("evidence.before-restore-*"))) == 1


def test_a_record_that_a_refresh_is_writing_is_not_replaced(backup: Path, kept: Settings) -> None:
    with alone(kept), pytest.raises(BusyError):
        restore(kept, backup, unseen, may_replace=True)


def test_live_and_demonstration_data_do_not_meet(backup: Path, kept: Settings, tmp_path: Path) -> None:
    live = replace(elsewhere(kept, tmp_path / "live"), publisher_url="https://tousu.sina.com.cn")
    with pytest.raises(OriginError, match="demonstration data"):
        restore(live, backup, unseen, may_replace=False)
    assert not live.database.exists()
    assert not live.evidence.exists()


def rewritten(backup: Path, change: Change) -> Path:
    with tarfile.open(backup) as archive:
        members = [(one, archive.extractfile(one).read()) for one in archive.getmembers()]  # type: ignore[union-attr]
    change(members)
    to = backup.with_name("changed.tar")
    with tarfile.open(to, "w") as archive:
        for info, body in members:
            info.size = len(body)
            archive.addfile(info, BytesIO(body))
    return to


def told(**said: object) -> Change:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        info, body = members[-1]
        members[-1] = (info, json.dumps(json.loads(body) | said).encode())

    return change


def flipped(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    info, body = members[1]
    members[1] = (info, body[:-1] + bytes([body[-1] ^ 1]))


def smuggled(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members.insert(0, (tarfile.TarInfo("../../outside.txt"), b"x"))


CHANGED: dict[str, tuple[Change, str]] = {
    "newer format": (told(format=2), "newer Tousu Watch"),
    "newer database": (told(schema_version=len(MIGRATIONS) + 1), "newer Tousu Watch"),
    "other rows": (told(rows={"counts": 1}), "other rows"),
    "one bit": (flipped, "damaged"),
    "a member more": (smuggled, "does not hold what its manifest says"),
    "a member less": (lambda members: members.pop(1), "does not hold what its manifest says"),
    "no manifest": (lambda members: members.pop(), "does not end with a manifest"),
    "a manifest of another kind": (told(made_at=3), "cannot be read"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_is_no_whole_backup_of_ours_is_refused_in_words(
    backup: Path, kept: Settings, tmp_path: Path, case: str
) -> None:
    change, why = CHANGED[case]
    back = elsewhere(kept, tmp_path / "new")
    with pytest.raises(RestoreError, match=why):
        restore(back, rewritten(backup, change), unseen, may_replace=False)
    left = {path.name for path in (tmp_path / "new").iterdir()} if (tmp_path / "new").exists() else set()
    assert left <= {"tousu.duckdb.refresh"}


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.9])
def test_a_backup_that_was_cut_short_is_refused_in_words(
    backup: Path, kept: Settings, tmp_path: Path, cut: float
) -> None:
    os.truncate(backup, int(backup.stat().st_size * cut))
    with pytest.raises(RestoreError, match="cut short"):
        restore(elsewhere(kept, tmp_path / "new"), backup, unseen, may_replace=False)


def test_a_record_that_lost_receipts_is_not_backed_up_as_if_it_were_whole(
    backup: Path, kept: Settings, tmp_path: Path
) -> None:
    (file,) = kept.evidence.glob("*.warc.gz")
    os.truncate(file, file.stat().st_size - 5000)
    with pytest.raises(BackupError, match="lost receipts"):
        make(kept, tmp_path / "two.tar", unseen)
    file.unlink()
    with pytest.raises(BackupError, match="missing"):
        make(kept, tmp_path / "two.tar", unseen)
    assert not (tmp_path / "two.tar").exists()


def test_no_backup_replaces_another_and_no_room_leaves_nothing_behind(backup: Path, kept: Settings) -> None:
    with pytest.raises(BackupError, match="is there already"):
        make(kept, backup, unseen)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    said = subprocess.run(
        command("backup", str(backup.parent)),
        env=environment(kept),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=little_room,
    )
    assert said.returncode == 1
    assert "could not be written: File too large" in said.stderr
    assert "There is no new backup" in said.stderr
    assert [path.name for path in backup.parent.iterdir() if "lock" not in path.name] == ["one.tar"]


def test_a_disk_without_room_is_noticed_before_anything_is_copied(
    backup: Path, kept: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 8, 1))
    with pytest.raises(BackupError, match="no room left"):
        make(kept, backup.parent / "two.tar", unseen)
