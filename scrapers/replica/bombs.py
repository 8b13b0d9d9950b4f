"""Faults that send more than anybody should take: little that unpacks to very much, and very much as it is."""

import zlib
from functools import cache

import pyarrow as pa

from scrapers.replica.connection import Connection, Options, whole
from scrapers.replica.request import Answer

_MEGABYTE = 1 << 20
_WINDOWS = {"gzip": 31, "deflate": 15}  # what zlib calls them
_CODECS = {"br": "brotli", "zstd": "zstd"}


def _pack(body: bytes, encoding: str) -> bytes:
    if codec := _CODECS.get(encoding):
        packed: bytes = pa.compress(body, codec=codec, asbytes=True)
        return packed
    packer = zlib.compressobj(9, zlib.DEFLATED, _WINDOWS[encoding])
    return packer.compress(body) + packer.flush()


@cache
def _packed(megabytes: int, encodings: str) -> bytes:
    body = b" " * (megabytes * _MEGABYTE) + b"{}"
    for encoding in encodings.split(", "):
        body = _pack(body, encoding)
    return body


def bomb(connection: Connection, answer: Answer, options: Options) -> None:
    """Send little that unpacks to very much."""
    encoding = options["encoding"]
    whole(connection, _packed(options["megabytes"], encoding), answer.content_type, Content_Encoding=encoding)


def huge_body(connection: Connection, answer: Answer, options: Options) -> None:
    """Send very much as it is."""
    length = str(options["megabytes"] * _MEGABYTE)
    connection.begin(200, {"Content-Type": answer.content_type, "Content-Length": length})
    for _ in range(options["megabytes"]):
        if not connection.write(b" " * _MEGABYTE):
            return
