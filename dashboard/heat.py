"""Tables for the charts of categories, with every number written out in the visitor's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import inf
from typing import Any

import pyarrow as pa

from dashboard.data import Rows
from dashboard.drilled import Cell, Drilled
from dashboard.figures import brief_day, day, exact
from dashboard.ratios import LEAST_COMPLAINTS, Ratio
from dashboard.text import Words

MOST_PLATFORMS = 12
LAST_STEP = 9
PAPER_FROM = 6  # the ramps of .streamlit/config.toml: from here on, text is paper
RATIO_BOUNDS = (1.25, 1.5, 2.0, 3.0)  # times the average, or a part of it as small: each a step of colour
PAPER_ON_RATIOS = {0, 1, 8, 9}


class View(StrEnum):
    """What a cell of the heat map says."""

    COUNTS = "counts"
    SHARES = "shares"
    RATIOS = "ratios"


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a cell looks: its step of colour (None: none), its text, and the tone of the text."""

    step: int | None
    label: str
    ink: str


def per_cent(share: float) -> str:
    """A share in per cent: 11.1%, 0.4%, 0%."""
    return f"{100 * share:.1f}%" if share else "0%"


def times(ratio: Ratio | None, words: Words) -> str:
    """A ratio with its interval, or that there are too few complaints for one."""
    if ratio is None:
        return words.say("too few")
    return f"{ratio.value:.2f} ({ratio.low:.2f}–{ratio.high:.2f})"


def of(part: int, whole: int, words: Words) -> str:
    """A part of a whole, both in numbers."""
    return words.say("{part} of {whole}", part=exact(part), whole=exact(whole))


def ratio_step(ratio: Ratio) -> int | None:
    """The step of colour of a ratio: none where it cannot be told from the average."""
    if not ratio.side:
        return None
    away = max(ratio.value, 1 / ratio.value if ratio.value else inf)
    reached = sum(away >= bound for bound in RATIO_BOUNDS)
    return 5 + reached if ratio.side > 0 else 4 - reached


def step(value: float, largest: float) -> int | None:
    """The step of colour of a count or a share: nothing has none."""
    return min(LAST_STEP, int(value / largest * (LAST_STEP + 1))) if value else None


def _plain(value: float, largest: float, label: str) -> Drawn:
    at = step(value, largest)
    return Drawn(at, label, "quiet" if at is None else "paper" if at >= PAPER_FROM else "ink")


def drawn(cell: Cell, view: View, largest: float) -> Drawn:
    """How a cell looks in a view; `largest` has the strongest colour. Too few complaints: nothing is said."""
    if view is View.COUNTS:
        return _plain(cell.complaints, largest, exact(cell.complaints) if cell.complaints else "·")
    if not cell.is_said:
        return Drawn(None, "", "quiet")
    if view is View.SHARES:
        return _plain(cell.share, largest, f"{100 * cell.share:.0f}%" if cell.complaints else "·")
    if (ratio := cell.ratio) is None:
        return Drawn(None, "", "quiet")
    at = ratio_step(ratio)
    ink = "quiet" if at is None else "paper" if at in PAPER_ON_RATIOS else "ink"
    return Drawn(at, f"{ratio.value:.1f}×", ink)


def largest(cells: Iterable[Cell], view: View) -> float:
    """The value that the strongest colour stands for."""
    said = [cell for cell in cells if cell.is_said or view is View.COUNTS]
    values = (float(cell.complaints) if view is View.COUNTS else cell.share for cell in said)
    return max(values, default=0.0) or 1.0


def in_chart(found: Drilled) -> list[Cell]:
    """The cells that are drawn: the platforms with most complaints, and categories in the taxonomy's order."""
    platforms = list(dict.fromkeys(cell.platform for cell in found.shown_cells))[:MOST_PLATFORMS]
    order = {code: at for at, code in enumerate(found.names.ordered(list({c.category for c in found.shown_cells})))}
    cells = [cell for cell in found.shown_cells if cell.platform in platforms]
    return sorted(cells, key=lambda cell: (order[cell.category], platforms.index(cell.platform)))


def told(cell: Cell, found: Drilled, words: Words) -> dict[str, Any]:
    """What a cell says in words: the columns that tables and tooltips share."""
    return {
        "row": found.names.category(cell.category, words),
        "column": found.names.platform(cell.platform, words),
        "category": cell.category,
        "platform": cell.platform,
        "is_said": cell.is_said,
        "exact": of(cell.complaints, cell.platform_complaints, words),
        "share": per_cent(cell.share) if cell.is_said else words.say("too few"),
        "ratio": times(cell.ratio, words),
    }


def cells(found: Drilled, view: View, words: Words) -> pa.Table:
    """The table `cells` of `category_charts.heat`."""
    there = in_chart(found)
    most = largest(there, view)
    rows = []
    for cell in there:
        look = drawn(cell, view, most)
        is_said = cell.is_said or view is View.COUNTS
        rows.append(
            {**told(cell, found, words), "is_said": is_said, "step": look.step, "label": look.label, "ink": look.ink}
        )
    return pa.Table.from_pylist(rows, schema=_schema(rows, step=pa.int64()))


def _schema(rows: Sequence[dict[str, Any]], **more: Any) -> Any:
    kinds = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    return pa.schema([(name, more.get(name) or kinds[type(value)]) for name, value in rows[0].items()])


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
    """The table `cells` of `category_charts.weeks_by_category`: the latest weeks."""
    latest = sorted({row["week_on"] for row in found.weeks})[-most:]
    there = [row for row in found.weeks if row["week_on"] in latest]
    top = max((row["complaints"] for row in there), default=1) or 1
    order = found.names.ordered(list({row["category"] for row in there}))
    rows = []
    for row in sorted(there, key=lambda row: (order.index(row["category"]), row["week_on"])):
        look = _plain(row["complaints"], top, exact(row["complaints"]) if row["complaints"] else "·")
        name = found.names.category(row["category"], words)
        at = {"row": name, "column": brief_day(row["week_on"], words), "category": row["category"]}
        rows.append({**at, **_week(row, words), "step": look.step, "label": look.label, "ink": look.ink})
    return pa.Table.from_pylist(rows, schema=_schema(rows, step=pa.int64()))
