"""A visitor who has just come sees the first chart before the browser is kept busy with all that stands below it."""

import time

import streamlit as st

ENOUGH_SECONDS = (
    0.4  # a chart takes 0.37 s of a core once it has come; who has none of our files loads them meanwhile
)
HAS_COME = "has_come"


def let_paint() -> None:
    """Wait once a visit, with nothing more to draw, until what was sent can be seen."""
    if HAS_COME not in st.session_state:
        st.session_state[HAS_COME] = True
        time.sleep(ENOUGH_SECONDS)
