"""Questions about one line: who is past it, who is next, what happened; also about a line that is only tried.

`try_line` makes a connection believe that there is one line, a visitor's; the questions below it are then about that.
"""

import pyarrow as pa

from db.asking import ask
from db.connection import Connection
from db.queries import replayed_crossings

OWN = "own"


def try_line(connection: Connection, line: int) -> None:
    """Have `OWN` be the only line, on totals, with the crossings that all stored counts give. Stores nothing."""
    ask(connection, "try_line", line=line)
    connection.register("tried", replayed_crossings(connection))
    connection.execute("create or replace temp table crossings as from tried where threshold is not null")


def reached(connection: Connection, threshold: str) -> pa.Table:
    """Which watched platforms reached a line: after_at (null: before we began), by_at, both values and receipts."""
    return ask(connection, "reached", threshold=threshold)


def against_line(connection: Connection, threshold: str) -> pa.Table:
    """Each watched listing in a line's scope: value, read_at, its latest forecast (low_on, middle_on, high_on)."""
    return ask(connection, "against_line", threshold=threshold)


def cited_users(connection: Connection) -> pa.Table:
    """Platforms whose users are cited: users_millions, users_as_of, users_source."""
    return ask(connection, "cited_users")


def happenings(connection: Connection) -> pa.Table:
    """Crossings, milestones and revisions at the lines there are, the latest first: event, kind, happened_at."""
    return ask(connection, "happenings")


def forecast_scores(connection: Connection) -> pa.Table:
    """How forecasts did: scored, inside their interval, error_days on average, overdue; one row."""
    return ask(connection, "forecast_scores")


def pace_markers(connection: Connection) -> pa.Table:
    """Changes of pace worth a look: changed_on, rate_before, rate_after (complaints a day)."""
    return ask(connection, "pace_markers")
