"""How each source does: last good, next due, the last 30 days."""

from datetime import date, timedelta

from dashboard import data, shown
from dashboard.cells import Badge, Cell, Column, Days, table_section
from dashboard.figures import BEIJING, exact, moment
from dashboard.maintaining.maintained import SPAN_DAYS, Maintenance
from dashboard.sections.live import verdict
from dashboard.text import Words
from dashboard.vocabulary import SOURCES, named
from db.freshness import Source, of_source


def _days(found: Maintenance, source: Source, today: date, words: Words) -> Days:
    rows = {row["finished_on"]: row for row in found.days if row["source"] == source.source}
    marks, good, all_ = [], 0, 0
    for ago in range(SPAN_DAYS - 1, -1, -1):
        row = rows.get(today - timedelta(days=ago), {"good": 0, "failed": 0})
        good, all_ = good + row["good"], all_ + row["good"] + row["failed"]
        marks.append(
            "failed" if row["failed"] > row["good"] else "stale" if row["failed"] else "fresh" * bool(row["good"])
        )
    said = words.say("{good} of {all} went well", good=exact(good), all=exact(all_))
    return Days(tuple(marks), said)


def health(found: Maintenance, words: Words) -> None:
    """Show each source: its state, when it was last good, when it is due, and its last 30 days, a mark a day."""
    clock = data.clock()
    today = clock.now.astimezone(BEIJING).date()
    columns = [
        Column(words.say("Source")),
        Column(words.say("State"), is_long=True),
        Column(words.say("Last went well")),
        Column(words.say("Next due")),
        Column(words.say("Last 30 days")),
        Column(words.say("Failed since"), is_number=True),
    ]
    rows: list[list[Cell]] = [
        [
            named(SOURCES, source.source, words),
            Badge(of_source(source, clock), verdict(source, words, clock)),
            moment(source.good_at, words) if source.good_at else "",
            moment(clock.next_due(source.source, source.started_at, found.rests_until), words),
            _days(found, source, today, words),
            exact(source.failures),
        ]
        for source in found.sources
    ]
    shown.anchor("sources")
    about = words.say("Due if tousu watch runs. What a person cancelled counts neither way.")
    table_section(words.say("Sources"), words.say("No refresh has run yet."), columns, rows, about)
