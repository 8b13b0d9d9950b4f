"""The frame around every page: language, demonstration banner, navigation.

It stands among the pages because Streamlit, in a folder that has a `pages` of its own, opens those without it.
"""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import data, shown
from dashboard.language import choose, settle
from dashboard.maintaining import noticed
from dashboard.menu import FIRST, GONE, PAGES
from dashboard.sections.lines.subscribing import footer
from dashboard.text import Words
from dashboard.urlstate import begin, write
from dashboard.vocabulary import DEMONSTRATION
from db.connection import DatabaseError

FOLDER = Path(__file__).parent
TITLED = "titled_view"  # which page and language the title is of; `view` is a choice of visitors


def _banner(words: Words) -> None:
    if data.is_demonstration():
        shown.note(
            words.say(DEMONSTRATION),
            "demonstration",
        )


def _gone(words: Words) -> None:
    """Say that an address led nowhere, and what is shown instead."""
    if asked := st.query_params.get(GONE):
        shown.note(words.say("There is no page “{asked}” here; this is the overview instead.", asked=asked))


def _notices(words: Words) -> None:
    """Show what maintainers say about wrong data, on every page; a database that cannot be read says so itself."""
    with suppress(DatabaseError):
        noticed.show(words)


def _title(page: StreamlitPage, words: Words) -> str:
    """The tab's title until the page says its finding: the last one of the same page, else the page's name."""
    view, state = (page.url_path, words.code), st.session_state
    if state.get(TITLED) != view:
        state[TITLED], state[shown.SITE] = view, words.say("Tousu Watch")
        state[shown.TITLE] = f"{page.title} · {state[shown.SITE]}"
    return str(state[shown.TITLE])


def main() -> None:
    """Draw the frame, and in it the page that the address names."""
    st.session_state["version"] = data.current_version()  # before anything is read
    st.session_state.pop("states", None)
    words = settle()
    pages = [
        st.Page(FOLDER / f"{path}.py", title=words.say(title), url_path=path, default=path == FIRST)
        for path, title in PAGES.items()
    ]
    page = st.navigation(pages, position="top")
    st.set_page_config(page_title=_title(page, words), page_icon="📈", layout="wide")
    begin(page.url_path)
    choose()
    _banner(words)
    _gone(words)
    _notices(words)
    page.run()
    footer(words)
    write()


main()
