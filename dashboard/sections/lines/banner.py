"""The latest crossing, told where everybody looks first."""

import streamlit as st

from dashboard.data import Overview
from dashboard.happenings import details, latest_crossing, title
from dashboard.shown import markup
from dashboard.text import Words
from dashboard.ways import to_thresholds


def banner(overview: Overview, words: Words) -> None:
    """Show the latest crossing that we saw happen, while it is news, with its interval and the way to more."""
    now = max(standing.read_at for standing in overview.standings)
    if (row := latest_crossing(overview.happenings, now)) is None:
        return
    said = words.space.join(details(row, words))
    way, more = to_thresholds(row["threshold"], words), words.say("Who is past the line, who is next")
    st.html(
        f'<p class="tw-note tw-crossing"><b>{markup(title(row, overview.names, words))}</b><br>{markup(said)}'
        f' <a href="{markup(way)}" target="_self">{markup(more)}</a></p>'
    )
