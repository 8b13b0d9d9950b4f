"""`/healthz` and `/readyz`: for load balancers, monitors and people in a hurry."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard import data
from dashboard.gate.refusals import NO_STORE, words_of
from dashboard.text import Words, later
from dashboard.vitals.looking import LOOKING, SlowError
from dashboard.vitals.readiness import reasons, states
from db.connection import MIGRATIONS, DatabaseError, HeldError, NoDatabaseError, VersionError
from db.freshness import State, of_source, worst

REASONS: dict[type[DatabaseError], str] = {
    NoDatabaseError: later("there is no database yet"),
    HeldError: later("another process holds the database"),
    SlowError: later("the database does not answer in time"),
    VersionError: later("the database was written by a newer Tousu Watch"),
}
OTHERWISE = later("the database cannot be read")


def why(error: DatabaseError, words: Words) -> str:
    """Why the database cannot be read, without what visitors need not know."""
    logging.getLogger(__name__).error("unhealthy: %s", error)
    return words.say(REASONS.get(type(error), OTHERWISE))


def _unreadable(error: DatabaseError, words: Words) -> JSONResponse:
    return JSONResponse({"ok": False, "reason": why(error, words)}, 503, NO_STORE)


async def healthz(request: Request) -> JSONResponse:
    """200 while the database can be read and is up to date, else 503 and why. `freshness` is that of the counts."""
    try:
        vitals = await LOOKING.look()
    except DatabaseError as error:
        return _unreadable(error, words_of(request.scope))
    source = worst(vitals.sources, clock := data.clock())
    freshness = of_source(source, clock) if source else State.STALE
    good_at = source.good_at.isoformat() if source and source.good_at else None
    is_current = vitals.version == len(MIGRATIONS)
    said = {"ok": is_current, "freshness": freshness, "good_at": good_at, "schema_version": vitals.version}
    return JSONResponse(said, 200 if is_current else 503, NO_STORE)


async def readyz(request: Request) -> JSONResponse:
    """200 while the numbers can be relied on, else 503 with every reason, as a code and in words."""
    words = words_of(request.scope)
    try:
        vitals = await LOOKING.look()
    except DatabaseError as error:
        return _unreadable(error, words)
    clock = data.clock()
    found = [{"code": one.code, "reason": one.said(words)} for one in reasons(vitals, clock)]
    said = {"ok": not found, "reasons": found, "sources": states(vitals, clock)}
    return JSONResponse(said, 503 if found else 200, NO_STORE)
