"""How long a publisher that refused is left alone: what it asks for, doubled with each refusal, up to a day."""

from datetime import datetime, timedelta

from db import queries
from db.connection import Connection

LONGEST_REST = timedelta(days=1)


def rest(refusals: int, asked: float) -> timedelta:
    """How long to leave a publisher alone that refused so many times in a row: what it asks, doubled each time."""
    doubled = min(timedelta(seconds=asked * 2 ** min(refusals - 1, 16)), LONGEST_REST)
    return max(doubled, timedelta(seconds=asked))


def resting_until(connection: Connection) -> datetime | None:
    """Until when publishers are left alone; None where none refused. A stand-in needs no rest: ask of live data."""
    publishers = queries.read_publishers(connection)
    found = [queries.refusals(connection, publisher).to_pylist()[0] for publisher in publishers]
    ends = [one["refused_at"] + rest(one["refusals"], one["rest_seconds"]) for one in found if one["refusals"]]
    return max(ends, default=None)
