"""The table for the heat map: every cell's colour, and its numbers written out in the visitor's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Any

import pyarrow as pa

from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.ratios import Cell, Ratio
from dashboard.figures import exact
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


def plain(value: float, largest: float, label: str) -> Drawn:
    """How a count or a share looks."""
    at = step(value, largest)
    return Drawn(at, label, "quiet" if at is None else "paper" if at >= PAPER_FROM else "ink")


def drawn(cell: Cell, view: View, largest: float) -> Drawn:
    """How a cell looks in a view; `largest` has the strongest colour. Too few complaints: nothing is said."""
    if view is View.COUNTS:
        return plain(cell.complaints, largest, exact(cell.complaints) if cell.complaints else "·")
    if not cell.is_said:
        return Drawn(None, "", "quiet")
    if view is View.SHARES:
        return plain(cell.share, largest, f"{100 * cell.share:.0f}%" if cell.complaints else "·")
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
    return pa.Table.from_pylist(rows, schema=schema(rows, step=pa.int64()))


def schema(rows: Sequence[dict[str, Any]], **more: Any) -> Any:
    """The types of rows by the first of them; `more` says those of columns that may be empty."""
    kinds = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    return pa.schema([(name, more.get(name) or kinds[type(value)]) for name, value in rows[0].items()])
