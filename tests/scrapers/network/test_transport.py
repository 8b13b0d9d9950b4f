"""Whole answers within limits of time and size, or the error that says what happened."""

import gzip
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from scrapers.errors import (
    ElsewhereError,
    RobotsError,
    TooLargeError,
    TooSlowError,
    TruncatedError,
    UnreachableError,
)
from scrapers.network.transport import Limits
from tests.scrapers.fetching import ROBOTS, fails, fetcher
from tests.scrapers.wire import Reply, answer, chunks, gzipped, head, publisher, raw

BODY = "美团借钱 151,234 ".encode() * 40
PACKED = gzip.compress(BODY, mtime=0)


@pytest.mark.parametrize(
    "slow",
    [
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n", *[b"X", 0.03] * 99),
        raw(head(content_length=99), *[b"x", 0.03] * 99),
        raw(head(transfer_encoding="chunked"), *[chunks(b"x"), 0.03] * 99),
        raw(head(transfer_encoding="chunked"), b"1;", *[b"x", 0.03] * 99),
        raw(*[b"HTTP/1.1 100 Continue\r\n\r\n", 0.03] * 99),
        raw(*[b"HTTP/1.1 100 Continue\r\n\r\n" * 1000] * 5000),
    ],
    ids=["headers", "body", "chunks", "inside the head of a chunk", "interim answers", "a flood of interim answers"],
)
def test_bytes_that_trickle_do_not_outlast_the_deadline(slow: Reply):
    """FAULTS 8, 9."""
    started = time.monotonic()
    fails(TooSlowError, slow, timeout=0.25)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("silent", [raw(9.0), raw(head(content_length=9), 9.0)], ids=["no headers", "no body"])
def test_silence_between_bytes_is_too_slow_long_before_the_deadline(silent: Reply):
    started = time.monotonic()
    fails(TooSlowError, silent, timeout=9.0, limits=Limits(between_bytes=0.1))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("silent", [raw(9.0), raw(head(content_length=9), 9.0)], ids=["no headers", "no body"])
def test_silence_does_not_outlast_the_deadline(silent: Reply):
    started = time.monotonic()
    fails(TooSlowError, silent, timeout=0.2, limits=Limits(between_bytes=9.0))
    assert time.monotonic() - started < 1


def test_an_answer_in_time_is_read_however_slow_the_one_before():
    with publisher({"/a": [raw(9.0), answer()]}) as served, fetcher(served, timeout=0.2) as reading:
        with pytest.raises(TooSlowError):
            reading.get("/a")
        assert reading.get("/a").body == b"body"


def test_a_gzip_bomb_costs_no_more_memory_than_the_limit():
    """FAULTS 6."""
    bomb = gzip.compress(bytes(100_000_000), 9)
    limits = Limits(first_wait=0.005, body=1_000_000)
    tracemalloc.start()
    try:
        fails(TooLargeError, answer(body=bomb, content_encoding="gzip"), limits=limits)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_more_bytes_than_any_page_has_are_not_read_to_their_end():
    """FAULTS 7."""
    endless = raw(head(transfer_encoding="chunked"), *[chunks(bytes(50_000))] * 2000)
    fails(TooLargeError, endless, limits=Limits(wire=200_000))
    fails(TooLargeError, raw(head(), *[bytes(50_000)] * 2000), limits=Limits(wire=200_000))


def test_the_limits_are_exact():
    replies = {"/whole": answer(body=bytes(1000)), "/packed": gzipped(bytes(1000))}
    replies |= {"/more": answer(body=bytes(1001)), "/more_packed": gzipped(bytes(1001))}
    with publisher(replies) as served, fetcher(served, limits=Limits(wire=1000, body=1000)) as reading:
        assert reading.get("/whole").body == reading.get("/packed").body == bytes(1000)
        for target in ("/more", "/more_packed"):
            with pytest.raises(TooLargeError):
                reading.get(target)


