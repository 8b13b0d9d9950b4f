"""One platform's categories week by week."""

import pyarrow as pa
import streamlit as st

from dashboard import shown
from dashboard.cells import Column, table
from dashboard.charts import heat_charts
from dashboard.drawings import Drawing
from dashboard.drilldown import category_tables
from dashboard.drilldown.drilled import Drilled, most_frequent, sums_of
from dashboard.drilldown.heat import per_cent
from dashboard.drilldown.ratios import LEAST_COMPLAINTS
from dashboard.figures import exact
from dashboard.requested import pairs
from dashboard.sections.coverage import rests_on
from dashboard.sections.downloads import File, downloads
from dashboard.sections.saving import saving
from dashboard.text import Words
from dashboard.unfolding import unfolded


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


def drawing(found: Drilled, words: Words) -> Drawing:
    """Draw the categories of one platform week by week; there must be weeks."""
    cells = category_tables.weeks_by_category(found, words)
    weekly = words.say("Complaints by week of posting, from Monday; the first and the last week may not be whole.")
    [platform] = found.choice.platforms
    return Drawing(
        name="over_time",
        title=finding(found, words),
        about=words.space.join([weekly, rests_on(found, words)]),
        spec=heat_charts.weeks_by_category(words, len(set(cells["row"].to_pylist()))),
        datasets={"cells": cells},
        whom=found.names.platform(platform, words),
        page="platform",
        is_demonstration=found.is_demonstration,
        read_until=found.coverage.row["last_at"],
        asked=(("platform", platform), *pairs(found.choice, but=["platforms"])),
    )


def _few(found: Drilled, title: str, words: Words) -> None:
    """Of few complaints only how many are in each category, the most frequent first."""
    sums = sorted(sums_of(found.weeks).items(), key=lambda one: -one[1])
    columns = [Column(words.say("Category")), Column(words.say("Complaints"), is_number=True)]
    table(
        title, columns, [[found.names.category(category, words), exact(count)] for category, count in sums if count]
    )


def over_time(found: Drilled, words: Words) -> None:
    """Show the categories week by week, with the table behind the chart."""
    if not found.weeks:
        return
    drawn = drawing(found, words)
    shown.heading(drawn.title, drawn.about)
    is_drawn = found.taken["chosen"] >= LEAST_COMPLAINTS
    if is_drawn:
        st.vega_lite_chart(drawn.shown(), key="over_time", alt=drawn.title)
        saving(drawn, words)
    else:
        _few(found, drawn.title, words)
    columns = [
        Column(words.say("Category")),
        Column(words.say("Week")),
        Column(words.say("Complaints"), is_number=True),
        Column(words.say("Share"), is_number=True),
    ]
    if part := unfolded(words.say("The numbers as a table"), "weeks"):
        told = ([row["row"], row["week"], row["exact"], row["share"]] for row in drawn.datasets["cells"].to_pylist())
        with part:
            table(drawn.title, columns, list(told))
    made = pa.Table.from_pylist(found.weeks).select(["week_on", "category", "complaints", "week_complaints", "days"])
    downloads(File("over_time", words.say("weeks"), made.num_rows, lambda: made), found, words)
