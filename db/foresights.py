"""What was foreseen from stored numbers: forecasts, one a day, and changes of pace, each once."""

from collections.abc import Sequence
from pathlib import Path

from db.connection import Connection, writing
from db.records import Forecast, PaceChange
from db.store import append


def store_foresights(database: Path, forecasts: Sequence[Forecast], changes: Sequence[PaceChange]) -> None:
    """Add forecasts, and those changes of pace that are not there yet."""
    with writing(database) as connection:
        append(connection, forecasts)
        append(connection, _new(connection, changes))


def _new(connection: Connection, changes: Sequence[PaceChange]) -> list[PaceChange]:
    there = set(connection.execute("select publisher, listing, changed_on, rule from pace_changes").fetchall())
    return [one for one in changes if (one.publisher, one.listing, one.changed_on, one.rule) not in there]
