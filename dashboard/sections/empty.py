"""The states without numbers, each with what to do about it."""

import logging

import streamlit as st

from dashboard import shown
from dashboard.text import Words, later
from db.connection import DatabaseError, HeldError, VersionError

REASONS: dict[type[DatabaseError], str] = {
    HeldError: later("Another program holds the database. This page tries again by itself."),
    VersionError: later(
        "The database was written by a newer Tousu Watch. Its numbers are safe: update to read them."
    ),
}
UNREADABLE = later("The database cannot be read. The server's log says why, and this checks it:")


def no_database(words: Words) -> None:
    """Before anything was ever stored: say how to begin."""
    shown.headline(
        words.say("There are no numbers yet"),
        words.say(
            "Nothing has been read so far. This page shows the comparison as soon as the first refresh is done."
        ),
    )
    st.write(words.say("To look around with demonstration data:"))
    st.code("make run", language="bash")
    st.write(words.say("To read the real publisher, with an address at which it can reach you:"))
    st.code("make live CONTACT=you@example.org", language="bash")


def no_counts(words: Words) -> None:
    """The database is there, but no refresh has brought a count."""
    shown.headline(
        words.say("There are no numbers yet"),
        words.say("The watchlist is there, but no refresh has stored a count so far. To try again:"),
    )
    st.code("tousu refresh", language="bash")


def no_complaints(words: Words) -> None:
    """The database is there, but no complaint against a watched platform was read."""
    shown.headline(
        words.say("No complaints have been read yet"),
        words.say("Complaints come from the publisher's newest ones and from their pages. To read them now:"),
    )
    st.code("tousu refresh --source feed", language="bash")


def no_categories(words: Words) -> None:
    """There are complaints, but nothing has put them into categories."""
    shown.headline(
        words.say("The complaints have no categories yet"),
        words.say("They were read before there were rules for categories. To put them into categories:"),
    )
    st.code("tousu classify", language="bash")


def cannot_read(error: DatabaseError, words: Words) -> None:
    """The database is there but cannot be read: say it without paths; the log has them."""
    logging.getLogger(__name__).error("the database cannot be read: %s", error)
    shown.headline(
        words.say("The numbers cannot be shown right now"), words.say(REASONS.get(type(error), UNREADABLE))
    )
    if type(error) not in REASONS:
        st.code("tousu verify", language="bash")
