"""The chart of crossings, seen and expected: a language in, a Vega-Lite specification out."""

from functools import cache

import altair as alt

from dashboard.charts.bar_charts import DAY_FORMATS, LINE_LABEL, Spec, laid
from dashboard.charts.theme import axis, colour, named_rows, text, tone
from dashboard.text import Words

AXIS_HEIGHT, CROSSING_HEIGHT = 30, 34


def _expected(words: Words) -> list[alt.Chart]:
    days = axis(labelColor=tone("quiet"), format=DAY_FORMATS[words.code], tickCount=5, grid=True)
    titles = {
        "name": words.say("Platform"),
        "interval": words.say("80% interval"),
        "middle": words.say("Middle"),
        "to_go": words.say("To the line"),
    }
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    base = alt.Chart(alt.NamedData("expected")).encode(named_rows("name"), tooltip=tooltip)
    bars = base.mark_bar(height={"band": 0.45}, cornerRadius=3, opacity=0.45)
    ticks = base.mark_tick(thickness=3, height={"band": 0.75}, color=tone("ink"))
    labels = base.encode(alt.X("high_on:T"), alt.Text("label:N"))
    return [
        bars.encode(colour("tone"), alt.X("low_on:T", title=None, axis=days), alt.X2("high_on:T")),
        ticks.encode(alt.X("middle_on:T")),
        *text(labels, align="left", dx=7),
    ]


def _crossed(words: Words) -> list[alt.Chart]:
    titles = {"name": words.say("Platform"), "when": words.say("Reached the line")}
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    base = alt.Chart(alt.NamedData("crossed")).encode(named_rows("name"), alt.X("at:T", scale=alt.Scale(padding=14)))
    marks = base.mark_point(shape="triangle-up", size=150, filled=True, opacity=1, color=tone("past"))
    return [marks.encode(tooltip=tooltip), *text(base.encode(alt.Text("day:N")), align="left", dx=10)]


def _today() -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData("today")).encode(alt.X("at:T"))
    above = base.encode(alt.Text("label:N"), y=alt.value(-4))
    rule = base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=tone("ink"))
    return [rule, *text(above, baseline="bottom", fontWeight=700)]


@cache
def crossings(words: Words, rows: int) -> Spec:
    """So many platforms on an axis of days: where one crossed, and between which days another is expected to.

    Draws `crossed`: name, at, day (in words), when; `expected`: name, tone, low_on, middle_on, high_on (at most 180
    days on), label, and for the tooltip interval, middle, to_go; `today`: at, label.
    """
    layers = [*_crossed(words), *_expected(words), *_today()]
    return laid(layers, CROSSING_HEIGHT * rows + LINE_LABEL + AXIS_HEIGHT, top=LINE_LABEL)
