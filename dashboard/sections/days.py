"""The table behind the totals over time: one row a day, one column a platform that is drawn."""

from datetime import date

import streamlit as st

from dashboard.cells import Cell, Column, table
from dashboard.compared import Overview
from dashboard.figures import day, exact
from dashboard.sections.history import KEY
from dashboard.standings import Standing
from dashboard.text import Words
from dashboard.unfolding import unfolded


def days(overview: Overview, words: Words) -> None:
    """Let a visitor unfold the table of the platforms in the chart."""
    drawn = set(st.session_state.get(KEY) or ())
    standings = [one for one in overview.standings if one.platform in drawn]
    if standings and (part := unfolded(words.say("The numbers as a table"), "days")):
        with part:
            _table(overview, standings, words)


def _table(overview: Overview, standings: list[Standing], words: Words) -> None:
    """Show each day's last total, the latest day first; empty where none was read."""
    totals: dict[date, dict[str, str]] = {}
    for row in overview.daily_totals.select(["read_on", "listing", "total"]).to_pylist():
        totals.setdefault(row["read_on"], {})[row["listing"]] = exact(row["total"])
    columns = [Column(words.say("Read")), *(Column(one.name(words), is_number=True) for one in standings)]
    rows: list[list[Cell]] = [
        [day(on, words), *(totals[on].get(one.listing, "") for one in standings)]
        for on in sorted(totals, reverse=True)
    ]
    table(words.say("Totals day by day"), columns, rows)
