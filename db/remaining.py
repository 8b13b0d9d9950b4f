"""How long a refresh under way will still take: by the last good ones of its sources, and by its pace so far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.progress import Progress

LEAST_REQUESTS = 3  # from so many on, the pace of this refresh tells more than that of earlier ones
LATE_SECONDS = 10.0  # by so much an answer may be late before earlier refreshes tell nothing of this one


def seconds_left(told: Progress, usual: Mapping[str, Mapping[str, Any]], pause: float, now: datetime) -> float | None:
    """Seconds until the end; None where a source still to be read never went well before, or answers are awaited.

    `usual` says of each source how many seconds and requests a good refresh takes, by `queries.usual_refreshes`.
    """
    later = told.sources[len(told.done) + 1 :]
    if any(source not in usual for source in (told.source, *later)):
        return None
    seconds, requests = (float(usual[told.source][name]) for name in ("seconds", "requests"))
    elapsed = max(0.0, (now - told.source_started_at).total_seconds())
    has_begun = told.source_requests >= LEAST_REQUESTS
    pace = elapsed / told.source_requests if has_begun else max(pause, seconds / max(1.0, requests))
    if not has_begun and elapsed > LATE_SECONDS + pace * (told.source_requests + 1):
        return None
    here = max(0.0, requests - told.source_requests) * pace
    return here + sum(float(usual[source]["seconds"]) for source in later)
