"""Every endpoint of the publisher is there, with its shapes, its limits and its refusals."""

import re
from datetime import timedelta

import pytest

from scrapers.replica.server import Replica
from scrapers.replica.world import World
from tests.replica.conftest import ANCHOR, NOW, Ask, Data

DIRECTORY = "/api/company/main_search?sort_col=1&sort_ord=2&page_size=10"
FEED = "/api/index/feed?type=2&page_size=10"


def test_every_answer_says_that_it_is_a_demonstration_and_when(ask: Ask) -> None:
    for path in (
        "/robots.txt",
        DIRECTORY,
        FEED,
        "/complaint/view/1/",
        "/company/view/",
        "/",
        "/nowhere",
        "/_replica/clock",
    ):
        assert ask(path).headers["X-Tousu-Demonstration"] == "2026-11-23T04:30:00.000000Z"


def test_robots_txt_lets_readers_in(ask: Ask) -> None:
    answered = ask("/robots.txt")
    assert answered.headers["Content-Type"] == "text/plain"
    assert "Disallow: /api/index/s\n" in answered.text
    assert "main_search" not in answered.text


def test_json_comes_in_the_publishers_envelope(ask: Ask) -> None:
    answered = ask(DIRECTORY)
    assert answered.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert answered.headers["Content-Encoding"] == "gzip"
    assert answered.content.isascii()
    assert answered.json()["result"].keys() == {"status", "timestamp", "data"}


