"""Numbers in quarantine: what waits, the last good one and the evidence side by side, and deciding."""

import json
import logging
import subprocess
import sys
from typing import Any

import streamlit as st

from dashboard import shown
from dashboard.cells import Cell, Column, Two, table
from dashboard.figures import as_written, exact, moment
from dashboard.maintaining import acting, maintainers
from dashboard.maintaining.maintained import Maintenance
from dashboard.quoting import quoted
from dashboard.sections.receipt import place
from dashboard.text import Words, later
from dashboard.vocabulary import REASONS, named
from db.decisions import FIGURES, LONGEST_NOTE, unacceptable

NAMES = {
    "total": later("Total"),
    "replied": later("Replied"),
    "completed": later("Completed"),
    "last_30_days": later("Last 30 days"),
}
DECISIONS = {"accepted": later("accepted"), "rejected": later("rejected")}
LOOK_SECONDS = 60


def _look(ticket: str) -> None:
    """Read the kept bytes again, in a process of its own, as the command does; only for who may act."""
    if maintainers.who() is None:
        st.session_state[acting.SAID] = (acting.NOBODY, {})
        return
    command = [sys.executable, "-m", "scrapers", "quarantine", "show", ticket, "--json"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=LOOK_SECONDS, check=True)  # noqa: S603 - ourselves
        st.session_state[f"looked_{ticket}"] = json.loads(told.stdout)["evidence"]
    except (subprocess.SubprocessError, ValueError) as error:
        logging.getLogger(__name__).error("a receipt could not be read again: %s", error)
        st.session_state[f"looked_{ticket}"] = {}


def _place(name: str, row: dict[str, Any]) -> str:
    """The key of a part: its listing's, so that a note being written outlives a newer reading's ticket."""
    return f"{name}_{row['publisher']}_{row['listing']}"


def _decide(row: dict[str, Any], accepts: bool) -> None:
    acting.decide(row["ticket"], accepts=accepts, note=str(st.session_state.get(_place("note", row)) or ""))


def _figures(row: dict[str, Any], words: Words) -> None:
    looked = st.session_state.get(f"looked_{row['ticket']}")
    columns = [
        Column(words.say("Count")),
        Column(words.say("Last good"), is_number=True),
        Column(words.say("Waits"), is_number=True),
        *([Column(words.say("The kept bytes say"), is_number=True)] if looked else []),
    ]
    cells: list[list[Cell]] = [
        [
            words.say(NAMES[name]),
            "" if row[f"good_{name}"] is None else exact(row[f"good_{name}"]),
            as_written(row[name] or ""),
            *([as_written(looked.get(name) or "")] if looked else []),
        ]
        for name in FIGURES
    ]
    table(words.say("The number that waits, beside the last good one"), columns, cells)
    facts = [
        (words.say("Why it waits"), f"{named(REASONS, row['reason'] or '', words)} ({quoted(row['detail'])})"),
        (words.say("Read"), moment(row["read_at"], words)),
        (words.say("Last good from"), moment(row["good_at"], words) if row["good_at"] else "–"),
        (words.say("Address"), row["url"] or "–"),
        (words.say("Kept in"), place(row["file"], row["file_offset"], words)),
        (words.say("SHA-256"), row["sha256"] or "–"),
    ]
    if looked is not None:
        is_same = looked.get("is_as_kept")
        same = (
            words.say("the bytes are those that were kept") if is_same else words.say("the bytes cannot be relied on")
        )
        facts += [(words.say("Read again"), same), (words.say("The row as kept"), looked.get("as_kept") or "–")]
    shown.facts(facts)


def _one(row: dict[str, Any], words: Words, *, may: bool) -> None:
    ticket, reason = row["ticket"], unacceptable(row)
    title = words.say("{title}: {total} waits", title=quoted(row["title"]), total=quoted(as_written(row["total"])))
    with st.container(border=True, key=_place("waits", row)):
        shown.heading(title)
        if row["readings"] > 1:
            shown.aside(
                words.say(
                    "{count} readings in a row wait since {moment}; a decision settles the earlier ones too.",
                    count=exact(row["readings"]),
                    moment=moment(row["waiting_since_at"], words),
                )
            )
        _figures(row, words)
        if reason:
            shown.note(words.say(acting.REFUSED[reason]), "stale")
        if not may:
            return
        st.button(words.say("Read the kept bytes again"), key=f"look_{ticket}", on_click=_look, args=(ticket,))
        st.text_input(words.say("Why (kept for ever, public)"), key=_place("note", row), max_chars=LONGEST_NOTE)
        with st.container(horizontal=True, key=f"decide_{ticket}"):
            if not reason:
                st.button(words.say("Accept and publish"), key=f"accept_{ticket}", on_click=_decide, args=(row, True))
            st.button(words.say("Reject for ever"), key=f"reject_{ticket}", on_click=_decide, args=(row, False))


def deciding(found: Maintenance, words: Words, *, may: bool) -> None:
    """Show what waits, each with its evidence, and let maintainers decide; then what was decided."""
    shown.anchor("quarantine")
    about = words.say(
        "An accepted number is published on its own receipt, marked as accepted by a person."
        " A rejected one stays out."
    )
    shown.heading(words.say("Numbers that wait to be checked"), about)
    if not found.quarantined:
        shown.note(words.say("None."))
    for row in found.quarantined:
        _one(row, words, may=may)
    _decided(found, words)


def _decided(found: Maintenance, words: Words) -> None:
    if not found.decisions:
        return
    columns = [
        Column(words.say("Number")),
        Column(words.say("Decision")),
        Column(words.say("Why it waited"), is_long=True),
        Column(words.say("Note, by whom"), is_long=True),
        Column(words.say("When")),
    ]
    cells: list[list[Cell]] = [
        [
            Two(str(row["title"]), str(row["total"])),
            named(DECISIONS, row["decision"], words),
            named(REASONS, row["reason"] or "", words),
            Two(row["note"], maintainers.called(row["decided_by"])),
            moment(row["decided_at"], words),
        ]
        for row in found.decisions
    ]
    with st.expander(words.say("What was decided so far")):
        table(words.say("What was decided so far"), columns, cells)
