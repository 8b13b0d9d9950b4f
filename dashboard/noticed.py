"""The notices of maintainers that stand now, for pages, files and the API: wrong data is said next to the numbers."""

from dataclasses import dataclass

from dashboard import shown
from dashboard.compared import Rows
from dashboard.data import current
from dashboard.taxonomy import Names
from dashboard.text import Words
from db import queries
from db.connection import Connection
from db.notices import ALL, standing_notices


@dataclass(frozen=True)
class Noticed:
    """The notices that stand now, and what platforms are called."""

    rows: Rows
    names: Names


def _read_notices(connection: Connection) -> Noticed:
    rows = standing_notices(connection).to_pylist()
    named = queries.comparison(connection).to_pylist() if rows else []
    return Noticed(rows, Names.of([], named))


def notices() -> Noticed:
    """The notices that stand now; none before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_notices) or Noticed([], Names.of([], []))


def whose(platform: str, names: Names, words: Words) -> str:
    """Beside whose numbers a notice stands."""
    return words.say("All platforms") if platform == ALL else names.platform(platform, words)


def sentences(words: Words) -> list[str]:
    """What stands, each with whom it is about."""
    found = notices()
    return [
        words.say(
            "Wrong data, {whom}: {sentence}",
            whom=whose(row["platform"], found.names, words),
            sentence=row["sentence"],
        )
        for row in found.rows
    ]


def show(words: Words) -> None:
    """Show every notice that stands."""
    for sentence in sentences(words):
        shown.note(sentence, "failed")
