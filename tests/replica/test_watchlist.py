"""The demonstration's watchlist fits the stand-in."""

import tomllib
from pathlib import Path

from scrapers.replica import __file__ as package
from scrapers.replica.listings import INVENTED, load

WATCHLIST = tomllib.loads(Path(package).with_name("platforms.toml").read_text(encoding="utf-8"))["platform"]
KINDS = {"cash_loan", "instalment", "wallet", "consumer_finance_company", "bank", "platform_finance"}
ARTICLE = ["meituan_loans", "alipay", "jd_finance"]


def test_the_articles_platforms_come_first_with_what_was_reported() -> None:
    assert [row["platform"] for row in WATCHLIST[:3]] == ARTICLE
    assert [row["reported"][0]["low"] for row in WATCHLIST[:3]] == [151_000, 143_000, 100_000]
    assert not any("reported" in row for row in WATCHLIST[3:])


def test_everything_else_is_marked_as_invented_in_every_name() -> None:
    for row in WATCHLIST[3:]:
        assert row["name_zh_hans"].endswith(INVENTED)
        assert row["name_zh_hant"].endswith("（虛構）")
        assert row["name_en"].endswith("(invented)")
        assert row["group_name"].endswith(INVENTED)


def test_short_names_differ_and_every_kind_occurs() -> None:
    assert len({row["platform"] for row in WATCHLIST}) == len(WATCHLIST) == 27
    assert {row["kind"] for row in WATCHLIST} == KINDS


def test_every_platform_is_a_listing_or_service_of_the_stand_in() -> None:
    listings = {listing.title: listing for listing in load()}
    for row in WATCHLIST:
        (wanted,) = row["listings"]
        listing = listings[wanted["title"]]
        assert wanted.get("couid", listing.couid) == listing.couid
        names = {stream.name for stream in listing.streams}
        assert wanted.get("service", listing.title) in names
        (stream,) = [s for s in listing.streams if s.name == wanted.get("service", listing.title)]
        assert stream.kind == row["kind"]


def test_nobody_watches_the_giants() -> None:
    watched = {row["listings"][0]["title"] for row in WATCHLIST}
    giants = {listing.title for listing in load() if listing.streams[0].kind in {"shop", "travel", "telecom"}}
    assert len(giants) == 3
    assert not watched & giants
