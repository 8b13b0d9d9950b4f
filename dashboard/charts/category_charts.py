"""Charts of categories: a language in, a Vega-Lite specification out. The tables are given when a chart is shown.

A specification is built once a language and number of rows; its docstring names the tables it draws, with their
columns.
"""

from collections.abc import Mapping
from functools import cache

import altair as alt

from dashboard.charts.bar_charts import LINE_LABEL, ROW_HEIGHT, Spec, laid
from dashboard.charts.theme import axis, colour, named_rows, outline, text, tone
from dashboard.text import Words

WEEKS_HEIGHT = 220


def tooltip(titles: Mapping[str, str]) -> list[alt.Tooltip]:
    """Columns of texts, each under its title."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


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
        tooltip=tooltip(titles),
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
        "ratio": words.say("Times the average, with its 95% interval"),
    }
    across = alt.X("value:Q", axis=None, stack=False, scale=alt.Scale(domainMin=0, nice=False))
    bars = alt.Chart(alt.NamedData("shares")).encode(across, named_rows("row"))
    average = alt.Chart(alt.NamedData("average"))
    rule = average.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=tone("ink")).encode(across)
    above = average.encode(across, alt.Text("label:N"), y=alt.value(-4))
    drawn = bars.mark_bar(cornerRadiusEnd=3, height={"band": 0.68}, cursor="pointer").encode(
        colour("tone"), tooltip=tooltip(titles)
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
