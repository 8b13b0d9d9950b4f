"""Platforms by categories: how many complaints, which share of the platform's, and how that compares."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import category_charts, heat, shown
from dashboard.cells import Cell as Shown
from dashboard.cells import Column, table
from dashboard.drilled import Cell, Drilled
from dashboard.figures import exact
from dashboard.heat import MOST_PLATFORMS, View, per_cent
from dashboard.ratios import LEAST_COMPLAINTS
from dashboard.sections.coverage import rests_on
from dashboard.sections.downloads import File, downloads
from dashboard.text import Words, later
from dashboard.urlstate import publish, seed

KEY, CATEGORY = "view", "category"
VIEWS = {
    View.SHARES: later("Share within platform"),
    View.RATIOS: later("Against the average"),
    View.COUNTS: later("Counts"),
}


def worst(cells: Sequence[Cell]) -> Cell | None:
    """The cell that stands out most above the average: the one whose interval begins highest."""
    sure = [cell for cell in cells if (ratio := cell.ratio) and ratio.low > 1 and cell.category != "other"]
    return max(sure, key=lambda cell: cell.ratio.low if cell.ratio else 0, default=None)


def _about(cell: Cell, found: Drilled, words: Words) -> dict[str, str]:
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
            **_about(most, found, words),
        )
    if view is View.SHARES:
        top = max(said, key=lambda cell: cell.share)
        return words.say(
            "{category} is in {share} of the complaints against {platform}",
            share=per_cent(top.share),
            **_about(top, found, words),
        )
    if (cell := worst(said)) is None or cell.ratio is None:
        return words.say("No platform stands out from the average")
    return words.say(
        "{platform}: {category} {ratio} times as often as on average",
        ratio=f"{cell.ratio.value:.1f}",
        **_about(cell, found, words),
    )


def _explained(view: View, words: Words) -> str:
    least = LEAST_COMPLAINTS
    if view is View.COUNTS:
        return words.say("Complaints read. A platform of which more was read has higher counts.")
    if view is View.SHARES:
        return words.say(
            "Share of a platform's complaints that are in a category; nothing is said below {least} complaints.",
            least=least,
        )
    return words.say(
        "Share within the platform ÷ share over all watched platforms. Coloured only where the 95 % interval excludes"
        " 1 (log ratio to the other platforms, with half a complaint added); about 1 cell in 20 does so by chance."
        " Nothing is said below {least} complaints.",
        least=least,
    )


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


def _columns(words: Words) -> list[Column]:
    return [
        Column(words.say("Category")),
        Column(words.say("Platform")),
        Column(words.say("Complaints"), is_number=True),
        Column(words.say("Share"), is_number=True),
        Column(words.say("All watched"), is_number=True),
        Column(words.say("Times the average (95 %)"), is_number=True),
    ]


def _row(cell: Cell, found: Drilled, words: Words) -> list[Shown]:
    told = heat.told(cell, found, words)
    return [told["row"], told["column"], told["exact"], told["share"], per_cent(cell.average), told["ratio"]]


def in_files(found: Drilled, words: Words) -> pa.Table:
    """Every cell with its share, the average and the ratio: what the heat map draws, and all it does not."""
    return pa.Table.from_pylist([_in_file(cell, found, words) for cell in found.shown_cells])


def _in_file(cell: Cell, found: Drilled, words: Words) -> dict[str, Any]:
    ratio = cell.ratio
    names = _about(cell, found, words)
    return {
        "platform": cell.platform,
        "platform_name": names["platform"],
        "category": cell.category,
        "category_name": names["category"],
        "complaints": cell.complaints,
        "platform_complaints": cell.platform_complaints,
        "category_complaints": cell.category_complaints,
        "all_complaints": cell.all_complaints,
        "share": cell.share if cell.is_said else None,
        "average": cell.average,
        "ratio": ratio.value if ratio else None,
        "ratio_low": ratio.low if ratio else None,
        "ratio_high": ratio.high if ratio else None,
    }


def _choose_view(words: Words) -> View:
    seed(KEY, list(VIEWS), [View.SHARES])
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
    view = _choose_view(words)
    with title_place:
        shown.heading(
            finding(found, view, words), words.space.join([_explained(view, words), rests_on(found, words)])
        )
    _key(found, view, words)
    cells = heat.cells(found, view, words)
    row = found.names.category(found.category, words) if found.category else None
    picked = [{"row": row}] if row in cells["row"].to_pylist() else []
    datasets = {"cells": cells, "picked": pa.Table.from_pylist(picked, schema=pa.schema([("row", pa.string())]))}
    spec = category_charts.heat(words, len(set(cells["row"].to_pylist())), diverging=view is View.RATIOS)
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
    with st.expander(words.say("The numbers as a table")):
        table(alt, _columns(words), [_row(cell, found, words) for cell in found.shown_cells])
    downloads(
        File("cells", words.say("categories"), len(found.shown_cells), lambda: in_files(found, words)), found, words
    )
