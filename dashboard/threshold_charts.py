"""The chart of expected crossings: a language in, a Vega-Lite specification out."""

from functools import cache

import altair as alt

from dashboard.charts import DAY_FORMATS, ROW_HEIGHT, Spec, laid
from dashboard.text import Words
from dashboard.theme import axis, colour, name_limit, text, tone

AXIS_HEIGHT = 30


@cache
def expected_crossings(words: Words, rows: int) -> Spec:
    """An interval and its middle for each of so many platforms, the earliest first, on an axis of days.

    Draws `expected`: name, tone, low_on, middle_on, high_on (at most 180 days on), label; and for the tooltip
    interval, middle, to_go.
    """
    names = alt.Y(
        "name:N",
        sort=None,
        title=None,
        axis=axis(labelLimit=name_limit(), labelOverlap=False, labelColor=tone("ink")),
    )
    days = axis(labelColor=tone("quiet"), format=DAY_FORMATS[words.code], tickCount=5)
    titles = {
        "name": words.say("Platform"),
        "interval": words.say("80 % interval"),
        "middle": words.say("Middle"),
        "to_go": words.say("To the line"),
    }
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    base = alt.Chart(alt.NamedData("expected")).encode(names, tooltip=tooltip)
    bars = base.mark_bar(height={"band": 0.45}, cornerRadius=3, opacity=0.45)
    ticks = base.mark_tick(thickness=3, height={"band": 0.75}, color=tone("ink"))
    labels = base.encode(alt.X("high_on:T"), alt.Text("label:N"))
    layers = [
        bars.encode(colour("tone"), alt.X("low_on:T", title=None, axis=days), alt.X2("high_on:T")),
        ticks.encode(alt.X("middle_on:T")),
        *text(labels, align="left", dx=7),
    ]
    return laid(layers, ROW_HEIGHT * rows + AXIS_HEIGHT, top=8)
