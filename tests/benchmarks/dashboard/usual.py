"""The first page as it is usually written: shorthand Altair on pandas, `st.dataframe`, `st.cache_data` by the clock.

The alternative that the dashboard is measured against: the same questions, numbers, charts and choices, in English.
Run with `streamlit run`.
"""

from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

from db import lines, queries, settings
from db.connection import reading
from db.thresholds import THE_LINE


@st.cache_data(ttl=60, show_spinner=False)
def load(database: str) -> dict[str, pd.DataFrame]:
    """Everything that the page shows."""
    with reading(Path(database)) as connection:
        return {
            "standings": queries.comparison(connection).to_pandas(),
            "changes": queries.changes(connection).to_pandas(),
            "days": queries.daily_totals(connection).to_pandas(),
            "crossings": queries.crossed(connection, THE_LINE).to_pandas(),
            "sources": queries.sources(connection).to_pandas(),
            "unwatched": queries.unwatched_past_line(connection, THE_LINE).to_pandas(),
            "reported": queries.reported_counts(connection).to_pandas(),
            "happenings": lines.happenings(connection).to_pandas(),
            "paces": lines.pace_markers(connection).to_pandas(),
        }


def bars(standings: pd.DataFrame, line: int) -> alt.LayerChart:
    """Totals against the line."""
    rule = pd.DataFrame({"line": [line], "label": [f"{line:,} complaints"]})
    base = alt.Chart(standings).encode(x="total:Q", y=alt.Y("name_en:N", sort="-x", title=None))
    pick = alt.selection_point(name="pick", fields=["platform"])
    colour = alt.condition(f"datum.total >= {line}", alt.value("#c2410c"), alt.value("#7b8a9d"))
    drawn = base.mark_bar().encode(color=colour, tooltip=["name_en", "total", "last_30_days", "read_at"])
    labels = base.mark_text(align="left", dx=7).encode(text=alt.Text("total:Q", format=","))
    at = alt.Chart(rule).mark_rule(strokeDash=[5, 4]).encode(x="line:Q")
    name = alt.Chart(rule).mark_text(dy=-8).encode(x="line:Q", y=alt.value(0), text="label:N")
    return (drawn.add_params(pick) + labels + at + name).properties(height=26 * len(standings))


def history(days: pd.DataFrame, crossings: pd.DataFrame, line: int) -> alt.LayerChart:
    """Totals day by day."""
    tooltip = ["name_en", "total", "read_at"]
    base = alt.Chart(days).encode(x=alt.X("read_at:T", title=None), y=alt.Y("total:Q", scale=alt.Scale(zero=False)))
    lines_drawn = base.mark_line().encode(color="name_en:N", tooltip=tooltip)
    points = base.mark_circle(opacity=0).encode(color="name_en:N", tooltip=tooltip)
    rule = alt.Chart(pd.DataFrame({"line": [line]})).mark_rule(strokeDash=[5, 4]).encode(y="line:Q")
    there = crossings.dropna(subset=["after_at"]).assign(line=line)
    marks = alt.Chart(there).mark_point(shape="triangle-up", filled=True).encode(x="by_at:T", y="line:Q")
    return (lines_drawn + points + rule + marks).properties(height=340)


def page() -> None:
    """Show the comparison."""
    found, line = load(str(settings.load().database)), 100_000
    standings = found["standings"].dropna(subset=["total"])
    past = standings[standings["total"] >= line]
    st.set_page_config(page_title="Overview", layout="wide")
    st.title(f"{len(past)} platforms are past {line:,} complaints")
    st.write(f"**{standings['name_en'].iloc[0]}** leads with **{standings['total'].iloc[0]:,}** complaints.")
    st.caption(" · ".join(f"{row.source}: {row.outcome}" for row in found["sources"].itertuples()))
    st.altair_chart(bars(standings, line), on_select="rerun", key="bars")
    st.info("A complaint is what a user alleges, not what was found to be true.")
    names = standings.set_index("platform")["name_en"]
    near = standings[standings["total"] >= 0.9 * line]["platform"].tolist()[:8]
    chosen = st.multiselect("Platforms in the chart", names.index, default=near, format_func=names.get)
    days = found["days"][found["days"]["platform"].isin(chosen)].merge(names.reset_index(), on="platform")
    st.altair_chart(history(days, found["crossings"], line))
    changes = (
        found["changes"]
        .pivot_table(index="listing", columns="days", values="change")
        .add_prefix("change_")
        .reset_index()
    )
    table = standings.merge(changes, on="listing", how="left")
    table["replied_share"] = 100 * table["replied"] / table["total"]
    table["completed_share"] = 100 * table["completed"] / table["total"]
    columns = [
        "name_en",
        "total",
        "last_30_days",
        "replied_share",
        "completed_share",
        "change_1",
        "change_7",
        "change_30",
        "read_at",
        "source",
    ]
    st.dataframe(table[[name for name in columns if name in table]], hide_index=True)
    which = st.selectbox("Receipt of the number of", names.index, format_func=names.get)
    st.write(
        standings[standings["platform"] == which][["url", "fetched_at", "file", "file_offset", "sha256"]].T.astype(
            str
        )
    )
    st.dataframe(found["unwatched"], hide_index=True)
    st.dataframe(found["reported"], hide_index=True)


page()
