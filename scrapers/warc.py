"""Captures as WARC 1.1 records, each a gzip member of its own: an answer in, bytes out, and back again. Pure."""

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from string import printable
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.errors import EvidenceError
from scrapers.fetch import Answer
from scrapers.network.decoding import decode

INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
_GZIP = zlib.MAX_WBITS | 16
_IDENTITY = re.compile(r"<urn:uuid:([0-9a-f-]{36})>")


@dataclass(frozen=True, slots=True)
class Stored:
    """A capture as it was read back: `body` decoded, `sha256` its digest in hex, `fetched_at` in UTC."""

    url: str
    fetched_at: datetime
    body: bytes
    sha256: str
    capture: str


def information(file: str) -> bytes:
    """Give the record that every file begins with: what wrote it, in which format."""
    writer = _writer()
    about = {
        "software": "Tousu Watch, warcio",
        "format": "WARC File Format 1.1",
        "http-header-user-agent": "TousuWatch",
    }
    writer.write_record(writer.create_warcinfo_record(file, about))
    return _bytes(writer)


def records(answer: Answer, capture: str, *, is_by_hand: bool) -> tuple[bytes, int]:
    """Give an answer's records, and how many bytes the first takes: the one that holds its body."""
    writer = _writer()
    writer.write_record(_resource(writer, answer, capture) if is_by_hand else _response(writer, answer, capture))
    length = len(_bytes(writer))
    if not is_by_hand:
        writer.write_record(_request(writer, answer, capture))
    return _bytes(writer), length


def read(member: bytes) -> Stored:
    """Read one record back; `EvidenceError` unless it is a capture, whole, and what its own digests say."""
    try:
        record = _record(_unpacked(member))
        headers, wire = record.rec_headers, record.raw_stream.read()
        identity = _IDENTITY.fullmatch(headers["WARC-Record-ID"] or "")
        if record.digest_checker.passed is not True or identity is None:
            raise ValueError("it carries no digest or no identity of ours")
        encoding = record.http_headers.get_header("Content-Encoding", "") if record.http_headers else ""
        body = decode(wire, encoding)
        return Stored(
            url=headers["WARC-Target-URI"],
            fetched_at=datetime.strptime(headers["WARC-Date"], INSTANT).replace(tzinfo=UTC),
            body=body,
            sha256=sha256(body).hexdigest(),
            capture=identity[1],
        )
    except Exception as error:  # what a tool for whole records raises at a damaged one is for nobody to list
        raise EvidenceError(f"the receipt is damaged, or is none: {error}") from error


def _unpacked(member: bytes) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    unpacked = unpacking.decompress(member)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("these bytes are not one whole record")
    return unpacked


def _record(unpacked: bytes) -> Any:
    record = next(ArchiveIterator(BytesIO(unpacked), check_digests="raise"), None)
    if record is None or record.rec_type not in {"response", "resource"}:
        raise ValueError("this record is no answer of a publisher")
    return record


def _writer() -> Any:
    return WARCWriter(BytesIO(), gzip=True, warc_version="WARC/1.1")


def _bytes(writer: Any) -> bytes:
    written: bytes = writer.out.getvalue()
    return written


def _identity(answer: Answer, capture: str) -> dict[str, str]:
    return {
        "WARC-Record-ID": f"<urn:uuid:{capture}>",
        "WARC-Date": answer.fetched_at.astimezone(UTC).strftime(INSTANT),
    }


def _resource(writer: Any, answer: Answer, capture: str) -> Any:
    kind = dict(answer.response_headers).get("Content-Type", "text/html")
    return writer.create_warc_record(
        answer.url,
        "resource",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        warc_content_type=kind,
        warc_headers_dict=_identity(answer, capture),
    )


def _response(writer: Any, answer: Answer, capture: str) -> Any:
    # The body is kept without its chunks, so the header that announces them goes by the archives' name for it.
    headers = [
        ("X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else _ascii(name), _ascii(value))
        for name, value in answer.response_headers
    ]
    line = _ascii(f"{answer.status} {answer.reason}")
    return writer.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.wire),
        length=len(answer.wire),
        http_headers=StatusAndHeaders(line, headers, protocol="HTTP/1.1"),
        warc_headers_dict=_identity(answer, capture),
    )


def _ascii(text: str) -> str:
    # What servers send beyond ASCII is bytes that HTTP shows us as Latin-1; WARC files write them percent-encoded.
    return quote(text, safe=printable, encoding="latin-1", errors="replace")


def _request(writer: Any, answer: Answer, capture: str) -> Any:
    parts = urlsplit(answer.url)
    line = f"GET {parts._replace(scheme='', netloc='').geturl() or '/'} HTTP/1.1"
    request = writer.create_warc_record(
        answer.url,
        "request",
        http_headers=StatusAndHeaders(line, list(answer.request_headers), is_http_request=True),
        warc_headers_dict={"WARC-Date": _identity(answer, capture)["WARC-Date"]},
    )
    request.rec_headers.add_header("WARC-Concurrent-To", f"<urn:uuid:{capture}>")
    return request
