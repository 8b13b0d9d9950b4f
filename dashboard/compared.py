"""The comparison of platforms: everything that the first page shows, read on one open connection."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import pyarrow as pa

from dashboard.standings import Crossing, Receipt, Standing
from dashboard.taxonomy import Names
from db import lines, queries
from db.connection import Connection
from db.freshness import Source
from db.notices import ALL, standing_notices
from db.resting import resting_until
from db.thresholds import THE_LINE

DEFAULT_LINE = 100_000

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Overview:
    """What the first page shows. `unread` are the watched platforms that have no number yet."""

    is_demonstration: bool
    line: int
    standings: list[Standing]
    unread: Rows
    crossings: list[Crossing]
    daily_totals: pa.Table
    sources: list[Source]
    unwatched: Rows
    reported: Rows
    names: Names
    happenings: Rows
    paces: Rows
    complaints_read: dict[str, Any]


def _pick(kind: type, row: dict[str, Any], **more: Any) -> Any:
    return kind(**{f.name: row[f.name] for f in fields(kind) if f.name in row}, **more)


def _by_listing(rows: Rows) -> dict[tuple[str, str], Rows]:
    found: dict[tuple[str, str], Rows] = {}
    for row in rows:
        found.setdefault((row["publisher"], row["listing"]), []).append(row)
    return found


def _changed(rows: Rows) -> dict[str, Any]:
    """Changes by days, and since when those are whose base is older than that."""
    return {
        "changes": {row["days"]: row["change"] for row in rows},
        "since": {row["days"]: row["base_at"] for row in rows if not row["is_as_asked"]},
    }


def _standings(connection: Connection, rows: Rows, line: int) -> list[Standing]:
    changed = _by_listing(queries.changes(connection).to_pylist())
    paces = _by_listing(queries.weekly_paces(connection).to_pylist())
    noticed = set(standing_notices(connection)["platform"].to_pylist())
    return [
        _pick(
            Standing,
            row,
            line=line,
            receipt=_pick(Receipt, row) if row["file"] else None,
            weekly={one["weeks_ago"]: one["rate"] for one in paces.get((row["publisher"], row["listing"]), [])},
            has_notice=bool(noticed & {ALL, row["platform"]}),
            **_changed(changed.get((row["publisher"], row["listing"]), [])),
        )
        for row in rows
        if row["total"] is not None
    ]


def read_origin(connection: Connection) -> bool | None:
    """Whether the numbers are a stand-in's; None before the first were stored."""
    rows = queries.origin(connection).to_pylist()
    return rows[0]["is_demonstration"] if rows else None


def read_rest(connection: Connection) -> datetime | None:
    """Until when publishers that refused are left alone; None where none did, and of a stand-in, which needs none."""
    return None if read_origin(connection) else resting_until(connection)


def read_overview(connection: Connection) -> Overview:
    """What the first page shows, on an open connection."""
    rows = queries.comparison(connection).to_pylist()
    line = queries.line(connection, THE_LINE) or DEFAULT_LINE
    return Overview(
        is_demonstration=bool(read_origin(connection)),
        line=line,
        standings=_standings(connection, rows, line),
        unread=[row for row in rows if row["total"] is None],
        crossings=[_pick(Crossing, row) for row in queries.crossed(connection, THE_LINE).to_pylist()],
        daily_totals=queries.daily_totals(connection),
        sources=read_sources(connection),
        unwatched=queries.unwatched_past_line(connection, THE_LINE).to_pylist(),
        reported=queries.reported_counts(connection).to_pylist(),
        names=Names.of(queries.category_names(connection).to_pylist(), rows),
        happenings=lines.happenings(connection).to_pylist(),
        paces=lines.pace_markers(connection).to_pylist(),
        complaints_read=queries.complaints_read(connection).to_pylist()[0],
    )


def read_sources(connection: Connection) -> list[Source]:
    """How each source went last."""
    return [_pick(Source, row) for row in queries.sources(connection).to_pylist()]
