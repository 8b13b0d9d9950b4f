"""The watchlist is read strictly: what is not surely right stops everything, and the error says which and why."""

import re
from datetime import date
from pathlib import Path

import pytest

from db.settings import SettingError
from scrapers.numbers import read_number
from scrapers.platforms import EXAMPLE, read_watchlist

ENTRY = """
[[platform]]
platform = "one"
name_zh_hans = "一"
name_zh_hant = "壹"
name_en = "One"
group_name = "一"
kind = "wallet"
[[platform.listings]]
publisher = "heimao"
title = "一"
"""
OTHER = ENTRY.replace("one", "two").replace("One", "Two").replace("一", "二").replace("壹", "貳")


@pytest.fixture
def written(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        (tmp_path / "my-platforms.toml").write_text(text, encoding)
        return tmp_path / "my-platforms.toml"

    return write


def test_the_packaged_watchlist_begins_with_the_three_of_the_article():
    watchlist = read_watchlist()
    assert [one.platform for one in watchlist.platforms[:3]] == ["meituan_loans", "alipay", "jd_finance"]
    assert [(one.platform, one.low, one.high, one.reported_on) for one in watchlist.reported[:3]] == [
        ("meituan_loans", 151_000, None, None),
        ("alipay", 143_000, None, None),
        ("jd_finance", 100_000, None, None),
    ]
    assert len(watchlist.platforms) >= 30


def test_every_packaged_platform_is_watched_and_has_its_place():
    watchlist = read_watchlist()
    assert [one.position for one in watchlist.platforms] == list(range(1, len(watchlist.platforms) + 1))
    assert {one.platform for one in watchlist.watched} == {one.platform for one in watchlist.platforms}


def test_only_a_sure_couid_is_packaged():
    sure = [one for one in read_watchlist().watched if one.couid]
    assert [(one.title, one.couid, one.service) for one in sure] == [("美团", "1003626", "美团借钱")]


def test_users_are_given_only_where_they_can_be_cited():
    cited = [one for one in read_watchlist().platforms if one.users_millions]
    assert [(one.platform, one.users_millions, one.users_as_of) for one in cited] == [
        ("alipay", 711.0, date(2020, 6, 30))
    ]
    assert "not borrowers" in (cited[0].users_source or "")


def test_a_rounded_press_figure_is_the_interval_it_would_be_read_as():
    fenqile = next(one for one in read_watchlist().reported if one.platform == "fenqile")
    figure = read_number("12万")
    assert (fenqile.reported_on, fenqile.low, fenqile.high) == (date(2025, 10, 11), figure.low, figure.high)


def test_the_example_in_every_error_is_right(written):
    watchlist = read_watchlist(written(EXAMPLE))
    assert watchlist.platforms[0].users_as_of == date(2026, 6, 30)
    assert (watchlist.watched[0].couid, watchlist.watched[0].service) == ("1000000", "我的借钱")
    assert (watchlist.reported[0].low, watchlist.reported[0].high) == (115_000, 129_999)


def test_what_may_be_left_out_is_empty(written):
    watchlist = read_watchlist(written(ENTRY + OTHER))
    assert [one.platform for one in watchlist.platforms] == ["one", "two"]
    assert (watchlist.platforms[0].users_millions, watchlist.watched[0].couid, watchlist.reported) == (None, None, ())


def test_a_file_saved_with_a_byte_order_mark_is_read(written):
    assert len(read_watchlist(written(ENTRY, "utf-8-sig")).platforms) == 1


def test_one_platform_may_have_several_listings(written):
    more = '[[platform.listings]]\npublisher = "heimao"\ntitle = "另一"\n'
    assert [one.title for one in read_watchlist(written(ENTRY + more)).watched] == ["一", "另一"]


LISTING = '[[platform.listings]]\npublisher = "heimao"\n'
WRONG = {
    "an unknown key": (ENTRY.replace("kind", "colour = 1\nkind"), "unknown field `colour`"),
    "an unknown key of a listing": (ENTRY + "sid = 1", r"unknown field `sid`.*listings"),
    "something besides platforms": ("x = 1\n" + ENTRY, "besides .*: x"),
    "a missing name": (ENTRY.replace('name_en = "One"\n', ""), "missing required field `name_en`"),
    "a blank name": (ENTRY.replace('"One"', '" "'), "name_en"),
    "a name with a space at its end": (ENTRY.replace('"One"', '"One "'), "name_en"),
    "a title that is a number": (ENTRY.replace('title = "一"', "title = 1"), "Expected `str`"),
    "a short name with a capital": (ENTRY.replace('"one"', '"One"'), r"\$.platform"),
    "a short name with a dash": (ENTRY.replace('"one"', '"o-ne"'), r"\$.platform"),
    "a short name twice": (ENTRY + OTHER.replace('"two"', '"one"'), "platform 'one' occurs 2 times"),
    "an English name twice": (ENTRY + OTHER.replace('"Two"', '"One"'), "name_en 'One' occurs 2 times"),
    "a listing twice": (ENTRY + OTHER.replace('title = "二"', 'title = "一"'), "listing 'heimao / 一' occurs 2"),
    "a service twice": (
        ENTRY + 'service = "借"\n' + LISTING + 'title = "一"\nservice = "借"\n',
        "listing 'heimao / 一 / 借' occurs 2 times",
    ),
    "a title with two couids": (
        ENTRY + 'couid = "1"\n' + LISTING + 'title = "一"\nservice = "借"\ncouid = "2"\n',
        "more than one `couid`",
    ),
    "a title with and without couid": (
        ENTRY + 'couid = "1"\n' + LISTING + 'title = "一"\nservice = "借"\n',
        "more than one `couid`",
    ),
    "a couid with two titles": (ENTRY + 'couid = "1"\n' + OTHER + 'couid = "1"\n', "more than one title"),
    "a couid that is no number": (ENTRY + 'couid = "12a"\n', "couid"),
    "a couid without quotes": (ENTRY + "couid = 12\n", "Expected `str.*couid"),
    "an unknown kind": (ENTRY.replace('"wallet"', '"purse"'), "'purse'"),
    "an unknown publisher": (ENTRY.replace("heimao", "hiemao"), "`hiemao` is no publisher we read"),
    "no listing": (ENTRY.split("[[platform.listings]]", maxsplit=1)[0], "missing required field `listings`"),
    "an empty list of listings": (
        ENTRY.split("[[platform.listings]]", maxsplit=1)[0] + "listings = []",
        "length >= 1",
    ),
    "users without a source": (
        ENTRY.replace("kind", "users_millions = 1.0\nusers_as_of = 2026-01-01\nkind"),
        "all three, or none",
    ),
    "a source without users": (ENTRY.replace("kind", 'users_source = "x"\nkind'), "all three, or none"),
    "users that are not a number": (
        ENTRY.replace("kind", 'users_millions = nan\nusers_as_of = 2026-01-01\nusers_source = "x"\nkind'),
        "users_millions",
    ),
    "endless users": (
        ENTRY.replace("kind", 'users_millions = inf\nusers_as_of = 2026-01-01\nusers_source = "x"\nkind'),
        "users_millions",
    ),
    "a day that is text": (
        ENTRY.replace("kind", 'users_millions = 1\nusers_as_of = "soon"\nusers_source = "x"\nkind'),
        "users_as_of",
    ),
    "a reported figure without citation": (ENTRY.replace("kind", "reported = [{ low = 1 }]\nkind"), "citation"),
    "a reported figure below zero": (
        ENTRY.replace("kind", 'reported = [{ low = -1, citation = "x" }]\nkind'),
        r"reported\[0\].low",
    ),
    "a reported figure that ends before it begins": (
        ENTRY.replace("kind", 'reported = [{ low = 2, high = 1, citation = "x" }]\nkind'),
        r"`high` \(1\) is below `low` \(2\)",
    ),
    "a reported figure with a fraction": (
        ENTRY.replace("kind", 'reported = [{ low = 1.5, citation = "x" }]\nkind'),
        "Expected `int`",
    ),
    "no platform": ("", "no [[platform]] entry"),
    "a platform that is no list": ('platform = "one"', "no [[platform]] entry"),
    "a platform that is no table": ("platform = [1]", "entry 1"),
    "no TOML at all": ("<html>", "line 1"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_watchlist_is_refused_with_the_reason_and_an_example(written, case):
    text, reason = WRONG[case]
    with pytest.raises(SettingError) as refused:
        read_watchlist(written(text))
    said = str(refused.value)
    assert re.search(reason.replace("[[", r"\[\["), said.removesuffix(EXAMPLE), re.DOTALL)
    assert "my-platforms.toml" in said
    assert said.endswith(EXAMPLE)


def test_the_error_names_the_entry(written):
    with pytest.raises(SettingError, match=r"entry 2 \(two\)"):
        read_watchlist(written(ENTRY + OTHER.replace('"wallet"', '"purse"')))


def test_a_watchlist_in_another_encoding_is_refused(written):
    with pytest.raises(SettingError, match="cannot be used"):
        read_watchlist(written(ENTRY.replace("一", "支付宝"), "gb18030"))


def test_a_watchlist_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingError, match="No such file"):
        read_watchlist(tmp_path / "none.toml")
