"""What the heat map says in words: who stands out, and how each view is to be read."""

from collections.abc import Sequence

from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.heat import View, per_cent
from dashboard.drilldown.ratios import LEAST_COMPLAINTS, Cell
from dashboard.figures import exact
from dashboard.text import Words


def worst(cells: Sequence[Cell]) -> Cell | None:
    """The cell that stands out most above the average: the one whose interval begins highest."""
    sure = [cell for cell in cells if (ratio := cell.ratio) and ratio.low > 1 and cell.category != "other"]
    return max(sure, key=lambda cell: cell.ratio.low if cell.ratio else 0, default=None)


def names_of(cell: Cell, found: Drilled, words: Words) -> dict[str, str]:
    """The names of a cell's platform and category."""
    return {
        "platform": found.names.platform(cell.platform, words),
        "category": found.names.category(cell.category, words),
    }


def finding(found: Drilled, view: View, words: Words) -> str:
    """What a view of the heat map says."""
    said = [cell for cell in found.shown_cells if cell.is_said and cell.category != "other"]
    if view is View.COUNTS or not said:
        most = max(found.shown_cells, key=lambda cell: (cell.category != "other", cell.complaints))
        return words.say(
            "Most complaints in one cell: {platform}, {category}, {count}",
            count=exact(most.complaints),
            **names_of(most, found, words),
        )
    if view is View.SHARES:
        top = max(said, key=lambda cell: cell.share)
        return words.say(
            "{category} is in {share} of the complaints against {platform}",
            share=per_cent(top.share),
            **names_of(top, found, words),
        )
    if (cell := worst(said)) is None or cell.ratio is None:
        return words.say("No platform stands out from the average")
    return words.say(
        "{platform}: {category} {ratio} times as often as on average",
        ratio=f"{cell.ratio.value:.1f}",
        **names_of(cell, found, words),
    )


def explained(view: View, words: Words) -> str:
    """What a view counts, and when it says nothing."""
    least = LEAST_COMPLAINTS
    if view is View.COUNTS:
        return words.say("Complaints read. A platform of which more was read has higher counts.")
    if view is View.SHARES:
        return words.say(
            "Share of a platform's complaints that are in a category; nothing is said below {least} complaints.",
            least=least,
        )
    return words.say(
        "Share within the platform ÷ share over all watched platforms. Coloured only where the 95% interval excludes"
        " 1 (log ratio to the other platforms, with half a complaint added); about 1 cell in 20 does so by chance."
        " Nothing is said below {least} complaints.",
        least=least,
    )
