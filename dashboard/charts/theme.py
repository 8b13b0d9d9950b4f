"""What colours and marks mean, the same in charts, tables and badges.

A chart names a tone; `.streamlit/config.toml` says, in this order, what colour that is in each theme.
"""

from typing import Any

import altair as alt

TONES = ("past", "approaching", "below", "ink", "quiet", "paper", "accent")
MARKS = {"past": "▲", "approaching": "△", "below": ""}
LABEL_SIZE, SMALL_LABEL_SIZE = 13, 11
# By the room there is for the chart and its names together: by the chart's own width the two would chase each other.
IS_NARROW = "(containerSize()[0] || 1000) < 560"
# There a long name is parted at the last space within its first 18 signs, a Chinese one before its bracket.
PARTED = r"replace(replace(datum.label, regexp('（'), '\n（'), regexp('^([^\n（]{4,18}) '), '$1\n')"
IS_LONG = f"{IS_NARROW} && (length(datum.label) > 18 || test(regexp('^.{{7,}}（'), datum.label))"
IN_TWO_LINES = rf"{IS_LONG} ? split({PARTED}, '\n') : datum.label"
TONE_SCALE = alt.Scale(domain=list(TONES))


def colour(field: str) -> alt.Color:
    """Colour by a column that names a tone."""
    return alt.Color(f"{field}:N", scale=TONE_SCALE, legend=None)


def outline(field: str) -> alt.Stroke:
    """Outline by a column that names a tone."""
    return alt.Stroke(f"{field}:N", scale=TONE_SCALE, legend=None)


def tone(name: str) -> alt.ExprRef:
    """One tone for a whole layer or an axis: looked up where the chart is drawn, in the theme it is drawn in."""
    return alt.ExprRef(f"scale('color', '{name}')")


def name_limit() -> alt.ExprRef:
    """How wide a name may be, in pixels: less on a phone, where the bars need the room."""
    return alt.ExprRef(f"{IS_NARROW} ? 132 : 250")


def named_rows(field: str, **more: Any) -> alt.Y:
    """One row a name, in the table's order, all of them named; on a phone a long name takes two lines."""
    labels = {
        "labelLimit": name_limit(),
        "labelExpr": IN_TWO_LINES,
        "labelLineHeight": SMALL_LABEL_SIZE,
        "labelFontSize": {"condition": {"test": IS_LONG, "value": SMALL_LABEL_SIZE}, "value": LABEL_SIZE},
        "labelOffset": {"condition": {"test": IS_LONG, "value": -5}, "value": 0},
        "labelFontWeight": {
            "condition": {"test": f"indexof(datum.label, '{MARKS['past']}') === 0", "value": 700},
            "value": 400,
        },
        "labelOverlap": False,
        "labelFlush": False,
        "labelColor": tone("ink"),
    }
    return alt.Y(f"{field}:N", sort=None, title=None, axis=axis(**labels, domain=False, ticks=False), **more)


def axis(**more: Any) -> alt.Axis:
    """An axis with labels of our size."""
    return alt.Axis(**{"labelFontSize": LABEL_SIZE, "labelPadding": 8, **more})


def text(source: alt.Chart, **mark: Any) -> list[alt.Chart]:
    """Draw a text on paper of its own, so that neither line nor bar crosses it."""
    mark = {"fontSize": LABEL_SIZE, "color": tone("ink"), **mark}
    paper = {"stroke": tone("paper"), "strokeWidth": 6, "strokeJoin": "round", "color": tone("paper")}
    return [source.mark_text(**{**mark, **paper}), source.mark_text(**mark)]
