"""What the page of method tells in numbers: the comparison, cited users, how much was read, measured quality."""

from dataclasses import dataclass
from typing import Any

from dashboard.compared import Overview, Rows, read_overview
from dashboard.data import current
from dashboard.lines import Users
from db import drilldowns, lines, queries
from db.connection import Connection


@dataclass(frozen=True)
class Measured:
    """The comparison, whose users are cited, what was read of how many, gaps, and each category's quality."""

    overview: Overview
    users: dict[str, Users]
    read: dict[str, Any]
    gaps: int
    categories: Rows


def _read_measured(connection: Connection) -> Measured:
    [read] = drilldowns.coverage(connection, []).to_pylist()
    gaps = 0
    if read["first_at"] is not None:
        gaps = drilldowns.gaps_between(connection, read["first_at"], read["last_at"]).num_rows
    return Measured(
        overview=read_overview(connection),
        users={row["platform"]: Users(**row) for row in lines.cited_users(connection).to_pylist()},
        read=read,
        gaps=gaps,
        categories=queries.category_names(connection).to_pylist(),
    )


def measured() -> Measured | None:
    """What the page of method tells in numbers; None before there is a database. `DatabaseError` if unreadable."""
    return current(_read_measured)  # type: ignore[no-any-return]
