"""Only the publisher's own addresses are asked, wherever links and redirects lead."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from scrapers.errors import AnswerError, ChallengeError, ElsewhereError, RobotsError
from tests.scrapers.fetching import ROBOTS, fails, fetcher, live, rules
from tests.scrapers.wire import Reply, answer, publisher


@pytest.mark.parametrize("scheme", ["https:", "http:", ""])
def test_a_link_to_the_real_publisher_in_a_stand_ins_answer_leads_to_the_stand_in(scheme: str):
    with publisher({"/complaint/view/17391181466/": answer()}) as served, fetcher(served) as reading:
        given = reading.get(f"{scheme}//Tousu.sina.com.cn/complaint/view/17391181466/?sld=0f")
    assert given.url == f"{served.url}/complaint/view/17391181466/?sld=0f"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org/",
        "//tousu.sina.com.cn.example.org/",
        "//tousu.sina.com.cn@example.org/",
        "//me:secret@tousu.sina.com.cn/",
        "//tousu.sina.com.cn:8443/",
        "http://127.0.0.1:9/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[/",
        "complaint/view/1",
        "",
    ],
)
def test_an_address_that_is_not_the_publishers_is_never_asked_for(target: str):
    """FAULTS 15."""
    with publisher({}) as served, fetcher(served) as reading:
        with pytest.raises(ElsewhereError):
            reading.get(target)
        assert served.asked == []


def test_a_redirect_within_the_publisher_is_followed():
    replies = {"/a": answer(302, location="/b?x=1#y"), "/b": answer(301, location="c"), "/c": answer(body=b"there")}
    with publisher(replies) as served, fetcher(served) as reading:
        given = reading.get("/a")
    assert (given.body, given.url) == (b"there", f"{served.url}/c")
    assert served.targets == [*ROBOTS, "/a", "/b?x=1", "/c"]
    assert reading.requests == 4


@pytest.mark.parametrize(("redirects", "is_followed"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(redirects: int, is_followed: bool):
    """FAULTS 14."""
    replies: dict[str, Reply | list[Reply]] = {f"/{n}": answer(307, location=f"/{n + 1}") for n in range(redirects)}
    with publisher(replies | {f"/{redirects}": answer()}) as served, fetcher(served) as reading:
        if is_followed:
            assert reading.get("/0").body == b"body"
            return
        with pytest.raises(AnswerError, match="more than 5"):
            reading.get("/0")
    assert len(served.targets) == 1 + 6


def test_a_redirect_loop_is_an_error():
    """FAULTS 14."""
    replies: dict[str, Reply | list[Reply]] = {"/a": answer(302, location="/b"), "/b": answer(302, location="/a")}
    with publisher(replies) as served, fetcher(served) as reading, pytest.raises(AnswerError, match="in a circle"):
        reading.get("/a")
    assert served.targets == [*ROBOTS, "/a", "/b"]


@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/",
        "//example.org/",
        "https://tousu.sina.com.cn/a",
        "http://127.0.0.1:9/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_elsewhere_is_not_followed(location: str):
    """FAULTS 15."""
    fails(ElsewhereError, answer(302, location=location))


@pytest.mark.parametrize(
    "location",
    ["https://login.sina.com.cn/signup/signin.php", "//passport.weibo.com/visitor", "//Passport.weibo.cn/"],
)
def test_a_redirect_to_a_login_is_a_challenge(location: str):
    """FAULTS 16."""
    fails(ChallengeError, answer(302, location=location))


def test_live_links_and_redirects_to_the_publishers_other_hosts_are_followed_under_their_own_rules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    kept_out = rules("User-agent: *", "Disallow: /b")
    with ExitStack() as opened:
        other = opened.enter_context(publisher({"/a": answer(), "/robots.txt": kept_out}))
        served = opened.enter_context(publisher({"/x": answer(302, location=f"{other.url}/a"), "/b": answer()}))
        hosts = frozenset({other.url.removeprefix("http://")})
        reading = opened.enter_context(fetcher(live(served, monkeypatch, tmp_path), contact="a@b.c", hosts=hosts))
        assert reading.get("/x").url == f"{other.url}/a"
        assert reading.get("/b").body == b"body"
        with pytest.raises(RobotsError):
            reading.get(f"{other.url}/b")
    assert other.targets == [*ROBOTS, "/a"]
