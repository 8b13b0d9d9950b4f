"""Who is next at a line: the days on which simulated paths reach it, or why none can be given."""

from datetime import datetime, timedelta

import pyarrow as pa
import streamlit as st

from dashboard import shown, threshold_charts
from dashboard.cells import Cell, Column, Way, table
from dashboard.drawings import Drawing
from dashboard.figures import day, exact
from dashboard.lined import Chosen, Lines
from dashboard.lines import Ahead, ranked
from dashboard.sections.headline import read_until
from dashboard.sections.lines.past import expected
from dashboard.sections.saving import saving
from dashboard.text import Words
from dashboard.ways import to_platform

HORIZON = timedelta(days=180)


def _noon(on: object) -> datetime:
    return datetime.fromisoformat(f"{on}T12:00")


def drawn(ahead: list[Ahead], found: Lines, words: Words) -> pa.Table:
    """The table `expected` of `threshold_charts.expected_crossings`."""
    rows = []
    for one in ahead:
        assert one.middle_on
        last = one.high_on or one.read_at.date() + HORIZON
        rows.append(
            {
                "name": found.names.platform(one.platform, words),
                "tone": "approaching",
                "low_on": _noon(one.low_on or one.middle_on),
                "middle_on": _noon(one.middle_on),
                "high_on": _noon(last),
                "label": "" if one.high_on else words.say("or later"),
                "interval": expected(one, words),
                "middle": day(one.middle_on, words),
                "to_go": exact(one.line - one.value),
            }
        )
    return pa.Table.from_pylist(rows)


def calibration(found: Lines, words: Words) -> str:
    """How earlier estimates did, once the crossing came."""
    scores = found.scores
    if not scores.scored:
        said = [words.say("No crossing has come yet that an earlier estimate could be held against.")]
    else:
        said = [
            words.say_n(
                "Of {count} estimate held against its crossing, {share} had it inside (it should be 80 %).",
                "Of {count} estimates held against their crossings, {share} had them inside (it should be 80 %).",
                scores.scored,
                count=exact(scores.scored),
                share=f"{100 * scores.inside / scores.scored:.0f}%",
            )
        ]
    if scores.error_days is not None:
        said.append(words.say("The middle was {days} days off on average.", days=f"{scores.error_days:.1f}"))
    if scores.overdue:
        said.append(words.say("{count} more are over without a crossing.", count=exact(scores.overdue)))
    return words.space.join(said)


def ahead(chosen: Chosen, found: Lines, words: Words) -> None:
    """Show who is next, with the interval or the reason why there is none, and how earlier estimates did."""
    rows = ranked(chosen.ahead)
    title = words.say("Who is next")
    shown.heading(
        title,
        words.say(
            "Within 10 % of the line, or expected to reach it within 180 days. Bar: 80 % interval; tick: middle."
        ),
    )
    if rows:
        _show(rows, chosen, found, words, title)
    else:
        shown.note(words.say("Nobody is within 10 % of this line or expected to reach it within 180 days."))
    shown.aside(
        words.say("An extrapolation of the pace of complaints so far, not of anybody's behaviour.")
        + words.space
        + calibration(found, words)
    )


def dated(chosen: Chosen) -> list[Ahead]:
    """Those with an expected day, the earliest first; none at a line that a visitor only tries."""
    return [] if chosen.line.is_own else [one for one in ranked(chosen.ahead) if one.middle_on]


def drawing_of(chosen: Chosen, found: Lines, words: Words) -> Drawing | None:
    """Draw the days on which a line may be reached; None where none can be given."""
    if not (known := dated(chosen)):
        return None
    names = [found.names.platform(one.platform, words) for one in known]
    said = [f"{name} {expected(one, words)}" for name, one in zip(names, known, strict=True)]
    line = chosen.line.name(found.names, words)
    return Drawing(
        name="expected",
        title=words.say("Next at “{line}”: {name}, {when}", line=line, name=names[0], when=expected(known[0], words)),
        about=words.say("Bar: 80 % interval; tick: middle. An extrapolation of the pace of complaints so far."),
        spec=threshold_charts.expected_crossings(words, len(known)),
        datasets={"expected": drawn(known, found, words)},
        page="thresholds",
        is_demonstration=found.is_demonstration,
        read_until=read_until(found.overview),
        asked=(("line", chosen.line.threshold),),
        alt=f"{words.say('Who is next')}: {words.say(', ').join(said)}",
    )


def _show(rows: list[Ahead], chosen: Chosen, found: Lines, words: Words, title: str) -> None:
    if (drawing := drawing_of(chosen, found, words)) is not None:
        st.vega_lite_chart(drawing.shown(), key="expected", alt=drawing.alt)
        saving(drawing, words)
    known = dated(chosen)
    columns = [
        Column(words.say("Platform")),
        Column(words.say("Now"), is_number=True),
        Column(words.say("To the line"), is_number=True),
        Column(words.say("Expected"), is_long=True),
    ]
    cells: list[list[Cell]] = [
        [
            Way(to_platform(one.platform, words), found.names.platform(one.platform, words)),
            exact(one.value),
            exact(one.line - one.value),
            expected(one, words) if one in known else one.why_not(words, is_own=chosen.line.is_own),
        ]
        for one in rows
    ]
    table(title, columns, cells)
