"""What was foreseen from stored numbers: forecasts, one a day, and changes of pace, each once."""

from collections.abc import Sequence
from pathlib import Path

from db.connection import writing
from db.records import Forecast, PaceChange
from db.store import append


def store_foresights(database: Path, forecasts: Sequence[Forecast], changes: Sequence[PaceChange]) -> None:
    """Add forecasts and changes of pace that are not there yet; without any, nothing is opened."""
    if not forecasts and not changes:
        return
    with writing(database) as connection:
        append(connection, forecasts)
        append(connection, changes)
