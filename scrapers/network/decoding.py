"""A body's bytes, out of the encoding they came in: whole and within a limit, or an error. Pure."""

import zlib

from scrapers.errors import AnswerError, TooLargeError, TruncatedError

BODY_LIMIT = 20_000_000
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = zlib.MAX_WBITS | 16


def decode(wire: bytes, encoding: str, limit: int = BODY_LIMIT) -> bytes:
    """Take `wire` out of its Content-Encoding (none, identity or gzip); at most `limit` bytes may come out.

    Raises `TruncatedError` if gzip stops early or fails its checksum, `TooLargeError` above `limit`, `AnswerError`
    if the bytes are not in that encoding or we never asked for it.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return wire
        case "gzip" | "x-gzip":
            return _gunzip(wire, limit)
    raise AnswerError(f"the answer is encoded as {encoding!r} where we asked for gzip: it was not read")


def _gunzip(wire: bytes, limit: int) -> bytes:
    body = b""
    while wire:
        if not wire.startswith(_GZIP_MAGIC):
            raise AnswerError("the answer says it is gzip and is not: it was not read")
        # zlib stops one byte above the limit: a bomb costs the limit in memory, not its size.
        member = zlib.decompressobj(_GZIP)
        try:
            body += member.decompress(wire, limit + 1 - len(body))
        except zlib.error as error:
            raise TruncatedError(f"the gzip answer is damaged ({error}): nothing of it was read") from error
        if len(body) > limit:
            raise TooLargeError(f"the answer unpacks to more than {limit:,} bytes: it was not read")
        if not member.eof:
            raise TruncatedError("the gzip answer stops before its end: nothing of it was read")
        wire = member.unused_data
    return body
