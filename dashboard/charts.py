"""Charts: a language in, a Vega-Lite specification out. The tables are given when a chart is shown.

A specification is built once a language; its docstring names the tables it draws, with their columns. All draw
`line`: line, label.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard.text import Words
from dashboard.theme import axis, colour, name_limit, outline, text, tone

ROW_HEIGHT = 26
LINE_LABEL = 24
SERIES_HEIGHT = 340

Spec = dict[str, Any]

COUNT_LABELS = {
    "zh-Hans": "datum.value >= 10000 ? format(datum.value / 10000, '.2~f') + '万' : format(datum.value, ',')",
    "zh-Hant": "datum.value >= 10000 ? format(datum.value / 10000, '.2~f') + '萬' : format(datum.value, ',')",
    "en": "format(datum.value, ',')",
}
DAY_FORMATS = {"zh-Hans": "%-m月%-d日", "zh-Hant": "%-m月%-d日", "en": "%-d %b"}
MOMENT_FORMATS = {"zh-Hans": "%Y年%-m月%-d日 %H:%M", "zh-Hant": "%Y年%-m月%-d日 %H:%M", "en": "%-d %b %Y, %H:%M"}


def laid(layers: Sequence[alt.Chart], height: int, top: int) -> Spec:
    """Lay layers over each other, as wide as the page, with room for a label at the top edge."""
    padding = {"top": top, "bottom": 4}
    spec: Spec = alt.layer(*layers).properties(width="container", height=height, padding=padding).to_dict()
    return spec


def _the_line() -> alt.Chart:
    return alt.Chart(alt.NamedData("line"))


def _rule(at: alt.X | alt.Y) -> alt.Chart:
    rule: alt.Chart = _the_line().mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=tone("ink"))
    return rule.encode(at)


def _bars(rows: alt.Chart, words: Words) -> alt.Chart:
    titles = {
        "name": words.say("Platform"),
        "exact": words.say("Total"),
        "against_line": words.say("Against the line"),
        "last_30_days": words.say("Last 30 days"),
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


def _names() -> alt.Y:
    weight = {"condition": {"test": "indexof(datum.label, '▲') === 0", "value": 700}, "value": 400}
    return alt.Y(
        "name:N",
        sort=None,
        title=None,
        axis=axis(labelLimit=name_limit(), labelOverlap=False, labelFontWeight=weight, labelColor=tone("ink")),
    )


@cache
def totals_against_line(words: Words, rows: int) -> Spec:
    """Bars of so many totals, the largest first, with the line through them; hollow where a number is stale.

    A click names its bar in the selection `pick`. Draws `totals`: name, platform, total, tone, is_stale, label; and
    for the tooltip exact, against_line, last_30_days, read_at, state.
    """
    totals = alt.X("total:Q", axis=None, stack=False, scale=alt.Scale(domainMin=0, nice=False))
    bars = alt.Chart(alt.NamedData("totals")).encode(totals, _names())
    at = alt.X("line:Q", axis=None)
    above = _the_line().encode(at, alt.Text("label:N"), y=alt.value(-4))
    pick = alt.selection_point(name="pick", fields=["platform"], clear="dblclick")
    labels = bars.encode(alt.Text("label:N"))
    past, others = (labels.transform_filter(f"datum.tone {test} 'past'") for test in ("===", "!=="))
    layers = [
        _bars(bars, words).add_params(pick),
        _rule(at),
        *text(past, align="left", dx=7, fontWeight=700),
        *text(others, align="left", dx=7),
        *text(above, baseline="bottom", fontWeight=700),
    ]
    return laid(layers, ROW_HEIGHT * rows + LINE_LABEL, top=LINE_LABEL)


def _series(words: Words) -> list[alt.Chart]:
    days = alt.Chart(alt.NamedData("days")).encode(
        alt.X(
            "read_at:T", title=None, axis=axis(labelColor=tone("quiet"), format=DAY_FORMATS[words.code], tickCount=5)
        ),
        alt.Y(
            "total:Q",
            title=None,
            scale=alt.Scale(zero=False, nice=False),
            axis=axis(labelColor=tone("quiet"), labelExpr=COUNT_LABELS[words.code], tickCount=5),
        ),
        alt.Detail("name:N"),
    )
    tooltip = [
        alt.Tooltip("name:N", title=words.say("Platform")),
        alt.Tooltip("total:Q", title=words.say("Total"), format=","),
        alt.Tooltip("read_at:T", title=words.say("Read"), format=MOMENT_FORMATS[words.code]),
    ]
    return [
        days.mark_line(strokeWidth=2.2, strokeJoin="round").encode(colour("tone")),
        days.mark_circle(size=90, opacity=0).encode(colour("tone"), tooltip=tooltip),
    ]


def _crossings(words: Words) -> alt.Chart:
    titles = {"name": words.say("Platform"), "interval": words.say("Reached the line")}
    marks = alt.Chart(alt.NamedData("crossings")).mark_point(
        shape="triangle-up", size=130, filled=True, opacity=1, color=tone("past")
    )
    found: alt.Chart = marks.encode(
        alt.X("at:T"),
        alt.Y("line:Q"),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
    )
    return found


def _paces(words: Words) -> alt.Chart:
    titles = {"name": words.say("Platform"), "before": words.say("Pace before"), "after": words.say("Pace after")}
    marks = alt.Chart(alt.NamedData("paces")).mark_point(
        shape="diamond", size=70, filled=True, opacity=1, fill=tone("paper"), stroke=tone("ink"), strokeWidth=1.5
    )
    found: alt.Chart = marks.encode(
        alt.X("at:T"),
        alt.Y("total:Q"),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
    )
    return found


@cache
def totals_over_time(words: Words) -> Spec:
    """Totals day by day, with the line; each series is named at its end, each crossing is marked on the line.

    Draws `days`: name, read_at (Beijing time, without a zone), total, tone; `ends`: name, read_at, total
    (moved apart where names would meet), tone; `crossings`: name, at, line, interval; `paces`, where a pace changed:
    name, at, total, before, after.
    """
    at = alt.Y("line:Q")
    on_line = _the_line().encode(at, alt.Text("label:N"), x=alt.value(0))
    names = alt.Chart(alt.NamedData("ends")).encode(alt.X("read_at:T"), alt.Y("total:Q"), alt.Text("name:N"))
    layers = [
        *_series(words),
        _rule(at),
        *text(on_line, baseline="bottom", align="left", dx=4, dy=-4, fontWeight=700),
        _crossings(words),
        _paces(words),
        *text(names, align="left", dx=7, limit=name_limit()),
    ]
    return laid(layers, SERIES_HEIGHT, top=8)