def test_small_and_unwanted_packing_is_left_out(ask: Ask) -> None:
    assert "Content-Encoding" not in ask("/robots.txt").headers
    assert "Content-Encoding" not in ask(DIRECTORY, headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize("column", [1, 4])
def test_the_directory_comes_by_total_ten_a_page(data: Data, column: int) -> None:
    pages = [
        data(f"/api/company/main_search?sort_col={column}&sort_ord=2&page_size=500&page={n}") for n in range(1, 7)
    ]
    assert [len(page["lists"]) for page in pages] == [10, 10, 10, 10, 7, 0]
    totals = [int(row["valid_amt"]) for page in pages for row in page["lists"]]
    assert totals == sorted(totals, reverse=True)
    assert pages[0]["pager"] == {"current": 1, "next": 2, "page_amount": 5, "item_count": 47}


def test_another_column_gives_another_order(data: Data) -> None:
    totals = [int(row["valid_amt"]) for row in data("/api/company/main_search?sort_col=7&sort_ord=2&page=1")["lists"]]
    assert totals != sorted(totals, reverse=True)


def test_the_directory_ignores_the_keyword(data: Data) -> None:
    assert data(DIRECTORY + "&keyword=支付宝") == data(DIRECTORY)


def test_a_row_has_the_publishers_fields_and_numbers_of_both_types(data: Data) -> None:
    rows = [row for page in range(1, 6) for row in data(f"{DIRECTORY}&page={page}")["lists"]]
    fields = "title uid sid url eval_points valid_amt valid30d replied_amt completed_amt"
    assert all(row.keys() == set(fields.split()) for row in rows)
    assert {type(row["valid_amt"]) for row in rows} == {int, str}
    assert all(type(row["uid"]) is str and row["url"].startswith("//tousu.sina.com.cn/company/view/") for row in rows)
    assert rows == [row for page in range(1, 6) for row in data(f"{DIRECTORY}&page={page}")["lists"]]


def test_companies_are_looked_up_by_title(data: Data) -> None:
    (row,) = data("/api/company/search?keywords=支付宝")["lists"]
    assert row == {"title": "支付宝", "uid": "9900101", "valid30d": row["valid30d"], "complaint_amount": 143_026}
    assert data("/api/company/search?keywords=无此商家")["lists"] == []


def test_services_are_listed_where_there_are_any(data: Data) -> None:
    services = data("/api/company/rel_service?couid=1003626")
    assert [service["name"] for service in services] == ["美团借钱", "其余服务（虚构）"]
    assert services[0]["valid_amt"] in {151_047, "151047"}
    assert data("/api/company/rel_service?couid=9900102") == []


def test_the_feed_gives_the_newest_first(data: Data) -> None:
    first, second = data(FEED + "&page=1"), data(FEED + "&page=2")
    mains = [item["main"] for page in (first, second) for item in page["lists"]]
    assert len(mains) == 20
    assert [main["sn"] for main in mains] == sorted((main["sn"] for main in mains), reverse=True)
    assert all(int(main["timestamp"]) <= NOW for main in mains)
    assert first["pager"]["item_count"] > 100_000


def test_a_feed_item_has_the_publishers_fields(data: Data) -> None:
    item = data(FEED)["lists"][0]
    fields = (
        "sn title cotitle couid issue appeal summary cost status timestamp created_at upvote_amount share_amount "
        "comment_amount comment_id evaluate_u field url"
    )
    assert item["main"].keys() == set(fields.split())
    assert item["author"].keys() == {"title", "wb_profile"}
    number = item["main"]["sn"]
    assert re.fullmatch(rf"//tousu\.sina\.com\.cn/complaint/view/{number}/\?sld=[0-9a-f]{{32}}", item["main"]["url"])
    assert type(item["main"]["status"]) is int
    assert type(item["main"]["timestamp"]) is str


def test_truth_is_never_served(ask: Ask) -> None:
    assert "truth" not in ask(FEED).text


def test_the_feed_ends_for_visitors_after_fifty_pages(ask: Ask) -> None:
    assert len(ask(FEED + "&page=50").json()["result"]["data"]["lists"]) == 10
    assert ask(FEED + "&page=51").json()["result"]["status"]["code"] == 10017


def test_the_hottest_are_those_with_the_most_votes(data: Data) -> None:
    votes = [item["main"]["upvote_amount"] for item in data("/api/index/feed?type=1&page=1")["lists"]]
    assert votes == sorted(votes, reverse=True)
    assert votes[0] > 20


def test_some_titles_are_highlighted_and_long_texts_cut(data: Data) -> None:
    mains = [item["main"] for page in range(1, 31) for item in data(f"{FEED}&page={page}")["lists"]]
    assert any('<span class="code-red">' in main["title"] for main in mains)
    cut = [main["summary"] for main in mains if main["summary"].endswith("...")]
    assert all(len(summary) == 153 for summary in cut)
    assert len(cut) > 50


def test_new_complaints_arrive_as_the_clock_runs(replica: Replica, data: Data) -> None:
    before = data(FEED)["lists"][0]["main"]["sn"]
    replica.clock.set(ANCHOR + timedelta(hours=1))
    assert data(FEED)["lists"][0]["main"]["sn"] > before


@pytest.mark.parametrize(
    "path", ["index/s?keywords=催收", "company/received_complaints?couid=1", "company/service_complaints"]
)
def test_what_needs_a_login_is_refused(ask: Ask, path: str) -> None:
    assert ask(f"/api/{path}").json()["result"]["status"]["code"] == 10005


@pytest.mark.parametrize("kind", ["red", "black", "reply"])
def test_ranks_are_lists_of_places(data: Data, kind: str) -> None:
    rows = data(f"/api/top_rank/rank?span=month&field=48&type={kind}&date={NOW}")
    assert [row["rank"] for row in rows] == list(range(1, 11))
    assert rows[0].keys() == {"rank", "title", "sid", "uid"}


def test_an_unknown_rank_is_an_error(ask: Ask) -> None:
    assert ask("/api/top_rank/rank?type=blue").json()["result"]["status"]["code"] != 0


def test_industries_and_rises_are_there(data: Data) -> None:
    assert {"id": "6", "title": "购物平台"} in data("/api/top_rank/rank_fields")
    rises = [row["valid_diff"] for row in data("/api/top_rank/riserank_list?field=0")]
    assert rises == sorted(rises, reverse=True)


def test_collective_complaints_are_there(data: Data) -> None:
    assert all(item["main"]["sn"].startswith("G") for item in data("/api/grp_comp/feed?type=1&page=1")["lists"])


def test_a_company_page_shows_thirty_days_not_the_total(ask: Ask, world: World) -> None:
    page = ask("/company/view/?couid=9900102").content.decode()
    tally = world.listed(next(listing for listing in world.listings if listing.couid == "9900102"), NOW)
    assert f"<b>{tally.last_30_days}</b> 投诉量" in page
    assert str(tally.total) not in page


def test_an_unknown_path_is_not_found(ask: Ask) -> None:
    assert ask("/api/company/info").status_code == 404
    assert ask("/company/view/?couid=1").status_code == 200
