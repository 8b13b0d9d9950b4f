"""The table behind the heat map: every cell in numbers, on the page and as a file."""

from typing import Any

import pyarrow as pa

from dashboard.cells import Cell as Shown
from dashboard.cells import Column, table
from dashboard.drilldown import heat
from dashboard.drilldown.drilled import Drilled
from dashboard.drilldown.heat import per_cent
from dashboard.drilldown.ratios import Cell
from dashboard.sections.downloads import File, downloads
from dashboard.sections.standing_out import names_of
from dashboard.text import Words
from dashboard.unfolding import unfolded


def _columns(words: Words) -> list[Column]:
    return [
        Column(words.say("Category")),
        Column(words.say("Platform")),
        Column(words.say("Complaints"), is_number=True),
        Column(words.say("Share"), is_number=True),
        Column(words.say("All watched"), is_number=True),
        Column(words.say("Times the average (95%)"), is_number=True),
    ]


def _row(cell: Cell, found: Drilled, words: Words) -> list[Shown]:
    told = heat.told(cell, found, words)
    return [told["row"], told["column"], told["exact"], told["share"], per_cent(cell.average), told["ratio"]]


def _in_files(found: Drilled, words: Words) -> pa.Table:
    """Every cell with its share, the average and the ratio: what the heat map draws, and all it does not."""
    return pa.Table.from_pylist([_in_file(cell, found, words) for cell in found.shown_cells])


def _in_file(cell: Cell, found: Drilled, words: Words) -> dict[str, Any]:
    names = names_of(cell, found, words)
    row = cell.row()
    named = {"platform_name": names["platform"], "category_name": names["category"]}
    return {"platform": row.pop("platform"), "category": row.pop("category"), **named, **row}


def numbers(found: Drilled, title: str, words: Words) -> None:
    """Show the numbers that the heat map draws, and all that it does not, and offer them as files."""
    if part := unfolded(words.say("The numbers as a table"), "cells"):
        with part:
            table(title, _columns(words), [_row(cell, found, words) for cell in found.shown_cells])
    rows = len(found.shown_cells)
    downloads(File("cells", words.say("categories"), rows, lambda: _in_files(found, words)), found, words)
