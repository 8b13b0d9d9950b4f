"""Totals over time, with the line: a few platforms at once, which ones is the visitor's choice."""

import streamlit as st

from dashboard import charts, series, shown, tables
from dashboard.data import Overview
from dashboard.drawings import Drawing
from dashboard.figures import change
from dashboard.sections.filters import left_out
from dashboard.sections.headline import about, read_until
from dashboard.sections.saving import saving
from dashboard.standings import Place, Standing, riser
from dashboard.text import Words
from dashboard.urlstate import publish, seed

MOST_LINES = 8
KEY = "lines"


def grown(standing: Standing, words: Words) -> str:
    """How a total grew over the longest of 30, 7 and 1 days for which that is known."""
    for over in (30, 7, 1):
        if over in standing.changes:
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
    return words.say_n(
        "{name} rises fastest: {change} since yesterday",
        "{name} rises fastest: {change} in {days} days",
        over,
        name=who.name(words),
        change=change(who.changes[over]),
        days=over,
    )


def default(standings: list[Standing]) -> list[str]:
    """Those at the line or near it; where nobody is, the largest."""
    near = [standing.platform for standing in standings if standing.place is not Place.BELOW]
    everybody = dict.fromkeys(standing.platform for standing in standings)
    return list(dict.fromkeys(near) or everybody)[:MOST_LINES]


def _choose(standings: list[Standing], words: Words) -> list[Standing]:
    by_code = {standing.platform: standing for standing in standings}
    in_vain = seed(KEY, by_code, default(standings), many=True)
    st.multiselect(
        words.say("Platforms in the chart"),
        list(by_code),
        format_func=lambda code: by_code[code].name(words),
        key=KEY,
        max_selections=MOST_LINES,
        placeholder=words.say("Choose platforms"),
        persist_state="session",
    )
    publish(KEY)
    left_out(in_vain, words)
    return [by_code[code] for code in st.session_state[KEY]]


def history(overview: Overview, words: Words) -> None:
    """Show how totals grew, day by day."""
    shown.heading(finding(overview.standings, words), about(overview, words))
    chosen = _choose(overview.standings, words)
    if not chosen:
        shown.note(words.say("No platform is chosen. Choose one above to see how its total grew."))
        return
    draw(overview, chosen, words)


def draw(overview: Overview, chosen: list[Standing], words: Words, key: str = "history") -> None:
    """Show the totals of some platforms, with the line and their crossings; `key` is the chart's own."""
    drawn = drawing(overview, chosen, words)
    st.vega_lite_chart(drawn.shown(), key=key, alt=drawn.title)
    saving(drawn, words)
    if drawn.datasets["paces"].num_rows:
        shown.aside(words.say("◇ the pace changed here: more or fewer complaints a day than chance explains"))


def drawing(overview: Overview, chosen: list[Standing], words: Words) -> Drawing:
    """Draw the totals of some platforms day by day, with the line and their crossings."""
    days = series.days(overview.daily_totals, chosen, words)
    return Drawing(
        name="history",
        title=finding(chosen, words),
        about=about(overview, words),
        spec=charts.totals_over_time(words),
        datasets={
            "days": days,
            "ends": series.ends(days),
            "line": tables.line(overview.line, words),
            "crossings": series.crossings(overview.crossings, chosen, words),
            "paces": series.paces(overview.paces, days, chosen, words),
        },
        page="",
        is_demonstration=overview.is_demonstration,
        read_until=read_until(overview),
        asked=tuple((KEY, code) for code in dict.fromkeys(one.platform for one in chosen)),
    )
