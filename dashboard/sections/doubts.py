"""What is in doubt or unknown: labels, counters that disagree, warnings, gaps in coverage."""

import streamlit as st

from dashboard import shown
from dashboard.cells import Cell, Column, table, table_section
from dashboard.figures import exact, moment
from dashboard.maintaining.maintained import Maintenance
from dashboard.quoting import quoted
from dashboard.text import Words, later
from dashboard.vocabulary import GAPS, SOURCES, WARNINGS, named

LABELS = later("The publisher's labels that we do not know")
COUNTERS = later("Counters that keep disagreeing")
WARNED = later("Warnings")


def unknown_issues(found: Maintenance, words: Words) -> None:
    """The publisher's labels that we have no meaning for, and what to do about them."""
    columns = [
        Column(words.say("Label")),
        Column(words.say("Complaints"), is_number=True),
        Column(words.say("First seen")),
    ]
    rows = [
        [quoted(row["issue"]), exact(row["complaints"]), moment(row["first_seen_at"], words)]
        for row in found.unknown_issues
    ]
    about = words.say(
        "They are kept as they are. Write each to the category it stands for (or to other), under [issues] in"
        " scrapers/categories.toml, then run tousu classify."
    )
    table_section(words.say(LABELS), "", columns, rows, about)


def disagreements(found: Maintenance, words: Words) -> None:
    """Listings whose two counters have disagreed for days."""
    columns = [
        Column(words.say("Listing")),
        Column(words.say("Rise of the total in 30 days"), is_number=True),
        Column(words.say("Stated for the last 30 days"), is_number=True),
        Column(words.say("At least since")),
    ]
    rows = [
        [quoted(row["title"]), exact(row["rise"]), exact(row["last_30_days"]), moment(row["since_at"], words)]
        for row in found.disagreements
    ]
    table_section(words.say(COUNTERS), "", columns, rows)


def warnings(found: Maintenance, words: Words) -> None:
    """What was noticed although nothing failed."""
    columns = [
        Column(words.say("Warning"), is_long=True),
        Column(words.say("Detail"), is_long=True),
        Column(words.say("From")),
        Column(words.say("Last seen")),
        Column(words.say("Times"), is_number=True),
    ]
    rows = [
        [
            named(WARNINGS, row["warning"], words),
            quoted(row["detail"]),
            named(SOURCES, row["source"], words),
            moment(row["last_at"], words),
            exact(row["times"]),
        ]
        for row in found.warnings
    ]
    table_section(words.say(WARNED), "", columns, rows)


def absent(found: Maintenance, words: Words) -> None:
    """Say in one line what was looked for and is not there, so that nobody misses it."""
    there = {LABELS: found.unknown_issues, COUNTERS: found.disagreements, WARNED: found.warnings}
    if missing := [words.say(title) for title, rows in there.items() if not rows]:
        shown.heading(words.say("Looked for, and not found"))
        shown.aside(" · ".join(missing))


def gaps(found: Maintenance, words: Words) -> None:
    """Stretches in which complaints may have been missed: like ones as one row, each in the list behind."""
    shown.heading(title := words.say("Gaps in coverage"))
    if not found.gap_runs:
        shown.note(words.say("None known."))
        return
    columns = [
        Column(words.say("Why"), is_long=True),
        Column(words.say("From")),
        Column(words.say("Gaps"), is_number=True),
        Column(words.say("Hours in all"), is_number=True),
        Column(words.say("First after")),
        Column(words.say("Last before")),
    ]
    rows: list[list[Cell]] = [
        [
            named(GAPS, row["reason"], words),
            named(SOURCES, row["source"], words),
            exact(row["gaps"]),
            exact(round(row["seconds"] / 3600)),
            moment(row["after_at"], words),
            moment(row["before_at"], words),
        ]
        for row in found.gap_runs
    ]
    table(title, columns, rows)
    with st.expander(words.say("The latest {count} gaps, one by one", count=len(found.gaps))):
        table(
            title,
            [Column(words.say("After")), Column(words.say("Before")), Column(words.say("From"))],
            [
                [
                    moment(row["after_at"], words),
                    moment(row["before_at"], words),
                    named(SOURCES, row["source"], words),
                ]
                for row in found.gaps
            ],
        )
