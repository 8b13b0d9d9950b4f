"""The routes of the API. An answer is the same until something is stored, and whoever has it already is told so."""

import logging
from collections.abc import Awaitable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import data
from dashboard.answering import Kept, answer, file_name, is_known, site_of, tag
from dashboard.drilldown import drilling
from dashboard.gate.refusals import words_of
from dashboard.http_api import asking
from dashboard.http_api.asking import KINDS, OPEN, ROOT, Wanted, query_of, refused, wanted, wrong
from dashboard.http_api.bodies import CSV, JSON, as_csv, as_json
from dashboard.http_api.describing import index, openapi
from dashboard.http_api.freshness import SOURCES
from dashboard.maintaining import noticed
from dashboard.requested import AskedError
from dashboard.taking import takeaways
from dashboard.taking.rows import Page
from dashboard.taking.takeaways import TAKEAWAYS, State, Takeaway
from dashboard.text import Words
from db.connection import DatabaseError, reading
from db.settings import load

SECONDS = 60


def _page(wanted: Wanted) -> tuple[Page, State] | None:
    state = takeaways.state()
    if wanted.takeaway is SOURCES:
        with reading(load().database) as connection:
            page: Page | None = SOURCES.read(connection, wanted.choice, wanted.offset, wanted.limit)
    else:
        page = takeaways.page(wanted.takeaway.name, wanted.choice, wanted.offset, wanted.limit)
    return (page, state) if page and state else None


def _is_timely(takeaway: Takeaway) -> bool:
    """Whether a table changes with the clock, so that only its body tells whether somebody has it already."""
    return takeaway is SOURCES or takeaway.judge is not None


async def _table(request: Request, takeaway: Takeaway, kind: str, platform: str | None = None) -> Response:
    words = words_of(request.scope)
    state = await run_in_threadpool(noticed.state)
    etag = tag(data.current_version(), state, request.url.path, request.url.query, words.code)
    if not _is_timely(takeaway) and data.current_version() and is_known(request, etag):
        kept = {"ETag": etag, "Cache-Control": f"public, max-age={SECONDS}"}
        return Response(status_code=304, headers={**kept, **OPEN})
    there = await run_in_threadpool(drilling.options)
    if there is None:
        return refused(503, words.say("There are no numbers yet"))
    asked = wanted(query_of(request), takeaway, there, platform)
    found = await run_in_threadpool(_page, asked)
    if found is None:
        return refused(503, words.say("There are no numbers yet"))
    return await run_in_threadpool(_answered, request, asked, found, kind, etag)


def _answered(request: Request, asked: Wanted, found: tuple[Page, State], kind: str, etag: str) -> Response:
    words, (page, state) = words_of(request.scope), found
    following = asking.next_page(request, site_of(request), asked, page.in_all)
    if kind == "csv":
        body, media = as_csv(page, state, words), CSV
    else:
        paging = {"limit": asked.limit, "offset": asked.offset, "next": following}
        body, media = as_json(page, state, words, table=asked.takeaway.name, **paging), JSON
    headers = {**OPEN, "Tousu-Rows-In-All": str(page.in_all)}
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if kind == "csv":
        called = file_name(asked.takeaway.name, kind, is_demonstration=state.is_demonstration)
        headers["Content-Disposition"] = f'inline; filename="{called}"'
    lasting = None if _is_timely(asked.takeaway) else etag
    return answer(request, Kept(body, media, SECONDS, headers=headers, etag=lasting))


async def _spoken(words: Words, answering: Awaitable[Response]) -> Response:
    try:
        return await answering
    except AskedError as error:
        return wrong(error, words)
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be read: %s", error)
        return refused(503, words.say("The numbers cannot be read right now."))


def _named(name: str) -> tuple[Takeaway | None, str]:
    stem, _, kind = name.rpartition(".")
    stem, kind = (stem, kind) if kind in KINDS else (name, "json")
    return SOURCES if stem == SOURCES.name else TAKEAWAYS.get(stem), kind


async def table(request: Request) -> Response:
    """A table: `/api/v1/<table>`, or with `.csv`."""
    takeaway, kind = _named(request.path_params["table"])
    if takeaway is None:
        return await not_found(request)
    return await _spoken(words_of(request.scope), _table(request, takeaway, kind))


async def history(request: Request) -> Response:
    """Every reading of one platform's counts: `/api/v1/counts/<platform>`, or with `.csv`."""
    stem, _, kind = request.path_params["platform"].rpartition(".")
    platform, kind = (stem, kind) if kind in KINDS else (request.path_params["platform"], "json")
    return await _spoken(words_of(request.scope), _table(request, TAKEAWAYS["readings"], kind, platform))


async def root(request: Request) -> Response:
    """What there is, for programs and people."""
    return JSONResponse(index(site_of(request), words_of(request.scope)), headers=OPEN)


async def description(request: Request) -> Response:
    """The same as an OpenAPI document."""
    return JSONResponse(openapi(site_of(request), words_of(request.scope)), headers=OPEN)


async def not_found(request: Request) -> JSONResponse:
    """There is nothing at this address."""
    words = words_of(request.scope)
    said = words.say("There is nothing at {path}. What there is stands at {root}.", path=request.url.path, root=ROOT)
    return refused(404, said)


ROUTES = [
    Route(ROOT, root),
    Route(f"{ROOT}/", root),
    Route(f"{ROOT}/openapi.json", description),
    Route(f"{ROOT}/counts/{{platform}}", history),
    Route(f"{ROOT}/{{table}}", table),
    Route("/api/{path:path}", not_found),
]
