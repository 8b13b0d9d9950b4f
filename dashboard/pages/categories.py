"""What do people complain about?"""

import streamlit as st

from dashboard import shown
from dashboard.asked import choose
from dashboard.drilled import Drilled, Options
from dashboard.drilling import drilled, options
from dashboard.figures import exact
from dashboard.heat import per_cent
from dashboard.ratios import LEAST_COMPLAINTS
from dashboard.sections import behind, reasons
from dashboard.sections.complaints import complaints
from dashboard.sections.coverage import coverage
from dashboard.sections.empty import no_categories, no_complaints
from dashboard.sections.filters import filters, nothing
from dashboard.sections.heatmap import heatmap
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.sections.standing_out import worst
from dashboard.text import Words


def _headline(found: Drilled, words: Words) -> None:
    """What people complain about most, and who stands out."""
    if (top := found.top) is None:
        shown.headline(words.say("What do people complain about?"), "")
        return
    category = found.names.category(top.category, words)
    title = words.say("Most often: {category}", category=category)
    if top.of >= LEAST_COMPLAINTS:
        share = per_cent(top.complaints / top.of)
        title = words.say("Most often: {category}, in {share} of complaints", category=category, share=share)
    base = words.say("{count} of {all} complaints read.", count=exact(top.complaints), all=exact(top.of))
    shown.headline(title, words.space.join([base, *_stands_out(found, words)]))


def _stands_out(found: Drilled, words: Words) -> list[str]:
    cell = worst(found.shown_cells)
    if cell is None or cell.ratio is None:
        return []
    return [
        words.say(
            "{platform} stands out most: {category} is {ratio} times as frequent there as on average"
            " (95 % interval {low} to {high}).",
            platform=shown.strong(found.names.platform(cell.platform, words)),
            category=found.names.category(cell.category, words),
            ratio=shown.strong(f"{cell.ratio.value:.1f}"),
            low=f"{cell.ratio.low:.1f}",
            high=f"{cell.ratio.high:.1f}",
        )
    ]


def _behind(found: Drilled, words: Words) -> None:
    behind.choose(found, words)
    if not found.count:
        shown.note(words.say("None of the chosen complaints is in this category."))
        return
    behind.trend(found, words)
    behind.who(found, words)
    for section, column in zip((reasons.issues, reasons.matched), st.columns(2), strict=True):
        with column:
            section(found, words)
    name = found.names.category(found.category or "", words)
    title = words.say_n(
        "{count} complaint: {name}", "{count} complaints: {name}", found.count, count=exact(found.count), name=name
    )
    complaints(found, title, words)


def _show(there: Options, words: Words) -> None:
    choice, in_vain = choose(there)
    category, not_there = behind.asked(there)
    found = drilled(choice, category)
    if found is None or not found.taken["complaints"]:
        no_complaints(words)
        live(there.sources, words)
        return
    if not found.names.categories:
        no_categories(words)
        live(there.sources, words)
        return
    _headline(found, words)
    live(there.sources, words)
    filters(found, there, [*in_vain, *not_there], words, one_platform=False)
    if not found.taken["chosen"]:
        nothing(found, words, one_platform=False)
        return
    coverage(found, words)
    if found.shown_cells:
        heatmap(found, words)
        _behind(found, words)
    else:
        shown.note(words.say("None of the chosen complaints has a category yet."))


opened(options, _show)
