"""What is behind one category: what it means, since when, who it concerns, which labels and words made it so."""

from datetime import date
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import category_charts, category_tables, shown
from dashboard.drilled import MOST_FREQUENT, Drilled, Options
from dashboard.figures import day, exact
from dashboard.sections.coverage import rests_on
from dashboard.sections.downloads import File, downloads
from dashboard.sections.heatmap import CATEGORY
from dashboard.text import Words
from dashboard.urlstate import publish, seed
from dashboard.ways import PLATFORM_PAGE, about

MOST_ROWS = 12


def asked(options: Options) -> tuple[str, list[str]]:
    """The category that the URL or the visitor chose, and what a link asked for in vain."""
    in_vain = seed(CATEGORY, [MOST_FREQUENT, *options.names.categories], [MOST_FREQUENT])
    return str(st.session_state[CATEGORY]), in_vain


def choose(found: Drilled, words: Words) -> None:
    """Let the visitor choose a category by its name."""
    most = found.names.category(found.category or "", words)

    def said(code: str) -> str:
        if code == MOST_FREQUENT:
            return words.say("The most frequent")
        name = found.names.category(code, words)
        return words.say("{group}: {name}", group=found.names.group(code.partition(".")[0], words), name=name)

    shown.heading(most, found.names.definition(found.category or "", words))
    codes = [MOST_FREQUENT, *found.names.categories]
    st.selectbox(words.say("Look into a category"), codes, format_func=said, key=CATEGORY, persist_state="session")
    publish(CATEGORY)


def _of_category(found: Drilled) -> list[dict[str, Any]]:
    return [row for row in found.weeks if row["category"] == found.category]


def since(found: Drilled, words: Words) -> str:
    """How the last four whole weeks compare with the four before, or since when there are any."""
    rows = _of_category(found)
    whole = [row["complaints"] for row in rows if row["days"] == 7]
    now, before = sum(whole[-4:]), sum(whole[-8:-4])
    if len(whole) >= 8 and before:
        return words.say(
            "{now} in the last four whole weeks, {before} in the four before", now=exact(now), before=exact(before)
        )
    first: date | None = next((row["week_on"] for row in rows if row["complaints"]), None)
    return words.say("Read since the week from {first}", first=day(first, words)) if first else words.say("None read")


def trend(found: Drilled, words: Words) -> None:
    """Show the category week by week."""
    rows = _of_category(found)
    title = since(found, words)
    hollow = words.say("Complaints by week of posting, from Monday; a hollow week was not read whole.")
    shown.heading(title, words.space.join([hollow, rests_on(found, words)]))
    datasets = {"weeks": category_tables.weeks(rows, words)}
    st.vega_lite_chart({**category_charts.weeks(words), "datasets": datasets}, key="weeks", alt=title)
    names = ["week_on", "complaints", "week_complaints", "days"]
    made = pa.Table.from_pylist(rows).select(names)
    downloads(File("weeks", words.say("weeks"), made.num_rows, lambda: made), found, words)


def who(found: Drilled, words: Words) -> None:
    """Show which platforms it concerns, those above the average in their colour."""
    rows = category_tables.shares(found, words)
    first = rows.to_pylist()[0]
    title = words.say("Most often at {name}: {share}", name=first["row"], share=first["share"])
    if not first["is_said"]:
        title = words.say("Too few complaints to compare platforms")
    shown.heading(
        title,
        words.say("Share of a platform's complaints; in colour where it is above the average beyond chance (95 %)."),
    )
    datasets = {"shares": rows, "average": category_tables.average(found, words)}
    spec = category_charts.shares(words, rows.num_rows)
    state = st.vega_lite_chart({**spec, "datasets": datasets}, key="who", on_select="rerun", alt=title)
    if picked := state["selection"]["pick"]:
        st.switch_page(PLATFORM_PAGE, query_params=about(picked[0]["platform"], words))
