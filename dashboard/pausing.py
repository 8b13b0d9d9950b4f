"""A visitor who has just come sees the first chart before the browser is kept busy with all that stands below it."""

import time

import streamlit as st

ENOUGH_SECONDS = (
    0.4  # a chart takes 0.37 s of a core once it has come; who has none of our files loads them meanwhile
)
HAS_COME = "has_come"


def let_paint() -> None:
    """Wait once a visit, with nothing more to draw, until what was sent can be seen; a shape stands for the rest.

    Its place is there in every run, so that what follows is never taken for something else and drawn anew.
    """
    place = st.empty()
    if HAS_COME not in st.session_state:
        st.session_state[HAS_COME] = True
        place.html('<i class="tw-shape tw-drawing"></i>')
        time.sleep(ENOUGH_SECONDS)
        place.empty()
