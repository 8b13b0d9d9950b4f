"""What a backup says of itself: the last member of a tar file, so that a backup cut short has none."""

from datetime import datetime
from tarfile import TarFile
from typing import Final

import msgspec

from scrapers.backups.errors import RestoreError

FORMAT: Final = 1
NAME, DATABASE, LOG, EVIDENCE = "manifest.json", "tousu.duckdb", "tousu.duckdb.wal", "evidence/"


class Member(msgspec.Struct, frozen=True):
    """A file of the backup: how many bytes it has, and their SHA-256 in hex."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What was backed up, and when. `rows` are those of each table; `files` are all members but this one."""

    format: int = FORMAT
    made_at: datetime
    schema_version: int
    duckdb_version: str
    is_demonstration: bool | None
    publisher_url: str | None
    rows: dict[str, int]
    files: dict[str, Member]

    @property
    def size(self) -> int:
        """How many bytes everything takes once it is restored."""
        return sum(file.size for file in self.files.values())

    def to_json(self) -> bytes:
        """Write it for people, too."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)


def _is_ours(name: str) -> bool:
    folder, file = name[: len(EVIDENCE)], name[len(EVIDENCE) :]
    is_receipt = folder == EVIDENCE and file.endswith(".warc.gz") and not {"/", "\\", "\0"} & set(file)
    return name in {DATABASE, LOG} or is_receipt


def read_manifest(archive: TarFile) -> Manifest:
    """Read what a backup says of itself; `RestoreError` unless it is whole and holds what it says, and no more."""
    members = archive.getmembers()
    if not members or members[-1].name != NAME:
        raise RestoreError("this is no whole backup: it does not end with a manifest, so it was cut short or is none")
    told = archive.extractfile(members[-1])
    try:
        manifest = msgspec.json.decode(told.read() if told else b"", type=Manifest)
    except msgspec.MsgspecError as error:
        raise RestoreError(f"the manifest of this backup cannot be read: {error}") from error
    there = {one.name: one.size for one in members[:-1] if one.isreg() and _is_ours(one.name)}
    if len(there) != len(members) - 1 or there != {name: file.size for name, file in manifest.files.items()}:
        raise RestoreError("this backup does not hold what its manifest says: it was changed, or is none")
    return manifest
