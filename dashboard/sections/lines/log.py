"""What happened at the lines there are, and who changed the lines."""

import pyarrow as pa

from dashboard import shown
from dashboard.cells import Cell, Column, Two, table
from dashboard.figures import exact, moment
from dashboard.happenings import KINDS, details, title
from dashboard.lined import Lines
from dashboard.lines import Line, scope_name
from dashboard.maintaining.maintainers import called
from dashboard.sections.downloads import File, downloads
from dashboard.text import Words, later
from dashboard.vocabulary import named

MOST_ROWS = 20
CHANGES = {"added": later("added"), "removed": later("removed")}
FILED = (
    *(
        "happened_at",
        "kind",
        "platform",
        "listing",
        "threshold",
        "line",
        "number",
        "after_at",
        "after_value",
        "by_at",
    ),
    *("by_value", "estimated_at", "is_revised", "is_accepted", "noticed_at"),
)


def log(found: Lines, words: Words) -> None:
    """Show crossings, milestones and revisions, the latest first."""
    rows = found.overview.happenings
    about = words.say("Crossings, milestones (every further 50,000) and revisions; times are Beijing time.")
    if len(rows) > MOST_ROWS:
        more = words.say("The {shown} latest of {all}; the file has them all.", shown=MOST_ROWS, all=exact(len(rows)))
        about = words.space.join([about, more])
    shown.heading(heading := words.say("What happened at the lines"), about)
    if not rows:
        shown.note(words.say("Nothing has happened at a line so far."))
        return
    columns = [
        Column(words.say("Kind")),
        Column(words.say("What happened, when, and on which numbers"), is_long=True),
    ]
    cells: list[list[Cell]] = [
        [
            named(KINDS, row["kind"], words),
            Two(title(row, found.names, words), words.space.join(details(row, words))),
        ]
        for row in rows[:MOST_ROWS]
    ]
    table(heading, columns, cells)
    made = pa.Table.from_pylist(rows).select(FILED)
    downloads(File("log", words.say("crossings"), made.num_rows, lambda: made), found, words)


def changes(found: Lines, words: Words) -> None:
    """Show who added or removed which line, and when."""
    columns = [
        Column(words.say("Line")),
        Column(words.say("Change")),
        Column(words.say("When")),
        Column(words.say("By whom"), is_long=True),
    ]
    cells: list[list[Cell]] = [
        [
            Two(_called(row, found, words), scope_name(row["scope"], found.names, words)),
            named(CHANGES, row["change"], words),
            moment(row["changed_at"], words),
            called(row["changed_by"]),
        ]
        for row in found.changes[:MOST_ROWS]
    ]
    shown.heading(title := words.say("Changes of the lines"))
    table(title, columns, cells)


def _called(row: dict[str, object], found: Lines, words: Words) -> str:
    about = {name: row[name] for name in ("threshold", "measure", "line", "category")}
    return Line(**about, scope="all").name(found.names, words)  # type: ignore[arg-type]
