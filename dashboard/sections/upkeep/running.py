"""The refresh under way, live: how far it is, how long it will take, and beginning or ending one."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import shown
from dashboard.figures import exact, moment
from dashboard.maintaining import acting
from dashboard.maintaining.maintained import Maintenance
from dashboard.maintaining.maintainers import called
from dashboard.plain import plain
from dashboard.sections.lines.door import door
from dashboard.sections.upkeep.needs import is_abandoned
from dashboard.text import Words, later
from dashboard.vocabulary import SOURCES, named
from db import progress, settings
from db.progress import Progress
from db.remaining import seconds_left
from db.turns import next_turn

LOOK_SECONDS, IDLE_SECONDS = 1.0, 5.0
DRAWN = "upkeep_drawn"  # whether a refresh and a schedule ran when the page was drawn
STEPS = {
    "starting": later("it begins"),
    "reading": later("answer {answers} is here"),
    "storing": later("what was read is being stored"),
    "foreseeing": later("all is stored, forecasts are made"),
}
AWAITED = later("the first answer is awaited, for as long as the publisher asks")
WHY_NOT = {
    "refused": later(
        "The publisher refused and is left alone. The next refresh may begin at {moment}, from any door."
    ),
    "apart": later("The publisher was asked a moment ago. The next refresh may begin at {moment}, from any door."),
}


def _lasting(seconds: float, words: Words) -> str:
    if seconds < 90:
        return words.say("about {seconds} s left", seconds=max(1, round(seconds)))
    return words.say("about {minutes} min left", minutes=round(seconds / 60))


def _left(told: Progress, found: Maintenance) -> float | None:
    usual = {row["source"]: row for row in found.usual}
    return seconds_left(told, usual, settings.load().pause, datetime.now(UTC))


def _under_way(told: Progress, found: Maintenance, words: Words) -> None:
    left, now = _left(told, found), datetime.now(UTC)
    passed = max(0.0, (now - told.started_at).total_seconds())
    share = len(told.done) / len(told.sources) if left is None else passed / max(1e-9, passed + left)
    said = AWAITED if told.step == "reading" and not told.answers else STEPS.get(told.step, STEPS["starting"])
    step = words.say(said, answers=exact(told.answers))
    line = words.say(
        "{source} ({number} of {all}): {step}",
        source=named(SOURCES, told.source, words),
        number=len(told.done) + 1,
        all=len(told.sources),
        step=step,
    )
    st.progress(min(0.99, share), text=line)
    counts = [
        words.say_n("{count} request", "{count} requests", told.requests, count=exact(told.requests)),
        words.say_n("{count} row read", "{count} rows read", told.rows, count=exact(told.rows)),
        words.say("no estimate yet") if left is None else _lasting(left, words),
        words.say("begun at {moment} by {who}", moment=moment(told.started_at, words), who=called(told.started_by)),
    ]
    shown.aside(" · ".join(counts))


def _begin() -> None:
    chosen = st.session_state.get("begin_source")
    acting.refresh([chosen] if chosen in SOURCES else [])


def _offer(words: Words, *, may: bool) -> None:
    turn = next_turn(settings.load())
    if turn:
        shown.note(words.say(WHY_NOT[turn.reason], moment=moment(turn.at, words)))
    else:
        shown.aside(words.say("No refresh is under way."))
    if not may:
        return
    st.selectbox(
        words.say("What to bring up to date"),
        ["all", *SOURCES],
        format_func=lambda code: words.say("Everything") if code == "all" else named(SOURCES, code, words),
        key="begin_source",
    )
    st.button(words.say("Refresh now"), key="begin", on_click=_begin, disabled=turn is not None, type="primary")


def said(words: Words) -> None:
    """Say what came of the act before, once: here, and wherever on the page the button was."""
    if found := st.session_state.pop(acting.SAID, None):
        message, values = found
        outcome = words.say(message, **values)
        shown.note(outcome, "fresh" if message in acting.DONE else "failed")
        st.toast(plain(outcome), duration="long")


def _state() -> tuple[Progress | None, bool]:
    """How far the refresh under way is, if it has said so; and whether one is, or is starting."""
    told = progress.under_way(settings.load().database)
    return told, told is not None or acting.LATEST.is_starting()


def _panel(found: Maintenance, words: Words, *, may: bool) -> None:
    told, is_running = _state()
    if (drawn := (is_running, is_abandoned())) != st.session_state.get(DRAWN):
        st.session_state[DRAWN] = drawn
        st.rerun()
    if told:
        _under_way(told, found, words)
    elif is_running:
        shown.aside(words.say("The refresh is starting."))
    elif acting.LATEST.could_not_start():
        shown.note(
            words.say("The refresh could not start. `tousu refresh` on the command line says why, and what to do."),
            "failed",
        )
    if is_running and may:
        st.button(words.say("Cancel the refresh"), key="cancel", on_click=acting.cancel)
    if not is_running:
        _offer(words, may=may)


def running(found: Maintenance, words: Words) -> bool:
    """Show the refresh under way and let maintainers begin or end one; return whether this session may act."""
    shown.anchor("refresh")
    shown.heading(words.say("Refresh"))
    said(words)
    may = door(words) is not None
    _, is_running = _state()
    st.session_state[DRAWN] = (is_running, is_abandoned())
    every = LOOK_SECONDS if is_running else IDLE_SECONDS
    st.fragment(_panel, run_every=every, key="running")(found, words, may=may)
    return may
