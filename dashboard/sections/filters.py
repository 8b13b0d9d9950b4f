"""The filters: what they hold stands in the URL, is shown as what it is, and can be taken away one by one."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import shown
from dashboard.drilldown.asked import FIRST_DAY, LARGEST_AMOUNT, LAST_DAY, TITLES, codes, says
from dashboard.drilldown.choice import BOUNDS, LISTS, Choice
from dashboard.drilldown.drilled import Drilled, Options
from dashboard.figures import exact
from dashboard.plain import plain
from dashboard.text import Words
from dashboard.urlstate import publish


def _clear(keys: Sequence[str], value: str | None = None) -> None:
    for key in keys:
        if key in BOUNDS:
            st.session_state[key] = None
        else:
            st.session_state[key] = [one for one in st.session_state[key] or () if value not in (None, one)]


def _chips(choice: Choice, options: Options, words: Words, keys: Sequence[str]) -> None:
    held = [(key, value) for key in keys for value in _values(choice, key)]
    if not held:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for key, value in held:
            label = f"{words.say(TITLES[key])}: {says(key, value, options, words)}"
            st.button(
                f"{plain(label)} ✕",
                key=f"clear_{key}_{value}",
                help=words.say("Take this filter away"),
                on_click=_clear,
                args=([key], value if key in LISTS else None),
            )
        if len(held) > 1:
            st.button(words.say("Clear all"), key="clear_all", type="tertiary", on_click=_clear, args=(keys,))


def _values(choice: Choice, key: str) -> list[Any]:
    value = getattr(choice, key)
    return list(value) if isinstance(value, tuple) else [] if value is None else [value]


def _widget(key: str, options: Options, words: Words) -> None:
    title = words.say(TITLES[key])
    if key in LISTS:
        st.multiselect(
            title,
            list(codes(options)[key]),
            format_func=lambda code: says(key, code, options, words),
            key=key,
            placeholder=words.say("Any"),
            select_all=False,
            persist_state="session",
        )
    elif key in ("since", "until"):
        st.date_input(title, None, FIRST_DAY, LAST_DAY, key=key, format="YYYY-MM-DD", persist_state="session")
    else:
        st.number_input(
            title, 0, LARGEST_AMOUNT, None, 100, key=key, placeholder=words.say("yuan"), persist_state="session"
        )
    publish(key)


def filters(found: Drilled, options: Options, in_vain: Sequence[str], words: Words, *, one_platform: bool) -> None:
    """Show how many complaints the filters take in, what they are, and the means to change them."""
    keys = [key for key in TITLES if not (one_platform and key == "platforms")]
    held = st.empty()  # there in every run, so that what is unfolded below is not drawn anew, and folded, by a choice
    if any(key in keys for key in found.choice.active):
        read = found.coverage.row["complaints"] if one_platform else found.taken["complaints"]
        chosen = shown.strong(exact(found.taken["chosen"]))
        with held.container():
            shown.aside(words.say("{chosen} of {complaints} complaints read", chosen=chosen, complaints=exact(read)))
            _chips(found.choice, options, words, keys)
    with st.expander(words.say("Filters")), st.container(key="filters"):
        for row in (keys[: len(keys) - 6], keys[-6:-4], keys[-4:]):
            for key, column in zip(row, st.columns(len(row)), strict=True):
                with column:
                    _widget(key, options, words)
    left_out(in_vain, words)


def left_out(in_vain: Sequence[str], words: Words) -> None:
    """Say what a link asked for in vain."""
    if in_vain:
        asked = words.say(", ").join(in_vain)
        shown.note(
            words.say("The link asked for something that is not there, which was left out: {asked}", asked=asked)
        )


def nothing(found: Drilled, words: Words, *, one_platform: bool) -> None:
    """No complaint passes all filters: say which one to loosen, and by how much that helps."""
    active = [key for key in found.choice.active if not (one_platform and key == "platforms")]
    helpful = sorted(
        (key for key in active if found.taken[f"without_{key}"]), key=lambda key: -found.taken[f"without_{key}"]
    )
    shown.heading(
        words.say("No complaint we read passes all these filters"),
        words.say("Loosen the one that is in the way:") if helpful else words.say("No single filter is in the way."),
    )
    with st.container(horizontal=True, key="loosen"):
        for key in helpful:
            count = exact(found.taken[f"without_{key}"])
            said = words.say("without “{name}”: {count} complaints", name=words.say(TITLES[key]), count=count)
            st.button(said, key=f"loosen_{key}", on_click=_clear, args=([key],))
        st.button(words.say("Clear all"), key="loosen_all", on_click=_clear, args=(active,))
