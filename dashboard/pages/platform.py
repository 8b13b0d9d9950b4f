"""One platform: how many complaints, about what, how answered, and on which receipts?"""

import streamlit as st

from dashboard import shown
from dashboard.drilldown.asked import choose
from dashboard.drilldown.drilled import OnePlatform, Options
from dashboard.drilldown.drilling import one_platform, options
from dashboard.figures import exact
from dashboard.sections import receipt
from dashboard.sections.complaints import complaints
from dashboard.sections.coverage import coverage
from dashboard.sections.empty import no_counts, no_database
from dashboard.sections.filters import filters, nothing
from dashboard.sections.leads import of_platform
from dashboard.sections.live import live
from dashboard.sections.opened import opened
from dashboard.sections.over_time import over_time
from dashboard.sections.platform_figures import platform_figures
from dashboard.sections.record import answered, happened, of_listing, record, services, standings_of
from dashboard.text import Words
from dashboard.urlstate import publish, seed


def _choose_platform(there: Options, words: Words) -> None:
    st.selectbox(
        words.say("Platform"),
        list(there.names.platforms),
        format_func=lambda code: there.names.platform(code, words),
        key=receipt.KEY,
        label_visibility="collapsed",
        persist_state="session",
        width=360,
    )
    publish(receipt.KEY, always=True)


def _complaints(one: OnePlatform, there: Options, in_vain: list[str], words: Words) -> None:
    found = one.drilled
    if not found.coverage.row["complaints"]:
        shown.note(
            words.say(
                "No complaint against this platform has been read yet, so nothing is said about what they are about."
            )
        )
        return
    shown.heading(words.say("What its complaints are about"))
    coverage(found, words)
    filters(found, there, in_vain, words, one_platform=True)
    if not found.taken["chosen"]:
        nothing(found, words, one_platform=True)
        return
    over_time(found, words)
    title = words.say_n(
        "{count} complaint against {name}",
        "{count} complaints against {name}",
        found.count,
        count=exact(found.count),
        name=found.names.platform(one.platform, words),
    )
    complaints(found, title, words)


def _record(one: OnePlatform, words: Words) -> None:
    """Figures, totals day by day with what happened beside them, and how much was answered, listing by listing."""
    for at, standing in enumerate(standings_of(one)):
        platform_figures(one, standing, words)
        totals, news = st.columns([7, 3], gap="large")
        with totals:
            record(one, standing, words)
        if not at:
            with news:
                happened(one, words)
        answered(one, standing, words)


def _show(there: Options, words: Words) -> None:
    codes = there.names.platforms
    in_vain = seed(receipt.KEY, codes, [next(iter(codes))])
    choice, not_there = choose(there, st.session_state[receipt.KEY])
    one = one_platform(choice, st.session_state[receipt.KEY])
    if one is None:
        no_database(words)
        return
    _choose_platform(there, words)
    shown.headline(*of_platform(one, words))
    live(one.overview.sources, words)
    if in_vain:
        shown.note(words.say("The link asked for a platform that we do not watch: {code}", code=in_vain[0]))
    _record(one, words)
    services(one, words)
    _complaints(one, there, not_there, words)
    for standing in standings_of(one):
        shown.heading(of_listing(words.say("The receipt of its number"), one, standing, words))
        receipt.show(standing, words)


def _show_if_watched(there: Options, words: Words) -> None:
    if there.names.platforms:
        _show(there, words)
        return
    no_counts(words)
    live(there.sources, words)


opened(options, _show_if_watched)
