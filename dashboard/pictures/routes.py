"""The route of charts as pictures: `/chart/<name>.svg` or `.png`, with the codes of the page's URL.

A picture is drawn once for what stands in it, few at a time, and then remembered: drawing takes a good part of a
second of one core.
"""

import logging
from dataclasses import replace
from typing import Any

import anyio
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.answering import Kept, answer, file_name, site_of
from dashboard.drawings import Drawing
from dashboard.gate.refusals import words_of
from dashboard.maintaining.noticed import doubts
from dashboard.pictures.framing import framed
from dashboard.pictures.named import PICTURES
from dashboard.pictures.painting import THEMES, chart_svg, png
from dashboard.requested import NOT_THERE, AskedError, Query, one
from dashboard.text import Words
from db.connection import DatabaseError

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
AT_ONCE = 2
WAITING = 16
SCALE = 2.0
SECONDS = 60
LARGEST_SVG = 4_000_000

_turns = anyio.CapacityLimiter(AT_ONCE)


@st.cache_resource(max_entries=128, show_spinner=False)
def _painted(content: str, kind: str, _drawing: Drawing, theme: str, site: str, _words: Words) -> bytes:  # noqa: ARG001
    chart = chart_svg(_drawing.spec, dict(_drawing.datasets), theme, _words)
    picture = framed(_drawing, chart, theme, site, _words)
    if len(picture) > LARGEST_SVG:
        raise OverflowError(f"the picture {_drawing.name} has {len(picture)} characters")
    return picture.encode() if kind == "svg" else png(picture, SCALE)


def _content(drawing: Drawing, words: Words) -> str:
    """What stands in a picture, so that the same is not drawn twice."""
    tables = {name: table.to_pylist() for name, table in drawing.datasets.items()}
    said = (drawing.finding(words), drawing.about, drawing.doubted, drawing.is_demonstration, drawing.read_until)
    return repr((words.code, drawing.name, said, drawing.asked, tables))


def drawn(name: str, query: Query, words: Words) -> Drawing | None:
    """A chart with what must be said beside its numbers; None where there is none. Raises `AskedError`."""
    drawing = PICTURES[name](query, words)
    return replace(drawing, doubted=tuple(doubts(words))) if drawing else None


async def _paint(drawing: Drawing, kind: str, theme: str, site: str, words: Words) -> bytes:
    arguments: tuple[Any, ...] = (_content(drawing, words), kind, drawing, theme, site, words)
    return bytes(await anyio.to_thread.run_sync(_painted, *arguments, limiter=_turns))


def _refused(status: int, said: str) -> Response:
    return JSONResponse({"error": said}, status, {"Retry-After": "60"} if status == 503 else None)


async def chart(request: Request) -> Response:
    """A chart as a picture with its finding, source, time and address in it."""
    words = words_of(request.scope)
    name, _, kind = request.path_params["name"].rpartition(".")
    if name not in PICTURES or kind not in KINDS:
        return _refused(404, words.say("There is no such picture. There are: {names}.", names=", ".join(PICTURES)))
    if _turns.statistics().tasks_waiting >= WAITING:
        return _refused(503, words.say("Too many pictures are being drawn. Please try again in a minute."))
    query = {key: request.query_params.getlist(key) for key in request.query_params}
    try:
        theme = one(query, "theme", THEMES, THEMES[0])
        drawing = await run_in_threadpool(drawn, name, query, words)
    except AskedError as error:
        return _refused(400, words.say(NOT_THERE, name=error.name, value=error.value))
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be read: %s", error)
        return _refused(503, words.say("The numbers cannot be read right now."))
    if drawing is None:
        return _refused(404, words.say("There is nothing to draw: no number of this kind was read yet."))
    body = await _paint(drawing, kind, theme, site_of(request), words)
    called = file_name(name, kind, is_demonstration=drawing.is_demonstration)
    headers = {"Content-Disposition": f'inline; filename="{called}"'}
    return answer(request, Kept(body, KINDS[kind], SECONDS, headers=headers))
