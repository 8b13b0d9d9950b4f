"""Key figures as cards: each a label, a figure, a quiet sentence, and the way to where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from dashboard.shown import markup


@dataclass(frozen=True, slots=True)
class Card:
    """A figure at a glance, `of` quietly beside it. `tone` is of the style sheet, `way` a page of ours."""

    label: str
    figure: str
    more: str
    of: str = ""
    tone: str = "below"
    way: str | None = None
    exact: str = ""


def _card(card: Card) -> str:
    beside = f" <i>{markup(card.of)}</i>" if card.of else ""
    title = f' title="{markup(card.exact)}"' if card.exact else ""
    inside = (
        f"<span>{markup(card.label)}</span><b{title}>{markup(card.figure)}{beside}</b>"
        f"<small>{markup(card.more)}</small>"
    )
    whole = f'<a href="{markup(card.way)}" target="_self">{inside}</a>' if card.way else f"<div>{inside}</div>"
    return f'<li class="tw-{markup(card.tone)}">{whole}</li>'


def cards(entries: Iterable[Card]) -> None:
    """Show key figures beside each other, two by two on a phone."""
    st.html(f'<ul class="tw-cards">{"".join(_card(card) for card in entries)}</ul>')
