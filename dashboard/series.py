"""Tables for the chart of totals over time.

Moments are Beijing time without a zone, which a chart shows as it is, wherever its reader sits.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.data import Rows
from dashboard.figures import BEIJING, between
from dashboard.standings import Crossing, Standing
from dashboard.text import Words

LEAST_GAP = 0.058  # of the height of the chart: names closer than this would overlap


def days(daily: pa.Table, standings: Sequence[Standing], words: Words) -> pa.Table:
    """The table `days` of `charts.totals_over_time`, for some platforms."""
    listings = pa.array([standing.listing for standing in standings])
    names = pa.array([standing.name(words) for standing in standings])
    tones = pa.array([str(standing.place) for standing in standings])
    chosen = daily.filter(pc.is_in(daily["listing"], listings))
    which = pc.index_in(chosen["listing"], listings)
    there = pc.local_timestamp(chosen["read_at"].cast(pa.timestamp("us", str(BEIJING))))
    columns = {"name": names.take(which), "read_at": there, "total": chosen["total"], "tone": tones.take(which)}
    return pa.table(columns)


def ends(days: pa.Table) -> pa.Table:
    """The table `ends`: the last point of each series, moved apart from below so that names do not overlap."""
    last = {name: at for at, name in enumerate(days["name"].to_pylist())}
    rows = sorted(days.take(pa.array(last.values(), pa.int64())).to_pylist(), key=lambda row: row["total"])
    spread = pc.min_max(days["total"]).as_py()
    gap = LEAST_GAP * (spread["max"] - spread["min"]) if rows else 0
    placed: list[dict[str, Any]] = []
    for row in rows:
        lowest = placed[-1]["total"] + gap if placed else row["total"]
        placed.append({**row, "total": max(row["total"], lowest)})
    return pa.Table.from_pylist(placed)


def _there(at: datetime) -> datetime:
    return at.astimezone(BEIJING).replace(tzinfo=None)


def crossings(found: Sequence[Crossing], standings: Sequence[Standing], words: Words) -> pa.Table:
    """The table `crossings`: those that happened while we watched, of some platforms."""
    chosen = {standing.platform: standing for standing in standings}
    rows = [
        {
            "name": chosen[crossing.platform].name(words),
            "at": _there(crossing.estimated_at or crossing.by_at),
            "line": chosen[crossing.platform].line,
            "interval": between(crossing.after_at, crossing.by_at, words),
        }
        for crossing in found
        if crossing.after_at and crossing.platform in chosen
    ]
    columns = [("name", pa.string()), ("at", pa.timestamp("us")), ("line", pa.int64()), ("interval", pa.string())]
    return pa.Table.from_pylist(rows, schema=pa.schema(columns))


def paces(found: Rows, days: pa.Table, standings: Sequence[Standing], words: Words) -> pa.Table:
    """The table `paces`: where a pace changed, on the series of `days`, with both rates."""
    chosen = {standing.listing: standing.name(words) for standing in standings}
    changed = {chosen[row["listing"]] for row in found if row["listing"] in chosen}
    marked = days.filter(pc.is_in(days["name"], pa.array(changed, pa.string()))).to_pylist()
    readings: dict[tuple[str, date], dict[str, Any]] = {(row["name"], row["read_at"].date()): row for row in marked}
    rows = [
        {
            "name": chosen[row["listing"]],
            "at": there["read_at"],
            "total": there["total"],
            **{side: words.say("{rate} a day", rate=f"{row[f'rate_{side}']:,.1f}") for side in ("before", "after")},
        }
        for row in found
        if row["listing"] in chosen and (there := readings.get((chosen[row["listing"]], row["changed_on"])))
    ]
    columns = [("name", pa.string()), ("at", pa.timestamp("us")), ("total", pa.int64())]
    return pa.Table.from_pylist(rows, schema=pa.schema([*columns, ("before", pa.string()), ("after", pa.string())]))
