"""Who has how many complaints, and who is past the line?"""

import streamlit as st

from dashboard import data
from dashboard.compared import Overview
from dashboard.language import chosen
from dashboard.pausing import let_paint
from dashboard.sections.bars import bars
from dashboard.sections.changes import changes
from dashboard.sections.days import days
from dashboard.sections.empty import cannot_read, no_counts, no_database
from dashboard.sections.headline import headline
from dashboard.sections.history import history
from dashboard.sections.key_figures import key_figures
from dashboard.sections.live import announce, live
from dashboard.sections.numbers import numbers
from dashboard.sections.others import caveat, reported, unread, unwatched
from dashboard.sections.receipt import receipt
from dashboard.tables import Telling
from dashboard.text import Words
from db.connection import DatabaseError


def _now(overview: Overview, words: Words) -> None:
    """How it stands, and what changed."""
    telling = Telling(words, data.clock(), overview.is_demonstration)
    headline(overview, words)
    live(overview.sources, words)
    announce(overview.standings, words)
    key_figures(overview, words)
    comparison, news = st.columns([7, 3], gap="large")
    with comparison:
        bars(overview, telling)
        caveat(words)
    with news:
        changes(overview, words)


def _show(overview: Overview) -> None:
    words = chosen()
    _now(overview, words)
    let_paint()
    history(overview, words)
    numbers(overview, Telling(words, data.clock(), overview.is_demonstration))
    days(overview, words)
    receipt(overview.standings, words)
    unread(overview, words)
    for section, column in zip((unwatched, reported), st.columns(2, gap="large"), strict=True):
        with column:
            section(overview, words)


def page() -> None:
    """Show the comparison, or say why there is none yet."""
    words = chosen()
    try:
        overview = data.overview()
    except DatabaseError as error:
        cannot_read(error, words)
        live([], words)
        return
    if overview is None:
        no_database(words)
        live([], words)
    elif not overview.standings:
        no_counts(words)
        live(overview.sources, words)
        reported(overview, words)
    else:
        _show(overview)


page()
