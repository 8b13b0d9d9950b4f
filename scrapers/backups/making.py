"""Making a backup: everything up to one moment into one file, which has its name only once it is whole."""

import os
import shutil
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from io import SEEK_END, BytesIO, FileIO
from pathlib import Path
from typing import IO

import duckdb
from filelock import FileLock, Timeout

from db.moments import Moment, held
from db.settings import Settings
from scrapers.backups.errors import BackupError
from scrapers.backups.manifest import DATABASE, EVIDENCE, LOG, NAME, Manifest, Member
from scrapers.tail import request_end

UNFINISHED = ".unfinished"
Progress = Callable[[str, int], None]


class _Hashing:
    """Reads a file and keeps the hash of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.seen = file, sha256()

    def read(self, size: int = -1, /) -> bytes:
        piece = self._file.read(size)
        self.seen.update(piece)
        return piece


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> Member:
    info, hashing = tarfile.TarInfo(name), _Hashing(file)
    info.size, info.mode, info.mtime = size, 0o644, int(time.time())
    archive.addfile(info, hashing)
    return Member(size, hashing.seen.hexdigest())


def _add_database(archive: tarfile.TarFile, files: Sequence[IO[bytes]]) -> dict[str, Member]:
    sizes = [os.fstat(file.fileno()).st_size for file in files]
    added = zip((DATABASE, LOG), files, sizes, strict=False)
    return {name: _add(archive, name, file, size) for name, file, size in added}


def _add_evidence(
    archive: tarfile.TarFile, folder: Path, ends: dict[str, int], progress: Progress
) -> Iterator[tuple[str, Member]]:
    for done, (name, end) in enumerate(sorted(ends.items()), 1):
        try:
            with FileIO(folder / name) as file:
                if file.seek(0, SEEK_END) < end:
                    raise BackupError(f"{folder / name} lost receipts, so the record is not whole")
                size = request_end(file, end)
                file.seek(0)
                yield EVIDENCE + name, _add(archive, EVIDENCE + name, file, size)
        except FileNotFoundError as error:
            raise BackupError(f"the receipts in {folder / name} are missing, so the record is not whole") from error
        progress("evidence files", done)


def _add_manifest(archive: tarfile.TarFile, moment: Moment, made_at: datetime, files: dict[str, Member]) -> Manifest:
    manifest = Manifest(
        made_at=made_at,
        schema_version=moment.version,
        duckdb_version=duckdb.__version__,
        is_demonstration=moment.is_demonstration,
        publisher_url=moment.publisher_url,
        rows=moment.rows,
        files=files,
    )
    told = manifest.to_json()
    _add(archive, NAME, BytesIO(told), len(told))
    return manifest


def _refuse_without_room(folder: Path, settings: Settings, ends: dict[str, int]) -> None:
    needed, free = settings.database.stat().st_size + sum(ends.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise BackupError(
            f"there is no room left on the disk of {folder}: {needed:,} bytes are needed, {free:,} free"
        )


def _write(settings: Settings, to: IO[bytes], folder: Path, progress: Progress) -> Manifest:
    made_at = datetime.now(UTC)
    with tarfile.open(fileobj=to, mode="w", format=tarfile.PAX_FORMAT) as archive:
        with held(settings.database) as (moment, opened):
            _refuse_without_room(folder, settings, moment.evidence_ends)
            files = _add_database(archive, opened)
        # Receipts are only ever appended to, so those the moment knows stay as they are while refreshes go on.
        files |= dict(_add_evidence(archive, settings.evidence, moment.evidence_ends, progress))
        return _add_manifest(archive, moment, made_at, files)


def named(to: Path, now: datetime) -> Path:
    """Where a backup goes: to a file given as `….tar`, else into the folder that was given, named by its time."""
    return to if to.suffix == ".tar" else to / f"tousu-{now:%Y%m%dT%H%M%SZ}.tar"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only backup into a folder, so that what is unfinished there is what a kill left: it is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".tousu-backup.lock", blocking=False):
            for left in folder.glob(f".*{UNFINISHED}"):
                left.unlink()
            yield
    except Timeout as error:
        raise BackupError(f"another backup is being made in {folder}") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _make(settings: Settings, target: Path, progress: Progress) -> Manifest:
    if target.exists():
        raise BackupError(f"{target} is there already, and no backup replaces another")
    unfinished = target.with_name(f".{target.name}{UNFINISHED}")
    try:
        with unfinished.open("xb") as file:
            manifest = _write(settings, file, target.parent, progress)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
        _sync_folder(target.parent)
        return manifest
    finally:
        unfinished.unlink(missing_ok=True)


def make(settings: Settings, to: Path, progress: Progress) -> tuple[Path, Manifest]:
    """Back up the record as it is now; return where to, and what is in it. Refreshes may go on meanwhile.

    Writers wait while the database itself is copied, and no longer. Raises `BackupError`; then nothing is left there.
    """
    target = named(to, datetime.now(UTC))
    try:
        with _alone(target.parent):
            return target, _make(settings, target, progress)
    except OSError as error:
        raise BackupError(f"{target} could not be written: {error.strerror or error}") from error
