"""What must be said wherever numbers go: notices of maintainers that stand now, and that the numbers are stale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import data, shown
from dashboard.compared import Rows, read_sources
from dashboard.data import current
from dashboard.sections.live import verdict
from dashboard.taxonomy import Names
from dashboard.text import Words, later
from db import queries
from db.connection import Connection
from db.freshness import Source, State, of_source, worst
from db.notices import ALL, standing_notices

NOTICES = {
    "notice_posted": later("Wrong data, {whom}: {sentence}"),
    "notice_lifted": later("Notice lifted: {whom}"),
}


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


def title(row: Mapping[str, Any], names: Names, words: Words) -> str:
    """A notice that was posted or lifted (`kind`), in one clause."""
    message = NOTICES[row["kind"]]
    return words.say(message, whom=whose(row["platform"], names, words), sentence=row["sentence"])


def sentences(words: Words) -> list[str]:
    """What stands, each with whom it is about."""
    found = notices()
    return [title({**row, "kind": "notice_posted"}, found.names, words) for row in found.rows]


def _worst() -> Source | None:
    return worst(current(read_sources) or (), data.clock())


def state() -> State | None:
    """How far the counts can be relied on now; None before any refresh."""
    source = _worst()
    return of_source(source, data.clock()) if source else None


def doubts(words: Words) -> list[str]:
    """What stands, and that the counts are stale or failed where they are: for numbers that leave the pages."""
    source = _worst()
    is_fresh = source is None or of_source(source, data.clock()) is State.FRESH
    return sentences(words) + ([] if source is None or is_fresh else [verdict(source, words, data.clock())])


def show(words: Words) -> None:
    """Show every notice that stands."""
    for sentence in sentences(words):
        shown.note(sentence, "failed")
