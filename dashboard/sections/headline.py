"""The first thing on the first page: who is past the line, who crossed last and when, who leads."""

from collections.abc import Iterator
from datetime import datetime

from dashboard import shown
from dashboard.compared import Overview
from dashboard.figures import between, moment, short
from dashboard.lines import resting
from dashboard.shown import strong
from dashboard.standings import Crossing, Place, at
from dashboard.text import Words
from dashboard.vocabulary import source_said


def crossed_last(overview: Overview) -> Crossing | None:
    """The latest crossing of a platform that is still past the line; one that we saw happen before any other."""
    past = {standing.listing for standing in at(overview.standings, Place.PAST)}
    return next((crossing for crossing in overview.crossings if crossing.listing in past), None)


def _crossing(crossing: Crossing, name: str, words: Words) -> str:
    if crossing.after_at is None:
        since = resting(moment(crossing.by_at, words), words, is_accepted=crossing.is_accepted)
        return words.say("They were past it before we began watching ({since}).", since=since)
    when = resting(between(crossing.after_at, crossing.by_at, words), words, is_accepted=crossing.is_accepted)
    return words.say("{name} crossed last, {when}.", name=strong(name), when=when)


def _sentences(overview: Overview, words: Words) -> Iterator[str]:
    standings = {standing.listing: standing for standing in overview.standings}
    if crossing := crossed_last(overview):
        yield _crossing(crossing, standings[crossing.listing].name(words), words)
    leader = overview.standings[0]
    total = strong(short(leader.total, words))
    yield words.say("{name} leads with {total} complaints.", name=strong(leader.name(words)), total=total)


def lead(overview: Overview, words: Words) -> tuple[str, str]:
    """Say how many platforms are past the line, who crossed last and when, and who leads: a title and sentences."""
    past, line = len(at(overview.standings, Place.PAST)), short(overview.line, words)
    title = words.say_n(
        "{past} platform is past {line} complaints",
        "{past} platforms are past {line} complaints",
        past,
        past=past,
        line=line,
    )
    if not past:
        title = words.say("No platform has reached {line} complaints yet", line=line)
    return title, words.space.join(_sentences(overview, words))


def headline(overview: Overview, words: Words) -> None:
    """Show how many platforms are past the line, who crossed last and when, and who leads."""
    shown.headline(*lead(overview, words))


def read_until(overview: Overview) -> datetime:
    """When the latest of the numbers was read."""
    return max(standing.read_at for standing in overview.standings)


def about(overview: Overview, words: Words) -> str:
    """Where the numbers come from and when: what stands below a chart's title."""
    codes = {standing.publisher for standing in overview.standings}
    return words.say(
        "Users' complaints in all, as stated by {publisher}; read up to {moment} (Beijing time)",
        publisher=source_said(words, is_demonstration=overview.is_demonstration, codes=codes),
        moment=moment(read_until(overview), words),
    )
