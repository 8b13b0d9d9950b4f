"""How reading goes: what needs a person, each source, the latest refreshes."""

from collections.abc import Mapping
from typing import Any

from dashboard import data, shown
from dashboard.cells import Badge, Cell, Column, table_section
from dashboard.figures import exact, moment
from dashboard.freshness import Source, State, of_source
from dashboard.maintained import Maintenance
from dashboard.sections.live import verdict
from dashboard.text import Words
from dashboard.vocabulary import SOURCES, named, what_happened


def summary(found: Maintenance, words: Words) -> None:
    """Say in one sentence what needs a person."""
    clock = data.clock()
    failed = sum(of_source(source, clock) is State.FAILED for source in found.sources)
    waiting = len(found.quarantined)
    said = []
    if failed:
        said.append(words.say_n("{count} source failed", "{count} sources failed", failed, count=failed))
    if waiting:
        said.append(
            words.say_n(
                "{count} number waits to be checked", "{count} numbers wait to be checked", waiting, count=waiting
            )
        )
    title = words.say(", ").join(said) or words.say("Nothing failed and nothing waits")
    shown.headline(title, words.say("Whatever is in doubt is not published: the last good number stays."))


def sources(found: Maintenance, words: Words) -> None:
    """How each source went last, in words."""
    columns = [
        Column(words.say("Source")),
        Column(words.say("State"), is_long=True),
        Column(words.say("Last tried")),
        Column(words.say("Last went well")),
        Column(words.say("Failed since"), is_number=True),
        Column(words.say("Detail"), is_long=True),
    ]
    rows = [_source(source, words) for source in found.sources]
    table_section(words.say("Sources"), words.say("No refresh has run yet."), columns, rows)


def _source(source: Source, words: Words) -> list[Cell]:
    clock = data.clock()
    return [
        named(SOURCES, source.source, words),
        Badge(of_source(source, clock), verdict(source, words, clock)),
        moment(source.finished_at, words),
        moment(source.good_at, words) if source.good_at else "",
        exact(source.failures),
        source.detail or "",
    ]


def refreshes(found: Maintenance, words: Words) -> None:
    """The latest refreshes, with their outcome in words."""
    columns = [
        Column(words.say("Finished")),
        Column(words.say("Source")),
        Column(words.say("Outcome"), is_long=True),
        Column(words.say("Took"), is_number=True),
        Column(words.say("Requests"), is_number=True),
        Column(words.say("Stored"), is_number=True),
        Column(words.say("Held back"), is_number=True),
    ]
    rows = [_refresh(row, words) for row in found.refreshes]
    table_section(words.say("Latest refreshes"), words.say("No refresh has run yet."), columns, rows)


def _refresh(row: Mapping[str, Any], words: Words) -> list[Cell]:
    went_well = row["outcome"] == "ok"
    outcome = words.say("all well") if went_well else what_happened(row["error"], words)
    return [
        moment(row["finished_at"], words),
        named(SOURCES, row["source"], words),
        Badge("fresh" if went_well else "failed", outcome),
        words.say("{seconds} s", seconds=f"{(row['finished_at'] - row['started_at']).total_seconds():.1f}"),
        exact(row["requests"]),
        exact(row["counts"] + row["complaints"]),
        exact(row["quarantined"]),
    ]
