"""Tables as HTML: every text escaped, numbers aligned, the same marks as in the charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from dashboard.quoting import bare
from dashboard.shown import heading, markup, note
from dashboard.sparks import spark


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title. Numbers stand at the right; sentences (`is_long`) may take lines; a phone shows no extras."""

    title: str
    is_number: bool = False
    is_long: bool = False
    is_extra: bool = False

    @property
    def kind(self) -> str:
        """The column's classes in the style sheet."""
        kind = "tw-number" if self.is_number else "tw-long" if self.is_long else "tw-word"
        return f"{kind} tw-extra" if self.is_extra else kind


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
    below: "str | Link | Badge"


@dataclass(frozen=True, slots=True)
class Spark:
    """A pace week by week, oldest first, None where unknown: drawn small below `main`, and `said` in words."""

    values: tuple[float | None, ...]
    main: str
    said: str


Cell = str | Share | Badge | Days | Link | Way | Two | Spark
NOTHING = "–"
FITS_ROWS = 14  # on a screen, below the head of the table
FITS_COLUMNS = 3  # side by side on a phone
FEW = 6  # rows on a phone where the rest unfolds; the style sheet hides the others


def _inside(cell: Cell) -> str:  # noqa: PLR0911 (a case a kind of cell)
    match cell:
        case Share(per_cent=float(per_cent)):
            return f'{per_cent:.1f}%<i class="tw-share" style="--share: {per_cent:.1f}%"></i>'
        case Badge(state, word):
            return f'<span class="tw-chip tw-{markup(state)}">{markup(word)}</span>'
        case Days(states, said):
            marks = "".join(f'<i class="tw-day tw-{state or "none"}"></i>' for state in states)
            return f'{markup(said)}<span class="tw-days" aria-hidden="true">{marks}</span>'
        case Two(main, below):
            return f"{markup(main)}<small>{_inside(below)}</small>"
        case Spark(values, main, said):
            return f"{markup(main)}{spark(values, said)}"
        case Way(url, word) | Link(url, word):
            target = "_self" if isinstance(cell, Way) else '_blank" rel="noopener noreferrer'
            return f'<a href="{markup(url)}" target="{target}">{markup(word)}</a>'
    return markup(cell) or NOTHING if isinstance(cell, str) else NOTHING


@lru_cache(maxsize=8_192)
def _row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
    """The first cell names the row; the others are under their columns."""
    first, *others = row
    cells = "".join(
        f'<td class="{column.kind}" data-title="{markup(column.title)}">{_inside(cell)}</td>'
        for column, cell in zip(columns[1:], others, strict=True)
    )
    kind = ' class="tw-long"' if columns[0].is_long else ""
    return f'<tr><th scope="row"{kind}>{_inside(first)}</th>{cells}</tr>'


def _shape(columns: Sequence[Column], rows: int) -> str:
    """The classes of a table: a tall one keeps its head in sight; a phone shows a wide one as a card a row."""
    tall = " tw-tall" if rows > FITS_ROWS else ""
    return tall + " tw-wide" * (sum(not column.is_extra for column in columns) > FITS_COLUMNS)


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, few: str = "") -> None:
    """Show a table. One too wide for the screen scrolls by itself; on a phone its rows are cards.

    `few`: what unfolds the rest on a phone, which then begins with the first `FEW` rows.
    """
    head = "".join(f'<th scope="col" class="{column.kind}">{markup(column.title)}</th>' for column in columns)
    body = "".join(_row(tuple(columns), tuple(row)) for row in rows)
    shape = _shape(columns, len(rows))
    is_folded = few and len(rows) > FEW
    rest = f'<details class="tw-rest"><summary>{markup(few)}</summary></details>' if is_folded else ""
    st.html(
        f'{rest}<div class="tw-table{shape}" role="region" tabindex="0" aria-label="{markup(bare(caption))}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def table_section(
    title: str, nothing: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], about: str = ""
) -> None:
    """A heading with its table and a sentence `about` it, or with `nothing` to show; without that, nothing at all."""
    if not rows and not nothing:
        return
    heading(title, about if rows else "")
    if rows:
        table(title, columns, rows)
    else:
        note(nothing)
