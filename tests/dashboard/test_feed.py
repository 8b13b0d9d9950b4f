"""The feed, held against the rules of RFC 4287."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dashboard import lined
from dashboard.following.feed import Place, atom
from dashboard.lined import Log
from dashboard.text import LANGUAGES, words
from db.notices import lift, post
from tests.dashboard.filled import WORLD, fill, grow

ATOM = "{http://www.w3.org/2005/Atom}"
PLACE = Place("https://example.org/feed.atom?lang=en", "https://example.org")
NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
ONCE = {"id", "title", "updated"}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    return filled(tmp_path_factory.mktemp("feed") / "tousu.duckdb")


def filled(database: Path, **how: bool) -> Log:
    fill(database, NOW, **how)  # type: ignore[arg-type]
    return read(database)


def read(database: Path) -> Log:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUSU_DATABASE", str(database))
        found = lined.log()
    assert found
    return found


def parsed(log: Log, place: Place = PLACE, language: str = "en") -> ET.Element:
    return ET.fromstring(atom(log, place, words(language)))


def texts(feed: ET.Element, path: str) -> list[str]:
    return [one.text or "" for one in feed.findall("/".join(ATOM + part for part in path.split("/")))]


def refuse_wrong(feed: ET.Element) -> None:
    """What RFC 4287 demands of a feed and of its entries (sections 4.1.1 and 4.1.2, 3.3, 4.2.6, 4.2.7)."""
    assert feed.tag == f"{ATOM}feed"
    assert len(feed.findall(f"{ATOM}author")) == 1
    for name in ("author/name",):
        assert all(texts(feed, name))
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ONCE:
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert IRI.fullmatch(element.findtext(f"{ATOM}id") or "")
        for name in ("updated", "published"):
            assert all(DATE.fullmatch(one.text or "") for one in element.findall(f"{ATOM}{name}"))
        links = element.findall(f"{ATOM}link")
        assert all(IRI.fullmatch(link.attrib["href"]) for link in links)
        alternates = [(one.get("type"), one.get("hreflang")) for one in links if one.get("rel") == "alternate"]
        assert len(alternates) == len(set(alternates))
        order = [child.tag for child in element if child.tag == f"{ATOM}entry"]
        assert element is not feed or len(order) == len(entries)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    assert all(entry.find(f"{ATOM}content") is not None for entry in entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_keeps_the_rules_in_every_language(log: Log, language: str) -> None:
    feed = parsed(log, language=language)
    refuse_wrong(feed)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [PLACE.url]


def test_it_tells_crossings_and_milestones_with_interval_and_numbers_but_not_what_was_so_before(log: Log) -> None:
    feed = parsed(log)
    assert texts(feed, "entry/title") == [
        "Yunfan Loans (invented) reached 100,000 complaints",
        "Meituan Loans reached the milestone of 150,000 complaints",
    ]
    assert (
        "between 22 Feb 2026, 12:30 and 23 Feb 2026, 12:30 (Beijing time): 99,940, then 100,000."
        in texts(feed, "entry/content")[0]
    )


def test_an_id_is_that_of_its_event_in_every_language_and_at_every_address(log: Log) -> None:
    elsewhere = Place("http://other.example/feed.atom", "http://other.example")
    found = {tuple(texts(parsed(log, place, code), "entry/id")) for place in (PLACE, elsewhere) for code in LANGUAGES}
    assert len(found) == 1
    assert "tag:tousu-watch,2026:record/crossing:total_100k:heimao:9000001:1" in found.pop()


def test_a_correction_is_an_entry_and_renews_that_of_the_crossing(tmp_path: Path) -> None:
    database = tmp_path / "tousu.duckdb"
    before = parsed(filled(database))
    row = next(row for row in WORLD if row.platform == "yunfan_loans")
    grow(database, NOW + timedelta(hours=1), row, -5_000)
    after = parsed(read(database))
    refuse_wrong(after)
    stamps = [
        dict(zip(texts(feed, "entry/id"), texts(feed, "entry/updated"), strict=True)) for feed in (before, after)
    ]
    crossing = "tag:tousu-watch,2026:record/crossing:total_100k:heimao:9000001:1"
    assert crossing.replace("crossing:total", "correction:total") in stamps[1].keys() - stamps[0].keys()
    assert stamps[1][crossing] >= stamps[0][crossing]
    assert "Revised since: The publisher stated 95,420 on" in " ".join(texts(after, "entry/content"))
    assert max(texts(after, "updated")) == max(stamps[1].values())


def test_a_feed_of_one_platform_holds_nothing_else(log: Log) -> None:
    feed = parsed(log, replace(PLACE, platform="meituan_loans"))
    assert texts(feed, "title") == ["Tousu Watch: crossings of Meituan Loans"]
    assert len(texts(feed, "entry/id")) == 1
    assert texts(feed, "id") != texts(parsed(log), "id")


def test_without_anything_to_tell_it_is_still_a_feed(log: Log) -> None:
    refuse_wrong(parsed(replace(log, happenings=[])))


def test_a_demonstration_says_so_in_every_title_and_has_ids_of_its_own(tmp_path: Path, log: Log) -> None:
    feed = parsed(filled(tmp_path / "tousu.duckdb", demonstration=True))
    titles = texts(feed, "title") + texts(feed, "entry/title")
    assert all(title.startswith("[demonstration data] ") for title in titles)
    assert not set(texts(feed, "entry/id")) & set(texts(parsed(log), "entry/id"))


def test_texts_that_are_no_xml_cannot_break_it(log: Log) -> None:
    nasty = "<script>alert(1)</script> & ]]> \x00\x0b\ud800"
    rows = [dict(row, platform="p", name_en=nasty) for row in log.happenings]
    names = replace(log.names, platforms={"p": {"name_en": nasty}})
    feed = parsed(replace(log, happenings=rows, names=names))
    refuse_wrong(feed)
    assert all("<script>alert(1)</script> & ]]> " in title for title in texts(feed, "entry/title"))


def test_wrong_data_is_told_to_readers_of_feeds_when_it_is_said_and_when_it_is_lifted(tmp_path: Path) -> None:
    database = tmp_path / "tousu.duckdb"
    filled(database)
    post(database, "all", "Totals of 1 March were read wrongly.", by="a maintainer")
    post(database, "alipay", "Its total is of another company.", by="a maintainer")
    lift(database, "alipay", by="a maintainer")
    feed = parsed(read(database), replace(PLACE, platform="alipay"))
    refuse_wrong(feed)
    assert texts(feed, "entry/title")[:3] == [
        "Notice lifted: Alipay",
        "Wrong data, Alipay: Its total is of another company.",
        "Wrong data, All platforms: Totals of 1 March were read wrongly.",
    ]
    other = texts(parsed(read(database), replace(PLACE, platform="jd_finance")), "entry/title")
    assert "Wrong data, All platforms: Totals of 1 March were read wrongly." in other
    assert not [said for said in other if "Alipay" in said]
