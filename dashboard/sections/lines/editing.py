"""Adding and removing lines, for maintainers."""

import logging
from datetime import UTC, datetime

import streamlit as st

from dashboard import shown
from dashboard.figures import exact
from dashboard.lined import Lines
from dashboard.lines import scope_name
from dashboard.maintaining import maintainers
from dashboard.sections.lines.door import door
from dashboard.sections.lines.picking import LARGEST
from dashboard.text import Words, later
from db import settings
from db.connection import DatabaseError
from db.records import Threshold
from db.thresholds import MEASURES, THE_LINE, ThresholdError, add_threshold, is_short_name, remove_threshold

SAID, EXAMPLE = "edit_said", "total_50k"
ABOUT = {
    "total": later("All complaints so far"),
    "last_30_days": later("Complaints of the last 30 days"),
    "category": later("Complaints we read, of one category"),
}
NAMES = {
    "name_zh_hans": later("Name in Simplified Chinese"),
    "name_zh_hant": later("Name in Traditional Chinese"),
    "name_en": later("Name in English"),
}
DONE, NO_NAME = later("Done: {line}."), later("A short name is small letters, digits and _, as in total_50k.")
REFUSED = later("Nothing was changed: {why}")
NOT_NOW = later("Nothing was changed, because the database could not be written. Please try again.")


def _asked(key: str) -> str:
    return str(st.session_state.get(f"edit_{key}") or "").strip()


def _wanted() -> Threshold:
    measure = _asked("measure")
    return Threshold(
        threshold=_asked("threshold"),
        measure=measure,
        line=int(st.session_state["edit_line"] or 0),
        scope=_asked("scope"),
        since_at=datetime.now(UTC),
        category=_asked("category") if measure == "category" else None,
        name_zh_hans=_asked("name_zh_hans") or None,
        name_zh_hant=_asked("name_zh_hant") or None,
        name_en=_asked("name_en") or None,
    )


def _change(threshold: str, wanted: Threshold | None) -> tuple[str, dict[str, str]]:
    """Add the line that is `wanted`, or remove the one of that name, if this session may; return what to say."""
    by = maintainers.who()
    if by is None:
        return REFUSED, {"why": "…"}
    if wanted and not is_short_name(threshold):
        return NO_NAME, {}
    try:
        if wanted:
            add_threshold(settings.load().database, wanted, by=by)
        else:
            remove_threshold(settings.load().database, threshold, by=by)
    except ThresholdError as error:
        return REFUSED, {"why": str(error)}
    except DatabaseError as error:
        logging.getLogger(__name__).error("a line could not be changed: %s", error)
        return NOT_NOW, {}
    return DONE, {"line": threshold}


def _add() -> None:
    st.session_state[SAID] = _change(_asked("threshold"), _wanted())


def _remove() -> None:
    st.session_state[SAID] = _change(_asked("removed"), None)


def _scopes(found: Lines) -> list[str]:
    groups = [f"group:{group}" for group in found.groups]
    return ["all", *groups, *(f"platform:{platform}" for platform in found.names.platforms)]


def _adding(found: Lines, words: Words) -> None:
    with st.form(key="add", enter_to_submit=False):
        first, second = st.columns(2)
        first.text_input(words.say("Short name"), key="edit_threshold", placeholder=EXAMPLE)
        second.number_input(words.say("Complaints"), 1, LARGEST, 50_000, 1000, key="edit_line")
        first.selectbox(
            words.say("What is counted"),
            MEASURES,
            format_func=lambda code: words.say(ABOUT[code]),
            key="edit_measure",
        )
        if found.names.categories:
            second.selectbox(
                words.say("Category, if one is counted"),
                list(found.names.categories),
                format_func=lambda code: found.names.category(code, words),
                key="edit_category",
            )
        first.selectbox(
            words.say("For whom"),
            _scopes(found),
            format_func=lambda scope: scope_name(scope, found.names, words),
            key="edit_scope",
        )
        for name, title in NAMES.items():
            second.text_input(words.say(title), key=f"edit_{name}", max_chars=80)
        st.form_submit_button(words.say("Add this line"), on_click=_add)


def _removing(found: Lines, words: Words) -> None:
    names = {one.threshold: one.name(found.names, words) for one in found.lines if one.threshold != THE_LINE}
    if not names:
        shown.aside(words.say("The line at {count} is what this record is about, and stays.", count=exact(100_000)))
        return
    with st.form(key="remove"):
        st.selectbox(words.say("Line to remove"), list(names), format_func=names.__getitem__, key="edit_removed")
        shown.aside(words.say("What crossed it stays in the database; it is only not shown any more."))
        st.form_submit_button(words.say("Remove this line"), on_click=_remove)


def editing(found: Lines, words: Words) -> None:
    """Offer maintainers to add and remove lines; everybody else is told how one becomes one."""
    said = st.session_state.pop(SAID, None)
    with st.expander(words.say("For maintainers: add or remove a line"), expanded=said is not None):
        if said:
            message, values = said
            shown.note(words.say(message, **values), "fresh" if message == DONE else "failed")
        if door(words) is not None:
            _adding(found, words)
            _removing(found, words)
