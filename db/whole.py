"""Questions for whole tables, page by page: what anyone may take away.

Each takes the platforms it is about (none named: all), the days `since` and `until` (Asia/Shanghai, both included;
None: no bound), and which rows: `at_most` so many after `skip`. Each row says in `in_all` how many there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from db.asking import ask
from db.connection import Connection


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a table: of which platforms and days, and which page of them; `at_most` None: all."""

    platforms: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    skip: int = 0
    at_most: int | None = None

    @property
    def page(self) -> Mapping[str, Any]:
        """Which page."""
        return {"skip": self.skip, "at_most": self.at_most}

    @property
    def days(self) -> Mapping[str, Any]:
        """Which days, and which page of them."""
        return {"since": self.since, "until": self.until, **self.page}

    @property
    def whole(self) -> Mapping[str, Any]:
        """Which platforms and days, and which page of them."""
        return {"platforms": list(self.platforms), **self.days}


def all_readings(connection: Connection, part: Part) -> pa.Table:
    """Each reading of watched platforms' counts, the latest first, with its receipt."""
    return ask(connection, "all_readings", **part.whole)


def all_crossings(connection: Connection, part: Part) -> pa.Table:
    """Each crossing of a line that is there, the latest first, with both readings and their receipts."""
    return ask(connection, "all_crossings", **part.whole)


def all_platforms(connection: Connection, part: Part) -> pa.Table:
    """The watched platforms with their names, listings and cited users; days do not matter."""
    return ask(connection, "all_platforms", platforms=list(part.platforms), **part.page)


def all_reported_counts(connection: Connection, part: Part) -> pa.Table:
    """What others reported; what is undated passes any days."""
    return ask(connection, "all_reported_counts", **part.whole)


def all_refreshes(connection: Connection, part: Part) -> pa.Table:
    """How each refresh went; platforms do not matter."""
    return ask(connection, "all_refreshes", **part.days)


def all_captures(connection: Connection, part: Part) -> pa.Table:
    """The kept answers, the receipts; platforms do not matter."""
    return ask(connection, "all_captures", **part.days)


def all_coverage_gaps(connection: Connection, part: Part) -> pa.Table:
    """Stretches in which complaints may have been missed; platforms do not matter."""
    return ask(connection, "all_coverage_gaps", **part.days)


def chosen_categories(connection: Connection, part: Part) -> pa.Table:
    """The categories of the complaints that `drilldowns.choose_complaints` marked, and what matched."""
    return ask(connection, "chosen_categories", **part.page)


def state_of_record(connection: Connection) -> pa.Table:
    """One row: counts_until, complaints_until, rules_version."""
    return ask(connection, "state_of_record")
