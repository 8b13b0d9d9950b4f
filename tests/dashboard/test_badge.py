"""Badges: a number as people write it, its state in words and colour, and nothing that could be markup."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from dashboard.following.badge import COLOURS, STALE, badge, unknown, unread
from dashboard.standings import Place, Receipt, Standing
from dashboard.tables import Telling
from dashboard.text import words
from db.freshness import Clock

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CLOCK = Clock(NOW, 900, 3600)
RECEIPT = Receipt("directory", "https://tousu.sina.com.cn/", NOW, "a.warc.gz", 0, 1, "00", 1, False)
SVG = "{http://www.w3.org/2000/svg}"


def standing(total: int, name: str = "支付宝", finished_at: datetime = NOW) -> Standing:
    numbers = (total, 0, 0, 0, False, finished_at, False, 100_000, RECEIPT, {})
    return Standing("alipay", name, "支付寶", "Alipay", "heimao", "1", "title", NOW, *numbers)


def drawn(one: Standing, language: str = "zh-Hans", *, is_demonstration: bool = False) -> ET.Element:
    return ET.fromstring(badge(one, Telling(words(language), CLOCK, is_demonstration)))


def said(picture: ET.Element) -> str:
    return picture.findtext(f"{SVG}title") or ""


@pytest.mark.parametrize(
    ("total", "place", "expected"),
    [
        (143_120, Place.PAST, "支付宝：▲ 14.3万件 · 已过 10万"),
        (96_400, Place.APPROACHING, "支付宝：△ 9.6万件 · 接近 10万"),
        (9_876, Place.BELOW, "支付宝：9,876件"),
    ],
)
def test_it_says_count_and_state_in_words_and_shows_the_state_by_colour(
    total: int, place: Place, expected: str
) -> None:
    picture = drawn(standing(total))
    assert said(picture).replace(" 件", "件") == expected
    assert picture.get("aria-label") == said(picture)
    assert COLOURS[place] in {one.get("fill") for one in picture.iter(f"{SVG}rect")}


def test_a_stale_number_is_said_to_be_stale() -> None:
    picture = drawn(standing(143_120, finished_at=NOW - timedelta(days=1)), "en")
    assert said(picture) == "Alipay: ▲ 143,120 complaints · past 100,000 · stale"
    assert STALE in {one.get("fill") for one in picture.iter(f"{SVG}rect")}


def test_a_demonstration_is_marked() -> None:
    assert "[demonstration data]" in said(drawn(standing(5), "en", is_demonstration=True))


def test_names_are_text_and_never_markup() -> None:
    picture = drawn(standing(5, '"><script>alert(1)</script>&'))
    assert {one.tag for one in picture.iter()} == {
        SVG + name for name in ("svg", "title", "clipPath", "rect", "g", "text")
    }
    assert "<script>" in said(picture)


def test_a_platform_without_a_number_or_unknown_has_a_badge_that_says_so() -> None:
    assert said(ET.fromstring(unread("A", Telling(words("en"), CLOCK)))) == "A: not read yet"
    assert said(ET.fromstring(unknown(words("en")))) == "Tousu Watch: not watched"
