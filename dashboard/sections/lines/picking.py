"""Which line the page is about: one of those there are, or a visitor's own, which is in the URL and nowhere else."""

import streamlit as st

from dashboard import shown
from dashboard.figures import exact
from dashboard.lined import Lines
from dashboard.sections.filters import left_out
from dashboard.text import Words
from dashboard.urlstate import publish, seed, seed_value
from db.thresholds import THE_LINE

KEY, OWN_KEY = "line", "own"
LARGEST = 10_000_000


def read_own(text: str) -> int:
    """Read a line of a visitor's own from a URL; `ValueError` if it is none."""
    found = int(text) if text.isascii() and text.isdigit() and len(text) <= 8 else 0
    if not 1 <= found <= LARGEST:
        raise ValueError(text)
    return found


def asked(found: Lines) -> tuple[str, int | None, list[str]]:
    """The line that is asked for, a visitor's own if there is one, and what a link asked for in vain."""
    codes = [line.threshold for line in found.lines]
    in_vain = seed(KEY, codes, [THE_LINE]) + seed_value(OWN_KEY, read_own)
    return st.session_state[KEY], st.session_state[OWN_KEY], in_vain


def picking(found: Lines, in_vain: list[str], words: Words) -> None:
    """Show the means to choose a line, and say that a line of one's own changes nothing."""
    names = {line.threshold: line.name(found.names, words) for line in found.lines}
    there, own = st.columns(2)
    with there:
        st.selectbox(
            words.say("Line"),
            list(names),
            format_func=names.__getitem__,
            key=KEY,
            persist_state="session",
            disabled=st.session_state[OWN_KEY] is not None,
        )
    with own:
        st.number_input(
            words.say("Or try a line of your own, on totals"),
            1,
            LARGEST,
            None,
            1000,
            key=OWN_KEY,
            placeholder=words.say("complaints"),
            persist_state="session",
        )
    publish(KEY)
    publish(OWN_KEY)
    left_out(in_vain, words)
    if (line := st.session_state[OWN_KEY]) is not None:
        shown.note(
            words.say(
                "A line of your own, at {count}: it stands in this page's address and nowhere else, and changes"
                " nothing. Who crossed it follows from the stored counts by the same rules.",
                count=exact(line),
            )
        )
