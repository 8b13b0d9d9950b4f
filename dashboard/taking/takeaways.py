"""The tables that anyone may take away, as files and through the API: what each holds, and how it is read.

A table follows some of the filters: one that a table does not know of leaves it as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard import data
from dashboard.compared import read_origin
from dashboard.drilldown.choice import BOUNDS, LISTS, Choice
from dashboard.taking import rows
from dashboard.taking.rows import Page, Read
from dashboard.text import later
from db import settings, whole
from db.connection import Connection, reading
from db.freshness import Clock

ALL = (*LISTS, *BOUNDS)
COUNTED = ("platforms", "since", "until")
DATED = ("since", "until")


@dataclass(frozen=True)
class Takeaway:
    """A table: its name in addresses, its title, what it holds, which filters it follows, its columns.

    `called`: what a column is called in its files, where that is not what it is called elsewhere. `judge`: says what
    changes with the clock and not only with what is stored.
    """

    name: str
    title: str
    about: str
    follows: tuple[str, ...]
    columns: tuple[str, ...]
    read: Read
    called: Mapping[str, str] = field(default_factory=dict)
    judge: Callable[[Page, Clock], Page] | None = None


@dataclass(frozen=True)
class State:
    """What an answer or a file says of the record: whose it is, up to when it was read, by which rules."""

    is_demonstration: bool
    counts_until: datetime | None
    complaints_until: datetime | None
    rules_version: int | None


TAKEAWAYS: dict[str, Takeaway] = {
    one.name: one
    for one in (
        Takeaway(
            "complaints",
            later("Complaints read"),
            later("Complaints that were read, the latest first, with their categories and receipts; redacted."),
            ALL,
            rows.COMPLAINT,
            rows.complaints,
        ),
        Takeaway(
            "complaint_categories",
            later("Why a complaint is in a category"),
            later("Each complaint in each of its categories, with the words that matched and the rules' version."),
            ALL,
            rows.CATEGORIZED,
            rows.complaint_categories,
        ),
        Takeaway(
            "categories",
            later("Platforms by categories"),
            later("Complaints of each platform in each category, with the base of every share, and how it compares."),
            ALL,
            rows.CELLS,
            rows.cells,
        ),
        Takeaway(
            "counts",
            later("Latest counts"),
            later("What the publisher last stated of each watched platform, and on which receipt that stands."),
            ("platforms",),
            rows.LATEST,
            rows.latest,
            judge=rows.judged,
        ),
        Takeaway(
            "readings",
            later("Counts, reading by reading"),
            later("Every reading of every watched platform's counts, never changed afterwards, with its receipt."),
            COUNTED,
            rows.READINGS,
            rows.whole_table(whole.all_readings, rows.READINGS),
        ),
        Takeaway(
            "crossings",
            later("Crossings of lines"),
            later("Who reached which line, between which two readings, and on which receipts."),
            COUNTED,
            rows.CROSSED,
            rows.whole_table(whole.all_crossings, rows.CROSSED),
        ),
        Takeaway(
            "reported_counts",
            later("Reported counts"),
            later("What others reported, as cited; not read by us."),
            COUNTED,
            rows.REPORTED,
            rows.whole_table(whole.all_reported_counts, rows.REPORTED),
        ),
        Takeaway(
            "platforms",
            later("Watched platforms"),
            later("The watchlist: names, listings at the publisher, and cited numbers of users."),
            ("platforms",),
            rows.WATCHED,
            rows.whole_table(whole.all_platforms, rows.WATCHED),
        ),
        Takeaway(
            "refreshes",
            later("Refreshes"),
            later("How each refresh of each source went, also those that failed."),
            DATED,
            rows.REFRESHED,
            rows.whole_table(whole.all_refreshes, rows.REFRESHED),
        ),
        Takeaway(
            "captures",
            later("Receipts"),
            later("Every kept answer: its address, its place in the evidence, and its hash."),
            DATED,
            rows.CAPTURED,
            rows.whole_table(whole.all_captures, rows.CAPTURED),
        ),
        Takeaway(
            "coverage_gaps",
            later("Gaps in coverage"),
            later("Stretches of time in which complaints may have been missed, and why."),
            DATED,
            rows.MISSED,
            rows.whole_table(whole.all_coverage_gaps, rows.MISSED),
            {"after_at": later("After")},
        ),
    )
}


def _read_page(connection: Connection, name: str, choice: Choice, skip: int, at_most: int | None) -> Page:
    return TAKEAWAYS[name].read(connection, choice, skip, at_most)


def _judged(name: str, page: Page | None) -> Page | None:
    judge = TAKEAWAYS[name].judge
    return judge(page, data.clock()) if judge and page else page


def _read_state(connection: Connection) -> State:
    [row] = whole.state_of_record(connection).to_pylist()
    return State(bool(read_origin(connection)), **row)


def page(name: str, choice: Choice, skip: int, at_most: int) -> Page | None:
    """Some rows of a table; None before there is a database. `DatabaseError` if it cannot be read."""
    return _judged(name, data.in_passing(_read_page, name, choice, skip, at_most))


def everything(name: str, choice: Choice) -> Page:
    """All rows of a table, for a file; read anew, for it may be large. `DatabaseError` if it cannot be read."""
    with reading(settings.load().database) as connection:
        found = _read_page(connection, name, choice, 0, None)
    return _judged(name, found) or found


def state() -> State | None:
    """What is said of the record with every answer; None before there is a database."""
    return data.current(_read_state)  # type: ignore[no-any-return]


def concerned(takeaway: Takeaway, choice: Choice) -> Choice:
    """The part of a choice that a table follows."""
    kept: dict[str, Any] = {name: getattr(choice, name) for name in takeaway.follows}
    return Choice(**kept)
