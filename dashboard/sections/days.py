"""The table behind the totals over time: one row a day, one column a platform that is drawn."""

from datetime import date

import streamlit as st

from dashboard.cells import Cell, Column, table
from dashboard.compared import Overview
from dashboard.figures import day, exact
from dashboard.sections.history import KEY
from dashboard.text import Words


def days(overview: Overview, words: Words) -> None:
    """Show each day's last total of the platforms in the chart, the latest day first; empty where none was read."""
    drawn = set(st.session_state.get(KEY) or ())
    standings = [one for one in overview.standings if one.platform in drawn]
    totals: dict[date, dict[str, str]] = {}
    for row in overview.daily_totals.select(["read_on", "listing", "total"]).to_pylist():
        totals.setdefault(row["read_on"], {})[row["listing"]] = exact(row["total"])
    columns = [Column(words.say("Read")), *(Column(one.name(words), is_number=True) for one in standings)]
    rows: list[list[Cell]] = [
        [day(on, words), *(totals[on].get(one.listing, "") for one in standings)]
        for on in sorted(totals, reverse=True)
    ]
    if standings:
        with st.expander(words.say("The numbers as a table")):
            table(words.say("Totals day by day"), columns, rows)
