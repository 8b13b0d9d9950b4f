"""Questions about complaints that a visitor chose, for the pages of categories and of one platform.

`choose_days` or `choose_days_of_complaints`, and `choose_complaints`, mark on a connection what is chosen; the
questions below them are about that, on the same connection.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from db.asking import ask
from db.connection import Connection


def _sort_complaints(connection: Connection) -> None:
    """Teach the connection what it means to meet a part of a choice."""
    ask(connection, "sort_complaints")


def choose_days(connection: Connection, choice: Mapping[str, Any]) -> None:
    """Mark the days of a choice by platforms, statuses and period alone: what costs nothing, however many complaints.

    `choice` as for `choose_days_of_complaints`; of its other parts nothing may be chosen.
    """
    held = {name: choice[name] for name in ("platforms", "statuses", "since", "until")}
    ask(connection, "choose_days", **held)


def choose_days_of_complaints(connection: Connection, choice: Mapping[str, Any]) -> None:
    """Mark the days of any choice.

    `choice`: platforms, groups, categories, issues, statuses (empty: any), since, until (days), least, most (yuan)
    (None: any).
    """
    _sort_complaints(connection)
    ask(connection, "choose_days_of_complaints", **choice)


def choose_complaints(connection: Connection, choice: Mapping[str, Any], category: str | None) -> None:
    """Mark the complaints of a choice that are in a category; None: in any."""
    _sort_complaints(connection)
    ask(connection, "choose_complaints", **choice, category=category)


def taken_in(connection: Connection) -> pa.Table:
    """How many complaints a choice takes in, of how many, and without each of its parts: one row."""
    return ask(connection, "taken_in")


def platforms_by_category(connection: Connection) -> pa.Table:
    """Each platform × category of a choice: complaints, platform_complaints, category_complaints, all_complaints."""
    return ask(connection, "platforms_by_category")


def weeks_by_category(connection: Connection, since: date | None, until: date | None) -> pa.Table:
    """Each week × category of a choice: week_on (its Monday), complaints, week_complaints, days covered of seven."""
    return ask(connection, "weeks_by_category", since=since, until=until)


def issues_behind(connection: Connection) -> pa.Table:
    """The publisher's own labels of the complaints, and the category each stands for: issue, category, complaints."""
    return ask(connection, "issues_behind")


def words_behind(connection: Connection) -> pa.Table:
    """The telling words that put the complaints into their category, the most frequent first: word, complaints."""
    return ask(connection, "words_behind")


def chosen_complaints(connection: Connection, at_most: int | None, skip: int = 0) -> pa.Table:
    """The complaints, the latest first, with their receipts, after `skip` of them; None: without a limit."""
    return ask(connection, "chosen_complaints", at_most=at_most, skip=skip)


def chosen_count(connection: Connection) -> int:
    """How many complaints `choose_complaints` marked; each once, if it marked those of any category."""
    return int(ask(connection, "chosen_count")["complaints"][0].as_py())


def first_replies(connection: Connection) -> pa.Table:
    """Days to the first reply, where pages were read: pages_read, replied, median_days and quartiles, one row."""
    return ask(connection, "first_replies")


def services_of_platform(connection: Connection, platform: str) -> pa.Table:
    """The services of a platform's company: total and last_30_days as stated, and complaints that name each."""
    return ask(connection, "services_of_platform", platform=platform)


def coverage(connection: Connection, platforms: Sequence[str]) -> pa.Table:
    """How many complaints against platforms (none named: all) were read, of how many stated, posted when: one row."""
    return ask(connection, "coverage", platforms=list(platforms))


def gaps_between(connection: Connection, since: datetime, until: datetime) -> pa.Table:
    """Stretches between two moments in which complaints may have been missed, newest first: after_at, before_at."""
    return ask(connection, "gaps_between", since=since, until=until)


def choices_there(connection: Connection) -> pa.Table:
    """Which issues and statuses can be chosen: kind (`issue` or `status`), choice, complaints."""
    return ask(connection, "choices_there")
