"""How every page opens: what it shows is read, or it says why there is nothing to show."""

from collections.abc import Callable
from typing import TypeVar

from dashboard.language import chosen
from dashboard.sections.empty import cannot_read, no_database
from dashboard.sections.live import live
from dashboard.text import Words
from db.connection import DatabaseError

T = TypeVar("T")


def opened(read: Callable[[], T | None], show: Callable[[T, Words], None]) -> None:
    """Show what was read; without a database, or where it cannot be read, say so and look for news."""
    words = chosen()
    try:
        if (found := read()) is not None:
            show(found, words)
            return
        no_database(words)
    except DatabaseError as error:
        cannot_read(error, words)
    live([], words)
