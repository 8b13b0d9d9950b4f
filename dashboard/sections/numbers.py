"""Every platform's numbers in a table."""

from dashboard import shown
from dashboard.cells import Cell, Column, Link, Share, Spark, Two, Way, table
from dashboard.compared import Overview
from dashboard.figures import BEIJING, brief, brief_day, change, exact, share
from dashboard.standings import Standing
from dashboard.tables import Telling, against_line, marked_name, state_badge
from dashboard.text import Words
from dashboard.vocabulary import SOURCES, listing_page, named
from dashboard.ways import to_platform

WEEKS = 12


def finding(overview: Overview, words: Words) -> str:
    """Who drew most complaints of late."""
    most = max(overview.standings, key=lambda standing: standing.last_30_days)
    count = exact(most.last_30_days)
    return words.say("{name} drew the most in the last 30 days: {count}", name=most.name(words), count=count)


def _columns(words: Words) -> list[Column]:
    return [
        Column(words.say("Platform")),
        Column(words.say("Total"), is_number=True),
        Column(words.say("Last 30 days"), is_number=True),
        Column(words.say("A day, 12 weeks"), is_number=True),
        Column(words.say("1 day"), is_number=True, is_extra=True),
        Column(words.say("7 days"), is_number=True, is_extra=True),
        Column(words.say("30 days"), is_number=True, is_extra=True),
        Column(words.say("Replied"), is_number=True, is_extra=True),
        Column(words.say("Completed"), is_number=True, is_extra=True),
        Column(words.say("Read"), is_extra=True),
    ]


def changed(standing: Standing, days: int, words: Words) -> Cell:
    """A change over some days; where its base is older than that, with the day of the base."""
    if days not in standing.changes:
        return ""
    said = change(standing.changes[days])
    if (since := standing.since.get(days)) is None:
        return said
    return Two(said, words.say("since {day}", day=brief_day(since.astimezone(BEIJING).date(), words)))


def _pace(standing: Standing, words: Words) -> Cell:
    """Complaints a day, week by week."""
    values = tuple(standing.weekly.get(ago) for ago in reversed(range(WEEKS)))
    known = [value for value in values if value is not None]
    if not known or values[-1] is None:
        return ""
    said = words.say(
        "{first} a day in the first of these weeks, {last} in the last",
        first=f"{known[0]:,.0f}",
        last=f"{known[-1]:,.0f}",
    )
    return Spark(values, f"{known[-1]:,.0f}", said)


def _source(standing: Standing, telling: Telling) -> str | Link:
    """Where a number is from: a way to the publisher's page, except from a stand-in's number."""
    name = named(SOURCES, standing.receipt.source, telling.words) if standing.receipt else ""
    url = None if telling.is_demonstration else listing_page(standing.publisher, standing.listing)
    return Link(url, name) if url and name else name


def _read(standing: Standing, telling: Telling) -> Cell:
    """When a number was read; and its state, unless all is well."""
    badge, at = state_badge(standing, telling), brief(standing.read_at, telling.words)
    return Two(at, _source(standing, telling) if badge.state == "fresh" else badge)


def _row(standing: Standing, telling: Telling) -> list[Cell]:
    words = telling.words
    return [
        Way(to_platform(standing.platform, words), marked_name(standing, words)),
        Two(exact(standing.total), against_line(standing, words)),
        exact(standing.last_30_days),
        _pace(standing, words),
        *(changed(standing, days, words) for days in (1, 7, 30)),
        Share(share(standing.replied, standing.total)),
        Share(share(standing.completed, standing.total)),
        _read(standing, telling),
    ]


def numbers(overview: Overview, telling: Telling) -> None:
    """Show every platform's numbers, one row a platform."""
    words = telling.words
    notes = [
        words.say("Changes are against the latest reading; empty where no reading is that old, or after a revision."),
        words.say("A first reply counts as replied; completed is confirmed by the consumer, or set automatically."),
    ]
    shown.heading(title := finding(overview, words), words.say("All the numbers, platform by platform."))
    rows = [_row(standing, telling) for standing in overview.standings]
    count = len(rows)
    few = words.say_n("Show all {count} row", "Show all {count} rows", count, count=count)
    table(title, _columns(words), rows, few=few)
    shown.aside(words.space.join(notes))
