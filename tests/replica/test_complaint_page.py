"""The page of a complaint has the publisher's labels, nesting and traps."""

import re
from datetime import timedelta
from itertools import islice

from bs4 import BeautifulSoup

from scrapers.replica.feed import path
from scrapers.replica.server import Replica
from scrapers.replica.world import Complaint, World
from tests.replica.conftest import ANCHOR, DAY, NOW, Ask

LABELS = ["投诉编号", "投诉对象", "使用服务", "投诉问题", "投诉要求", "涉诉金额", "投诉进度"]


def old(world: World) -> list[Complaint]:
    found = (world.complaint(post.number) for post in islice(world.newest(NOW - 20 * DAY), 400))
    return [complaint for complaint in found if complaint]


def with_service(world: World) -> list[Complaint]:
    return [complaint for complaint in old(world) if complaint.listing.has_services and complaint.text.cost]


def page(ask: Ask, complaint: Complaint) -> BeautifulSoup:
    answered = ask(path(complaint))
    assert answered.headers["Content-Type"] == "text/html"
    return BeautifulSoup(answered.content.decode(), "html.parser")


def test_the_labels_stand_in_the_publishers_order(ask: Ask, world: World) -> None:
    complaint = with_service(world)[0]
    soup = page(ask, complaint)
    assert [label.text for label in soup.select("div.ts-d-question ul.ts-q-list label")] == [f"{x}：" for x in LABELS]
    assert str(complaint.number) in soup.select_one("ul.ts-q-list li").text  # type: ignore[union-attr]
    assert soup.select_one("h1.article").text == complaint.text.title  # type: ignore[union-attr]
    company = soup.select_one("a.c_link[data-sudaclick=complaint_company]")
    assert company
    assert str(company["href"]).endswith(f"couid={complaint.listing.couid}")


def test_the_entry_of_the_service_is_often_left_unclosed(ask: Ask, world: World) -> None:
    entries = [
        re.search("使用服务.*?(?=<li>)", ask(path(complaint)).content.decode(), re.DOTALL)
        for complaint in with_service(world)[:12]
    ]
    assert {bool(entry and "</li>" in entry[0]) for entry in entries} == {True, False}


def test_the_head_says_when_it_was_posted_in_shanghai(ask: Ask, world: World) -> None:
    date = page(ask, old(world)[0]).select_one("div.ts-q-user span.u-date")
    assert date
    assert re.fullmatch(r"发布于 2026年\d\d月\d\d日 \d\d:\d\d", date.text)


def test_an_amount_nobody_gave_is_not_there(ask: Ask, world: World) -> None:
    complaint = next(complaint for complaint in old(world) if not complaint.text.cost)
    assert "涉诉金额" not in page(ask, complaint).text


def test_buttons_and_a_notice_stand_around_the_list(ask: Ask, world: World) -> None:
    soup = page(ask, old(world)[0])
    assert len(soup.select("ul.share-wrap li")) == 4
    assert "未经授权" in soup.text


def test_the_timeline_is_newest_first_and_agrees_with_the_status(ask: Ask, world: World) -> None:
    for complaint in old(world)[:40]:
        soup = page(ask, complaint)
        steps = soup.select("div.ts-d-steplist div.ts-d-item")
        assert len(steps) == len(complaint.so_far(NOW))
        assert "发起" in steps[-1].select_one("span.u-status").text  # type: ignore[union-attr]
        told = [line.text for line in steps[-1].select("div.ts-d-cont p")]
        assert told == complaint.text.body.split("\n")
        word = soup.select_one("ul.ts-q-list b").text  # type: ignore[union-attr]
        events = {step.select_one("span.u-status").text for step in steps}  # type: ignore[union-attr]
        assert (word == "已完成") == bool(events & {"确认完成", "自动完成"})
        assert (word in {"已回复", "已完成"}) >= ("回复" in events)


def test_replies_stand_deeper_than_the_complainants_words(ask: Ask, world: World) -> None:
    replied = next(complaint for complaint in old(world) if complaint.status(NOW) == 6)
    assert page(ask, replied).select("div.ts-d-cont div.ts-reply p")


def test_signs_that_mean_something_in_html_are_escaped(ask: Ask, world: World) -> None:
    posts = islice(world.newest(NOW), 20_000)
    found = (world.complaint(post.number) for post in posts)
    complaint = next(complaint for complaint in found if complaint and "字号<16" in complaint.text.body)
    assert "字号&lt;16 的地方根本看不清 &amp; 点不准" in ask(path(complaint)).content.decode().replace("  ", " ")


def test_without_the_right_sld_there_is_no_such_page(ask: Ask, world: World) -> None:
    complaint = old(world)[0]
    for address in (
        f"/complaint/view/{complaint.number}/",
        path(complaint)[:-1] + "x",
        "/complaint/view/17390000001/?sld=0",
    ):
        answered = ask(address)
        assert answered.status_code == 200
        assert "页面不存在" in answered.content.decode()


def test_a_complaint_that_is_yet_to_come_has_no_page(ask: Ask, world: World, replica: Replica) -> None:
    later = world.complaint(next(world.newest(NOW + 3600)).number)
    assert later
    assert "页面不存在" in ask(path(later)).content.decode()
    replica.clock.set(ANCHOR + timedelta(hours=1))
    assert "ts-q-list" in ask(path(later)).content.decode()
