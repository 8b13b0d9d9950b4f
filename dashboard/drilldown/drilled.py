"""What was found of a choice of complaints: what the pages of categories and of one platform show."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from dashboard.compared import Overview, Rows
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.ratios import Cell
from dashboard.taxonomy import Names
from db.freshness import Source

MOST_FREQUENT = "most"


@dataclass(frozen=True)
class Options:
    """What can be chosen: names of platforms and categories, and issues and statuses, the most frequent first."""

    names: Names
    issues: list[str]
    statuses: list[str]
    sources: list[Source]


@dataclass(frozen=True)
class Coverage:
    """On how much a view rests: complaints read, of how many stated, posted when, and what is missing."""

    row: dict[str, Any]
    gaps: Rows


@dataclass(frozen=True, slots=True)
class Top:
    """The most frequent category: complaints, of how many."""

    category: str
    complaints: int
    of: int


def of_choice(cells: list[Cell], choice: Choice) -> list[Cell]:
    """The cells of the chosen platforms and categories."""
    return [
        cell
        for cell in cells
        if (not choice.platforms or cell.platform in choice.platforms)
        and (cell.category in choice.categories or not choice.categories)
        and (cell.category.split(".")[0] in choice.groups or choice.categories or not choice.groups)
    ]


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
        return of_choice(self.cells, self.choice)

    @cached_property
    def top(self) -> Top | None:
        """The most frequent of the chosen categories among the chosen platforms' complaints; None without any."""
        sums: dict[str, int] = {}
        for cell in self.shown_cells:
            sums[cell.category] = sums.get(cell.category, 0) + cell.complaints
        category = most_frequent(sums)
        if category is None or not sums[category]:
            return None
        whole = {cell.platform: cell.platform_complaints for cell in self.shown_cells}
        return Top(category, sums[category], sum(whole.values()))


def sums_of(weeks: Rows) -> dict[str, int]:
    """How many complaints all the weeks together have in each category."""
    sums: dict[str, int] = {}
    for row in weeks:
        sums[row["category"]] = sums.get(row["category"], 0) + row["complaints"]
    return sums


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
