"""Every short name that the scrapers store has words for visitors."""

import re
from pathlib import Path

import pytest

import scrapers
from dashboard.text import words
from dashboard.vocabulary import (
    GAPS,
    LISTING_PAGES,
    PUBLISHERS,
    REASONS,
    SOURCES,
    WARNINGS,
    listing_page,
    named,
)
from scrapers.publishers import PUBLISHERS as ADAPTERS
from scrapers.sources.bring import SOURCES as BROUGHT

CODE = "".join(path.read_text(encoding="utf-8") for path in Path(scrapers.__file__).parent.rglob("*.py"))


def test_every_source_and_publisher_has_words() -> None:
    assert set(SOURCES) == set(BROUGHT)
    assert set(PUBLISHERS) == set(LISTING_PAGES) == set(ADAPTERS)


def test_every_reason_for_quarantine_has_words() -> None:
    reasons = set(re.findall(r'Doubt\(\s*"(\w+)"', CODE))
    reasons |= {f"{name}_above_total" for name in ("replied", "completed", "last_30_days")}
    reasons |= {f"{name}_{how}" for name in ("replied", "completed", "last_30_days") for how in ("fell", "rose")}
    assert reasons == set(REASONS)


def test_every_warning_and_every_gap_has_words() -> None:
    warnings = {one or other for one, other in re.findall(r'\[\("(\w+)"|yield "(\w+)"', CODE)}
    assert warnings == set(WARNINGS)
    assert set(re.findall(r'"(\w+_limit)"', CODE)) == set(GAPS)


def test_a_name_without_words_is_shown_as_it_is() -> None:
    assert named(SOURCES, "something_new", words("zh-Hans")) == "something_new"


@pytest.mark.parametrize(
    ("listing", "page"),
    [
        ("1003626", "https://tousu.sina.com.cn/company/view/?couid=1003626"),
        ("1003626/26858", "https://tousu.sina.com.cn/company/view/?couid=1003626&sid=26858"),
        ('1"><script>', None),
    ],
)
def test_a_listing_leads_to_its_page_at_the_publisher_and_nowhere_else(listing: str, page: str | None) -> None:
    assert listing_page("heimao", listing) == page
    assert listing_page("somebody", listing) is None
