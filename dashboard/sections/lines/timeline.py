"""Crossings of a line on an axis of days: those we saw, and those that are expected."""

from datetime import datetime, timedelta

import pyarrow as pa
import streamlit as st

from dashboard import shown
from dashboard.charts import threshold_charts
from dashboard.drawings import Drawing
from dashboard.figures import BEIJING, brief_day, day, exact
from dashboard.lined import Chosen, Lines
from dashboard.lines import Ahead, Reached, ranked
from dashboard.sections.headline import read_until
from dashboard.sections.lines.past import expected
from dashboard.sections.saving import saving
from dashboard.text import Words

HORIZON = timedelta(days=180)
SIDES = ("low", "middle", "high")


def _noon(on: object) -> datetime:
    return datetime.fromisoformat(f"{on}T12:00")


def _days(one: Ahead, words: Words) -> str:
    """Between which days it is expected, without their year; one day where they are the same."""
    ends = [brief_day(on, words) for on in (one.low_on or one.middle_on, one.high_on) if on]
    return "–".join(dict.fromkeys(ends))


def dated(chosen: Chosen) -> list[Ahead]:
    """Those with an expected day, the earliest first; of a line that is only tried nothing is expected."""
    return [] if chosen.line.is_own else [one for one in ranked(chosen.ahead) if one.middle_on]


def drawn(ahead: list[Ahead], found: Lines, words: Words) -> pa.Table:
    """The table `expected` of `threshold_charts.crossings`."""
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
                "label": _days(one, words) if one.high_on else words.say("or later"),
                "interval": expected(one, words),
                "middle": day(one.middle_on, words),
                "to_go": exact(one.line - one.value),
            }
        )
    columns = [("name", pa.string()), ("tone", pa.string()), *((f"{at}_on", pa.timestamp("us")) for at in SIDES)]
    texts = [(name, pa.string()) for name in ("label", "interval", "middle", "to_go")]
    return pa.Table.from_pylist(rows, schema=pa.schema([*columns, *texts]))


def _seen(chosen: Chosen, now: datetime) -> list[Reached]:
    """The crossings that happened while we watched, of the last 180 days, the earliest first."""
    seen = [one for one in chosen.reached if one.after and one.by.at >= now - HORIZON]
    return sorted(seen, key=lambda one: one.by.at)


def _crossed(seen: list[Reached], found: Lines, words: Words) -> pa.Table:
    rows = []
    for one in seen:
        at = (one.estimated_at or one.by.at).astimezone(BEIJING)
        days = [brief_day(side.at.astimezone(BEIJING).date(), words) for side in (one.after, one.by) if side]
        on, name = "–".join(dict.fromkeys(days)), found.names.platform(one.platform, words)
        label = f"{on} *" if one.is_accepted else on
        rows.append({"name": name, "at": at.replace(tzinfo=None), "day": label, "when": one.when(words)})
    columns = [("name", pa.string()), ("at", pa.timestamp("us")), ("day", pa.string()), ("when", pa.string())]
    return pa.Table.from_pylist(rows, schema=pa.schema(columns))


def _title(seen: list[Reached], ahead: list[Ahead], words: Words) -> str:
    return words.say_n(
        "{count} crossing in the last 180 days, {ahead} expected in the next",
        "{count} crossings in the last 180 days, {ahead} expected in the next",
        len(seen),
        count=len(seen),
        ahead=len(ahead),
    )


def _about(seen: list[Reached], words: Words) -> str:
    said = [words.say("▲ crossed. Bar: the days between which it is expected (80%); tick: the middle.")]
    if any(one.is_accepted for one in seen):
        said.append(words.say("* rests on a number that a person accepted."))
    return words.space.join(said)


def _today(now: datetime, words: Words) -> pa.Table:
    today = now.astimezone(BEIJING)
    label = words.say("last read {day}", day=brief_day(today.date(), words))
    return pa.Table.from_pylist([{"at": today.replace(tzinfo=None), "label": label}])


def drawing_of(chosen: Chosen, found: Lines, words: Words) -> Drawing | None:
    """Draw when platforms crossed and when others are expected to; None where neither is known."""
    now = read_until(found.overview)
    seen, ahead = _seen(chosen, now), dated(chosen)
    if not seen and not ahead:
        return None
    title = _title(seen, ahead, words)
    said = [f"{found.names.platform(one.platform, words)} {one.when(words)}" for one in seen]
    said += [f"{found.names.platform(one.platform, words)} {expected(one, words)}" for one in ahead]
    rows = {one.platform for one in seen} | {one.platform for one in ahead}
    return Drawing(
        name="expected",
        title=title,
        about=_about(seen, words),
        spec=threshold_charts.crossings(words, len(rows)),
        datasets={
            "crossed": _crossed(seen, found, words),
            "expected": drawn(ahead, found, words),
            "today": _today(now, words),
        },
        page="thresholds",
        is_demonstration=found.is_demonstration,
        read_until=now,
        asked=(("line", chosen.line.threshold),),
        alt=f"{title}: {words.say(', ').join(said)}",
        whom=chosen.line.name(found.names, words),
    )


def timeline(chosen: Chosen, found: Lines, words: Words) -> None:
    """Show the crossings on an axis of days."""
    if (drawing := drawing_of(chosen, found, words)) is None:
        return
    shown.heading(drawing.title, drawing.about)
    st.vega_lite_chart(drawing.shown(), key="crossings", alt=drawing.alt)
    if not chosen.line.is_own:
        saving(drawing, words)
