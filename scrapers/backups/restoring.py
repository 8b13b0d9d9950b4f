"""Putting a backup back: unpacked beside where it belongs, held against its manifest, and only then put in place."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from db.connection import MIGRATIONS, turnstile, writing
from db.moments import rows_in_file, write_ahead_log
from db.settings import Settings
from scrapers.backups.errors import RestoreError
from scrapers.backups.making import Progress
from scrapers.backups.manifest import DATABASE, EVIDENCE, FORMAT, LOG, Manifest, Member, read_manifest
from scrapers.errors import OriginError
from scrapers.refresh import alone
from scrapers.verify import Difference, verify

RESTORING = ".restoring"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a backup belong: the folder of the database's own files, and that of the evidence."""

    database: Path
    evidence: Path

    @classmethod
    def final(cls, settings: Settings) -> Self:
        """Where the settings say."""
        return cls(settings.database, settings.evidence)

    @property
    def staged(self) -> Self:
        """Beside it, on the same disks, until everything is known to be right."""
        staged = self.database.with_name(f"{self.database.name}{RESTORING}")
        return type(self)(staged / DATABASE, self.evidence.with_name(f"{self.evidence.name}{RESTORING}"))

    def of(self, member: str) -> Path:
        """Where a member of the backup goes."""
        if member.startswith(EVIDENCE):
            return self.evidence / member.removeprefix(EVIDENCE)
        return write_ahead_log(self.database) if member == LOG else self.database


@contextmanager
def _opened(backup: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    try:
        with tarfile.open(backup, mode="r:") as archive:
            yield archive, read_manifest(archive)
    except tarfile.TarError as error:
        raise RestoreError(f"{backup} is no backup of Tousu Watch, or was cut short: {error}") from error
    except OSError as error:
        raise RestoreError(f"{backup} could not be put back: {error.strerror or error}") from error


def _refuse_newer(manifest: Manifest) -> None:
    if manifest.format > FORMAT or manifest.schema_version > len(MIGRATIONS):
        raise RestoreError(
            f"this backup was made by a newer Tousu Watch (database version {manifest.schema_version}; "
            f"this one knows up to {len(MIGRATIONS)}): update Tousu Watch, then restore it"
        )


def _refuse_mixing(manifest: Manifest, settings: Settings) -> None:
    if manifest.is_demonstration not in (None, settings.is_demonstration):
        kind = "demonstration data" if manifest.is_demonstration else "live data"
        raise OriginError(
            f"this backup is {kind} (from {manifest.publisher_url}), and the settings name {settings.publisher_url}"
        )


def _refuse_replacing(places: Places) -> None:
    there = places.database if places.database.exists() else places.evidence
    if places.database.exists() or any(places.evidence.glob("*.warc.gz")):
        raise RestoreError(f"{there} is there already; with --replace it is moved aside and kept")


def _unpack(archive: tarfile.TarFile, name: str, member: Member, to: Path) -> None:
    packed, seen = archive.extractfile(name), sha256()
    assert packed is not None
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("xb") as file:
        while piece := packed.read(1 << 20):
            seen.update(piece)
            file.write(piece)
    if seen.hexdigest() != member.sha256:
        raise RestoreError(f"{name} in this backup is damaged: its SHA-256 is not what the manifest says")


def _refuse_other_rows(manifest: Manifest, database: Path) -> None:
    if (rows := rows_in_file(database)) != manifest.rows:
        differing = sorted(table for table, _ in rows.items() ^ manifest.rows.items())
        raise RestoreError(f"the database in this backup has other rows than its manifest says: {differing}")


@contextmanager
def _staging(places: Places) -> Iterator[Places]:
    """Empty places to unpack to, gone again at the end; what a kill left in them is removed first."""
    staged = places.staged
    try:
        for folder in (staged.database.parent, staged.evidence):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        yield staged
    finally:
        for folder in (staged.database.parent, staged.evidence):
            shutil.rmtree(folder, ignore_errors=True)


def _aside(path: Path, stamp: str) -> None:
    if path.exists():
        path.rename(path.with_name(f"{path.name}.before-restore-{stamp}"))


def _put_in_place(staged: Places, places: Places) -> None:
    """The receipts first: a database whose receipts are not there yet would look damaged."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    with turnstile(places.database):
        _aside(places.evidence, stamp)
        staged.evidence.rename(places.evidence)
        _aside(write_ahead_log(places.database), stamp)
        _aside(places.database, stamp)
        staged.database.rename(places.database)


def restore(
    settings: Settings, backup: Path, progress: Progress, *, may_replace: bool
) -> tuple[Manifest, list[Difference]]:
    """Put a backup back; return what it says of itself, and what `verify` finds in it, which came with it.

    Raises `RestoreError` or `OriginError`; then nothing that was there was changed.
    """
    places = Places.final(settings)
    with _opened(backup) as (archive, manifest), alone(settings):
        _refuse_newer(manifest)
        _refuse_mixing(manifest, settings)
        if not may_replace:
            _refuse_replacing(places)
        with _staging(places) as staged:
            for done, (name, member) in enumerate(manifest.files.items(), 1):
                _unpack(archive, name, member, staged.of(name))
                progress("files", done)
            _refuse_other_rows(manifest, staged.database)
            with writing(staged.database):
                pass  # brought up to date, and its write-ahead log folded in
            checked = replace(settings, database=staged.database, evidence=staged.evidence)
            differences = list(verify(checked, lambda done, _: progress("evidence files verified", done)))
            _put_in_place(staged, places)
    return manifest, differences
