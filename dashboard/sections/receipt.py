"""The receipt of a number: what it was read from, and how to check it."""

import streamlit as st

from dashboard import shown
from dashboard.figures import exact, moment
from dashboard.plain import plain
from dashboard.standings import Standing
from dashboard.text import Words
from dashboard.unfolding import unfolded
from dashboard.urlstate import publish, seed
from dashboard.vocabulary import SOURCES, named
from dashboard.ways import PLATFORM_PAGE, about

KEY = "platform"


def place(file: str | None, offset: int | None, words: Words) -> str:
    """Where in the evidence a record is kept; nothing where that is not known."""
    if file is None or offset is None:
        return ""
    return words.say("{file}, from byte {offset}", file=file, offset=exact(offset))


def receipt(standings: list[Standing], words: Words) -> None:
    """Let the visitor unfold the receipts; a link to a platform's has them unfolded."""
    if part := unfolded(words.say("The receipt of each number"), "receipts", expanded=KEY in st.query_params):
        with part:
            _choose(standings, words)


def _choose(standings: list[Standing], words: Words) -> None:
    """Let the visitor choose a platform, and show what its number was read from and how to check it."""
    by_code = {standing.platform: standing for standing in standings}
    in_vain = seed(KEY, by_code, [standings[0].platform])
    st.selectbox(
        words.say("Receipt of the number of"),
        list(by_code),
        format_func=lambda code: by_code[code].name(words),
        key=KEY,
        persist_state="session",
    )
    publish(KEY)
    if in_vain:
        shown.note(words.say("The link asked for a platform that we do not watch: {code}", code=in_vain[0]))
    standing = by_code[st.session_state[KEY]]
    show(standing, words)
    everything = words.say("Everything about {name}", name=plain(standing.name(words)))
    st.page_link(PLATFORM_PAGE, label=everything, query_params=about(standing.platform, words))


def _accepted(standing: Standing, words: Words) -> list[tuple[str, str]]:
    """That a person let the number through after it was held back, and why."""
    if standing.accepted_at is None:
        return []
    at = moment(standing.accepted_at, words)
    return [(words.say("Accepted by a person"), f"{at} · {standing.accepted_note}")]


def show(standing: Standing, words: Words) -> None:
    """Show what a platform's number was read from and how to check it."""
    kept = standing.receipt
    if kept is None:
        shown.note(words.say("No receipt is known for this number."), "stale")
        return
    shown.facts(
        [
            (words.say("Number"), exact(standing.total)),
            (words.say("Read from"), named(SOURCES, kept.source, words)),
            (words.say("Address"), kept.url),
            (words.say("Fetched"), moment(kept.fetched_at, words)),
            (
                words.say("Kept in"),
                place(kept.file, kept.file_offset, words),
            ),
            (words.say("SHA-256"), kept.sha256),
            (words.say("Parser"), words.say("version {version}", version=kept.parser_version)),
            (words.say("Brought by"), words.say("a person, by hand") if kept.is_by_hand else words.say("a refresh")),
            *_accepted(standing, words),
        ]
    )
    shown.aside(
        words.say("Check it yourself: this reads every number again from its receipt and reports any difference.")
    )
    st.code("tousu verify", language="bash")
