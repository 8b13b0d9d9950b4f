"""One platform's key figures: its total against the line, its pace, and how much was answered beside the others."""

from dashboard.cards import Card, cards
from dashboard.drilldown.drilled import OnePlatform
from dashboard.figures import exact, share, short
from dashboard.sections.record import at_the_median
from dashboard.standings import Standing
from dashboard.tables import against_line
from dashboard.text import Words
from dashboard.ways import to_thresholds
from db.thresholds import THE_LINE


def _total(standing: Standing, words: Words) -> Card:
    return Card(
        words.say("Total"),
        short(standing.total, words),
        words.say(
            "{line} line: {distance}", line=short(standing.line, words), distance=against_line(standing, words)
        ),
        tone=str(standing.place),
        way=to_thresholds(THE_LINE, words),
        exact=exact(standing.total),
    )


def _recent(standing: Standing, words: Words) -> Card:
    said = words.say("as the publisher states them")
    if (pace := standing.weekly.get(0)) is not None:
        said = words.say("{rate} a day in the last week", rate=f"{pace:,.0f}")
    return Card(words.say("Last 30 days"), exact(standing.last_30_days), said, tone="accent")


def _answered(part: str, title: str, standing: Standing, one: OnePlatform, words: Words) -> Card:
    said = at_the_median(part, one.overview.standings, words)
    found = share(getattr(standing, part), standing.total)
    figure = "–" if found is None else f"{found:.1f}%"
    return Card(title, figure, said, exact=exact(getattr(standing, part)))


def platform_figures(one: OnePlatform, standing: Standing, words: Words) -> None:
    """Show a listing's figures at a glance."""
    cards(
        [
            _total(standing, words),
            _recent(standing, words),
            _answered("replied", words.say("Replied"), standing, one, words),
            _answered("completed", words.say("Completed"), standing, one, words),
        ]
    )
