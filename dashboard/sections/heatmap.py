"""Platforms by categories: how many complaints, which share of the platform's, and how that compares."""

import pyarrow as pa
import streamlit as st

from dashboard import shown
from dashboard.charts import heat_charts
from dashboard.drawings import Drawing
from dashboard.drilldown import heat
from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.heat import MOST_PLATFORMS, View
from dashboard.drilldown.ratios import LEAST_COMPLAINTS
from dashboard.requested import pairs
from dashboard.sections.cells import numbers
from dashboard.sections.coverage import rests_on
from dashboard.sections.filters import left_out
from dashboard.sections.saving import saving
from dashboard.sections.standing_out import explained, finding
from dashboard.text import Words, later
from dashboard.urlstate import publish, seed

KEY, CATEGORY = "view", "category"
VIEWS = {
    View.SHARES: later("Shares"),
    View.RATIOS: later("Against the average"),
    View.COUNTS: later("Counts"),
}


def _key(found: Drilled, view: View, words: Words) -> list[tuple[str, str]]:
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
    return entries


def default_view(found: Drilled) -> View:
    """Shares; counts where no platform has enough complaints for shares."""
    return View.SHARES if any(cell.is_said for cell in found.shown_cells) else View.COUNTS


def _picked() -> None:
    """A click on a cell chooses its category."""
    points = st.session_state["heat"]["selection"]["pick"]
    if points:
        st.session_state[CATEGORY] = points[0]["category"]


def _choose_view(found: Drilled, words: Words) -> View:
    """Let the visitor choose a view."""
    in_vain = seed(KEY, list(VIEWS), [default_view(found)])
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
    left_out(in_vain, words)
    return View(st.session_state[KEY])


def drawing(found: Drilled, view: View, words: Words) -> Drawing:
    """Draw platforms by categories in a view, with a frame around the chosen category."""
    cells = heat.cells(found, view, words)
    row = found.names.category(found.category, words) if found.category else None
    picked = [{"row": row}] if row in cells["row"].to_pylist() else []
    category = [(CATEGORY, found.category)] if found.category else []
    return Drawing(
        name="heat",
        title=finding(found, view, words),
        about=words.space.join([explained(view, words), rests_on(found, words)]),
        spec=heat_charts.heat(words, len(set(cells["row"].to_pylist())), diverging=view is View.RATIOS),
        datasets={"cells": cells, "picked": pa.Table.from_pylist(picked, schema=pa.schema([("row", pa.string())]))},
        page="categories",
        is_demonstration=found.is_demonstration,
        read_until=found.coverage.row["last_at"],
        asked=(*pairs(found.choice), (KEY, view), *category),
        key=tuple(_key(found, view, words)),
    )


def heatmap(found: Drilled, words: Words) -> None:
    """Show platforms by categories in the view that the visitor chose, with the table behind it."""
    title_place = st.container()
    view = _choose_view(found, words)
    drawn = drawing(found, view, words)
    with title_place:
        shown.heading(drawn.title, drawn.about)
    shown.key(drawn.key)
    st.vega_lite_chart(drawn.shown(), key="heat", on_select=_picked, alt=drawn.title)
    saving(drawn, words)
    platforms = len({cell.platform for cell in found.shown_cells})
    if platforms > MOST_PLATFORMS:
        said = words.say(
            "The {shown} platforms with most complaints are drawn; the table has all {all}.",
            shown=MOST_PLATFORMS,
            all=platforms,
        )
        shown.aside(said)
    numbers(found, drawn.title, words)
