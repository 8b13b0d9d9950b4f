"""The first sentences of the pages of categories and of one platform: a title, and what stands below it."""

from dashboard import shown
from dashboard.drilldown.drilled import Drilled, OnePlatform
from dashboard.drilldown.heat import per_cent
from dashboard.drilldown.ratios import LEAST_COMPLAINTS
from dashboard.figures import exact, short
from dashboard.sections.record import crossed, standings_of
from dashboard.sections.standing_out import worst
from dashboard.text import Words


def of_categories(found: Drilled, words: Words) -> tuple[str, str]:
    """What people complain about most, and who stands out."""
    if (top := found.top) is None:
        return words.say("What do people complain about?"), ""
    category = found.names.category(top.category, words)
    title = words.say("Most often: {category}", category=category)
    if top.of >= LEAST_COMPLAINTS:
        share = per_cent(top.complaints / top.of)
        title = words.say("Most often: {category}, in {share} of complaints", category=category, share=share)
    base = words.say("{count} of {all} complaints read.", count=exact(top.complaints), all=exact(top.of))
    return title, words.space.join([base, *_stands_out(found, words)])


def _stands_out(found: Drilled, words: Words) -> list[str]:
    cell = worst(found.shown_cells)
    if cell is None or cell.ratio is None:
        return []
    return [
        words.say(
            "{platform} stands out most: {category} is {ratio} times as frequent there as on average"
            " (95% interval {low} to {high}).",
            platform=shown.strong(found.names.platform(cell.platform, words)),
            category=found.names.category(cell.category, words),
            ratio=shown.strong(f"{cell.ratio.value:.1f}"),
            low=f"{cell.ratio.low:.1f}",
            high=f"{cell.ratio.high:.1f}",
        )
    ]


def of_platform(one: OnePlatform, words: Words) -> tuple[str, str]:
    """How many complaints a platform has, and whether it crossed the line."""
    name = one.drilled.names.platform(one.platform, words)
    standings = standings_of(one)
    if not standings:
        return name, words.say("The publisher's total for it has not been read.")
    largest, count = standings[0], len(standings)
    total = short(largest.total, words)
    title = words.say("{name}: {total} complaints", name=name, total=total)
    said = [crossed(one.overview, largest, words)]
    said.append(words.say("{count} in the last 30 days.", count=shown.strong(exact(largest.last_30_days))))
    if count > 1:
        title = words.say(
            "{name}: {total} complaints at the largest of {count} listings", name=name, total=total, count=count
        )
        said.append(words.say("Listings are not added up: a complaint may be counted in several."))
    return title, words.space.join(said)
