"""What the maintainers' page shows: how reading went, what waits, what was decided, what is in doubt or unknown."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dashboard.compared import Rows, read_rest, read_sources
from dashboard.data import current
from dashboard.taxonomy import Names
from db import queries, settings
from db.alerts import undelivered_alerts
from db.connection import Connection
from db.decisions import recent_decisions
from db.freshness import Source
from db.moments import room
from db.notices import notice_changes, standing_notices

MOST_ROWS = 40
SPAN_DAYS = 30


@dataclass(frozen=True)
class Maintenance:
    """What the maintainers' page shows. `storage`: bytes of database and evidence, and free ones.

    `rests_until`: until when publishers that refused are left alone, if any did. `undelivered`: how many alerts wait
    after a try that failed, or were given up, on channels that exist.
    """

    sources: list[Source]
    rests_until: datetime | None
    days: Rows
    usual: Rows
    rounds: Rows
    quarantined: Rows
    decisions: Rows
    notices: Rows
    notice_changes: Rows
    names: Names
    unknown_issues: Rows
    warnings: Rows
    gap_runs: Rows
    gaps: Rows
    disagreements: Rows
    undelivered: int
    storage: dict[str, int]


def _read_maintenance(connection: Connection) -> Maintenance:
    planned, platforms = settings.load(), queries.comparison(connection).to_pylist()
    return Maintenance(
        sources=read_sources(connection),
        rests_until=read_rest(connection),
        days=queries.source_days(connection, datetime.now(UTC) - timedelta(days=SPAN_DAYS)).to_pylist(),
        usual=queries.usual_refreshes(connection).to_pylist(),
        rounds=queries.recent_rounds(connection, MOST_ROWS).to_pylist(),
        quarantined=queries.quarantined(connection, MOST_ROWS).to_pylist(),
        decisions=recent_decisions(connection, MOST_ROWS).to_pylist(),
        notices=standing_notices(connection).to_pylist(),
        notice_changes=notice_changes(connection, MOST_ROWS).to_pylist(),
        names=Names.of(queries.category_names(connection).to_pylist(), platforms),
        unknown_issues=queries.unknown_issues(connection, MOST_ROWS).to_pylist(),
        warnings=queries.recent_warnings(connection, MOST_ROWS).to_pylist(),
        gap_runs=queries.gap_runs(connection).to_pylist(),
        gaps=queries.recent_gaps(connection, MOST_ROWS).to_pylist(),
        disagreements=queries.counter_disagreements(connection).to_pylist(),
        undelivered=undelivered_alerts(connection, datetime.now(UTC)),
        storage=room(planned.database, planned.evidence),
    )


def maintenance() -> Maintenance | None:
    """What the maintainers' page shows; None before there is a database. `DatabaseError` if it cannot be read."""
    return current(_read_maintenance)  # type: ignore[no-any-return]
