"""What the maintainers' page shows: how reading went, what waits, what is in doubt or unknown."""

from dataclasses import dataclass

from dashboard.compared import Rows, read_sources
from dashboard.data import current
from dashboard.freshness import Source
from db import queries
from db.connection import Connection

MOST_ROWS = 40


@dataclass(frozen=True)
class Maintenance:
    """What the maintainers' page shows."""

    sources: list[Source]
    refreshes: Rows
    quarantined: Rows
    unknown_issues: Rows
    warnings: Rows
    gaps: Rows
    disagreements: Rows


def _read_maintenance(connection: Connection) -> Maintenance:
    return Maintenance(
        sources=read_sources(connection),
        refreshes=queries.recent_refreshes(connection, MOST_ROWS).to_pylist(),
        quarantined=queries.quarantined(connection, MOST_ROWS).to_pylist(),
        unknown_issues=queries.unknown_issues(connection, MOST_ROWS).to_pylist(),
        warnings=queries.recent_warnings(connection, MOST_ROWS).to_pylist(),
        gaps=queries.recent_gaps(connection, MOST_ROWS).to_pylist(),
        disagreements=queries.counter_disagreements(connection).to_pylist(),
    )


def maintenance() -> Maintenance | None:
    """What the maintainers' page shows; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_maintenance)  # type: ignore[no-any-return]
