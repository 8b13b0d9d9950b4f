"""The key figures of the first page: who is past the line, who is near it, who rises fastest, what was read."""

from collections.abc import Iterator

from dashboard.cards import Card, cards
from dashboard.compared import Overview
from dashboard.figures import brief, change, day, exact, short
from dashboard.standings import Place, at, riser
from dashboard.text import Words
from dashboard.ways import to_categories, to_platform, to_thresholds
from db.thresholds import THE_LINE


def _past(overview: Overview, words: Words) -> Card:
    return Card(
        words.say("Past {line}", line=short(overview.line, words)),
        exact(len(at(overview.standings, Place.PAST))),
        words.say("led by {name}", name=overview.standings[0].name(words)),
        of=words.say("of {count}", count=exact(len(overview.standings))),
        tone="past",
        way=to_thresholds(THE_LINE, words),
        exact=exact(overview.line),
    )


def _near(overview: Overview, words: Words) -> Card:
    near = at(overview.standings, Place.APPROACHING)
    said = words.say("nobody at present")
    if near:
        left = exact(overview.line - near[0].total)
        said = words.say("{name}: {count} to go", name=near[0].name(words), count=left)
    way = to_thresholds(THE_LINE, words)
    return Card(words.say("Within 10% of it"), exact(len(near)), said, tone="approaching", way=way)


def _fastest(overview: Overview, words: Words) -> Iterator[Card]:
    if not (found := riser(overview.standings)):
        return
    who, over = found
    label = words.say_n("Fastest since yesterday", "Fastest in {days} days", over, days=over)
    if since := who.since.get(over):
        label = words.say("Fastest since {moment}", moment=brief(since, words))
    way = to_platform(who.platform, words)
    yield Card(label, change(who.changes[over]), who.name(words), tone="accent", way=way)


def _read(overview: Overview, words: Words) -> Iterator[Card]:
    found = overview.complaints_read
    if not found["complaints"]:
        return
    said = words.say("{first} to {last}", first=day(found["first_on"], words), last=day(found["last_on"], words))
    if found["category"]:
        said = words.say("most often: {category}", category=overview.names.category(found["category"], words))
    count = short(found["complaints"], words)
    label, way = words.say("Complaints we read"), to_categories(words)
    yield Card(label, count, said, tone="below", way=way, exact=exact(found["complaints"]))


def key_figures(overview: Overview, words: Words) -> None:
    """Show three or four figures, each leading to where it is explained."""
    first = [_past(overview, words), _near(overview, words)]
    cards([*first, *_fastest(overview, words), *_read(overview, words)])
