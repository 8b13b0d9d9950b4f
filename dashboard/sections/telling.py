"""The paragraphs of the page of method, and beside them the numbers of now."""

from collections.abc import Callable
from string import Formatter

import streamlit as st

from dashboard import shown
from dashboard.cells import Cell, Column, table
from dashboard.drilldown.heat import per_cent
from dashboard.figures import day, exact
from dashboard.measured import Measured
from dashboard.prose import SECTIONS, marked
from dashboard.shown import markup, strong
from dashboard.text import Words
from dashboard.vocabulary import cited
from db import settings

FEW, MANY = 10, 700  # millions of users, for the example
LINK = "\ue00f"  # stands for a link in a message, and is no mark of `shown` or `quoting`


def _paragraph(text: str) -> None:
    st.html(f'<p class="tw-prose">{markup(text)}</p>')


def _example(found: Measured, words: Words) -> None:
    """The same count among few users and among many; and where users are cited, the rate itself."""
    standings = found.overview.standings
    if not standings:
        return
    first = standings[0]
    few, many = (f"{first.total / users:,.0f}" for users in (FEW, MANY))
    name, total = strong(first.name(words)), exact(first.total)
    _paragraph(
        words.say(
            "For example, take the {total} complaints against {name} today. Among 10 million users they would be"
            " {few} per million users; among 700 million, {many}: the same count, and seventy times as rare.",
            name=name,
            total=total,
            few=strong(few),
            many=strong(many),
        )
    )
    for one in standings:
        users = found.users.get(one.platform)
        rate = users.rate(one) if users else None
        if users and users.users_as_of and rate is not None:
            told = {
                "users": exact(round(users.users_millions)),
                "day": day(users.users_as_of, words),
                "source": cited(users.users_source or "", words),
            }
            message = words.say(
                "{name} in numbers that can be cited: {total} complaints, {users} million users ({day}, {source}), so"
                " {rate} per million users.",
                name=strong(one.name(words)),
                total=exact(one.total),
                rate=strong(f"{rate:,.1f}"),
                **told,
            )
            _paragraph(message)


def _quality(found: Measured, words: Words) -> None:
    rows: list[list[Cell]] = [
        [
            found.overview.names.category(row["category"], words),
            exact(row["quality_texts"]),
            per_cent(row["quality_precision"]),
            per_cent(row["quality_recall"]),
        ]
        for row in found.categories
        if row["quality_texts"] is not None
    ]
    if not rows:
        shown.note(words.say("The quality of these categories was not measured for the rules that are stored here."))
        return
    title = words.say("How right the categories are, measured")
    columns = [
        Column(words.say("Category")),
        Column(words.say("Texts"), is_number=True),
        Column(words.say("Precision"), is_number=True),
        Column(words.say("Recall"), is_number=True),
    ]
    with st.expander(title):
        table(title, columns, rows)


def _contact(words: Words) -> None:
    if contact := settings.load().contact:
        address = contact if "://" in contact else f"mailto:{contact}"
        link = f'<a href="{markup(address)}" rel="noopener noreferrer">{markup(contact)}</a>'
        said = markup(words.say("Contact for corrections: {contact}", contact=LINK)).replace(LINK, link)
        st.html(f'<p class="tw-note tw-fresh">{said}</p>')
    else:
        shown.note(
            words.say("No contact is set on this site (TOUSU_CONTACT), so it cannot be told here whom to write to.")
        )


BESIDE: dict[str, Callable[[Measured, Words], None]] = {"rate": _example, "categories": _quality}


def _numbers(found: Measured | None, words: Words) -> dict[str, str]:
    """The numbers that paragraphs name; a paragraph about numbers that are not there is left out."""
    if found is None or found.read["first_on"] is None or not found.read["stated_total"]:
        return {}
    return {
        "total": exact(found.read["stated_total"]),
        "read": exact(found.read["complaints"]),
        "first": day(found.read["first_on"], words),
        "last": day(found.read["last_on"], words),
        "gaps": exact(found.gaps),
    }


def telling(key: str, found: Measured | None, words: Words) -> None:
    """One section: its heading, its paragraphs, and what stands beside them."""
    heading, *paragraphs = SECTIONS[key]
    shown.heading(words.say(heading))
    numbers = _numbers(found, words)
    for paragraph in paragraphs:
        wanted = {name for _, name, _, _ in Formatter().parse(paragraph) if name}
        if wanted <= numbers.keys():
            _paragraph(marked(words.say(paragraph, **numbers)))
    if found and key in BESIDE:
        BESIDE[key](found, words)
    if key == "receipts":
        st.code("tousu verify", language="bash")
    if key == "correct":
        _contact(words)
