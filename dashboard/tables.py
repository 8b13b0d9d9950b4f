"""Tables for the charts and the page, with every number written out in the visitor's language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from dashboard.cells import Badge
from dashboard.charts.theme import MARKS
from dashboard.comparing import Measure, value
from dashboard.figures import exact, moment, short
from dashboard.standings import Standing
from dashboard.text import Words
from db.freshness import Clock

CLOSE = 0.02  # to the line: then every digit is shown


@dataclass(frozen=True)
class Telling:
    """What words depend on: the language, the time, and whether numbers are a stand-in's."""

    words: Words
    clock: Clock
    is_demonstration: bool = False


def against_line(standing: Standing, words: Words) -> str:
    """How far past the line a total is, or how far below."""
    distance = standing.total - standing.line
    if distance >= 0:
        return words.say("{count} past it", count=exact(distance))
    return words.say("{count} to go", count=exact(-distance))


def state_badge(standing: Standing, telling: Telling) -> Badge:
    """How far a number can be relied on: its state and a word for it."""
    words = telling.words
    if standing.has_notice:
        return Badge("failed", words.say("wrong data, see the notice"))
    if standing.is_held:
        return Badge("failed", words.say("newer held back"))
    if standing.is_stale(telling.clock):
        return Badge("stale", words.say("stale"))
    return Badge("fresh", words.say("fresh, revised") if standing.is_revision else words.say("fresh"))


def marked_name(standing: Standing, words: Words) -> str:
    """The platform's name, after the mark of its place."""
    return f"{MARKS[standing.place]} {standing.name(words)}".strip()


def label(standing: Standing, measure: Measure, words: Words) -> str:
    """A standing by a measure as people write it; a total close to the line with every digit."""
    found = value(standing, measure)
    if measure is Measure.GROWTH:
        return "–" if found is None else f"{found:+.1f}%".replace("-", "−")
    if measure is Measure.RECENT:
        return exact(standing.last_30_days)
    is_close = abs(standing.total - standing.line) < standing.line * CLOSE
    return exact(standing.total) if is_close else short(standing.total, words)


def _bar_label(standing: Standing, measure: Measure, telling: Telling) -> str:
    said, words = label(standing, measure, telling.words), telling.words
    if standing.has_notice:
        wrong = words.say("wrong data")  # no more: on a phone the bars would have no room
        return f"{said} · {wrong}"
    return f"{said} · {words.say('stale')}" if standing.is_stale(telling.clock) else said


def line(line: int, words: Words) -> pa.Table:
    """The table `line` of every chart: where the line is, and what it is called."""
    label = words.say("{count} complaints", count=short(line, words))
    return pa.Table.from_pylist([{"line": line, "label": label}])


def totals(standings: Sequence[Standing], telling: Telling, measure: Measure = Measure.TOTAL) -> pa.Table:
    """The table of `charts.totals_against_line`: one bar a listing, so two of one platform are told apart."""
    words = telling.words
    times = Counter(standing.platform for standing in standings)
    return pa.Table.from_pylist(
        [
            {
                "name": marked_name(standing, words) + f" {standing.listing}" * (times[standing.platform] > 1),
                "platform": standing.platform,
                "value": value(standing, measure),
                "tone": str(standing.place),
                "is_stale": standing.is_stale(telling.clock),
                "label": _bar_label(standing, measure, telling),
                "exact": exact(standing.total),
                "against_line": against_line(standing, words),
                "last_30_days": exact(standing.last_30_days),
                "growth": label(standing, Measure.GROWTH, words),
                "read_at": moment(standing.read_at, words),
                "state": state_badge(standing, telling).word,
            }
            for standing in standings
        ]
    )
