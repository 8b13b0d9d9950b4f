"""What holds for every list that is read page after page."""

from collections.abc import Collection, Sequence

from scrapers.errors import EmptyError, OrderError
from scrapers.publishers.stated import Row, Rows


def is_end(page: Rows[Row], read_so_far: int, what: str) -> bool:
    """Whether a page is the empty one behind the last; no rows where the publisher counts more is a soft block."""
    if page.rows:
        return False
    if not read_so_far or (page.item_count or 0) > read_so_far:
        raise EmptyError(f"{what} has no rows: {read_so_far} were read of {page.item_count or 'an unknown number'}")
    return True


def refuse_repetition(keys: Sequence[str], found: Collection[str], what: str) -> None:
    """Raise `OrderError` if a page says nothing new: a list that repeats itself would be read for ever."""
    if all(key in found for key in keys):
        raise OrderError(f"{what} repeats what was read before")
