"""Totals over time, with the line: a few platforms at once, which ones is the visitor's choice."""

import streamlit as st

from dashboard import charts, series, shown, tables
from dashboard.data import Overview
from dashboard.figures import change
from dashboard.sections.headline import about
from dashboard.standings import Place, Standing, riser
from dashboard.text import Words
from dashboard.urlstate import publish, seed

MOST_LINES = 8
KEY = "lines"


def finding(standings: list[Standing], words: Words) -> str:
    """Who rises fastest."""
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


def _choose(standings: list[Standing], words: Words) -> list[Standing]:
    by_code = {standing.platform: standing for standing in standings}
    near = [standing.platform for standing in standings if standing.place is not Place.BELOW]
    seed(KEY, by_code, (near or list(by_code))[:MOST_LINES], many=True)
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
    """Draw the totals of some platforms, with the line and their crossings; `key` is the chart's own."""
    days = series.days(overview.daily_totals, chosen, words)
    datasets = {
        "days": days,
        "ends": series.ends(days),
        "line": tables.line(overview.line, words),
        "crossings": series.crossings(overview.crossings, chosen, words),
        "paces": (paces := series.paces(overview.paces, days, chosen, words)),
    }
    spec = charts.totals_over_time(words)
    st.vega_lite_chart({**spec, "datasets": datasets}, key=key, alt=finding(chosen, words))
    if paces.num_rows:
        shown.aside(words.say("◇ the pace changed here: more or fewer complaints a day than chance explains"))
