"""Telling visitors that something is wrong with the data, beside the numbers."""

import streamlit as st

from dashboard import shown
from dashboard.cells import Cell, Column, Two, table
from dashboard.figures import moment
from dashboard.maintaining import acting
from dashboard.maintaining.maintained import Maintenance
from dashboard.maintaining.maintainers import called
from dashboard.maintaining.noticed import whose
from dashboard.text import Words, later
from dashboard.vocabulary import named
from db.notices import ALL, LONGEST

CHANGES = {"posted": later("posted"), "lifted": later("lifted")}


def _tell() -> None:
    acting.tell(str(st.session_state["tell_platform"]), str(st.session_state["tell_sentence"] or ""))


def _standing(found: Maintenance, words: Words, *, may: bool) -> None:
    if not found.notices:
        shown.note(words.say("No notice stands."))
    for row in found.notices:
        said = words.say(
            "{whom}: {sentence}", whom=whose(row["platform"], found.names, words), sentence=row["sentence"]
        )
        shown.note(said, "stale")
        if may:
            st.button(
                words.say("Lift this notice"),
                key=f"lift_{row['platform']}",
                on_click=acting.lift,
                args=(row["platform"],),
            )


def telling(found: Maintenance, words: Words, *, may: bool) -> None:
    """Show the notices that stand, and let maintainers post and lift them."""
    shown.anchor("notices")
    about = words.say("While it stands, visitors read it next to the numbers, at once, and in every file.")
    shown.heading(words.say("Notices about wrong data"), about)
    _standing(found, words, may=may)
    if may:
        with st.form(key="tell", enter_to_submit=False):
            st.selectbox(
                words.say("Beside the numbers of"),
                [ALL, *found.names.platforms],
                format_func=lambda code: whose(code, found.names, words),
                key="tell_platform",
            )
            st.text_input(words.say("What visitors read, in a sentence"), key="tell_sentence", max_chars=LONGEST)
            st.form_submit_button(words.say("Post this notice"), on_click=_tell)
    _changes(found, words)


def _changes(found: Maintenance, words: Words) -> None:
    if not found.notice_changes:
        return
    columns = [
        Column(words.say("For whom")),
        Column(words.say("Change")),
        Column(words.say("Sentence"), is_long=True),
        Column(words.say("When")),
    ]
    cells: list[list[Cell]] = [
        [
            whose(row["platform"], found.names, words),
            named(CHANGES, row["change"], words),
            Two(row["sentence"], called(row["changed_by"])),
            moment(row["changed_at"], words),
        ]
        for row in found.notice_changes
    ]
    with st.expander(title := words.say("Every notice so far")):
        table(title, columns, cells)
