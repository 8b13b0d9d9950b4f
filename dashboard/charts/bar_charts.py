"""Charts: a language in, a Vega-Lite specification out. The tables are given when a chart is shown.

A specification is built once a language; its docstring names the tables it draws, with their columns. All draw
`line`: line, label.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.theme import colour, named_rows, outline, text, tone
from dashboard.text import Words

ROW_HEIGHT = 26
LINE_LABEL = 24

Spec = dict[str, Any]

DAY_FORMATS = {"zh-Hans": "%-m月%-d日", "zh-Hant": "%-m月%-d日", "en": "%-d %b"}


def laid(layers: Sequence[alt.Chart], height: int, top: int) -> Spec:
    """Lay layers over each other, as wide as the page, with room for a label at the top edge.

    A mark says under the pointer what its tooltip names; left to itself, Streamlit shows the names of our columns.
    """
    padding = {"top": top, "bottom": 4}
    chart = alt.layer(*layers).properties(width="container", height=height, padding=padding)
    spec: Spec = chart.configure_mark(tooltip=None).to_dict()
    return spec


def the_line() -> alt.Chart:
    """What is drawn of the table `line`."""
    return alt.Chart(alt.NamedData("line"))


def rule(at: alt.X | alt.Y) -> alt.Chart:
    """The line, dashed, through a chart."""
    drawn: alt.Chart = the_line().mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=tone("ink"))
    return drawn.encode(at)


def _bars(rows: alt.Chart, words: Words) -> alt.Chart:
    titles = {
        "name": words.say("Platform"),
        "exact": words.say("Total"),
        "against_line": words.say("Against the line"),
        "last_30_days": words.say("Last 30 days"),
        "growth": words.say("Growth in 30 days"),
        "read_at": words.say("Read"),
        "state": words.say("State"),
    }
    bars: alt.Chart = rows.mark_bar(cornerRadiusEnd=3, height={"band": 0.68}, strokeWidth=1.2, cursor="pointer")
    return bars.encode(
        colour("tone"),
        outline("tone"),
        fillOpacity=alt.FillOpacityValue(1, condition={"test": "datum.is_stale", "value": 0.2}),
        strokeDash=alt.StrokeDashValue([1, 0], condition={"test": "datum.is_stale", "value": [3, 3]}),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
    )


@cache
def totals_against_line(words: Words, rows: int) -> Spec:
    """Bars of so many values, the largest first, with the line through them; hollow where a number is stale.

    A click names its bar in the selection `pick`. Draws `totals`: name, platform, value, tone, is_stale, label; and
    for the tooltip exact, against_line, last_30_days, growth, read_at, state. `line` is empty where values are not
    totals.
    """
    totals = alt.X("value:Q", axis=None, stack=False, scale=alt.Scale(domainMin=0, nice=False))
    bars = alt.Chart(alt.NamedData("totals")).encode(totals, named_rows("name"))
    at = alt.X("line:Q", axis=None)
    above = the_line().encode(at, alt.Text("label:N"), y=alt.value(-4))
    pick = alt.selection_point(name="pick", fields=["platform"], clear="dblclick")
    labels = bars.encode(alt.Text("label:N"))
    past, others = (labels.transform_filter(f"datum.tone {test} 'past'") for test in ("===", "!=="))
    layers = [
        _bars(bars, words).add_params(pick),
        rule(at),
        *text(past, align="left", dx=7, fontWeight=700),
        *text(others, align="left", dx=7),
        *text(above, baseline="bottom", fontWeight=700),
    ]
    return laid(layers, ROW_HEIGHT * rows + LINE_LABEL, top=LINE_LABEL)
