"""Where a maintainer says who they are."""

import math

import streamlit as st

from dashboard import shown
from dashboard.maintaining import maintainers
from dashboard.maintaining.maintainers import LONGEST_NAME, Way
from dashboard.text import Words

NAME, SECRET, SAID = "door_name", "door_secret", "door_said"


def _enter() -> None:
    secret, name = st.session_state[SECRET], st.session_state[NAME]
    st.session_state[SECRET] = ""
    if not name.strip():
        st.session_state[SAID] = "name"
    elif wait := maintainers.wait():
        st.session_state[SAID] = math.ceil(wait)
    else:
        st.session_state[SAID] = "" if maintainers.enter(secret, name) else "wrong"


def _said(words: Words) -> None:
    match st.session_state.pop(SAID, ""):
        case "name":
            shown.note(words.say("Please give a name as well: it is written beside every change."), "failed")
        case "wrong":
            shown.note(words.say("That is not the secret. Nothing was changed."), "failed")
        case int(seconds):
            shown.note(words.say("Too many tries. Please wait {seconds} s.", seconds=seconds), "failed")


def _form(words: Words) -> None:
    with st.form(key="door", enter_to_submit=False):
        st.text_input(words.say("Your name, for the log"), key=NAME, max_chars=LONGEST_NAME)
        st.text_input(words.say("The maintainers' secret"), key=SECRET, type="password", max_chars=200)
        st.form_submit_button(words.say("Enter"), on_click=_enter)
    _said(words)


def door(words: Words) -> str | None:
    """Return who acts in this session; where nobody may, offer the ways that are set up, or say there are none."""
    open_ways = maintainers.ways()
    if (name := maintainers.who()) is not None:
        who = words.say("this machine") if name == maintainers.HERE else name
        shown.aside(words.say("You act as {name}; this is written beside every change.", name=shown.strong(who)))
        if Way.LOGIN in open_ways and st.user.is_logged_in:
            st.button(words.say("Sign out"), key="door_logout", on_click=st.logout)
        elif Way.SECRET in open_ways:
            st.button(words.say("Leave"), key="door_leave", on_click=maintainers.leave)
        return name
    if Way.OFF in open_ways:
        shown.note(
            words.say(
                "Acting on the pages is off: no secret is set (TOUSU_MAINTAINER_SECRET) and nobody can sign in."
                " The command line always works."
            )
        )
    if Way.LOGIN in open_ways:
        if why := maintainers.turned_away(words):
            shown.note(why, "failed")
            st.button(words.say("Sign out"), key="door_logout", on_click=st.logout)
        else:
            st.button(words.say("Sign in"), key="door_login", on_click=st.login)
    if Way.SECRET in open_ways:
        _form(words)
    return None
