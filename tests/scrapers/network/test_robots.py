"""What a publisher's robots.txt asks is done, and on any doubt we stay out."""

from typing import Any

import pytest

from scrapers.errors import RefusedError, RobotsError, ScrapeError
from tests.scrapers.fetching import JITTER, ROBOTS, fetcher, gaps, rules
from tests.scrapers.wire import Reply, answer, head, publisher, raw


def allowed(*robots: Reply, target: str = "/a") -> list[str]:
    with publisher({"/robots.txt": list(robots), "/a": answer()}) as served, fetcher(served) as reading:
        reading.get(target)
        reading.get(target)
    assert served.targets[-2:] == [target] * 2
    return served.targets[:-2]


def stays_out(*robots: Reply, error: type[ScrapeError] = RobotsError, **options: Any) -> list[str]:
    with publisher({"/robots.txt": list(robots), "/a": answer()}) as served, fetcher(served, **options) as reading:
        for _ in range(2):
            with pytest.raises(error) as caught:
                reading.get("/a")
            assert caught.type is error
    assert set(served.targets) == set(ROBOTS)
    return served.targets


@pytest.mark.parametrize("status", [404, 410, 400])
def test_without_a_robots_txt_everything_may_be_read(status: int):
    """FAULTS 26."""
    assert allowed(answer(status)) == ROBOTS


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_for_robots_txt_keeps_us_out(status: int):
    """FAULTS 27."""
    assert stays_out(answer(status)) == ROBOTS * 3


def test_a_robots_txt_that_fails_once_is_asked_for_again():
    assert allowed(answer(500), rules("User-agent: *", "Disallow: /b")) == ROBOTS * 2


@pytest.mark.parametrize(
    ("robots", "requests"),
    [
        (raw(), 3),
        (raw(head(), 9.0), 1),
        (raw(head(content_length=9) + b"Allow: /"), 3),
        (answer(206, b"Allow: /"), 1),
    ],
    ids=["hangs up", "too slow", "cut", "partial"],
)
def test_a_robots_txt_that_does_not_come_whole_keeps_us_out(robots: Reply, requests: int):
    """FAULTS 27."""
    assert stays_out(robots, timeout=0.2) == ROBOTS * requests


@pytest.mark.parametrize("status", [401, 403, 456])
def test_a_refused_robots_txt_is_a_refusal(status: int):
    assert stays_out(answer(status), error=RefusedError) == ROBOTS


def test_a_robots_txt_asked_for_too_often_is_a_refusal():
    assert stays_out(answer(429), error=RefusedError) == ROBOTS * 3


@pytest.mark.parametrize(
    "body",
    ["<!DOCTYPE html><title>安全验证</title>", "\ufeff\n <html>", '{"code": 10005}', "请先登录", "\x00\x01"],
)
def test_a_page_in_place_of_robots_txt_keeps_us_out(body: str):
    """FAULTS 28."""
    assert stays_out(rules(body)) == ROBOTS


@pytest.mark.parametrize(
    "body", ["", "# nothing is forbidden", "Content-Signal: search=yes", "\ufeffUser-agent: *\nDisallow:"]
)
def test_a_robots_txt_that_forbids_nothing_allows_everything(body: str):
    assert allowed(rules(body)) == ROBOTS


@pytest.mark.parametrize(
    "lines",
    [
        ["User-agent: *", "Disallow: /a"],
        ["\ufeffUser-agent: *", "Disallow: /a"],
        ["User-agent: tousuwatch", "Disallow: /", "User-agent: *", "Allow: /"],
        ["User-agent: TousuWatch", "Unknown: line", "User-agent: other", "Disallow: /a"],
        ["# " + "long " * 90_000, "User-agent: *", "Disallow: /", "# " + "long " * 90_000],
    ],
    ids=["plain", "byte order mark", "by name", "an unknown line within a group", "500 KiB"],
)
def test_a_path_that_robots_txt_disallows_is_never_asked_for(lines: list[str]):
    """FAULTS 29, 30, 31."""
    assert stays_out(rules(*lines)) == ROBOTS


def test_of_a_robots_txt_only_the_first_500_kib_count():
    """FAULTS 30."""
    padding = "#" * (500 * 1024 - 20)
    assert allowed(rules("User-agent: *", padding, "Disallow: /")) == ROBOTS


def test_a_rule_cut_by_the_500_kib_is_no_rule():
    start = "User-agent: *\nDisallow: /a\n"
    cut = "#" * (500 * 1024 - len(start) - len("\nAllow: /a")) + "\nAllow: /a/deeper/still"
    assert stays_out(rules(start + cut)) == ROBOTS


def test_robots_txt_may_be_redirected_within_the_publishers_hosts():
    moved = {"/robots.txt": answer(302, location="/r"), "/r": rules("User-agent: *", "Disallow: /a"), "/a": answer()}
    with publisher(moved) as served, fetcher(served) as reading, pytest.raises(RobotsError):
        reading.get("/a")
    assert served.targets == ["/robots.txt", "/r"]


def test_a_robots_txt_elsewhere_keeps_us_out():
    assert stays_out(answer(302, location="http://example.org/robots.txt")) == ROBOTS


def test_a_redirect_to_a_disallowed_path_is_not_followed():
    robots = rules("User-agent: *", "Disallow: /b")
    replies = {"/robots.txt": robots, "/a": answer(302, location="/b"), "/b": answer()}
    with publisher(replies) as served, fetcher(served) as reading, pytest.raises(RobotsError):
        reading.get("/a")
    assert served.targets == ["/robots.txt", "/a"]


def test_a_crawl_delay_longer_than_the_pause_is_obeyed():
    with (
        publisher({"/robots.txt": rules("User-agent: *", "Crawl-delay: 0.15"), "/a": answer()}) as served,
        fetcher(served, pause=0.01) as reading,
    ):
        reading.get("/a")
        reading.get("/a")
    assert all(gap >= 0.15 - JITTER for gap in gaps(served))


def test_a_crawl_delay_no_refresh_can_wait_for_keeps_us_out():
    assert stays_out(rules("User-agent: *", "Crawl-delay: 86400")) == ROBOTS
