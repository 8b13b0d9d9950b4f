"""Tables as HTML: every text escaped, numbers aligned, the same marks as in the charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from dashboard.shown import heading, markup, note


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title; numbers stand at the right, sentences (`is_long`) may take several lines."""

    title: str
    is_number: bool = False
    is_long: bool = False

    @property
    def kind(self) -> str:
        """The column's class in the style sheet."""
        return "tw-number" if self.is_number else "tw-long" if self.is_long else "tw-word"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole in per cent, written and drawn; None where there is no whole."""

    per_cent: float | None


@dataclass(frozen=True, slots=True)
class Badge:
    """A state with its word; `state` is fresh, stale or failed."""

    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a row, oldest first, each fresh, stale, failed or empty (nothing happened), and in words."""

    states: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page elsewhere. The address is one of ours, never one that was read."""

    url: str
    word: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page of ours."""

    url: str
    word: str


@dataclass(frozen=True, slots=True)
class Two:
    """A main value, and a quiet one below it."""

    main: str
    below: "str | Link"


Cell = str | Share | Badge | Days | Link | Way | Two
NOTHING = "–"


def _inside(cell: Cell) -> str:  # noqa: PLR0911 (a case a kind of cell)
    match cell:
        case Share(per_cent=None):
            return NOTHING
        case Share(per_cent=float(per_cent)):
            return f'{per_cent:.1f}%<i class="tw-share" style="--share: {per_cent:.1f}%"></i>'
        case Badge(state, word):
            return f'<span class="tw-chip tw-{markup(state)}">{markup(word)}</span>'
        case Days(states, said):
            marks = "".join(f'<i class="tw-day tw-{state or "none"}"></i>' for state in states)
            return f'{markup(said)}<span class="tw-days" aria-hidden="true">{marks}</span>'
        case Two(main, below):
            return f"{markup(main)}<small>{_inside(below)}</small>"
        case Way(url, word) | Link(url, word):
            target = "_self" if isinstance(cell, Way) else '_blank" rel="noopener noreferrer'
            return f'<a href="{markup(url)}" target="{target}">{markup(word)}</a>'
    return markup(str(cell)) or NOTHING


@lru_cache(maxsize=8_192)
def _row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
    """The first cell names the row; the others are under their columns."""
    first, *others = row
    cells = "".join(
        f'<td class="{column.kind}">{_inside(cell)}</td>' for column, cell in zip(columns[1:], others, strict=True)
    )
    return f'<tr><th scope="row">{_inside(first)}</th>{cells}</tr>'


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """Show a table; on a narrow screen it scrolls by itself, its first column staying in sight."""
    head = "".join(f'<th scope="col" class="{column.kind}">{markup(column.title)}</th>' for column in columns)
    body = "".join(_row(tuple(columns), tuple(row)) for row in rows)
    st.html(
        f'<div class="tw-table" role="region" tabindex="0" aria-label="{markup(caption)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def table_section(
    title: str, nothing: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], about: str = ""
) -> None:
    """A heading with its table and a sentence `about` it, or with a sentence where there is nothing to show."""
    heading(title, about if rows else "")
    if rows:
        table(title, columns, rows)
    else:
        note(nothing)