@pytest.mark.parametrize(
    "cut",
    [
        raw(head(content_length=len(BODY)) + BODY[:-1]),
        raw(head(content_length=len(BODY))),
        raw(head(content_length=len(BODY)) + BODY[:99], is_reset=True),
        raw(head(transfer_encoding="chunked") + chunks(BODY)),
        raw(head(transfer_encoding="chunked") + chunks(BODY)[:-50]),
        raw(head(transfer_encoding="chunked") + b"zz\r\nbody\r\n0\r\n\r\n"),
        raw(head(content_encoding="gzip") + PACKED[:-1]),
        raw(head(content_encoding="gzip") + PACKED[:5]),
        answer(body=PACKED[:-9], content_encoding="gzip"),
        raw(head(content_encoding="gzip", transfer_encoding="chunked") + chunks(PACKED[:-9]) + b"0\r\n\r\n"),
        answer(body=PACKED[:-8] + bytes(4) + PACKED[-4:], content_encoding="gzip"),
        answer(body=PACKED[:20] + b"\xff" + PACKED[21:], content_encoding="gzip"),
        answer(body=PACKED + PACKED[:-9], content_encoding="gzip"),
    ],
    ids=[
        "short of its length",
        "no body at all",
        "reset",
        "no last chunk",
        "within a chunk",
        "a chunk of no size",
        "gzip without its last byte",
        "gzip head only",
        "cut gzip of the right length",
        "cut gzip in whole chunks",
        "wrong checksum",
        "flipped byte",
        "second member cut",
    ],
)
def test_an_answer_cut_short_is_tried_three_times_and_never_given(cut: Reply):
    """FAULTS 1, 2, 3, 5."""
    fails(TruncatedError, cut, requests=3)


def test_an_answer_cut_once_is_asked_for_again():
    with publisher({"/a": [raw(head(content_length=9) + b"cut"), answer()]}) as served, fetcher(served) as reading:
        assert reading.get("/a").body == b"body"
    assert served.targets == [*ROBOTS, "/a", "/a"]


@pytest.mark.parametrize("broken", [raw(), raw(is_reset=True), raw(b"\x16\x03 no HTTP\r\n\r\n")])
def test_a_connection_that_breaks_is_tried_three_times(broken: Reply):
    """FAULTS 10."""
    fails(UnreachableError, broken, requests=3)


def test_a_publisher_that_is_not_there_is_tried_three_times_and_counts_as_robots_unread():
    """FAULTS 12, 27."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with fetcher(url) as reading:
        with pytest.raises(RobotsError, match="could not be reached"):
            reading.get("/a")
        assert reading.requests == 3


def test_a_name_that_cannot_be_resolved_is_unreachable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """FAULTS 11."""

    def unresolved(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    with fetcher("http://tousu.test", contact="a@b.c") as reading, pytest.raises(RobotsError, match="not known"):
        reading.get("/a")
    assert reading.requests == 3


@pytest.fixture
def certified(tmp_path: Path) -> ssl.SSLContext:
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=127.0.0.1 -days 1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        ["openssl", *made.split(), *names, "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def secure(context: ssl.SSLContext) -> Any:
    return lambda connected: context.wrap_socket(connected, server_side=True)


def test_a_certificate_that_proves_nothing_is_never_accepted_and_not_tried_again(certified: ssl.SSLContext):
    """FAULTS 13."""
    with publisher({"/a": answer()}, wrap=secure(certified)) as served:
        with fetcher(served.url.replace("http:", "https:")) as reading:
            with pytest.raises(RobotsError, match="could not prove who it is"):
                reading.get("/a")
            assert reading.requests == 1
        assert served.asked == []


def test_over_tls_the_deadline_and_the_cuts_hold_too(
    certified: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "certificate.pem"))
    monkeypatch.setattr("certifi.where", lambda: str(tmp_path / "certificate.pem"))
    replies = {
        "/a": answer(),
        "/slow": raw(head(content_length=99), *[b"x", 0.03] * 99),
        "/cut": raw(head(content_length=99) + b"x"),
    }
    with (
        publisher(replies, wrap=secure(certified)) as served,
        fetcher(served.url.replace("http:", "https:"), timeout=0.3) as reading,
    ):
        assert reading.get("/a").body == b"body"
        with pytest.raises(TooSlowError):
            reading.get("/slow")
        with pytest.raises(TruncatedError):
            reading.get("/cut")


def test_a_redirect_away_from_tls_is_not_followed(
    certified: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """FAULTS 15."""
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "certificate.pem"))
    with publisher({}, wrap=secure(certified)) as served:
        served.replies["/a"] = [answer(302, location=f"{served.url}/b")]
        with fetcher(served.url.replace("http:", "https:")) as reading, pytest.raises(ElsewhereError):
            reading.get("/a")
    assert served.targets == [*ROBOTS, "/a"]
