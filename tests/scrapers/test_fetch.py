"""What an answer is, who is said to ask, and what each status means."""

import gc
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.settings import SettingError
from scrapers.errors import AnswerError, RefusedError
from scrapers.fetch import Fetcher
from tests.scrapers.fetching import HASTY, fails, fetcher, live
from tests.scrapers.wire import Reply, answer, chunks, gzipped, head, publisher, raw

BODY = "美团借钱 151,234 ".encode() * 40
PACKED = gzip.compress(BODY, mtime=0)


def test_an_answer_has_its_bytes_as_they_came_and_decoded():
    with publisher({"/a": gzipped(BODY, set_cookie="id=1")}) as served, fetcher(served) as reading:
        before = datetime.now(UTC)
        given = reading.get("/a?page=1&keyword=美团#top")
    assert (given.status, given.reason, given.wire, given.body) == (200, "Reason", PACKED, BODY)
    assert given.url == f"{served.url}/a?page=1&keyword=%E7%BE%8E%E5%9B%A2"
    assert ("Content-Encoding", "gzip") in given.response_headers
    assert before <= given.fetched_at <= datetime.now(UTC)
    assert given.is_demonstration
    assert served.asked[-1].target == "/a?page=1&keyword=%E7%BE%8E%E5%9B%A2"


def test_the_headers_that_are_recorded_are_the_headers_that_were_sent():
    with publisher({"/a": answer()}) as served, fetcher(served, contact="you@example.org") as reading:
        given = reading.get("/a")
    sent = served.asked[-1].headers
    assert dict(given.request_headers) == sent
    assert sent.pop("Host") == served.url.removeprefix("http://")
    assert sent == {
        "User-Agent": "TousuWatch/0.1.0 (+you@example.org)",
        "Accept": "application/json, text/html;q=0.9",
        "Accept-Encoding": "gzip",
        "Referer": "https://tousu.sina.com.cn/",
    }


def test_on_this_machine_no_contact_is_needed():
    with publisher({"/a": answer()}) as served, fetcher(served) as reading:
        reading.get("/a")
    assert {asked.headers["User-Agent"] for asked in served.asked} == {"TousuWatch/0.1.0"}


def test_live_use_without_a_contact_is_refused_before_anything_is_sent():
    with pytest.raises(SettingError, match=r"TOUSU_CONTACT=you@example\.org"):
        Fetcher(
            "https://tousu.sina.com.cn", hosts=frozenset(), referer="", contact="", pause=3, timeout=9, limits=HASTY
        )


def test_cookies_are_not_sent_back():
    with publisher({"/a": answer(set_cookie="SUB=1; Path=/")}) as served, fetcher(served) as reading:
        reading.get("/a")
        reading.get("/a")
    assert not any("Cookie" in asked.headers for asked in served.asked)


def test_nothing_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with publisher({"/a": answer()}) as served, fetcher(served) as reading:
        reading.get("/a")
    assert not any("Authorization" in asked.headers for asked in served.asked)


@pytest.mark.parametrize(
    "whole",
    [
        raw(head(transfer_encoding="chunked") + chunks(BODY[:9], BODY[9:]) + b"0\r\n\r\n"),
        raw(
            head(transfer_encoding="chunked", content_encoding="gzip") + chunks(PACKED[:9], PACKED[9:]) + b"0\r\n\r\n"
        ),
        raw(head(content_encoding="gzip") + PACKED),
        raw(head(content_length=len(BODY), content_encoding="identity") + BODY),
        answer(body=gzip.compress(BODY[:99]) + gzip.compress(BODY[99:]), content_encoding="x-gzip"),
        raw(head(content_length=len(BODY)), 0.05, *[BODY[at : at + 99] for at in range(0, len(BODY), 99)]),
    ],
)
def test_whole_answers_are_whole_however_they_come(whole: Reply):
    with publisher({"/a": whole}) as served, fetcher(served) as reading:
        assert reading.get("/a").body == BODY


def test_a_stand_in_tells_its_own_time():
    at = "2026-03-01T23:59:59.123456Z"
    with publisher({"/a": answer(x_tousu_demonstration=at)}) as served, fetcher(served) as reading:
        assert reading.get("/a").fetched_at == datetime(2026, 3, 1, 23, 59, 59, 123456, UTC)


@pytest.mark.parametrize("said", ["", "yes", "2026-03-01T23:59:59Z", "2026-13-01T23:59:59.123456Z", "2026-03-01"])
def test_a_stand_in_whose_time_cannot_be_read_is_an_error(said: str):
    fails(AnswerError, answer(x_tousu_demonstration=said))


def test_a_live_answer_is_no_demonstration_unless_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    at = "2020-03-01T23:59:59.123456Z"
    with (
        publisher({"/a": answer(), "/b": answer(x_tousu_demonstration=at)}) as served,
        fetcher(live(served, monkeypatch, tmp_path), contact="https://example.org/us") as reading,
    ):
        real, staged = reading.get("/a"), reading.get("/b")
    assert (real.is_demonstration, staged.is_demonstration) == (False, True)
    assert staged.fetched_at >= real.fetched_at
    assert served.asked[-1].headers["User-Agent"] == "TousuWatch/0.1.0 (+https://example.org/us)"


@pytest.mark.parametrize(
    "odd",
    [
        answer(body=b""),
        gzipped(b""),
        answer(204, b""),
        answer(206),
        answer(304, b""),
        answer(404),
        answer(410),
        answer(300),
        answer(body=BODY, content_encoding="gzip"),
        answer(body=PACKED + b"more", content_encoding="gzip"),
        answer(body=BODY, content_encoding="br"),
        answer(body=PACKED, content_encoding="gzip, gzip"),
        answer(302),
        answer(302, location="/a"),
    ],
    ids=lambda reply: reply.parts[0][:90].decode("latin-1"),
)
def test_an_answer_of_a_strange_kind_is_an_error_at_once(odd: Reply):
    """FAULTS 5, 14, 18, 24."""
    fails(AnswerError, odd)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # urllib3 leaves this socket to the gc
def test_two_lengths_are_an_error_at_once():
    fails(AnswerError, raw(head(content_length="4, 5") + b"body"))
    gc.collect()


@pytest.mark.parametrize("status", [401, 403, 456])
def test_a_refusal_is_never_asked_again(status: int):
    assert fails(RefusedError, answer(status)).rest_seconds == 1800


def test_a_refusal_may_ask_for_more_rest_than_half_an_hour_and_never_for_more_than_a_day():
    assert fails(RefusedError, answer(456, retry_after=7200)).rest_seconds == 7200
    assert fails(RefusedError, answer(456, retry_after=1)).rest_seconds == 1800
    assert fails(RefusedError, answer(403, retry_after=10**9)).rest_seconds == 86_400


@pytest.mark.parametrize("status", [429, 503])
def test_a_publisher_that_stays_busy_has_refused(status: int):
    """FAULTS 19, 22."""
    assert fails(RefusedError, answer(status), requests=3).rest_seconds == 1800


@pytest.mark.parametrize("status", [500, 502, 504, 599])
def test_a_server_error_is_tried_three_times(status: int):
    """FAULTS 22."""
    fails(AnswerError, answer(status), requests=3)


@pytest.mark.parametrize(
    "refusal", [raw(head(403, content_length=9) + b"cut"), raw(head(403, content_length=9), 9.0)]
)
def test_the_body_of_a_refusal_is_not_waited_for(refusal: Reply):
    fails(RefusedError, refusal)
