"""What is behind one category: what it means, since when, who it concerns, which labels and words made it so."""

from datetime import date
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import shown
from dashboard.charts import category_charts
from dashboard.drawings import Drawing
from dashboard.drilldown import category_tables
from dashboard.drilldown.drilled import MOST_FREQUENT, Drilled, Options
from dashboard.figures import day, exact
from dashboard.requested import pairs
from dashboard.sections.coverage import rests_on
from dashboard.sections.downloads import File, downloads
from dashboard.sections.heatmap import CATEGORY
from dashboard.sections.saving import saving
from dashboard.text import Words
from dashboard.urlstate import publish, seed
from dashboard.ways import PLATFORM_PAGE
from dashboard.ways import about as about_platform

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

    title = st.container()
    codes = [MOST_FREQUENT, *found.names.categories]
    label = words.say("Look into a category")
    st.selectbox(label, codes, format_func=said, key=CATEGORY, persist_state="session", width=420)
    publish(CATEGORY)
    with title:
        shown.heading(most, found.names.definition(found.category or "", words))


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


def _drawing(found: Drilled, name: str, about: str, words: Words, **what: Any) -> Drawing:
    return Drawing(
        name=name,
        about=about,
        whom=found.names.category(found.category or "", words),
        page="categories",
        is_demonstration=found.is_demonstration,
        read_until=found.coverage.row["last_at"],
        asked=(*pairs(found.choice), (CATEGORY, found.category or "")),
        **what,
    )


def trend_drawing(found: Drilled, words: Words) -> Drawing:
    """Draw the category week by week."""
    hollow = words.say("Complaints by week of posting, from Monday; a hollow week was not read whole.")
    about = words.space.join([hollow, rests_on(found, words)])
    datasets = {"weeks": category_tables.weeks(_of_category(found), words)}
    title = since(found, words)
    return _drawing(found, "trend", about, words, title=title, spec=category_charts.weeks(words), datasets=datasets)


def trend(found: Drilled, words: Words) -> None:
    """Show the category week by week."""
    drawn = trend_drawing(found, words)
    shown.heading(drawn.title, drawn.about)
    st.vega_lite_chart(drawn.shown(), key="weeks", alt=drawn.title)
    saving(drawn, words)
    names = ["week_on", "complaints", "week_complaints", "days"]
    made = pa.Table.from_pylist(_of_category(found)).select(names)
    downloads(File("weeks", words.say("weeks"), made.num_rows, lambda: made), found, words)


def who_drawing(found: Drilled, words: Words) -> Drawing:
    """Draw which platforms it concerns, those above the average in their colour."""
    rows = category_tables.shares(found, words)
    first = rows.to_pylist()[0]
    title = words.say("Most often at {name}: {share}", name=first["row"], share=first["share"])
    if not first["is_said"]:
        title = words.say("Too few complaints to compare platforms")
    about = words.say(
        "Share of a platform's complaints; in colour where it is above the average beyond chance (95%)."
    )
    datasets = {"shares": rows, "average": category_tables.average(found, words)}
    spec = category_charts.shares(words, rows.num_rows)
    return _drawing(found, "who", about, words, title=title, spec=spec, datasets=datasets)


def who(found: Drilled, words: Words) -> None:
    """Show which platforms it concerns."""
    drawn = who_drawing(found, words)
    shown.heading(drawn.title, drawn.about)
    state = st.vega_lite_chart(drawn.shown(), key="who", on_select="rerun", alt=drawn.title)
    saving(drawn, words)
    if picked := state["selection"]["pick"]:
        st.switch_page(PLATFORM_PAGE, query_params=about_platform(picked[0]["platform"], words))
