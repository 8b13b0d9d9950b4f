"""Tables for the chart of totals over time.

Moments are Beijing time without a zone, which a chart shows as it is, wherever its reader sits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.compared import Rows
from dashboard.figures import BEIJING, between
from dashboard.lines import resting
from dashboard.standings import Crossing, Standing
from dashboard.text import Words

DAILY = timedelta(days=120)  # longer ago, a chart as wide as a page has less than a pixel a day for some years
# Of the height of the chart: names closer than this would overlap, on a phone those in two lines.
LEAST_GAP, LEAST_GAP_ON_PHONES = 0.058, 0.078


def days(
    daily: pa.Table, standings: Sequence[Standing], chosen: str | None, words: Words, *, growing: bool = False
) -> pa.Table:
    """The table `days` of `history_charts.totals_over_time`, for some platforms, one `chosen` among them."""
    listings = pa.array([standing.listing for standing in standings])
    names = pa.array([standing.name(words) for standing in standings])
    tones = pa.array(["accent" if standing.platform == chosen else "below" for standing in standings])
    there = daily.filter(pc.is_in(daily["listing"], listings))
    which = pc.index_in(there["listing"], listings)
    read_at = pc.local_timestamp(there["read_at"].cast(pa.timestamp("us", str(BEIJING))))
    grown = _grown(there["total"], which, len(standings))
    return pa.table(
        {
            "name": names.take(which),
            "read_at": read_at,
            "value": grown if growing else there["total"],
            "total": there["total"],
            "growth": pc.subtract(grown, 100.0),
            "tone": tones.take(which),
        }
    )


def thinned(days: pa.Table) -> pa.Table:
    """The table `days` with the first day of each series, all of the last `DAILY`, and before these one a week."""
    if not days.num_rows:
        return days
    names, read_at = days["name"].combine_chunks(), days["read_at"].combine_chunks()
    weeks = pc.floor_temporal(read_at, unit="week")
    is_other = pc.not_equal(names[1:], names[:-1])
    ends_week = pc.or_(is_other, pc.not_equal(weeks[1:], weeks[:-1]))
    edge = pa.array([True])
    kept = pc.or_(pa.concat_arrays([edge, is_other]), pa.concat_arrays([ends_week, edge]))
    return days.filter(pc.or_(kept, pc.greater(read_at, pa.scalar(pc.max(read_at).as_py() - DAILY, read_at.type))))


def _grown(totals: pa.ChunkedArray, which: pa.ChunkedArray, listings: int) -> pa.ChunkedArray:
    """Each total as a multiple of its listing's first, which is 100; nothing where that was nothing."""
    first: dict[int, int] = {}
    for listing, total in zip(which.to_pylist(), totals.to_pylist(), strict=True):
        first.setdefault(listing, total)
    base = pa.array([first.get(listing) or None for listing in range(listings)], pa.float64())
    return pc.multiply(pc.divide(totals.cast(pa.float64()), base.take(which)), 100.0)


def apart(wanted: Sequence[float], gap: float) -> list[float]:
    """Move ascending positions as little as possible until none are closer than `gap`: those that meet, evenly."""
    blocks: list[list[float]] = []
    for at, value in enumerate(wanted):
        blocks.append([value - at * gap])
        while len(blocks) > 1 and _middle(blocks[-2]) > _middle(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    placed = [_middle(block) for block in blocks for _ in block]
    return [value + at * gap for at, value in enumerate(placed)]


def _middle(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def ends(days: pa.Table) -> pa.Table:
    """The table `ends`: the last point of each series, moved apart so that names do not overlap: less and more."""
    last = {name: at for at, name in enumerate(days["name"].to_pylist())}
    rows = sorted(days.take(pa.array(last.values(), pa.int64())).to_pylist(), key=lambda row: row["value"])
    found = pc.min_max(days["value"]).as_py()
    spread = found["max"] - found["min"] if rows else 0
    values = [row["value"] for row in rows]
    placed = zip(rows, *(apart(values, gap * spread) for gap in (LEAST_GAP, LEAST_GAP_ON_PHONES)), strict=True)
    return pa.Table.from_pylist([{**row, "value": value, "on_phones": on_phones} for row, value, on_phones in placed])


def _there(at: datetime) -> datetime:
    return at.astimezone(BEIJING).replace(tzinfo=None)


def _firsts(days: pa.Table) -> dict[str, int]:
    """The first total of each series."""
    names, totals = days["name"].to_pylist(), days["total"].to_pylist()
    return dict(zip(reversed(names), reversed(totals), strict=True))


def crossings(
    found: Sequence[Crossing], days: pa.Table, standings: Sequence[Standing], words: Words, *, growing: bool = False
) -> pa.Table:
    """The table `crossings`: those that happened while we watched, of some platforms, at the line."""
    chosen = {standing.platform: standing for standing in standings}
    firsts = _firsts(days) if growing else {}
    rows = []
    for crossing in found:
        if crossing.after_at is None or (standing := chosen.get(crossing.platform)) is None:
            continue
        name, line = standing.name(words), float(standing.line)
        value = 100 * line / firsts[name] if growing else line
        when = between(crossing.after_at, crossing.by_at, words)
        interval = resting(when, words, is_accepted=crossing.is_accepted)
        at = _there(crossing.estimated_at or crossing.by_at)
        rows.append({"name": name, "at": at, "value": value, "interval": interval})
    columns = [("name", pa.string()), ("at", pa.timestamp("us")), ("value", pa.float64()), ("interval", pa.string())]
    return pa.Table.from_pylist(rows, schema=pa.schema(columns))


def paces(found: Rows, days: pa.Table, standings: Sequence[Standing], words: Words) -> pa.Table:
    """The table `paces`: where a pace changed, on the series of `days`, with both rates."""
    chosen = {standing.listing: standing.name(words) for standing in standings}
    marked = [row for row in found if row["listing"] in chosen]
    named = pa.array({chosen[row["listing"]] for row in marked}, pa.string())
    there_are = days.filter(pc.is_in(days["name"], named)).to_pylist()
    readings = {(row["name"], row["read_at"].date()): row for row in there_are}
    rows = [
        {
            "name": chosen[row["listing"]],
            "at": there["read_at"],
            "value": there["value"],
            **{side: words.say("{rate} a day", rate=f"{row[f'rate_{side}']:,.1f}") for side in ("before", "after")},
        }
        for row in marked
        if (there := readings.get((chosen[row["listing"]], row["changed_on"])))
    ]
    columns = [("name", pa.string()), ("at", pa.timestamp("us")), ("value", pa.float64())]
    return pa.Table.from_pylist(rows, schema=pa.schema([*columns, ("before", pa.string()), ("after", pa.string())]))
