"""What there is to know of the record's state, read in one opening of the database, however many ask."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from dashboard.compared import Rows, read_rest, read_sources
from db import queries, settings
from db.alerts import alert_states
from db.connection import DatabaseError, reading, version
from db.freshness import Source
from db.moments import rows_of_tables, used_bytes
from db.working import Work, is_done

SECONDS = 2.0
PATIENCE_SECONDS = 4.0
REMEMBERED_SECONDS = 60.0
MOST_WAITING = 100_000


class SlowError(DatabaseError):
    """The database did not answer in time: it is held for writing, or the machine is busy."""


@dataclass(frozen=True)
class Vitals:
    """The state of the record. `is_watched` and `is_refreshing` are None where nobody ever did, or it ended well."""

    version: int
    sources: list[Source]
    resting_until: datetime | None
    quarantined: int
    waiting_alerts: int
    rows: dict[str, int]
    refreshes: Rows
    storage: dict[str, int]
    is_watched: bool | None
    is_refreshing: bool | None


def read_vitals() -> Vitals:
    """Look at everything; `DatabaseError` where the database cannot be read."""
    planned = settings.load()
    with reading(planned.database) as connection:
        return Vitals(
            version=version(connection),
            sources=read_sources(connection),
            resting_until=read_rest(connection),
            quarantined=queries.quarantined(connection, MOST_WAITING).num_rows,
            waiting_alerts=sum(row["waiting"] for row in alert_states(connection).to_pylist()),
            rows=rows_of_tables(connection),
            refreshes=queries.refresh_figures(connection).to_pylist(),
            storage=used_bytes(planned.database, planned.evidence),
            is_watched=is_done(planned.database, Work.WATCH),
            is_refreshing=is_done(planned.database, Work.REFRESH),
        )


@dataclass
class Looking:
    """Looks once in `SECONDS`; who asks meanwhile is told what was found then.

    While the database is held for writing longer than a monitor waits, what was last found is told, up to a minute.
    """

    read: Callable[[], Vitals] = read_vitals
    _task: asyncio.Future[Vitals] | None = None
    _began: float = 0.0
    _found: tuple[float, Vitals] | None = field(default=None)

    async def look(self) -> Vitals:
        """What is known now; `DatabaseError` where the database cannot be read."""
        now = time.monotonic()
        if self._task is None or (self._task.done() and now - self._began > SECONDS):
            self._task, self._began = asyncio.ensure_future(run_in_threadpool(self.read)), now
        done, _ = await asyncio.wait({self._task}, timeout=PATIENCE_SECONDS)
        if done:
            self._found = None
            self._found = (self._began, self._task.result())
        if self._found is None or now - self._found[0] > REMEMBERED_SECONDS:
            raise SlowError(f"the database did not answer within {PATIENCE_SECONDS:g} s")
        return self._found[1]


LOOKING = Looking()
