"""What the pages of categories and of one platform read: everything a page counts in one opening of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from dashboard.choice import Choice
from dashboard.data import Overview, Rows, current, read_overview, read_sources
from dashboard.freshness import Source
from dashboard.ratios import LEAST_COMPLAINTS, Ratio, ratio
from dashboard.taxonomy import Names
from db import queries
from db.connection import Connection

SHOWN_COMPLAINTS = 25
MOST_FREQUENT = "most"


@dataclass(frozen=True)
class Options:
    """What can be chosen: names of platforms and categories, and issues and statuses, the most frequent first."""

    names: Names
    issues: list[str]
    statuses: list[str]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Cell:
    """A platform in a category: complaints, of how many of the platform's and of all platforms'."""

    platform: str
    category: str
    complaints: int
    platform_complaints: int
    category_complaints: int
    all_complaints: int

    @property
    def is_said(self) -> bool:
        """Whether there are enough complaints to speak of a share."""
        return self.platform_complaints >= LEAST_COMPLAINTS

    @property
    def share(self) -> float:
        """The part of the platform's complaints that are in the category."""
        return self.complaints / self.platform_complaints

    @property
    def average(self) -> float:
        """The same for all watched platforms together."""
        return self.category_complaints / self.all_complaints

    @property
    def ratio(self) -> Ratio | None:
        """The share as a multiple of the average; None where there are too few complaints."""
        return ratio(self.complaints, self.platform_complaints, self.category_complaints, self.all_complaints)


@dataclass(frozen=True)
class Coverage:
    """On how much a view rests: complaints read, of how many stated, posted when, and what is missing."""

    row: dict[str, Any]
    gaps: Rows


@dataclass(frozen=True)
class Drilled:
    """Complaints of a choice: how many, resting on what, in which cells and weeks, and what is behind `category`."""

    is_demonstration: bool
    names: Names
    choice: Choice
    taken: dict[str, int]
    coverage: Coverage
    cells: list[Cell]
    weeks: Rows
    category: str | None
    issues: pa.Table
    words: pa.Table
    complaints: pa.Table
    count: int

    @cached_property
    def shown_cells(self) -> list[Cell]:
        """The cells of the chosen platforms and categories; shares and ratios still rest on all of them."""
        choice = self.choice
        return [
            cell
            for cell in self.cells
            if (not choice.platforms or cell.platform in choice.platforms)
            and (cell.category in choice.categories or not choice.categories)
            and (cell.category.split(".")[0] in choice.groups or choice.categories or not choice.groups)
        ]

    @cached_property
    def top(self) -> "Top | None":
        """The most frequent of the chosen categories among the chosen platforms' complaints; None without any."""
        sums: dict[str, int] = {}
        for cell in self.shown_cells:
            sums[cell.category] = sums.get(cell.category, 0) + cell.complaints
        category = most_frequent(sums)
        if category is None or not sums[category]:
            return None
        whole = {cell.platform: cell.platform_complaints for cell in self.shown_cells}
        return Top(category, sums[category], sum(whole.values()))


@dataclass(frozen=True, slots=True)
class Top:
    """The most frequent category: complaints, of how many."""

    category: str
    complaints: int
    of: int


def most_frequent(sums: Mapping[str, int]) -> str | None:
    """The category with most complaints; `other` says nothing, so it only comes where there is nothing else."""
    return max(sums, key=lambda category: (category != "other" and sums[category] > 0, sums[category]), default=None)


@dataclass(frozen=True)
class OnePlatform:
    """What the page of one platform shows, besides its complaints."""

    platform: str
    drilled: Drilled
    overview: Overview
    replies: dict[str, Any]
    services: Rows


def _names(connection: Connection) -> Names:
    return Names.of(queries.category_names(connection).to_pylist(), queries.comparison(connection).to_pylist())


def _read_options(connection: Connection) -> Options:
    there = queries.choices_there(connection).to_pylist()
    issues, statuses = ([row["choice"] for row in there if row["kind"] == kind] for kind in ("issue", "status"))
    return Options(_names(connection), issues, statuses, read_sources(connection))


def _coverage(connection: Connection, choice: Choice) -> Coverage:
    [row] = queries.coverage(connection, choice.platforms).to_pylist()
    if row["first_at"] is None:
        return Coverage(row, [])
    return Coverage(row, queries.gaps_between(connection, row["first_at"], row["last_at"]).to_pylist())


def _most_frequent(weeks: Rows) -> str | None:
    sums: dict[str, int] = {}
    for row in weeks:
        sums[row["category"]] = sums.get(row["category"], 0) + row["complaints"]
    return most_frequent(sums)


def _read_drilled(connection: Connection, choice: Choice, category: str | None) -> Drilled:
    """Read what is behind a category; None: behind none, all the chosen complaints are listed."""
    queries.choose_complaints(connection, choice.parameters())
    weeks = queries.weeks_by_category(connection, choice.since, choice.until).to_pylist()
    category = _most_frequent(weeks) if category == MOST_FREQUENT else category
    origin = queries.origin(connection).to_pylist()
    [taken] = queries.taken_in(connection).to_pylist()
    in_category = sum(row["complaints"] for row in weeks if row["category"] == category)
    return Drilled(
        is_demonstration=bool(origin and origin[0]["is_demonstration"]),
        names=_names(connection),
        choice=choice,
        taken=taken,
        coverage=_coverage(connection, choice),
        cells=[Cell(**row) for row in queries.platforms_by_category(connection).to_pylist()],
        weeks=weeks,
        category=category,
        issues=queries.issues_behind(connection, category or ""),
        words=queries.words_behind(connection, category or ""),
        complaints=queries.chosen_complaints(connection, category, SHOWN_COMPLAINTS),
        count=in_category if category else taken["chosen"],
    )


def _read_platform(connection: Connection, choice: Choice, platform: str) -> OnePlatform:
    drilled = _read_drilled(connection, choice, None)
    [replies] = queries.first_replies(connection).to_pylist()
    services = queries.services_of_platform(connection, platform).to_pylist()
    return OnePlatform(platform, drilled, read_overview(connection), replies, services)


def _read_complaints(connection: Connection, choice: Choice, category: str | None) -> pa.Table:
    queries.choose_complaints(connection, choice.parameters())
    return queries.chosen_complaints(connection, category, None)


def options() -> Options | None:
    """What can be chosen; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_options)  # type: ignore[no-any-return]


def drilled(choice: Choice, category: str | None) -> Drilled | None:
    """The complaints of a choice and what is behind a category; `MOST_FREQUENT` for whichever is."""
    return current(_read_drilled, choice, category)  # type: ignore[no-any-return]


def one_platform(choice: Choice, platform: str) -> OnePlatform | None:
    """What is known of one platform; `choice` is about it alone."""
    return current(_read_platform, choice, platform)  # type: ignore[no-any-return]


def all_complaints(choice: Choice, category: str | None) -> pa.Table:
    """Every complaint of a choice and a category, for a file; not remembered."""
    return current(_read_complaints, choice, category)
