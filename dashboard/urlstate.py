"""What a visitor chooses lives in the URL, as codes that mean the same in every language.

`seed` before a widget takes its value from the URL, `publish` after it has it in the URL, `write` at the end of a run
writes them all. Switching pages clears the query string; what was chosen is then kept, and published again. What was
never chosen follows its default.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")

SWITCHED, PAGE, PUBLISHED = "url_switched", "url_page", "url_published"


def begin(url_path: str) -> None:
    """Remember whether this run comes from a switch of pages. Once a run, before a page seeds anything."""
    st.session_state[SWITCHED] = st.session_state.get(PAGE) not in (None, url_path)
    st.session_state[PAGE] = url_path
    st.session_state[PUBLISHED] = {}


def _is_news(key: str, values: Sequence[str], sticky: bool) -> bool:
    """Whether a link was opened, or back or forward pressed; otherwise the widget rules."""
    if key not in st.session_state:
        return True
    cleared = not values and (sticky or st.session_state[SWITCHED])
    return st.session_state.get(f"url_{key}") != list(values) and not cleared


def _listed(key: str) -> list[str]:
    value = st.session_state.get(key)
    if isinstance(value, list):
        return list(value)
    return [] if value in (None, "") else [str(value)]


def seed(
    key: str, codes: Collection[str], default: Sequence[str], *, many: bool = False, sticky: bool = False
) -> list[str]:
    """Set the widget `key` from the URL, else to what was chosen, else to `default`; return what was asked in vain.

    `sticky`: a URL that says nothing leaves the choice alone.
    """
    values = st.query_params.get_all(key)
    if _is_news(key, values, sticky):
        chosen = [value for value in values if value in codes] or default
        st.session_state[f"in_vain_{key}"] = [value for value in values if value not in codes]
    else:
        chosen = _listed(key)
        chosen = default if chosen == st.session_state.get(f"default_{key}") else chosen
    chosen = [value for value in chosen if value in codes]
    st.session_state[key] = chosen if many else next(iter(chosen or default), None)
    st.session_state[f"default_{key}"] = list(default)
    return list(st.session_state[f"in_vain_{key}"])


def seed_value(key: str, read: Callable[[str], T]) -> list[str]:
    """Set the widget `key` (a day, a number) from the URL, else to what was chosen; return what was asked in vain.

    `read` makes a value of a text, or raises `ValueError`. Without a choice the value is None.
    """
    values = st.query_params.get_all(key)
    if _is_news(key, values, sticky=False):
        found = [(text, _read_or_none(read, text)) for text in values]
        st.session_state[key] = next((value for _, value in found if value is not None), None)
        st.session_state[f"in_vain_{key}"] = [text for text, value in found if value is None]
    else:
        st.session_state[key] = st.session_state.get(key)
    st.session_state[f"default_{key}"] = []
    return list(st.session_state[f"in_vain_{key}"])


def _read_or_none(read: Callable[[str], T], text: str) -> T | None:
    try:
        return read(text)
    except ValueError:
        return None


def publish(key: str, *, always: bool = False) -> None:
    """Have a widget's choice in the URL from now on; the default is left out unless it should `always` be there."""
    chosen = _listed(key)
    is_default = sorted(chosen) == sorted(st.session_state[f"default_{key}"])
    st.session_state[f"url_{key}"] = [] if is_default and not always else chosen
    st.session_state[PUBLISHED][key] = st.session_state[f"url_{key}"]


def write() -> None:
    """Write what was published into the URL, all at once: one step of the browser's history. Last in a run."""
    wanted = {key: values for key, values in st.session_state[PUBLISHED].items() if values}
    if wanted != {key: st.query_params.get_all(key) for key in st.query_params}:
        st.query_params.from_dict(wanted)
