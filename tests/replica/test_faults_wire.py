"""Each fault in how an answer is sent does what its name says, with nothing between the client and the socket."""

import gzip
import json
import socket
import time
import zlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
import requests

from scrapers.replica.feed import path
from scrapers.replica.server import Replica
from scrapers.replica.world import Complaint
from tests.replica.conftest import Ask

FEED = "/api/index/feed?page=1"
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "deflate": zlib.decompress,
    "br": lambda body: pa.decompress(body, (4 << 20) + 2, "brotli", asbytes=True),
    "zstd": lambda body: pa.decompress(body, (4 << 20) + 2, "zstd", asbytes=True),
}


def raw(replica: Replica, seconds: float = 5.0) -> bytes:
    """Ask for the feed over a bare socket, and give every byte that comes until the end or the time is over."""
    address = urlsplit(replica.url)
    with socket.create_connection((str(address.hostname), address.port or 0), timeout=seconds) as connection:
        connection.sendall(f"GET {FEED} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        came, until = b"", time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                part = connection.recv(1 << 20)
            except TimeoutError:
                break
            if not part:
                break
            came += part
        return came


def parted(answer: bytes) -> tuple[dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    return headers, body


def test_status_answers_its_code_and_when_to_come_back(replica: Replica, ask: Ask) -> None:
    """FAULTS 19, 20, 21, 22."""
    replica.fault("/api/", "status", times=1, code=429, retry_after=120)
    replica.fault("/api/", "status", code=456)
    first, second = ask(FEED), ask(FEED)
    assert (first.status_code, first.headers["Retry-After"]) == (429, "120")
    assert (second.status_code, "Retry-After" in second.headers) == (456, False)
    assert [seen.status for seen in replica.requests] == [429, 456]


@pytest.mark.parametrize("code", [204, 304])
def test_a_status_without_a_body_has_none(replica: Replica, ask: Ask, code: int) -> None:
    """FAULTS 18, 23, 24."""
    replica.fault("/api/", "status", code=code)
    assert (ask(FEED).status_code, ask(FEED).content) == (code, b"")


def test_redirect_leads_elsewhere(replica: Replica, ask: Ask) -> None:
    """FAULTS 14, 15, 16."""
    replica.fault("/api/", "redirect", to="https://passport.weibo.com/sso/signin", code=301)
    answered = ask(FEED)
    assert (answered.status_code, answered.headers["Location"]) == (301, "https://passport.weibo.com/sso/signin")


@pytest.mark.parametrize(
    ("fault", "mark"), [("login_page", "<title>新浪通行证</title>"), ("captcha_page", "geetest_holder")]
)
def test_a_login_or_captcha_page_comes_with_status_200(replica: Replica, ask: Ask, fault: str, mark: str) -> None:
    """FAULTS 16, 17."""
    replica.fault("/api/", fault)
    answered = ask(FEED)
    assert (answered.status_code, answered.headers["Content-Type"]) == (200, "text/html")
    assert mark in answered.content.decode()


def test_any_body_can_be_answered(replica: Replica, ask: Ask) -> None:
    """FAULTS 28, 29."""
    replica.fault("/robots.txt", "body", body="\ufeffUser-agent: *\nDisallow: /\n", type="text/plain")
    assert ask("/robots.txt").content.startswith(b"\xef\xbb\xbfUser-agent")


def test_slow_headers_come_a_line_at_a_time(replica: Replica) -> None:
    """FAULTS 9."""
    replica.fault("/api/", "slow_headers", seconds=0.4, interval=0.05)
    began = time.monotonic()
    headers, body = parted(raw(replica))
    assert time.monotonic() - began >= 0.4
    assert headers["X-Slow"] == "1"
    assert json.loads(body)["result"]["status"]["code"] == 0


def test_a_slow_body_comes_byte_by_byte(replica: Replica) -> None:
    """FAULTS 8."""
    replica.fault("/api/", "slow_body", interval=0.05)
    headers, body = parted(raw(replica, seconds=0.5))
    assert 1 < len(body) < 20 < int(headers["Content-Length"])


def test_a_slow_answer_does_not_keep_the_stand_in_from_stopping(replica: Replica) -> None:
    replica.fault("/api/", "slow_body", interval=30)
    assert raw(replica, seconds=0.1)


def test_truncated_length_promises_more_than_comes(replica: Replica, ask: Ask) -> None:
    """FAULTS 1."""
    replica.fault("/api/", "truncated_length")
    headers, body = parted(raw(replica))
    assert 0 < len(body) < int(headers["Content-Length"])
    with pytest.raises(requests.exceptions.RequestException):
        ask(FEED)


@pytest.mark.parametrize("honest", [True, False])
def test_truncated_gzip_ends_in_the_middle(replica: Replica, honest: bool) -> None:
    """FAULTS 3."""
    replica.fault("/api/", "truncated_gzip", honest_length=honest)
    headers, body = parted(raw(replica))
    assert (len(body) == int(headers["Content-Length"])) == honest
    unpacker = zlib.decompressobj(31)
    assert unpacker.decompress(body).startswith(b'{"result"')
    assert not unpacker.eof


def test_truncated_chunked_never_says_the_end(replica: Replica, ask: Ask) -> None:
    """FAULTS 2."""
    replica.fault("/api/", "truncated_chunked")
    assert not raw(replica).endswith(b"0\r\n\r\n")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        ask(FEED)


def test_truncated_close_ends_without_a_length(replica: Replica) -> None:
    """FAULTS 4."""
    replica.fault("/api/", "truncated_close")
    headers, body = parted(raw(replica))
    assert "Content-Length" not in headers
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)


@pytest.mark.parametrize("fault", ["truncated_length", "truncated_gzip", "truncated_chunked", "truncated_close"])
def test_a_cut_can_be_anywhere(replica: Replica, fault: str) -> None:
    """FAULTS 1, 2, 3, 4."""
    lengths = []
    for at in (0.1, 0.9):
        replica.heal()
        replica.fault("/api/", fault, at=at)
        lengths.append(len(parted(raw(replica))[1]))
    assert 0 < lengths[0] * 5 < lengths[1]


def test_short_length_promises_fewer_bytes_than_come(replica: Replica) -> None:
    """FAULTS 1."""
    replica.fault("/api/", "short_length")
    headers, body = parted(raw(replica))
    assert len(body) > int(headers["Content-Length"]) > 0
    assert json.loads(body)


def test_header_sends_one_more(replica: Replica, ask: Ask) -> None:
    """FAULTS 25."""
    replica.fault("/api/", "header", name="ETag", value='"7"')
    assert ask(FEED).headers["ETag"] == '"7"'
    assert ask(FEED).json()["result"]["data"]["lists"]


def test_bad_gzip_has_a_wrong_checksum_and_plain_is_not_packed(replica: Replica) -> None:
    """FAULTS 5."""
    replica.fault("/api/", "bad_gzip", times=1)
    replica.fault("/api/", "plain_as_gzip")
    with pytest.raises(gzip.BadGzipFile, match="CRC"):
        gzip.decompress(parted(raw(replica))[1])
    headers, body = parted(raw(replica))
    assert headers["Content-Encoding"] == "gzip"
    assert json.loads(body)


def test_reset_breaks_the_connection(replica: Replica) -> None:
    """FAULTS 10."""
    replica.fault("/api/", "reset")
    with pytest.raises(ConnectionResetError):
        raw(replica)
    assert [seen.status for seen in replica.requests] == [0]


def test_an_empty_reply_and_garbage_are_not_http(replica: Replica) -> None:
    """FAULTS 10."""
    replica.fault("/api/", "empty_reply", times=1)
    replica.fault("/api/", "garbage")
    assert raw(replica) == b""
    assert b"this is not HTTP" in raw(replica)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_bomb_is_small_until_it_is_unpacked(replica: Replica, encoding: str) -> None:
    """FAULTS 6."""
    replica.fault("/api/", "bomb", megabytes=4, encoding=encoding)
    headers, body = parted(raw(replica))
    assert headers["Content-Encoding"] == encoding
    assert int(headers["Content-Length"]) == len(body) < 20_000
    for packing in reversed(encoding.split(", ")):
        body = UNPACK[packing](body)
    assert body == b" " * (4 << 20) + b"{}"


def test_a_huge_body_is_huge(replica: Replica) -> None:
    """FAULTS 7."""
    replica.fault("/api/", "huge_body", megabytes=3)
    assert len(parted(raw(replica))[1]) == 3 << 20


def test_a_wrong_charset_is_not_what_is_declared(replica: Replica, ask: Ask) -> None:
    """FAULTS 33, 35."""
    replica.fault("/", "wrong_charset", encoding="gb18030", declared="utf-8")
    answered = ask(FEED)
    assert answered.headers["Content-Type"] == "application/json; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        answered.content.decode("utf-8")
    assert json.loads(answered.content.decode("gb18030"))["result"]["data"]["lists"]


@pytest.mark.parametrize(
    ("fault", "options"),
    [("status", {}), ("login_page", {}), ("slow_headers", {"seconds": 0.05}), ("truncated_gzip", {})],
)
def test_faulty_answers_are_marked_as_a_demonstration_too(
    replica: Replica, fault: str, options: dict[str, Any]
) -> None:
    replica.fault("/api/", fault, **options)
    assert "X-Tousu-Demonstration" in parted(raw(replica))[0]


def test_a_charset_can_be_left_out_or_contradict_the_page(replica: Replica, ask: Ask, complaint: Complaint) -> None:
    """FAULTS 32, 34, 36."""
    replica.fault("/", "wrong_charset", encoding="gb18030", declared=None, meta="gb2312")
    page = ask(path(complaint))
    assert page.headers["Content-Type"] == "text/html"
    assert '<meta charset="gb2312">' in page.content.decode("gb18030")
    replica.heal()
    replica.fault("/", "wrong_charset", encoding="utf-8-sig")
    assert ask(FEED).content.startswith(b"\xef\xbb\xbf{")
