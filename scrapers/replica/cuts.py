"""Faults that cut an answer short or pack it wrongly: what a careless reader takes for the whole."""

import gzip
import zlib
from functools import cache

from scrapers.replica.connection import Connection, Options, whole
from scrapers.replica.request import Answer

_MEGABYTE = 1 << 20


def _cut(connection: Connection, body: bytes, headers: dict[str, str]) -> None:
    connection.hang_up()
    connection.begin(200, headers)
    connection.write(body)


def truncated_length(connection: Connection, answer: Answer, _: Options) -> None:
    """Promise more bytes than come."""
    headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))}
    _cut(connection, answer.body[: len(answer.body) // 2], headers)


def truncated_gzip(connection: Connection, answer: Answer, options: Options) -> None:
    """Send half of a packed body, promising just that half, or all of it."""
    packed = gzip.compress(answer.body, 1)
    half = packed[: len(packed) // 2]
    length = str(len(half if options["honest_length"] else packed))
    _cut(
        connection, half, {"Content-Type": answer.content_type, "Content-Encoding": "gzip", "Content-Length": length}
    )


def truncated_chunked(connection: Connection, answer: Answer, _: Options) -> None:
    """Send half in one chunk and never the last, empty one."""
    half = answer.body[: len(answer.body) // 2]
    headers = {"Content-Type": answer.content_type, "Transfer-Encoding": "chunked"}
    _cut(connection, f"{len(half):x}\r\n".encode() + half + b"\r\n", headers)


def truncated_close(connection: Connection, answer: Answer, _: Options) -> None:
    """Send half without a length and close."""
    half = answer.body[: len(answer.body) // 2]
    _cut(connection, half, {"Content-Type": answer.content_type, "Connection": "close"})


def bad_gzip(connection: Connection, answer: Answer, _: Options) -> None:
    """Send a packed body with a wrong checksum."""
    packed = bytearray(gzip.compress(answer.body, 1))
    packed[-8] ^= 0xFF  # the first byte of the checksum
    whole(connection, bytes(packed), answer.content_type, Content_Encoding="gzip")


def plain_as_gzip(connection: Connection, answer: Answer, _: Options) -> None:
    """Say that a plain body is packed."""
    whole(connection, answer.body, answer.content_type, Content_Encoding="gzip")


@cache
def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    megabyte = b" " * _MEGABYTE
    return b"".join([*(packer.compress(megabyte) for _ in range(megabytes)), packer.compress(b"{}"), packer.flush()])


def gzip_bomb(connection: Connection, answer: Answer, options: Options) -> None:
    """Send little that unpacks to very much."""
    whole(connection, _bomb(options["megabytes"]), answer.content_type, Content_Encoding="gzip")
