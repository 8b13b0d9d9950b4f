"""Below a chart: the ways to save it as a picture that says where it is from."""

import streamlit as st

from dashboard.drawings import Drawing
from dashboard.shown import markup
from dashboard.text import Words

KINDS = {"PNG": "png", "SVG": "svg"}


def _way(drawing: Drawing, name: str, words: Words) -> str:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    address = markup(drawing.picture(KINDS[name], theme, words))
    said = markup(words.say("Save as {kind}: {title}", kind=name, title=drawing.title))
    return f'<a href="./{address}" target="_blank" aria-label="{said}">{name}</a>'


def saving(drawing: Drawing, words: Words) -> None:
    """Offer a chart as PNG and SVG, in the language and theme it is seen in, quietly."""
    ways = " · ".join(_way(drawing, name, words) for name in KINDS)
    said = markup(words.say("Save the chart:"))
    st.html(f'<p class="tw-about tw-footer">{said} {ways}</p>')
