"""Which table the page is about, and which of the filters it follows."""

import streamlit as st

from dashboard import shown
from dashboard.drilldown.asked import TITLES
from dashboard.drilldown.choice import Choice
from dashboard.taking.takeaways import TAKEAWAYS, Takeaway
from dashboard.text import Words
from dashboard.urlstate import publish, seed

KEY = "table"


def asked() -> tuple[Takeaway, list[str]]:
    """The table that the URL or the visitor chose, and what a link asked for in vain."""
    in_vain = seed(KEY, TAKEAWAYS, [next(iter(TAKEAWAYS))])
    return TAKEAWAYS[st.session_state[KEY]], in_vain


def choosing(takeaway: Takeaway, choice: Choice, words: Words) -> None:
    """Let the visitor choose a table, and say which of the chosen filters do not concern it."""
    st.selectbox(
        words.say("Table"),
        list(TAKEAWAYS),
        format_func=lambda name: words.say(TAKEAWAYS[name].title),
        key=KEY,
        persist_state="session",
    )
    publish(KEY)
    shown.aside(words.say(takeaway.about))
    if unheard := [words.say(TITLES[name]) for name in choice.active if name not in takeaway.follows]:
        said = words.say(", ").join(unheard)
        shown.note(
            words.say("These filters do not concern this table, so it is not filtered by them: {names}", names=said)
        )
