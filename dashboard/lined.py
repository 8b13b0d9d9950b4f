"""Reading what the page of thresholds, the feed and the badges show: everything in one opening."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.compared import Overview, Rows, read_origin, read_overview
from dashboard.data import current
from dashboard.drilldown.drilled import Coverage
from dashboard.figures import BEIJING
from dashboard.lines import Ahead, Line, Reached, Scores, Side, Users
from dashboard.taxonomy import Names
from db import lines, queries
from db.connection import Connection
from db.lines import OWN
from db.notices import notice_changes
from db.thresholds import THE_LINE

MOST_NOTICES = 50  # in the feed


@dataclass(frozen=True)
class Lines:
    """What the page of thresholds shows, whichever line is chosen: the lines, rates, the log."""

    lines: list[Line]
    groups: list[str]
    overview: Overview
    users: dict[str, Users]
    scores: Scores
    changes: Rows

    @property
    def names(self) -> Names:
        """What platforms and categories are called."""
        return self.overview.names

    @property
    def is_demonstration(self) -> bool:
        """Whether the numbers are a stand-in's."""
        return self.overview.is_demonstration

    @property
    def coverage(self) -> Coverage:
        """Up to when numbers were read: what a file to take away says of itself."""
        last_at = max((one.read_at for one in self.overview.standings), default=None)
        return Coverage({"last_at": last_at, "last_on": last_at and last_at.astimezone(BEIJING).date()}, [])


@dataclass(frozen=True)
class Chosen:
    """One line: who reached it, and where everybody stands against it."""

    line: Line
    reached: list[Reached]
    ahead: list[Ahead]


@dataclass(frozen=True)
class Log:
    """What the feed tells: what happened, what was said of wrong data, the names, and if it is a demonstration."""

    is_demonstration: bool
    names: Names
    happenings: Rows
    began_at: Any
    notices: Rows = field(default_factory=list)


def _line(row: dict[str, Any]) -> Line:
    return Line(**{name: row[name] for name in Line.__slots__})


def _active(connection: Connection) -> list[Line]:
    return [_line(row) for row in queries.thresholds(connection).to_pylist() if row["removed_at"] is None]


def _names(connection: Connection) -> Names:
    return Names.of(queries.category_names(connection).to_pylist(), queries.comparison(connection).to_pylist())


def _read_lines(connection: Connection) -> Lines:
    [scores] = lines.forecast_scores(connection).to_pylist()
    overview = read_overview(connection)
    return Lines(
        lines=_active(connection),
        groups=sorted({row["group_name"] for row in overview.names.platforms.values() if row["group_name"]}),
        overview=overview,
        users={row["platform"]: Users(**row) for row in lines.cited_users(connection).to_pylist()},
        scores=Scores(**scores),
        changes=queries.threshold_changes(connection).to_pylist(),
    )


def _side(row: dict[str, Any], side: str) -> Side:
    return Side(**{name: row[f"{side}_{name}"] for name in Side.__slots__})


def _reached(row: dict[str, Any]) -> Reached:
    named = ("platform", "publisher", "listing", "number", "is_revised", "is_accepted", "estimated_at")
    about = {name: row[name] for name in named}
    after = _side(row, "after") if row["after_at"] else None
    return Reached(after=after, by=_side(row, "by"), **about)


def _read_chosen(connection: Connection, threshold: str, own: int | None) -> Chosen:
    if own is not None:
        lines.try_line(connection, own)
    line = next(one for one in _active(connection) if one.threshold == threshold)
    return Chosen(
        line,
        [_reached(row) for row in lines.reached(connection, threshold).to_pylist()],
        [Ahead(**row) for row in lines.against_line(connection, threshold).to_pylist()],
    )


def _read_log(connection: Connection) -> Log:
    began = [row["since_at"] for row in queries.thresholds(connection).to_pylist() if row["threshold"] == THE_LINE]
    happenings = lines.happenings(connection).to_pylist()
    notices = notice_changes(connection, MOST_NOTICES).to_pylist()
    return Log(bool(read_origin(connection)), _names(connection), happenings, began[0], notices)


def all_lines() -> Lines | None:
    """What the page of thresholds shows; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_lines)  # type: ignore[no-any-return]


def chosen_line(threshold: str, own: int | None = None) -> Chosen | None:
    """One line that is there; or, with `own`, one on totals that a visitor tries, which changes nothing."""
    return current(_read_chosen, OWN if own is not None else threshold, own)  # type: ignore[no-any-return]


def log() -> Log | None:
    """What the feed tells; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_log)  # type: ignore[no-any-return]
