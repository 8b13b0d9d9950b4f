"""Totals over time, with the line: a few platforms at once, which ones and how is the visitor's choice."""

from dataclasses import dataclass

import streamlit as st

from dashboard import series, shown, tables
from dashboard.charts import history_charts
from dashboard.compared import Overview
from dashboard.drawings import Asked, Drawing
from dashboard.figures import change, moment
from dashboard.happenings import ACCEPTED
from dashboard.sections.filters import left_out
from dashboard.sections.headline import about, read_until
from dashboard.sections.saving import saving
from dashboard.standings import Place, Standing, riser
from dashboard.text import Words, later
from dashboard.urlstate import publish, seed

MOST_LINES = 8
KEY, FOCUS, SCALE = "lines", "focus", "scale"
TOTALS, GROWTH = "totals", "growth"
SCALES = {TOTALS: later("Totals"), GROWTH: later("Growth: start = 100")}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which platforms' totals are drawn, which of them stands out, and whether as growth."""

    standings: list[Standing]
    focus: str | None
    growing: bool = False

    @property
    def focused(self) -> list[Standing]:
        """The one that stands out, by each of its listings."""
        return [one for one in self.standings if one.platform == self.focus]


def grown(standing: Standing, words: Words) -> str:
    """How its total grew over the longest of 30, 7 and 1 days for which that is known."""
    for over in (30, 7, 1):
        if over not in standing.changes:
            continue
        if since := standing.since.get(over):
            said = change(standing.changes[over])
            return words.say("{change} since {moment}", change=said, moment=moment(since, words))
        return words.say_n(
            "{change} since yesterday",
            "{change} in {days} days",
            over,
            change=change(standing.changes[over]),
            days=over,
        )
    return words.say("Totals day by day")


def finding(standings: list[Standing], words: Words) -> str:
    """Who rises fastest; of one alone, how it grew."""
    if len(standings) == 1:
        return words.say("{name}: {finding}", name=standings[0].name(words), finding=grown(standings[0], words))
    if not (found := riser(standings)):
        return words.say("Totals day by day")
    who, over = found
    if since := who.since.get(over):
        told = {"change": change(who.changes[over]), "moment": moment(since, words)}
        return words.say("{name} rises fastest: {change} since {moment}", name=who.name(words), **told)
    return words.say_n(
        "{name} rises fastest: {change} since yesterday",
        "{name} rises fastest: {change} in {days} days",
        over,
        name=who.name(words),
        change=change(who.changes[over]),
        days=over,
    )


def default(standings: list[Standing]) -> list[str]:
    """Those past the line or near it, and whoever rises fastest."""
    near = [standing.platform for standing in standings if standing.place is not Place.BELOW]
    first = [found[0].platform] if (found := riser(standings)) else []
    return list(dict.fromkeys([*first, *(near or [standing.platform for standing in standings])]))[:MOST_LINES]


def _scale(words: Words) -> None:
    st.segmented_control(
        words.say("How totals are drawn"),
        list(SCALES),
        format_func=lambda scale: words.say(SCALES[scale]),
        key=SCALE,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    publish(SCALE)


def _platforms(by_code: dict[str, Standing], words: Words) -> None:
    def named(code: str) -> str:
        return by_code[code].name(words)

    st.multiselect(
        words.say("Platforms in the chart"),
        list(by_code),
        format_func=named,
        key=KEY,
        max_selections=MOST_LINES,
        placeholder=words.say("Choose platforms"),
        select_all=False,
        persist_state="session",
    )
    publish(KEY)
    drawn = list(st.session_state[KEY])
    if drawn:
        seed(FOCUS, drawn, drawn[:1])
        st.selectbox(words.say("Which one stands out"), drawn, format_func=named, key=FOCUS, persist_state="session")
        publish(FOCUS)


def _choose(standings: list[Standing], words: Words) -> Drawn:
    by_code = {standing.platform: standing for standing in standings}
    seed(SCALE, list(SCALES), [TOTALS])
    in_vain = seed(KEY, by_code, default(standings), many=True)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="history_choices"):
        _scale(words)
        count = len(st.session_state[KEY])
        with st.popover(words.say_n("{count} platform", "{count} platforms", count, count=count), width="content"):
            _platforms(by_code, words)
    left_out(in_vain, words)
    drawn = st.session_state[KEY]
    focus = st.session_state[FOCUS] if drawn else None
    return Drawn([one for one in standings if one.platform in drawn], focus, st.session_state[SCALE] == GROWTH)


def history(overview: Overview, words: Words) -> None:
    """Show how totals grew, day by day."""
    shown.heading(finding(overview.standings, words), about(overview, words))
    chosen = _choose(overview.standings, words)
    if not chosen.standings:
        shown.note(words.say("No platform is chosen. Choose some above to see how their totals grew."))
        return
    draw(overview, chosen, words)


def draw(overview: Overview, drawn: Drawn, words: Words, key: str = "history") -> None:
    """Show the totals of some platforms, with the line and their crossings; `key` is the chart's own."""
    picture = drawing(overview, drawn, words)
    st.vega_lite_chart(picture.shown(), key=key, alt=picture.title)
    saving(picture, words)
    if picture.datasets["paces"].num_rows:
        shown.aside(words.say("◇ the pace changed here: more or fewer complaints a day than chance explains"))


def _asked(drawn: Drawn) -> Asked:
    lines = tuple((KEY, code) for code in dict.fromkeys(one.platform for one in drawn.standings))
    focus = ((FOCUS, drawn.focus),) if drawn.focus else ()
    return (*lines, *focus, *(((SCALE, GROWTH),) if drawn.growing else ()))


def _about(overview: Overview, drawn: Drawn, words: Words) -> str:
    """Where the numbers are from; and, where a crossing that is drawn rests on it, that a person accepted one."""
    listings = {one.listing for one in drawn.standings}
    accepted = any(one.is_accepted for one in overview.crossings if one.listing in listings)
    return words.space.join([about(overview, words), *([words.say(ACCEPTED)] if accepted else [])])


def drawing(overview: Overview, drawn: Drawn, words: Words) -> Drawing:
    """Draw the totals of some platforms day by day, with the line and their crossings."""
    growing, line = drawn.growing, tables.line(overview.line, words)
    days = series.days(overview.daily_totals, drawn.standings, drawn.focus, words, growing=growing)
    return Drawing(
        name="history",
        title=finding(drawn.standings, words),
        about=_about(overview, drawn, words),
        spec=history_charts.totals_over_time(words, growing=growing),
        datasets={
            "days": series.thinned(days),
            "ends": series.ends(days),
            "line": line.slice(0, 0) if growing else line,
            "crossings": series.crossings(overview.crossings, days, drawn.standings, words, growing=growing),
            "paces": series.paces(overview.paces, days, drawn.focused, words),
        },
        page="",
        is_demonstration=overview.is_demonstration,
        read_until=read_until(overview),
        asked=_asked(drawn),
    )
