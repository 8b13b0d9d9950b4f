"""Small pieces of HTML of our own. Every text is escaped; only `strong` and `quoted` survive, as marks."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.quoting import bare, spans
from dashboard.text import LANGUAGES, words

STYLES = tuple(Path(__file__).with_name(f"{name}.css") for name in ("tokens", "style", "pieces", "tables", "loading"))
UNIT = re.compile(r"(?<=\d) (?=[\u3400-\u9fff])")
SITE, TITLE = "site", "title"  # in the session: what this site is called, and the title of the tab
BOLD, END = "\ue000", "\ue001"  # from the private use area: no text of others keeps them


def strong(text: str) -> str:
    """Mark a part of a message that `markup` shows in bold."""
    return f"{BOLD}{text.replace(BOLD, '').replace(END, '')}{END}"


def unmarked(text: str) -> str:
    """A message without the marks of `strong`, where there is no bold."""
    return text.replace(BOLD, "").replace(END, "")


def markup(text: str) -> str:
    """Escape a text for HTML, except what `strong` and `quoted` marked."""
    return spans(escape(text).replace(BOLD, "<b>").replace(END, "</b>"))


@cache
def styles() -> str:
    """Our type scale, spacing and colours, for the HTML page itself: no page is ever seen without them."""
    names = {code: words(code).say("Menu") for code in LANGUAGES}
    menus = "".join(f':root:lang({code}) {{ --tw-menu: "{name}"; }}\n' for code, name in names.items())
    return "".join(
        f"<style>{text}</style>" for text in (menus, *(path.read_text(encoding="utf-8") for path in STYLES))
    )


def brand(name: str, tagline: str) -> None:
    """The product's name, and what it is."""
    st.html(f'<p class="tw-brand"><b>{markup(name)}</b> <span>{markup(tagline)}</span></p>')


def titled(title: str) -> str:
    """A title as HTML in which no line ends between a number and its Chinese unit, as in 30 天."""
    return UNIT.sub("&nbsp;", markup(title))


def heading(title: str, about: str = "") -> None:
    """A section's finding, and below it where its numbers come from."""
    below = f'<p class="tw-about">{markup(about)}</p>' if about else ""
    st.html(f'<h2 class="tw-heading">{titled(title)}</h2>{below}')


def anchor(name: str) -> None:
    """A place that links lead to."""
    st.html(f'<a class="tw-anchor" id="{name}"></a>')


def contents(places: Iterable[tuple[str, str]]) -> None:
    """The ways to the sections of a long page: pairs of a place's name and its title."""
    ways = "".join(f'<li><a href="#{markup(name)}" target="_self">{markup(title)}</a></li>' for name, title in places)
    st.html(f'<nav class="tw-contents"><ul>{ways}</ul></nav>')


def aside(text: str) -> None:
    """A quiet sentence."""
    st.html(f'<p class="tw-about">{markup(text)}</p>')


def headline(title: str, lede: str) -> None:
    """The first thing on a page: what it says, in words; also the title of the browser's tab."""
    site = st.session_state.get(SITE)
    st.session_state[TITLE] = " · ".join(filter(None, [bare(unmarked(title)), site]))
    st.set_page_config(page_title=st.session_state[TITLE])
    st.html(f'<h1 class="tw-headline">{titled(title)}</h1><p class="tw-lede">{markup(lede)}</p>')


def note(text: str, kind: str = "quiet") -> None:
    """A sentence that stands by itself. `kind` is quiet, stale, failed or demonstration."""
    st.html(f'<p class="tw-note tw-{kind}">{markup(text)}</p>')


def key(entries: Iterable[tuple[str, str]]) -> None:
    """What the marks of a chart mean: pairs of a tone and its meaning."""
    items = "".join(f'<li><i class="tw-swatch tw-{tone}"></i>{markup(meaning)}</li>' for tone, meaning in entries)
    st.html(f'<ul class="tw-key">{items}</ul>')


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Names and values, one below the other."""
    rows = "".join(f"<dt>{markup(name)}</dt><dd>{markup(value)}</dd>" for name, value in pairs)
    st.html(f'<dl class="tw-facts">{rows}</dl>')


def listed(rows: Iterable[tuple[str, str]]) -> None:
    """A list whose entries have a main sentence and a quiet one."""
    items = "".join(f"<li>{markup(main)}<small>{markup(more)}</small></li>" for main, more in rows)
    st.html(f'<ul class="tw-list">{items}</ul>')


def states(entries: Iterable[tuple[str, str]]) -> None:
    """Chips of a state (fresh, stale, failed) and its words."""
    st.html(_chips(entries))


def _chips(entries: Iterable[tuple[str, str]]) -> str:
    items = "".join(f'<li class="tw-chip tw-{state}">{markup(text)}</li>' for state, text in entries)
    return f'<ul class="tw-chips">{items}</ul>'


def folded_states(state: str, summary: str, entries: Iterable[tuple[str, str]]) -> None:
    """One chip for all of them, which unfolds to each."""
    chip = f'<span class="tw-chip tw-{state}">{markup(summary)}</span>'
    st.html(f'<details class="tw-more"><summary class="tw-updated">{chip}</summary>{_chips(entries)}</details>')


def folded(summary: str, paragraphs: Iterable[str]) -> None:
    """A short sentence that unfolds to longer ones."""
    inside = "".join(f"<p>{markup(text)}</p>" for text in paragraphs)
    st.html(f'<details class="tw-more"><summary>{markup(summary)}</summary>{inside}</details>')
