"""How fresh each source is, as a table: it changes with the clock and not only with what is stored."""

import pyarrow as pa

from dashboard import data
from dashboard.compared import read_sources
from dashboard.drilldown.choice import Choice
from dashboard.taking.rows import Page
from dashboard.taking.takeaways import Takeaway
from dashboard.text import later
from db.connection import Connection
from db.freshness import Source, of_source

COLUMNS = ("publisher", "source", "state", "good_at", "finished_at", "outcome", "error", "failures")


def _row(source: Source) -> dict[str, object]:
    stated = str(of_source(source, data.clock()))
    return {name: stated if name == "state" else getattr(source, name) for name in COLUMNS}


def _read(connection: Connection, _choice: Choice, skip: int, at_most: int | None) -> Page:
    rows = [_row(source) for source in read_sources(connection)]
    moment = pa.timestamp("us", "UTC")
    kinds = {"good_at": moment, "finished_at": moment, "failures": pa.int64()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    return Page(pa.Table.from_pylist(rows, schema=schema).slice(skip, at_most), len(rows))


SOURCES = Takeaway(
    "sources",
    later("Sources"),
    later("How each source was last read, whether that is fresh, stale or failed, and since when."),
    (),
    COLUMNS,
    _read,
)
