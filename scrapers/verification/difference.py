"""A difference between the database and what it should hold, in one sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
About = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the database and its evidence differ: `stored` is what the database has, `read` what the receipt has."""

    table: str
    row: str
    column: str
    stored: str
    read: str
    receipt: str

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.table} {self.row}: {self.column} is {self.stored} in the database, {self.read} ({self.receipt})"
        )


def place(capture: Mapping[str, Any]) -> str:
    """Where a receipt is, and which address it is of."""
    return f"{capture['file']} at byte {capture['file_offset']}, {capture['url']}"


def compare(about: About, stored: Row, read: Row, by: str = "in the evidence") -> Iterator[Difference]:
    """Say of each column of `read` where what is stored differs; `about` is the table, the row and its receipt."""
    table, key, receipt = about
    for column, value in read.items():
        if stored[column] != value:
            yield Difference(table, key, column, str(stored[column]), f"{value} {by}", receipt)


def not_in_evidence(about: About) -> Difference:
    """Say that a row is stored which no receipt shows."""
    return Difference(*about[:2], "the row", "there", "not in the evidence", about[2])


def not_in_database(about: About) -> Difference:
    """Say that a row is missing which a receipt shows."""
    return Difference(*about[:2], "the row", "not there", "there in the evidence", about[2])
