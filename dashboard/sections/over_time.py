"""One platform's categories week by week."""

import pyarrow as pa
import streamlit as st

from dashboard import category_tables, heat_charts, shown
from dashboard.cells import Column, table
from dashboard.drilled import Drilled, most_frequent, sums_of
from dashboard.figures import exact
from dashboard.heat import per_cent
from dashboard.ratios import LEAST_COMPLAINTS
from dashboard.sections.coverage import rests_on
from dashboard.sections.downloads import File, downloads
from dashboard.text import Words


def finding(found: Drilled, words: Words) -> str:
    """What its complaints are most often about."""
    sums = sums_of(found.weeks)
    top = most_frequent(sums) or ""
    if found.taken["chosen"] < LEAST_COMPLAINTS:
        count = found.taken["chosen"]
        return words.say_n(
            "{count} complaint: too few for shares", "{count} complaints: too few for shares", count, count=count
        )
    return words.say(
        "Most often about {category}: {count} of {all} complaints read ({share})",
        category=found.names.category(top, words),
        count=exact(sums[top]),
        all=exact(found.taken["chosen"]),
        share=per_cent(sums[top] / found.taken["chosen"]),
    )


def over_time(found: Drilled, words: Words) -> None:
    """Show the categories week by week, with the table behind the chart."""
    if not found.weeks:
        return
    title = finding(found, words)
    weekly = words.say("Complaints by week of posting, from Monday; the first and the last week may not be whole.")
    shown.heading(title, words.space.join([weekly, rests_on(found, words)]))
    cells = category_tables.weeks_by_category(found, words)
    rows = len(set(cells["row"].to_pylist()))
    spec = heat_charts.weeks_by_category(words, rows)
    st.vega_lite_chart({**spec, "datasets": {"cells": cells}}, key="over_time", alt=title)
    columns = [
        Column(words.say("Category")),
        Column(words.say("Week")),
        Column(words.say("Complaints"), is_number=True),
        Column(words.say("Share"), is_number=True),
    ]
    with st.expander(words.say("The numbers as a table")):
        told = ([row["row"], row["week"], row["exact"], row["share"]] for row in cells.to_pylist())
        table(title, columns, list(told))
    made = pa.Table.from_pylist(found.weeks).select(["week_on", "category", "complaints", "week_complaints", "days"])
    downloads(File("over_time", words.say("weeks"), made.num_rows, lambda: made), found, words)
