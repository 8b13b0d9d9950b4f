"""How the tables that anyone may take away are read, a page of rows at a time, and which columns they have."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import of_choice
from dashboard.drilldown.drilling import choose_days
from dashboard.drilldown.ratios import Cell
from db import drilldowns, queries, whole
from db.connection import Connection
from db.freshness import Clock, of_number
from db.whole import Part

RECEIPT = ("file", "file_offset", "sha256")
COUNTS = ("total", "replied", "completed", "last_30_days", "is_revision")
SIDES = tuple(f"{side}_{name}" for side in ("after", "by") for name in RECEIPT)


COMPLAINT = (
    *("complaint", "platform", "title", "issue", "categories", "status", "amount_cny", "service", "posted_at", "url"),
    *RECEIPT,
)
CATEGORIZED = ("publisher", "complaint", "platform", "category", "matched", "rules_version")
LATEST = (
    *("platform", "publisher", "listing", "title", "read_at", *COUNTS, "state", "is_held", "accepted_at"),
    *RECEIPT,
)
AGED = ("finished_at", "source")  # by which a number is fresh or stale
READINGS = ("platform", "publisher", "listing", "read_at", *COUNTS, "accepted_at", *RECEIPT)
CELLS = (
    *("platform", "category", "complaints", "platform_complaints", "category_complaints", "all_complaints"),
    *("share", "average", "ratio", "ratio_low", "ratio_high"),
)
CROSSED = (
    *("threshold", "measure", "line", "platform", "publisher", "listing", "number", "is_revised", "is_accepted"),
    *("after_at", "after_value", "by_at", "by_value", "estimated_at", *SIDES),
)
NAMES = ("name_zh_hans", "name_zh_hant", "name_en")
WATCHED = (
    *("platform", *NAMES, "group_name", "kind", "users_millions", "users_as_of", "users_source"),
    *("publisher", "listing", "title"),
)
REPORTED = ("platform", "reported_on", "low", "high", "citation")
REFRESHED = (
    *("refresh", "publisher", "source", "started_at", "finished_at", "read_at", "outcome", "error", "requests"),
    *("counts", "complaints", "quarantined", "is_by_hand"),
)
CAPTURED = (
    *("capture", "publisher", "source", "url", "http_status", "fetched_at", "file", "file_offset", "file_length"),
    *("sha256", "parser_version", "is_by_hand", "refresh"),
)
MISSED = ("publisher", "source", "after_at", "before_at", "reason", "refresh")


@dataclass(frozen=True)
class Page:
    """Some rows of a table, and how many there are in all."""

    table: pa.Table
    in_all: int


Read = Callable[[Connection, Choice, int, int | None], Page]


def whole_table(ask: Callable[[Connection, Part], pa.Table], columns: tuple[str, ...]) -> Read:
    """Read with a question of `db.whole`."""

    def read(connection: Connection, choice: Choice, skip: int, at_most: int | None) -> Page:
        def part(skip: int, at_most: int | None) -> pa.Table:
            return ask(connection, Part(choice.platforms, choice.since, choice.until, skip, at_most))

        found = part(skip, at_most)
        counted = found if found.num_rows or not skip else part(0, 1)
        return Page(found.select(columns), counted["in_all"][0].as_py() if counted.num_rows else 0)

    return read


def complaints(connection: Connection, choice: Choice, skip: int, at_most: int | None) -> Page:
    """Read the complaints of a choice."""
    drilldowns.choose_complaints(connection, choice.parameters(), None)
    found = drilldowns.chosen_complaints(connection, at_most, skip)
    return Page(found.select(COMPLAINT), drilldowns.chosen_count(connection))


def complaint_categories(connection: Connection, choice: Choice, skip: int, at_most: int | None) -> Page:
    """Read the categories of the complaints of a choice."""
    drilldowns.choose_complaints(connection, choice.parameters(), None)
    return whole_table(whole.chosen_categories, CATEGORIZED)(connection, choice, skip, at_most)


def latest(connection: Connection, choice: Choice, skip: int, at_most: int | None) -> Page:
    """Read the latest counts of the chosen platforms, and by what they are `judged`."""
    found = queries.comparison(connection)
    found = found.filter(pc.is_valid(found["total"]))
    if choice.platforms:
        found = found.filter(pc.is_in(found["platform"], pa.array(choice.platforms)))
    columns = [name for name in LATEST if name != "state"]
    return Page(found.select([*columns, *AGED]).slice(skip, at_most), found.num_rows)


def judged(page: Page, clock: Clock) -> Page:
    """Say of each of the latest counts whether it is fresh or stale now."""
    ages = zip(*(page.table[name].to_pylist() for name in AGED), strict=True)
    states = pa.array([of_number(at, clock, source or "").value for at, source in ages], pa.string())
    return Page(page.table.append_column("state", states).select(LATEST), page.in_all)


def cells(connection: Connection, choice: Choice, skip: int, at_most: int | None) -> Page:
    """Read platforms by categories."""
    choose_days(connection, choice)
    found = [Cell(**row) for row in drilldowns.platforms_by_category(connection).to_pylist()]
    rows = [cell.row() for cell in of_choice(found, choice)]
    kinds = [pa.string()] * 2 + [pa.int64()] * 4 + [pa.float64()] * 5
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(zip(CELLS, kinds, strict=True))))
    return Page(table.slice(skip, at_most), len(rows))
