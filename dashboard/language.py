"""The visitor's language: from the URL, else what was chosen, else what the browser prefers."""

import streamlit as st

from dashboard import shown
from dashboard.text import LANGUAGES, Words, negotiate, words
from dashboard.urlstate import publish, seed

KEY = "lang"
# Chromium and screen readers go by this attribute; the server sets it for the first page, a switch changes it here.
SCRIPTS = {code: f"<script>document.documentElement.lang = '{code}'</script>" for code in LANGUAGES}


def settle() -> Words:
    """Decide the language of this run, before anything is shown."""
    seed(KEY, LANGUAGES, [negotiate(st.context.locale)], sticky=True)
    return chosen()


def chosen() -> Words:
    """The language of this run."""
    return words(st.session_state[KEY])


def choose() -> None:
    """Show the product's name and the switch between languages."""
    said = chosen()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="frame"):
        shown.brand(said.say("Tousu Watch"), said.say("The public record of users' complaints"))
        st.segmented_control(
            said.say("Language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key=KEY,
            required=True,
            label_visibility="collapsed",
            persist_state="session",
        )
    publish(KEY, always=True)
    st.html(SCRIPTS[said.code], unsafe_allow_javascript=True)
