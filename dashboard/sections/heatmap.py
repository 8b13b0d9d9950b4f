"""Platforms by categories: how many complaints, which share of the platform's, and how that compares."""

import pyarrow as pa
import streamlit as st

from dashboard import heat, heat_charts, shown
from dashboard.drilled import Drilled
from dashboard.heat import MOST_PLATFORMS, View
from dashboard.ratios import LEAST_COMPLAINTS
from dashboard.sections.cells import numbers
from dashboard.sections.coverage import rests_on
from dashboard.sections.standing_out import explained, finding
from dashboard.text import Words, later
from dashboard.urlstate import publish, seed

KEY, CATEGORY = "view", "category"
VIEWS = {
    View.SHARES: later("Shares"),
    View.RATIOS: later("Against the average"),
    View.COUNTS: later("Counts"),
}


def _key(found: Drilled, view: View, words: Words) -> None:
    entries = {
        View.COUNTS: [("few", words.say("few")), ("many", words.say("many"))],
        View.SHARES: [("few", words.say("small share")), ("many", words.say("large share"))],
        View.RATIOS: [
            ("less", words.say("less often than average")),
            ("more", words.say("more often than average")),
            ("none", words.say("no colour: not to be told from it")),
        ],
    }[view]
    if view is not View.COUNTS and not all(cell.is_said for cell in found.shown_cells):
        entries.append(("unsaid", words.say("grey: fewer than {least} complaints read", least=LEAST_COMPLAINTS)))
    shown.key(entries)


def _picked() -> None:
    """A click on a cell chooses its category."""
    points = st.session_state["heat"]["selection"]["pick"]
    if points:
        st.session_state[CATEGORY] = points[0]["category"]


def _choose_view(found: Drilled, words: Words) -> View:
    """Let the visitor choose a view: where no platform has enough complaints for shares, counts unless they ask."""
    says_shares = any(cell.is_said for cell in found.shown_cells)
    seed(KEY, list(VIEWS), [View.SHARES if says_shares else View.COUNTS])
    place = st.container(key="view_switch")
    place.segmented_control(
        words.say("What the cells say"),
        list(VIEWS),
        format_func=lambda view: words.say(VIEWS[View(view)]),
        key=KEY,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    publish(KEY)
    return View(st.session_state[KEY])


def heatmap(found: Drilled, words: Words) -> None:
    """Show platforms by categories in the view that the visitor chose, with the table behind it."""
    title_place = st.container()
    view = _choose_view(found, words)
    with title_place:
        shown.heading(finding(found, view, words), words.space.join([explained(view, words), rests_on(found, words)]))
    _key(found, view, words)
    cells = heat.cells(found, view, words)
    row = found.names.category(found.category, words) if found.category else None
    picked = [{"row": row}] if row in cells["row"].to_pylist() else []
    datasets = {"cells": cells, "picked": pa.Table.from_pylist(picked, schema=pa.schema([("row", pa.string())]))}
    spec = heat_charts.heat(words, len(set(cells["row"].to_pylist())), diverging=view is View.RATIOS)
    alt = finding(found, view, words)
    st.vega_lite_chart({**spec, "datasets": datasets}, key="heat", on_select=_picked, alt=alt)
    platforms = len({cell.platform for cell in found.shown_cells})
    if platforms > MOST_PLATFORMS:
        said = words.say(
            "The {shown} platforms with most complaints are drawn; the table has all {all}.",
            shown=MOST_PLATFORMS,
            all=platforms,
        )
        shown.aside(said)
    numbers(found, alt, words)
