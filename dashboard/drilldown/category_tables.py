"""Tables for the charts of one category and of one platform, with every number in the visitor's language."""

from datetime import timedelta
from typing import Any

import pyarrow as pa

from dashboard.compared import Rows
from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.heat import MOST_PLATFORMS, of, per_cent, plain, schema, told
from dashboard.drilldown.ratios import LEAST_COMPLAINTS, Cell
from dashboard.figures import brief_day, day, exact
from dashboard.text import Words


def shares(found: Drilled, words: Words) -> pa.Table:
    """The table `shares` of `category_charts.shares`: those with enough complaints first, the largest share first."""
    picked = [cell for cell in found.shown_cells if cell.category == found.category]
    picked.sort(key=lambda cell: (not cell.is_said, -cell.share if cell.is_said else -cell.complaints))
    rows = []
    for cell in picked[:MOST_PLATFORMS]:
        row = told(cell, found, words)
        label = f"{row['share']} · {exact(cell.complaints)}/{exact(cell.platform_complaints)}"
        value = 100 * cell.share if cell.is_said else 0.0
        rows.append({**row, "row": row["column"], "value": value, "label": label, "tone": _tone(cell)})
    return pa.Table.from_pylist(rows)


def _tone(cell: Cell) -> str:
    ratio = cell.ratio
    return "past" if ratio and ratio.side > 0 else "below"


def average(found: Drilled, words: Words) -> pa.Table:
    """The table `average`: the share of the category among all complaints against watched platforms."""
    cell = next(cell for cell in found.cells if cell.category == found.category)
    label = words.say("all watched {share}", share=per_cent(cell.average))
    return pa.Table.from_pylist([{"value": 100 * cell.average, "label": label}])


def weeks(rows: Rows, words: Words) -> pa.Table:
    """The table `weeks` of `category_charts.weeks`."""
    return pa.Table.from_pylist(
        [
            {
                "column": brief_day(row["week_on"], words),
                "complaints": row["complaints"],
                "is_whole": row["days"] == 7,
                "tone": "accent",
                **_week(row, words),
            }
            for row in rows
        ]
    )


def _week(row: dict[str, Any], words: Words) -> dict[str, str]:
    first, last = row["week_on"], row["week_on"] + timedelta(days=6)
    week = words.say("{first} to {last}", first=day(first, words), last=day(last, words))
    if row["days"] < 7:
        week = words.say("{week} ({days} of 7 days)", week=week, days=row["days"])
    is_said = row["week_complaints"] >= LEAST_COMPLAINTS
    share = per_cent(row["complaints"] / row["week_complaints"]) if is_said else words.say("too few")
    return {
        "week": week,
        "exact": exact(row["complaints"]),
        "of": exact(row["week_complaints"]),
        "share": f"{share} · {of(row['complaints'], row['week_complaints'], words)}",
    }


def weeks_by_category(found: Drilled, words: Words, most: int = 18) -> pa.Table:
    """The table `cells` of `heat_charts.weeks_by_category`: the latest weeks."""
    latest = sorted({row["week_on"] for row in found.weeks})[-most:]
    there = [row for row in found.weeks if row["week_on"] in latest]
    top = max((row["complaints"] for row in there), default=1) or 1
    order = found.names.ordered(list({row["category"] for row in there}))
    rows = []
    for row in sorted(there, key=lambda row: (order.index(row["category"]), row["week_on"])):
        look = plain(row["complaints"], top, exact(row["complaints"]) if row["complaints"] else "·")
        name = found.names.category(row["category"], words)
        at = {"row": name, "column": brief_day(row["week_on"], words), "category": row["category"]}
        rows.append({**at, **_week(row, words), "step": look.step, "label": look.label, "ink": look.ink})
    return pa.Table.from_pylist(rows, schema=schema(rows, step=pa.int64()))
