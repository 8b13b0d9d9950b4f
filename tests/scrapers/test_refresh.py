"""A refresh against the stand-in, over real HTTP into a real database: on good days and on bad ones."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.settings import SettingError, Settings
from db.store import store_watchlist
from scrapers.advance import Advance
from scrapers.cancelling import Cancelling
from scrapers.errors import BusyError, OriginError
from scrapers.evidence import Evidence
from scrapers.fetch import Answer
from scrapers.platforms import Watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.publishers.heimao import PARSER_VERSION
from scrapers.refresh import Refresh, alone, refreshing
from scrapers.replica.server import Replica
from scrapers.verify import verify
from tests.scrapers.conftest import ALL, Refresher

DIRECTORY, SERVICES, FEED = "/api/company/main_search", "/api/company/rel_service", "/api/index/feed"
LATEST = """
    select total, replied, completed, last_30_days from counts join listings using (publisher, listing)
    where platform = $platform order by read_at desc limit 1
"""
STORED = "select (select count(*) from counts), (select count(*) from quarantine), (select max(read_at) from counts)"


def differences(settings: Settings) -> list[str]:
    return [str(one) for one in verify(settings, lambda *_: None)]


def test_a_refresh_stores_every_source_with_its_evidence(refresh: Refresher, settings: Settings) -> None:
    """FAULTS 62: every number leads to its address, time, hash and parser version."""
    results = refresh()
    assert {source: result.outcome for source, result in results.items()} == dict.fromkeys(ALL, "ok")
    assert refresh.rows("select count(*) from counts anti join captures using (capture)") == [(0,)]
    assert refresh.rows("select count(*) from complaints anti join captures using (capture)") == [(0,)]
    assert refresh.rows("select min(length(sha256)), min(parser_version), min(http_status) from captures") == [
        (64, PARSER_VERSION, 200)
    ]
    assert results["complaints"].complaints == 5
    assert differences(settings) == []


def test_the_articles_platforms_have_the_articles_figures(refresh: Refresher) -> None:
    refresh("directory", "services")
    for platform, low in (("meituan_loans", 151_000), ("alipay", 143_000), ("jd_finance", 100_000)):
        ((total, replied, completed, last),) = refresh.rows(LATEST, platform=platform)
        assert low <= total < low + 1_000  # type: ignore[operator]
        assert max(replied, completed, last) <= total  # type: ignore[type-var]


def test_the_directory_is_read_down_to_the_floor_and_no_further(refresh: Refresher) -> None:
    refresh("directory")
    totals = [total for (total,) in refresh.rows("select total from counts order by total desc")]
    assert totals[-11] >= 1_000, "the last page may end below the floor, the one before not"  # type: ignore[operator]
    assert totals[-1] < 1_000  # type: ignore[operator]


def test_listings_past_the_line_that_nobody_watches_are_seen_too(refresh: Refresher) -> None:
    refresh("directory")
    unwatched = "select title from listings join counts using (listing) where platform is null and total >= 100000"
    assert len(refresh.rows(unwatched)) >= 2


def test_a_refresh_of_an_unchanged_publisher_adds_nothing_twice(refresh: Refresher, settings: Settings) -> None:
    """FAULTS 61."""
    refresh()
    before = refresh.rows("select (select count(*) from counts), (select count(*) from complaints)")
    refresh("directory", "services", "feed")
    assert refresh.rows("select (select count(*) from counts), (select count(*) from complaints)") == before
    assert differences(settings) == []


def test_the_feed_ends_at_a_known_complaint(refresh: Refresher, replica: Replica) -> None:
    refresh("feed")
    result = refresh("feed", days_later=0.002)["feed"]
    assert result.requests <= 3, "robots.txt and a page or two"
    assert refresh.rows("from coverage_gaps") == []


@pytest.mark.parametrize(("pages", "why"), [(3, "own_limit"), (50, "visitors_limit")])
def test_what_the_limit_hides_is_recorded_as_a_gap(
    refresh: Refresher, settings: Settings, pages: int, why: str
) -> None:
    refresh.settings = replace(settings, feed_pages=pages)
    refresh("feed")
    newest = refresh.rows("select max(posted_at) from complaints")[0][0]
    refresh("feed", days_later=2)
    ((after_at, before_at, reason),) = refresh.rows("select after_at, before_at, reason from coverage_gaps")
    assert after_at == newest
    assert before_at > after_at  # type: ignore[operator]
    assert reason == why


def test_the_publishers_own_limit_ends_the_feed_without_an_error(
    settings: Settings, refresh: Refresher, replica: Replica
) -> None:
    refresh.settings = replace(settings, feed_pages=50)
    replica.fault(FEED, "code", code=10017, msg="登录后查看更多", page=3)
    assert refresh("feed")["feed"].outcome == "ok"
    assert refresh.rows("select count(*) from complaints") == [(20,)]
    refresh("feed", days_later=2)
    assert refresh.rows("select reason from coverage_gaps") == [("visitors_limit",)]


def test_complaint_pages_keep_to_the_days_budget(refresh: Refresher) -> None:
    refresh()
    again = refresh("complaints")["complaints"]
    assert (again.complaints, again.requests) == (0, 0)
    later = refresh("complaints", "feed", days_later=1.1)
    assert later["complaints"].complaints == 0, "the clock of a demonstration moves with what was fetched"
    assert refresh("complaints")["complaints"].complaints == 5


def test_a_complaint_page_says_which_service_it_is_about(refresh: Refresher, settings: Settings) -> None:
    refresh.settings = replace(settings, complaint_pages=200, feed_pages=10)
    refresh()
    found = refresh.rows("select listing, service from complaints where service = '美团借钱' limit 1")
    ((listing, _),) = found
    assert refresh.rows("select platform from listings where listing = $listing", listing=listing) == [
        ("meituan_loans",)
    ]
    assert refresh.rows("select count(*) > 0 from complaint_steps where step = 1 and event like '%发起%'") == [
        (True,)
    ]


def test_a_row_of_the_directory_is_keyed_by_its_company_as_the_feed_names_it(refresh: Refresher) -> None:
    """Some rows carry a `sid`: it names a service of the company, but the row counts the whole company."""
    refresh("directory", "feed")
    assert refresh.rows("select count(*) from listings where contains(listing, '/')") == [(0,)]
    watched = "select count(distinct listing) > 3 from complaints join listings using (publisher, listing)"
    assert refresh.rows(f"{watched} where platform is not null") == [(True,)]


def test_a_refusal_ends_the_refresh_and_the_other_sources_are_not_asked(refresh: Refresher, replica: Replica) -> None:
    replica.fault(DIRECTORY, "status", code=456)
    results = refresh()
    assert {result.error for result in results.values()} == {"RefusedError"}
    assert sum(result.requests for result in results.values()) == 2, "robots.txt, and the one that was refused"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("replied_amt", 0, "replied_fell"),
        ("completed_amt", 0, "completed_fell"),
        ("valid30d", 140_000, "last_30_days_rose"),
        ("valid30d", 0, "last_30_days_fell"),
    ],
)
def test_a_count_beside_the_total_that_cannot_be_believed_waits(
    refresh: Refresher, settings: Settings, replica: Replica, field: str, value: int, reason: str
) -> None:
    ((listing,),) = refresh("directory") and refresh.rows("select listing from listings where platform = 'alipay'")
    before = refresh.rows(LATEST, platform="alipay")
    replica.fault(DIRECTORY, "number_as", field=field, value=value, listing=listing)
    assert refresh("directory", days_later=1)["directory"].quarantined == 1
    assert refresh.rows("select reason from quarantine") == [(reason,)]
    assert refresh.rows(LATEST, platform="alipay") == before
    assert differences(settings) == []


def test_a_small_fall_is_stored_and_marked_as_revised(refresh: Refresher, replica: Replica) -> None:
    """FAULTS 55, 63: both readings stay visible."""
    ((listing,),) = refresh("directory") and refresh.rows("select listing from listings where platform = 'alipay'")
    replica.fault(DIRECTORY, "fall", listing=listing, factor=0.998)
    refresh("directory", days_later=0.01)
    found = refresh.rows("select is_revision from counts where listing = $listing order by read_at", listing=listing)
    assert found == [(False,), (True,)]


def test_the_service_list_that_became_empty_is_an_error(refresh: Refresher, replica: Replica) -> None:
    refresh("directory", "services")
    replica.fault(SERVICES, "empty_lists")
    assert refresh("services", days_later=1)["services"].error == "EmptyError"


def test_a_second_refresh_is_told_that_one_is_running(refresh: Refresher, settings: Settings) -> None:
    """FAULTS 70."""
    with alone(settings), pytest.raises(BusyError, match="another refresh is running"):
        refresh("directory")


def test_a_demonstrations_database_refuses_the_real_publisher(refresh: Refresher, settings: Settings) -> None:
    refresh("directory")
    refresh.settings = replace(settings, publisher_url="https://tousu.sina.com.cn", contact="you@example.org")
    with pytest.raises(OriginError, match="was filled from"):
        refresh("directory")


def test_the_publisher_is_asked_politely(refresh: Refresher, replica: Replica, settings: Settings) -> None:
    """One request at a time, robots.txt first, an honest name, the pause kept between any two."""
    refresh.settings = replace(settings, pause=0.05, feed_pages=1, complaint_pages=2)
    refresh()
    asked = replica.requests
    assert asked[0].path == "/robots.txt"
    assert sum(request.path == "/robots.txt" for request in asked) == 1
    assert all(request.user_agent.startswith("TousuWatch/") for request in asked)
    # When each came is told by the stand-in, which a busy machine may wake late: the pauses hold in sum.
    assert asked[-1].monotonic - asked[0].monotonic >= 0.05 * (len(asked) - 2)


def test_a_folder_that_cannot_be_written_is_an_error_in_words(
    refresh: Refresher, settings: Settings, tmp_path: Path
) -> None:
    """FAULTS 69."""
    (tmp_path / "file").touch()
    refresh.settings = replace(settings, evidence=tmp_path / "file" / "evidence")
    with pytest.raises(Exception, match="nothing can be kept"):
        refresh("directory")


class InventedFetcher:
    """Answers as a stand-in would that is not on this machine."""

    requests = 0

    def get(self, target: str) -> Answer:
        return Answer(target, 200, "OK", (), (), b"{}", b"{}", datetime.now(UTC), is_demonstration=True)


def test_an_answer_that_says_it_is_invented_is_never_stored_as_live(
    settings: Settings, watchlist: Watchlist, tmp_path: Path
) -> None:
    live = replace(settings, publisher_url="https://tousu.sina.com.cn", contact="you@example.org")
    store_watchlist(settings.database, watchlist.platforms, watchlist.reported)
    with Evidence(tmp_path / "evidence") as evidence:
        fetcher: Any = InventedFetcher()
        beside = (Advance(live, fetcher), Cancelling(live.database))
        one = Refresh(live, PUBLISHERS["heimao"], watchlist, fetcher, evidence, *beside)
        (result,) = one.run(["directory"])
    assert (result.outcome, result.error, result.counts) == ("failed", "OriginError", 0)


def test_a_publisher_that_is_neither_the_real_one_nor_on_this_machine_is_refused(
    settings: Settings, watchlist: Watchlist
) -> None:
    elsewhere = replace(settings, publisher_url="https://tousu.sina.com.cn.example", contact="you@example.org")
    with pytest.raises(SettingError, match="neither"), refreshing(elsewhere, PUBLISHERS["heimao"], watchlist):
        pass


def test_a_refresh_of_which_every_number_waits_is_a_failure(refresh: Refresher) -> None:
    refresh("services")
    refresh("services", days_later=-1)
    assert refresh.rows(
        "select outcome, error, quarantined > 1 from refreshes order by finished_at desc limit 1"
    ) == [("failed", "LayoutError", True)]


PAGES = "/complaint/view/"


def test_an_unreadable_complaint_page_is_a_warning_and_the_others_are_read(
    refresh: Refresher, settings: Settings, replica: Replica
) -> None:
    refresh("directory", "feed")
    replica.fault(PAGES, "drop_label", times=1)
    result = refresh("complaints")["complaints"]
    assert (result.outcome, result.error, result.complaints) == ("partly", "LayoutError", 4)
    assert "1 of 5 complaint pages" in str(result.detail)
    assert refresh.rows("select count(*) from complaints where page_capture is not null") == [(4,)]
    assert refresh.rows("select count(*) from warnings where warning = 'page_unreadable'") == [(1,)]
    assert differences(settings) == []


def test_pages_read_before_a_refusal_are_kept(refresh: Refresher, settings: Settings, replica: Replica) -> None:
    refresh("directory", "feed")
    ((first,),) = refresh.rows(
        "select complaint from complaints join listings using (publisher, listing) where platform is not null "
        "order by posted_at desc limit 1 offset 2"
    )
    replica.fault(f"{PAGES}{first}", "status", code=403)
    result = refresh("complaints")["complaints"]
    assert (result.outcome, result.error, result.rest_seconds) == ("partly", "RefusedError", 1800.0)
    assert result.complaints == 2
    assert differences(settings) == []


def test_pages_that_are_unreadable_one_after_the_other_fail_the_source(refresh: Refresher, replica: Replica) -> None:
    refresh("directory", "feed")
    replica.fault(PAGES, "drop_label")
    result = refresh("complaints")["complaints"]
    assert (result.outcome, result.error, result.complaints) == ("failed", "LayoutError", 0)


def test_the_services_of_another_listing_are_refused(refresh: Refresher, replica: Replica) -> None:
    refresh("directory", "services")
    ((before,),) = refresh.rows("select count(*) from counts")
    replica.fault(SERVICES, "redirect", to=f"{replica.url}{SERVICES}?couid=1", times=1)
    result = refresh("services", days_later=1)["services"]
    assert (result.outcome, result.error) == ("failed", "LayoutError")
    assert "something else" in str(result.detail)
    assert refresh.rows("select count(*) from counts") == [(before,)]


def test_a_listing_that_waits_in_quarantine_is_missed_when_it_is_gone(refresh: Refresher, replica: Replica) -> None:
    """FAULTS 55: the last good number stays, and that nobody states it any more is told."""
    refresh("directory")
    for factor in (0.5, 0.005):  # the second is below what the directory is read to
        replica.heal()
        replica.fault(DIRECTORY, "fall", listing="9900102", factor=factor)
        refresh("directory", days_later=0.01)
    assert refresh.rows("select count(*) from quarantine where listing = '9900102' and reason = 'fell'") == [(1,)]
    assert refresh.rows("select count(*) from counts where listing = '9900102'") == [(1,)]
    assert refresh.rows("select detail from warnings where warning = 'listing_unseen'") == [
        ("9900102 (京东金融) is not there",)
    ]
