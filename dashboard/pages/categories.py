"""What do people complain about?"""

import streamlit as st

from dashboard import shown
from dashboard.drilldown.asked import choose
from dashboard.drilldown.drilled import Drilled, Options
from dashboard.drilldown.drilling import drilled, options
from dashboard.figures import exact
from dashboard.sections import behind, reasons
from dashboard.sections.complaints import complaints
from dashboard.sections.coverage import coverage
from dashboard.sections.empty import no_categories, no_complaints
from dashboard.sections.filters import filters, nothing
from dashboard.sections.heatmap import heatmap
from dashboard.sections.leads import of_categories
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.text import Words


def _behind(found: Drilled, words: Words) -> None:
    behind.choose(found, words)
    if not found.count:
        shown.note(words.say("None of the chosen complaints is in this category."))
        return
    for sections in ((behind.trend, behind.who), (reasons.issues, reasons.matched)):
        for section, column in zip(sections, st.columns(2, gap="large"), strict=True):
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
    shown.headline(*of_categories(found, words))
    live(there.sources, words)
    coverage(found, words)
    filters(found, there, [*in_vain, *not_there], words, one_platform=False)
    if not found.taken["chosen"]:
        nothing(found, words, one_platform=False)
        return
    if found.shown_cells:
        heatmap(found, words)
        _behind(found, words)
    else:
        shown.note(words.say("None of the chosen complaints has a category yet."))


opened(options, _show)
