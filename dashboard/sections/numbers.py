"""Every platform's numbers in a table."""

from dashboard import shown
from dashboard.cells import Cell, Column, Link, Share, Two, Way, table
from dashboard.data import Overview
from dashboard.figures import brief, change, exact, share
from dashboard.standings import Standing
from dashboard.tables import Telling, against_line, marked_name, state_badge
from dashboard.text import Words
from dashboard.vocabulary import SOURCES, listing_page, named
from dashboard.ways import to_platform


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
        Column(words.say("Replied"), is_number=True),
        Column(words.say("Completed"), is_number=True),
        Column(words.say("1 day"), is_number=True),
        Column(words.say("7 days"), is_number=True),
        Column(words.say("30 days"), is_number=True),
        Column(words.say("State")),
        Column(words.say("Read")),
    ]


def _changes(standing: Standing) -> list[Cell]:
    return [change(standing.changes[days]) if days in standing.changes else "" for days in (1, 7, 30)]


def _source(standing: Standing, telling: Telling) -> str | Link:
    """Where a number is from: a way to the publisher's page, except from a stand-in's number."""
    name = named(SOURCES, standing.receipt.source, telling.words) if standing.receipt else ""
    url = None if telling.is_demonstration else listing_page(standing.publisher, standing.listing)
    return Link(url, name) if url and name else name


def _row(standing: Standing, telling: Telling) -> list[Cell]:
    words = telling.words
    return [
        Way(to_platform(standing.platform, words), marked_name(standing, words)),
        Two(exact(standing.total), against_line(standing, words)),
        exact(standing.last_30_days),
        Share(share(standing.replied, standing.total)),
        Share(share(standing.completed, standing.total)),
        *_changes(standing),
        state_badge(standing, telling),
        Two(brief(standing.read_at, words), _source(standing, telling)),
    ]


def numbers(overview: Overview, telling: Telling) -> None:
    """Show every platform's numbers, one row a platform."""
    words = telling.words
    notes = [
        words.say("A first reply counts as replied; completed is confirmed by the consumer, or set automatically."),
        words.say("Changes are against the latest reading; empty where no reading is that old, or after a revision."),
    ]
    shown.heading(title := finding(overview, words), words.space.join(notes))
    table(title, _columns(words), [_row(standing, telling) for standing in overview.standings])
