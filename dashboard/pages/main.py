"""The frame around every page: language, demonstration banner, navigation.

It stands among the pages because Streamlit, in a folder that has a `pages` of its own, opens those without it.
"""

from pathlib import Path

import streamlit as st

from dashboard import data, shown
from dashboard.language import choose, settle
from dashboard.sections.lines.subscribing import footer
from dashboard.text import Words
from dashboard.urlstate import begin, write

PAGES = Path(__file__).parent


def _banner(words: Words) -> None:
    if data.is_demonstration():
        shown.note(
            words.say(
                "Demonstration: these numbers come from a stand-in for the publisher on this machine, not from real"
                " complaints. Platforms marked (invented) do not exist, and the stand-in's clock runs fast."
            ),
            "demonstration",
        )


def main() -> None:
    """Draw the frame, and in it the page that the address names."""
    st.session_state["version"] = data.current_version()  # before anything is read
    st.session_state.pop("states", None)
    words = settle()
    page = st.navigation(
        [
            st.Page(PAGES / "overview.py", title=words.say("Overview"), url_path="overview", default=True),
            st.Page(PAGES / "categories.py", title=words.say("Categories"), url_path="categories"),
            st.Page(PAGES / "platform.py", title=words.say("One platform"), url_path="platform"),
            st.Page(PAGES / "thresholds.py", title=words.say("Thresholds"), url_path="thresholds"),
            st.Page(PAGES / "maintenance.py", title=words.say("Maintenance"), url_path="maintenance"),
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{page.title} · {words.say('Tousu Watch')}", page_icon="📈", layout="wide")
    begin(page.url_path)
    shown.style()
    choose()
    _banner(words)
    page.run()
    footer(words)
    write()


main()
