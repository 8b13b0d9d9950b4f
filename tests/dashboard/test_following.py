"""The feed and the badges over real HTTP: what others may keep, what is not there, and the link in the page."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import requests

from db.connection import writing
from db.records import Notice
from db.store import append
from tests.dashboard.filled import fill
from tests.dashboard.served import serving
from tests.dashboard.test_api import database, server

__all__ = ["database", "server"]


@pytest.fixture(scope="module")
def filled(server: str, database: Path) -> str:
    fill(database, datetime.now(UTC))
    return server


def get(url: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(url, headers=named, timeout=20)


@pytest.mark.parametrize(
    ("path", "kind"), [("/feed.atom?lang=en", "application/atom+xml"), ("/badge/alipay.svg?lang=en", "image/svg+xml")]
)
def test_whoever_has_it_already_is_told_so(filled: str, path: str, kind: str) -> None:
    first = get(filled + path)
    assert (first.status_code, first.headers["Content-Type"].split(";")[0]) == (200, kind)
    assert "max-age=" in first.headers["Cache-Control"]
    again = get(filled + path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert get(filled + path, If_None_Match='W/"other"').status_code == 200


def settled(url: str) -> str:
    """The time of the feed, once the second in which it changed is over."""
    while not (found := get(url).headers.get("Last-Modified")):
        time.sleep(0.1)
    return found


def test_the_feed_goes_by_its_time_where_no_tag_is_sent(filled: str) -> None:
    url = f"{filled}/feed.atom"
    assert get(url, If_Modified_Since=settled(url)).status_code == 304
    assert get(url, If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT").status_code == 200
    assert get(url, If_Modified_Since="yesterday").status_code == 200
    ahead = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert get(url, If_Modified_Since=ahead).status_code == 200, "a clock that is ahead knows nothing of us"


@pytest.mark.parametrize("by", ["Last-Modified", "Date"])
def test_who_goes_by_time_alone_misses_no_notice_however_fast_they_follow(
    filled: str, database: Path, by: str
) -> None:
    """Also one posted in the same second, and one written long before it was stored."""
    url, since = f"{filled}/feed.atom?lang=en", ""
    settled(url)
    for number in range(4):
        text, began = f"Wrong by {by} {number}.", datetime.now(UTC) - timedelta(minutes=number)
        with writing(database) as connection:
            append(connection, [Notice("alipay", "posted", text, began, "Ada")])
        headers = {"If_Modified_Since": since} if since else {}
        answer = get(url, **headers)
        assert (answer.status_code, text in answer.text) == (200, True), number
        since = answer.headers.get(by, since)


def test_numbers_that_grew_stale_are_told_to_who_goes_by_time_alone(databases: dict[str, Path]) -> None:
    with serving(databases["stale"]) as stale:
        now = format_datetime(datetime.now(UTC), usegmt=True)
        assert get(f"{stale}/feed.atom", If_Modified_Since=now).status_code == 200


def test_the_feed_names_its_own_address_and_has_the_language_that_was_asked_for(filled: str) -> None:
    url = f"{filled}/feed.atom?platform=yunfan_loans&lang=zh-Hant"
    feed = ET.fromstring(get(url).content)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh-Hant"
    assert [link.get("href") for link in feed if link.get("rel") == "self"] == [url]
    assert b'xml:lang="zh-Hans"' in get(f"{filled}/feed.atom", Accept_Language="zh-CN").content


def test_a_platform_nobody_watches_has_neither_feed_nor_count(filled: str) -> None:
    assert get(f"{filled}/feed.atom?platform=nobody").status_code == 404
    answer = get(f"{filled}/badge/%3Cb%3E.svg?lang=en")
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (404, "image/svg+xml")
    assert b"not watched" in answer.content
    assert b"<b>" not in answer.content


def test_a_watched_platform_without_a_number_says_so(filled: str) -> None:
    answer = get(f"{filled}/badge/songguo.svg?lang=en")
    assert answer.status_code == 200
    assert b"not read yet" in answer.content


def test_the_page_says_where_the_feed_is(filled: str) -> None:
    page = get(f"{filled}/?lang=zh-Hans").text
    assert (
        '<link rel="alternate" type="application/atom+xml" title="投诉观察" href="./feed.atom?lang=zh-Hans">' in page
    )


def test_without_a_database_both_say_that_they_cannot_be_read_now(server: str, database: Path) -> None:
    database.unlink(missing_ok=True)
    assert [get(f"{server}{path}").status_code for path in ("/feed.atom", "/badge/alipay.svg")] == [503, 503]
