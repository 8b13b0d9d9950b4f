"""The receipts: every answer that numbers are read from, as it came, in one WARC file a day for anyone's tools."""

import errno
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from types import MappingProxyType
from typing import Self

from filelock import FileLock, Timeout

from scrapers.errors import BusyError, EvidenceError
from scrapers.fetch import Answer
from scrapers.tail import whole_until
from scrapers.warc import Stored, information, read, records

_NOTHING_KNOWN: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a capture is: `file_length` bytes at `file_offset` of `file`; `sha256` is the decoded body's, in hex."""

    capture: str
    file: str
    file_offset: int
    file_length: int
    sha256: str


class Evidence:
    """Appends captures to the files of a folder, as a context manager."""

    def __init__(self, folder: Path, whole_until: Mapping[str, int] = _NOTHING_KNOWN):
        """Append in `folder`; `whole_until` says how many bytes of each file are already known to be whole."""
        self._folder, self._ends = folder, dict(whole_until)
        self._lock = FileLock(folder / ".lock", timeout=0, thread_local=False)
        self._file: FileIO | None = None
        self._name = ""

    def __enter__(self) -> Self:
        """Make the folder; raise `BusyError` where another process writes there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise BusyError(f"another process keeps evidence in {self._folder}: {error}") from error
        except OSError as error:
            raise EvidenceError(f"nothing can be kept in {self._folder}: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the folder; what was kept is on the disk."""
        try:
            self.sync()
        finally:
            self._close()
            self._lock.release()

    def keep(self, answer: Answer, *, is_by_hand: bool = False) -> Kept:
        """Append an answer, whole or not at all; a page that a person saved is marked as such.

        Raises `EvidenceError` where it cannot be written, or the day's file is damaged.
        """
        capture = str(uuid.uuid4())
        name = f"{answer.fetched_at:%Y-%m-%d}.warc.gz"
        written, length = records(answer, capture, is_by_hand=is_by_hand)
        try:
            offset = self._append(self._open(name), name, written)
        except OSError as error:
            self._close()
            raise EvidenceError(f"{name} could not keep {answer.url}: {error.strerror or error}") from error
        return Kept(capture, name, offset, length, sha256(answer.body).hexdigest())

    def sync(self) -> None:
        """Wait until everything kept so far is on the disk: only then may the database refer to it."""
        try:
            if self._file is not None:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise EvidenceError(f"what was kept did not reach the disk: {error.strerror or error}") from error

    def _open(self, name: str) -> FileIO:
        if self._file is not None and self._name == name:
            return self._file
        self.sync()
        self._close()
        file = FileIO(self._folder / name, "a+")
        try:
            self._ends[name] = whole_until(file, self._ends.get(name, 0))
            # What a kill or a full disk left of the last record: the database never heard of it.
            file.truncate(self._ends[name])
        except BaseException:
            file.close()
            raise
        if self._ends[name] == 0:
            _sync_folder(self._folder)
        self._name, self._file = name, file
        return file

    def _append(self, file: FileIO, name: str, written: bytes) -> int:
        start = self._ends[name]
        before = information(name) if start == 0 else b""
        try:
            if file.write(before + written) != len(before + written):
                raise OSError(errno.ENOSPC, "only a part of it was written")
        except OSError:
            file.truncate(start)
            raise
        self._ends[name] = start + len(before + written)
        return start + len(before)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def read_back(folder: Path, file: str, file_offset: int, file_length: int) -> Stored:
    """Read a capture by its place; `EvidenceError` where it is not there, not whole, or not what it says it is."""
    place = f"{file_length} bytes at {file_offset} of {folder / file}"
    if Path(file).name != file or file_offset < 0 or file_length <= 0:
        raise EvidenceError(f"{place} is no place for a receipt")
    try:
        with (folder / file).open("rb") as kept:
            kept.seek(file_offset)
            return read(kept.read(file_length))
    except OSError as error:
        raise EvidenceError(f"{place} cannot be read: {error}") from error
    except EvidenceError as error:
        raise EvidenceError(f"{place}: {error}") from error


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
