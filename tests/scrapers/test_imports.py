"""What people bring: cited counts, and pages saved from their own browser."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from db import queries
from db.connection import reading
from db.settings import Settings
from scrapers.errors import FileError, OriginError
from scrapers.imports import COLUMNS, EXAMPLE, Page, import_body, import_counts
from scrapers.platforms import Watchlist
from scrapers.publishers import PUBLISHERS
from scrapers.replica.server import Replica
from scrapers.verify import verify
from tests.scrapers.conftest import ANCHOR, Refresher

HEIMAO = PUBLISHERS["heimao"]
HEADER = ",".join(COLUMNS)
GOOD = "alipay,2025-10-11,143000,,Some newspaper: an article"


def file(folder: Path, *lines: str) -> Path:
    path = folder / "counts.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8-sig")
    return path


def test_cited_counts_are_stored_once(settings: Settings, watchlist: Watchlist, tmp_path: Path) -> None:
    path = file(tmp_path, GOOD, "jd_finance,2025-10-12,99000,101000,Another")
    assert import_counts(settings, watchlist, path) == 2
    assert import_counts(settings, watchlist, path) == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody,2025-10-11,1,,c", "not a platform"),
        ("alipay,,1,,c", "Invalid isoformat"),
        ("alipay,11.10.2025,1,,c", "Invalid isoformat"),
        ("alipay,2999-01-01,1,,c", "in the future"),
        ("alipay,2025-10-11,15.1万,,c", "plain digits"),
        ("alipay,2025-10-11,2,1,c", "not below low"),
        ("alipay,2025-10-11,-1,,c", "plain digits"),
        ("alipay,2025-10-11,1,, ", "citation"),
        ("alipay,2025-10-11", "line 3"),
    ],
)
def test_a_file_with_one_bad_line_is_not_stored_at_all(
    settings: Settings, watchlist: Watchlist, tmp_path: Path, line: str, why: str
) -> None:
    with pytest.raises(FileError, match=why) as caught:
        import_counts(settings, watchlist, file(tmp_path, GOOD, line))
    assert EXAMPLE in str(caught.value)
    assert not settings.database.exists()


def test_a_file_with_other_columns_or_encoding_is_refused(
    settings: Settings, watchlist: Watchlist, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    for body in (b"a,b\n1,2\n", "平台".encode("gb18030"), b""):
        path.write_bytes(body)
        with pytest.raises(FileError):
            import_counts(settings, watchlist, path)


def saved(replica: Replica, target: str, at: datetime = ANCHOR) -> Page:
    return Page(replica.url + target, requests.get(replica.url + target, timeout=5).content, at)


def test_a_saved_page_takes_the_same_way_as_a_fetched_one(
    settings: Settings, watchlist: Watchlist, replica: Replica, refresh: Refresher
) -> None:
    for target in (HEIMAO.directory_path(1), HEIMAO.services_path("1003626"), HEIMAO.feed_path(1)):
        result = import_body(settings, HEIMAO, watchlist, saved(replica, target))
        assert (result.outcome, result.is_by_hand, result.requests) == ("ok", True, 0)
    assert refresh.rows("select bool_and(is_by_hand) from captures") == [(True,)]
    assert refresh.rows("select count(*) from counts join listings using (listing) where platform = 'alipay'") == [
        (1,)
    ]
    assert refresh.rows("select count(*) from complaints") == [(10,)]
    assert list(verify(settings, lambda *_: None)) == []


def test_a_saved_page_twice_is_stored_once(settings: Settings, watchlist: Watchlist, replica: Replica) -> None:
    page = saved(replica, HEIMAO.directory_path(1))
    assert import_body(settings, HEIMAO, watchlist, page).counts == 10
    assert import_body(settings, HEIMAO, watchlist, page).counts == 0


def test_a_saved_page_older_than_what_we_have_waits(
    settings: Settings, watchlist: Watchlist, replica: Replica, refresh: Refresher
) -> None:
    refresh("directory")
    page = saved(replica, HEIMAO.directory_path(1), ANCHOR - timedelta(days=3))
    assert import_body(settings, HEIMAO, watchlist, page).quarantined == 10


def test_one_saved_page_is_not_taken_for_the_whole_directory(
    settings: Settings, watchlist: Watchlist, replica: Replica, refresh: Refresher
) -> None:
    refresh("directory")
    later = saved(replica, HEIMAO.directory_path(1), ANCHOR + timedelta(hours=1))
    assert import_body(settings, HEIMAO, watchlist, later).outcome == "ok"
    assert refresh("directory", days_later=1)["directory"].outcome == "ok"


def test_a_saved_page_does_not_make_a_source_fresh(
    settings: Settings, watchlist: Watchlist, replica: Replica, refresh: Refresher
) -> None:
    import_body(settings, HEIMAO, watchlist, saved(replica, HEIMAO.directory_path(1)))
    with reading(settings.database) as opened:
        assert queries.sources(opened).num_rows == 0
        ages = {row["finished_at"] for row in queries.comparison(opened).to_pylist() if row["total"]}
    assert ages == {ANCHOR}


def test_a_saved_login_page_is_its_own_error(settings: Settings, watchlist: Watchlist, replica: Replica) -> None:
    page = replace(saved(replica, HEIMAO.directory_path(1)), body=b"<!doctype html><title>login</title>")
    result = import_body(settings, HEIMAO, watchlist, page)
    assert (result.outcome, result.error, result.counts) == ("failed", "ChallengeError", 0)


def test_a_page_of_another_origin_or_address_is_refused(
    settings: Settings, watchlist: Watchlist, replica: Replica
) -> None:
    live = Page("https://tousu.sina.com.cn" + HEIMAO.directory_path(1), b"{}", datetime.now(UTC))
    with pytest.raises(OriginError):
        import_body(settings, HEIMAO, watchlist, live)
    with pytest.raises(Exception, match="none of the addresses"):
        import_body(settings, HEIMAO, watchlist, Page(replica.url + "/company/view/", b"{}", ANCHOR))
    elsewhere = replace(settings, publisher_url="https://tousu.sina.com.cn")
    with pytest.raises(FileError, match=r"example\.com"):
        import_body(elsewhere, HEIMAO, watchlist, replace(live, url="https://example.com/api/index/feed"))
