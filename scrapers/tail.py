"""Where a file of gzipped WARC records is whole, and where a torn record begins: what a kill or a full disk left."""

import zlib
from io import SEEK_END, FileIO
from pathlib import Path

from scrapers.errors import EvidenceError

LONGEST_CAPTURE = 64_000_000
_GZIP = zlib.MAX_WBITS | 16
_MAGIC = b"\x1f\x8b\x08"
_PIECE = 8192


def whole_until(file: FileIO, start: int) -> int:
    """Walk the records from `start`, where one begins, and say where the last whole one ends.

    Raises `EvidenceError` where bytes before `start` are missing, or where whole records follow the damage.
    """
    size = file.seek(0, SEEK_END)
    if size < start:
        raise EvidenceError(f"{Path(file.name).name} lost {start - size:,} bytes of receipts: restore it from a copy")
    while (end := _record_end(file, start)) is not None:
        start = end
    if size - start > LONGEST_CAPTURE or _has_record(file, start):
        raise EvidenceError(
            f"{Path(file.name).name} is damaged at byte {start:,}, before whole receipts: restore it from a copy"
        )
    return start


def request_end(file: FileIO, answer_end: int) -> int:
    """Say where the request ends that is kept behind its answer; `answer_end` where there is none."""
    end = _record_end(file, answer_end)
    file.seek(answer_end)
    begins = zlib.decompressobj(_GZIP).decompress(file.read(_PIECE), _PIECE) if end else b""
    return end if end and b"\r\nWARC-Type: request\r\n" in begins else answer_end


def _has_record(file: FileIO, start: int) -> bool:
    file.seek(start)
    tail = file.read(LONGEST_CAPTURE)
    at = tail.find(_MAGIC)
    while at >= 0:
        if _record_end(file, start + at) is not None:
            return True
        at = tail.find(_MAGIC, at + 1)
    return False


def _record_end(file: FileIO, start: int) -> int | None:
    unpacking, begins = zlib.decompressobj(_GZIP), b""
    file.seek(start)
    try:
        while not unpacking.eof:
            piece = file.read(_PIECE)
            if not piece:
                return None
            begins = (begins + unpacking.decompress(piece)[:5])[:5]
    except zlib.error:
        return None
    # A gzipped body inside a torn record is a whole gzip member too, and no record.
    return file.tell() - len(unpacking.unused_data) if begins == b"WARC/" else None
