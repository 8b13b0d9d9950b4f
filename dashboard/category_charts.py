"""Charts of categories: a language in, a Vega-Lite specification out. The tables are given when a chart is shown.

A specification is built once a language and number of rows; its docstring names the tables it draws, with their
columns.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt

from dashboard.charts import LINE_LABEL, ROW_HEIGHT, Spec, laid
from dashboard.text import Words
from dashboard.theme import LABEL_SIZE, TONE_SCALE, axis, colour, name_limit, outline, text, tone

CELL_HEIGHT = 28
HEADER_HEIGHTS = {"zh-Hans": 92, "zh-Hant": 92, "en": 138}
WEEK_HEIGHT = 56
WEEKS_HEIGHT = 220
STEPS = list(range(10))
NARROWEST_LABEL, NARROWEST_NAME = 34, 24  # pixels: a number in a cell, a name aslant above it


def _tooltip(titles: Mapping[str, str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def _rows(**more: Any) -> alt.Y:
    labels = {"labelLimit": name_limit(), "labelOverlap": False, "labelFlush": False, "labelColor": tone("ink")}
    return alt.Y("row:N", sort=None, title=None, axis=axis(**labels, domain=False, ticks=False), **more)


def _columns(room: int) -> alt.X:
    """Columns named at the top, aslant, in so many pixels of height."""
    labels = {
        "labelAngle": alt.ExprRef(f"bandwidth('x') < {NARROWEST_NAME} ? -90 : -48"),
        "labelLimit": room * 1.2,
        "labelOverlap": False,
        "labelColor": tone("ink"),
    }
    return alt.X(
        "column:O",
        sort=None,
        title=None,
        axis=axis(
            orient="top",
            domain=False,
            ticks=False,
            labelAlign="left",
            labelBaseline="middle",
            minExtent=room,
            maxExtent=room,
            **labels,
        ),
    )


def _steps(diverging: bool) -> alt.Fill:
    """One of ten steps of colour; nothing where a cell has none, which keeps the order of rows and columns."""
    scale = alt.Scale(domain=STEPS, range="diverging" if diverging else "heatmap")
    none = {"test": "datum.step === null", "value": "transparent"}
    return alt.Fill("step:O", scale=scale, legend=None, condition=none)


def _heat_tooltip(words: Words) -> list[alt.Tooltip]:
    return _tooltip(
        {
            "row": words.say("Category"),
            "column": words.say("Platform"),
            "exact": words.say("Complaints"),
            "share": words.say("Share"),
            "ratio": words.say("Times the average, with its 95 % interval"),
        }
    )


def _cell_texts(cells: alt.Chart) -> alt.Chart:
    """Numbers in the cells, where a cell is wide enough for one."""
    shown = alt.ExprRef(f"bandwidth('x') < {NARROWEST_LABEL} ? 0 : 1")
    texts: alt.Chart = cells.mark_text(fontSize=LABEL_SIZE, opacity=shown).encode(
        alt.Text("label:N"), alt.Color("ink:N", scale=TONE_SCALE, legend=None)
    )
    return texts


@cache
def heat(words: Words, rows: int, *, diverging: bool) -> Spec:
    """Platforms by categories; a click names its cell in the selection `pick`.

    Draws `cells`: row, column, category, platform, step (0 to 9, null: no colour), is_said, label, ink, and for the
    tooltip exact, share, ratio; `picked`: row, the chosen category's.
    """
    rows_down = _rows(scale=alt.Scale(paddingInner=0.06))
    cells = alt.Chart(alt.NamedData("cells")).encode(_columns(HEADER_HEIGHTS[words.code]), rows_down)
    pick = alt.selection_point(name="pick", fields=["category", "platform"], clear="dblclick")
    everything = cells.mark_rect(fillOpacity=0.001, cursor="pointer").encode(
        alt.FillValue("gray"), tooltip=_heat_tooltip(words)
    )
    picked = alt.Chart(alt.NamedData("picked")).mark_rect(fillOpacity=0, strokeWidth=2, stroke=tone("accent"))
    layers = [
        cells.mark_rect(cornerRadius=2, stroke=tone("paper"), strokeWidth=1).encode(_steps(diverging)),
        cells.mark_rect(fillOpacity=0.14, fill=tone("quiet")).transform_filter("!datum.is_said"),
        _cell_texts(cells),
        picked.encode(rows_down, x=alt.value(0), x2=alt.value(alt.ExprRef("width"))),
        everything.add_params(pick),
    ]
    return laid(layers, CELL_HEIGHT * rows + HEADER_HEIGHTS[words.code], top=6)


@cache
def weeks(words: Words) -> Spec:
    """Complaints week by week, hollow where a week is not whole.

    Draws `weeks`: column (its first day in words), complaints, is_whole, and for the tooltip week, exact, of, share.
    """
    titles = {
        "week": words.say("Week"),
        "exact": words.say("Complaints in the category"),
        "of": words.say("Complaints read in all"),
        "share": words.say("Share"),
    }
    day = axis(labelColor=tone("quiet"), labelAngle=0, labelOverlap=True, ticks=False)
    count = axis(labelColor=tone("quiet"), tickCount=4, tickMinStep=1)
    bars = alt.Chart(alt.NamedData("weeks")).mark_bar(cornerRadiusEnd=2, strokeWidth=1.2, width={"band": 0.82})
    drawn = bars.encode(
        alt.X("column:O", sort=None, title=None, axis=day),
        alt.Y("complaints:Q", title=None, stack=False, axis=count),
        colour("tone"),
        outline("tone"),
        fillOpacity=alt.FillOpacityValue(0.2, condition={"test": "datum.is_whole", "value": 1}),
        strokeDash=alt.StrokeDashValue([3, 3], condition={"test": "datum.is_whole", "value": [1, 0]}),
        tooltip=_tooltip(titles),
    )
    return laid([drawn], WEEKS_HEIGHT, top=8)


@cache
def shares(words: Words, rows: int) -> Spec:
    """Share of each platform's complaints in a category, with the average of all as a line; a click names a platform.

    Draws `shares`: row, platform, value (per cent), is_said, tone, label, and for the tooltip exact, share, ratio;
    `average`: value, label.
    """
    titles = {
        "row": words.say("Platform"),
        "exact": words.say("Complaints"),
        "share": words.say("Share"),
        "ratio": words.say("Times the average, with its 95 % interval"),
    }
    across = alt.X("value:Q", axis=None, stack=False, scale=alt.Scale(domainMin=0, nice=False))
    bars = alt.Chart(alt.NamedData("shares")).encode(across, _rows())
    average = alt.Chart(alt.NamedData("average"))
    rule = average.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=tone("ink")).encode(across)
    above = average.encode(across, alt.Text("label:N"), y=alt.value(-4))
    drawn = bars.mark_bar(cornerRadiusEnd=3, height={"band": 0.68}, cursor="pointer").encode(
        colour("tone"), tooltip=_tooltip(titles)
    )
    labels = bars.encode(alt.Text("label:N"))
    pick = alt.selection_point(name="pick", fields=["platform"], clear="dblclick")
    layers = [
        drawn.add_params(pick),
        rule,
        *text(labels, align="left", dx=7),
        *text(above, baseline="bottom", fontWeight=700),
    ]
    return laid(layers, ROW_HEIGHT * rows + LINE_LABEL, top=LINE_LABEL)


@cache
def weeks_by_category(words: Words, rows: int) -> Spec:
    """Categories by weeks, the darker the more complaints.

    Draws `cells`: row, column (the week's first day in words), at, step, label, ink, and for the tooltip week, exact,
    of, share.
    """
    titles = {
        "row": words.say("Category"),
        "week": words.say("Week"),
        "exact": words.say("Complaints"),
        "share": words.say("Share"),
    }
    cells = alt.Chart(alt.NamedData("cells")).encode(_columns(WEEK_HEIGHT), _rows(scale=alt.Scale(paddingInner=0.06)))
    rects = cells.mark_rect(cornerRadius=2, stroke=tone("paper"), strokeWidth=1)
    drawn = rects.encode(_steps(diverging=False), tooltip=_tooltip(titles))
    return laid([drawn, _cell_texts(cells)], CELL_HEIGHT * rows + WEEK_HEIGHT, top=6)
