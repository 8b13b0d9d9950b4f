"""Reading what the pages of categories and of one platform show: everything a page counts in one opening."""

import pyarrow as pa

from dashboard.compared import Rows, read_origin, read_overview, read_sources
from dashboard.data import current
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import MOST_FREQUENT, Coverage, Drilled, OnePlatform, Options, most_frequent, sums_of
from dashboard.drilldown.ratios import Cell
from dashboard.taxonomy import Names
from db import drilldowns, queries, settings
from db.connection import Connection, reading

SHOWN_COMPLAINTS = 25


def _names(connection: Connection) -> Names:
    return Names.of(queries.category_names(connection).to_pylist(), queries.comparison(connection).to_pylist())


def _read_options(connection: Connection) -> Options:
    there = drilldowns.choices_there(connection).to_pylist()
    issues, statuses = ([row["choice"] for row in there if row["kind"] == kind] for kind in ("issue", "status"))
    return Options(_names(connection), issues, statuses, read_sources(connection))


def _coverage(connection: Connection, choice: Choice) -> Coverage:
    [row] = drilldowns.coverage(connection, choice.platforms).to_pylist()
    if row["first_at"] is None:
        return Coverage(row, [])
    return Coverage(row, drilldowns.gaps_between(connection, row["first_at"], row["last_at"]).to_pylist())


def choose_days(connection: Connection, choice: Choice) -> None:
    """Choose the days, from those we keep where they know all that was chosen."""
    choose = drilldowns.choose_days if choice.is_of_days else drilldowns.choose_days_of_complaints
    choose(connection, choice.parameters())


def _read_weeks(connection: Connection, choice: Choice) -> Rows:
    choose_days(connection, choice)
    found: Rows = drilldowns.weeks_by_category(connection, choice.since, choice.until).to_pylist()
    return found


def _read_drilled(connection: Connection, choice: Choice, category: str | None) -> Drilled:
    """Read what is behind a category; None: behind none, all the chosen complaints are listed."""
    weeks = _read_weeks(connection, choice)
    category = most_frequent(sums_of(weeks)) if category == MOST_FREQUENT else category
    drilldowns.choose_complaints(connection, choice.parameters(), category)
    [taken] = drilldowns.taken_in(connection).to_pylist()
    return Drilled(
        is_demonstration=bool(read_origin(connection)),
        names=_names(connection),
        choice=choice,
        taken=taken,
        coverage=_coverage(connection, choice),
        cells=[Cell(**row) for row in drilldowns.platforms_by_category(connection).to_pylist()],
        weeks=weeks,
        category=category,
        issues=drilldowns.issues_behind(connection),
        words=drilldowns.words_behind(connection),
        complaints=drilldowns.chosen_complaints(connection, SHOWN_COMPLAINTS),
        count=sums_of(weeks).get(category, 0) if category else taken["chosen"],
    )


def _read_platform(connection: Connection, choice: Choice, platform: str) -> OnePlatform:
    found = _read_drilled(connection, choice, None)
    [replies] = drilldowns.first_replies(connection).to_pylist()
    services = drilldowns.services_of_platform(connection, platform).to_pylist()
    return OnePlatform(platform, found, read_overview(connection), replies, services)


def options() -> Options | None:
    """What can be chosen; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_options)  # type: ignore[no-any-return]


def drilled(choice: Choice, category: str | None) -> Drilled | None:
    """The complaints of a choice and what is behind a category; `MOST_FREQUENT` for whichever is."""
    return current(_read_drilled, choice, category)  # type: ignore[no-any-return]


def one_platform(choice: Choice, platform: str) -> OnePlatform | None:
    """What is known of one platform; `choice` is about it alone."""
    return current(_read_platform, choice, platform)  # type: ignore[no-any-return]


def all_complaints(choice: Choice, category: str | None) -> pa.Table:
    """Every complaint of a choice and a category, for a file; read anew, for it may be large."""
    with reading(settings.load().database) as connection:
        drilldowns.choose_complaints(connection, choice.parameters(), category)
        return drilldowns.chosen_complaints(connection, None)
