"""What a visitor asks for: the filters of the URL, checked against what there is, and each value in words."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import streamlit as st

from dashboard.drilldown.choice import BOUNDS, LISTS, Choice
from dashboard.drilldown.drilled import Options
from dashboard.figures import day, exact
from dashboard.text import Words, later
from dashboard.urlstate import seed, seed_value
from dashboard.vocabulary import STATUSES, named

FIRST_DAY, LAST_DAY = date(2010, 1, 1), date(2099, 12, 31)
LARGEST_AMOUNT = 1_000_000_000
TITLES = {
    "platforms": later("Platform"),
    "groups": later("Group"),
    "categories": later("Category"),
    "issues": later("Publisher's label"),
    "statuses": later("Status"),
    "since": later("Posted from"),
    "until": later("Posted to"),
    "least": later("Amount from"),
    "most": later("Amount to"),
}


def read_day(text: str) -> date:
    """Read a day from a URL; `ValueError` if it is none, or far off."""
    found = date.fromisoformat(text)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise ValueError(text)
    return found


def read_amount(text: str) -> int:
    """Read an amount in whole yuan from a URL; `ValueError` if it is none."""
    found = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= found <= LARGEST_AMOUNT:
        raise ValueError(text)
    return found


def codes(options: Options) -> dict[str, Collection[str]]:
    """What each filter of codes may hold."""
    names = options.names
    return {
        "platforms": names.platforms,
        "groups": names.groups,
        "categories": names.categories,
        "issues": options.issues,
        "statuses": options.statuses,
    }


def choose(options: Options, platform: str | None = None) -> tuple[Choice, list[str]]:
    """Take the filters from the URL or from before; return them, and what a link asked for in vain.

    `platform`: the page is about this one, so its filter of platforms does not count.
    """
    in_vain: list[str] = []
    for key, there in codes(options).items():
        if key != "platforms" or platform is None:
            in_vain += seed(key, there, [], many=True)
    for key in BOUNDS:
        in_vain += seed_value(key, read_day if key in ("since", "until") else read_amount)
    held: dict[str, Any] = {key: st.session_state.get(key) for key in BOUNDS}
    held |= {key: tuple(st.session_state.get(key) or ()) for key in LISTS}
    return Choice(**held | ({"platforms": (platform,)} if platform else {})), in_vain


def says(key: str, value: Any, options: Options, words: Words) -> str:
    """A value of a filter in words."""
    if isinstance(value, date):
        return day(value, words)
    if isinstance(value, int):
        return words.say("{count} yuan", count=exact(value))
    name: Callable[[str, Words], str] = {
        "platforms": options.names.platform,
        "groups": options.names.group,
        "categories": options.names.category,
        "statuses": lambda code, words: named(STATUSES, code, words),
    }.get(key, lambda code, _: code)
    return name(value, words)
