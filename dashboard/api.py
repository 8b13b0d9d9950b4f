"""The HTTP routes beside the pages. Streamlit answers unknown paths with its own page, so ours say 404 themselves."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import data
from dashboard.following import badge_svg, feed_atom
from dashboard.freshness import Source, State, of_source, worst
from dashboard.images import chart
from db import queries, settings
from db.connection import DatabaseError, HeldError, NoDatabaseError, VersionError, reading

REASONS: dict[type[DatabaseError], str] = {
    NoDatabaseError: "there is no database yet",
    HeldError: "another process holds the database",
    VersionError: "the database was written by a newer Tousu Watch",
}


def _sources() -> list[Source]:
    with reading(settings.load().database) as connection:
        rows = queries.sources(connection).to_pylist()
    return [Source(**row) for row in rows]


async def healthz(_request: Request) -> JSONResponse:
    """200 while the database can be read, else 503 with the reason. `freshness` says how the counts are doing."""
    try:
        sources = await run_in_threadpool(_sources)
    except DatabaseError as error:
        logging.getLogger(__name__).error("unhealthy: %s", error)
        reason = REASONS.get(type(error), "the database cannot be read")
        return JSONResponse({"ok": False, "reason": reason}, 503)
    source = worst(sources, clock := data.clock())
    freshness = of_source(source, clock) if source else State.STALE
    good_at = source.good_at.isoformat() if source and source.good_at else None
    return JSONResponse({"ok": True, "freshness": freshness, "good_at": good_at})


async def not_found(request: Request) -> JSONResponse:
    """There is nothing at this address."""
    return JSONResponse({"error": f"there is nothing at {request.url.path}"}, 404)


ROUTES = [
    Route("/healthz", healthz),
    Route("/feed.atom", feed_atom),
    Route("/badge/{platform:path}", badge_svg),
    Route("/chart/{name}", chart),
    Route("/api/{path:path}", not_found),
]
