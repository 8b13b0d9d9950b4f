"""The first rows of a table, as text, and the whole of it as files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import pyarrow as pa

from dashboard import shown
from dashboard.cells import Cell, Column, table
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import Coverage
from dashboard.figures import BEIJING, exact
from dashboard.quoting import quoted
from dashboard.sections.downloads import File, downloads
from dashboard.taking import takeaways
from dashboard.taking.export import header
from dashboard.taking.rows import Page
from dashboard.taking.takeaways import State, Takeaway
from dashboard.text import Words

SEEN = 6
LONGEST = 60
RECEIPTS = frozenset(
    {"url", "file", "file_offset", "sha256", "service", "capture", "refresh"}
)  # a phone does without
OF_COMPLAINTS = frozenset({"complaints", "complaint_categories", "categories"})


@dataclass(frozen=True)
class Basis:
    """What a file says of where it is from."""

    state: State
    takeaway: Takeaway

    @property
    def is_demonstration(self) -> bool:
        """Whether the numbers are a stand-in's."""
        return self.state.is_demonstration

    @property
    def is_of_complaints(self) -> bool:
        """Whether the table holds complaints and not what the publisher counts."""
        return self.takeaway.name in OF_COMPLAINTS

    @property
    def read_until(self) -> datetime | None:
        """Up to when what the table holds was read."""
        return self.state.complaints_until if self.is_of_complaints else self.state.counts_until

    @cached_property
    def coverage(self) -> Coverage:
        """The same, as files want it."""
        until = self.read_until
        return Coverage({"last_at": until, "last_on": until and until.astimezone(BEIJING).date()}, [])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float | Decimal):
        return f"{value:,.4g}" if abs(float(value)) < 1000 else f"{value:,.2f}".removesuffix(".00")
    text = exact(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return quoted(text) if isinstance(value, str) else text


def _columns(found: pa.Table, called: Mapping[str, str], words: Words) -> list[Column]:
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    numbers = {field.name for field in found.schema if any(is_kind(field.type) for is_kind in kinds)}
    return [
        Column(header(name, called, words), is_number=name in numbers, is_extra=name in RECEIPTS)
        for name in found.column_names
    ]


def seeing(takeaway: Takeaway, choice: Choice, page: Page, basis: Basis, words: Words) -> None:
    """Show the first rows, say how many there are, and offer exactly those as files."""
    title = words.say_n(
        "{count} row: {table}",
        "{count} rows: {table}",
        page.in_all,
        count=exact(page.in_all),
        table=words.say(takeaway.title),
    )
    if not page.in_all:
        loosen = words.say("Nothing in this table passes the filters. Loosen one of them above.")
        shown.heading(title, loosen if choice.active else words.say("Nothing of this kind has been read yet."))
        return
    first = words.say(
        "The first {shown} are shown, on a phone with fewer columns; the files have everything, with the origin in"
        " each row.",
        shown=page.table.num_rows,
    )
    shown.heading(title, first)
    rows: list[list[Cell]] = [[_text(value) for value in row.values()] for row in page.table.to_pylist()]
    table(title, _columns(page.table, takeaway.called, words), rows)
    made = File(
        takeaway.name,
        words.say(takeaway.title),
        page.in_all,
        lambda: takeaways.everything(takeaway.name, choice).table,
        takeaway.called,
    )
    downloads(made, basis, words)
