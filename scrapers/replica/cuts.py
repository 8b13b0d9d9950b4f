"""Faults that cut an answer short or pack it wrongly: what a careless reader takes for the whole."""

import gzip

from scrapers.replica.connection import Connection, Options, whole
from scrapers.replica.request import Answer


def _cut(connection: Connection, body: bytes, headers: dict[str, str]) -> None:
    connection.hang_up()
    connection.begin(200, headers)
    connection.write(body)


def _begin(body: bytes, options: Options) -> bytes:
    """The beginning of a body, up to where it is cut: `at`, a share of its length."""
    return body[: int(len(body) * options["at"])]


def truncated_length(connection: Connection, answer: Answer, options: Options) -> None:
    """Promise more bytes than come."""
    headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))}
    _cut(connection, _begin(answer.body, options), headers)


def short_length(connection: Connection, answer: Answer, options: Options) -> None:
    """Promise fewer bytes than come."""
    length = str(len(_begin(answer.body, options)))
    _cut(connection, answer.body, {"Content-Type": answer.content_type, "Content-Length": length})


def truncated_gzip(connection: Connection, answer: Answer, options: Options) -> None:
    """Send the beginning of a packed body, promising just that, or all of it."""
    packed = gzip.compress(answer.body, 1)
    part = _begin(packed, options)
    length = str(len(part if options["honest_length"] else packed))
    _cut(
        connection, part, {"Content-Type": answer.content_type, "Content-Encoding": "gzip", "Content-Length": length}
    )


def truncated_chunked(connection: Connection, answer: Answer, options: Options) -> None:
    """Send the beginning in one chunk and never the last, empty one."""
    part = _begin(answer.body, options)
    headers = {"Content-Type": answer.content_type, "Transfer-Encoding": "chunked"}
    _cut(connection, f"{len(part):x}\r\n".encode() + part + b"\r\n", headers)


def truncated_close(connection: Connection, answer: Answer, options: Options) -> None:
    """Send the beginning without a length and close."""
    part = _begin(answer.body, options)
    _cut(connection, part, {"Content-Type": answer.content_type, "Connection": "close"})


def bad_gzip(connection: Connection, answer: Answer, _: Options) -> None:
    """Send a packed body with a wrong checksum."""
    packed = bytearray(gzip.compress(answer.body, 1))
    packed[-8] ^= 0xFF  # the first byte of the checksum
    whole(connection, bytes(packed), answer.content_type, Content_Encoding="gzip")


def plain_as_gzip(connection: Connection, answer: Answer, _: Options) -> None:
    """Say that a plain body is packed."""
    whole(connection, answer.body, answer.content_type, Content_Encoding="gzip")
