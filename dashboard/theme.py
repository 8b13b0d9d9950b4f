"""What colours and marks mean, the same in charts, tables and badges.

A chart names a tone; `.streamlit/config.toml` says, in this order, what colour that is in each theme.
"""

from typing import Any

import altair as alt

TONES = ("past", "approaching", "below", "ink", "quiet", "paper", "accent")
MARKS = {"past": "▲", "approaching": "△", "below": ""}
LABEL_SIZE = 13
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
    return alt.ExprRef("width < 420 ? 126 : 230")


def axis(**more: Any) -> alt.Axis:
    """An axis with labels of our size."""
    return alt.Axis(labelFontSize=LABEL_SIZE, labelPadding=8, **more)


def text(source: alt.Chart, **mark: Any) -> list[alt.Chart]:
    """Draw a text on paper of its own, so that neither line nor bar crosses it."""
    mark = {"fontSize": LABEL_SIZE, "color": tone("ink"), **mark}
    paper = {"stroke": tone("paper"), "strokeWidth": 6, "strokeJoin": "round", "color": tone("paper")}
    return [source.mark_text(**{**mark, **paper}), source.mark_text(**mark)]
