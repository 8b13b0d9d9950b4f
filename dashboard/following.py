"""The routes for those who follow from elsewhere: the feed and the badges. Both are answered once per change."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard import badge, data, feed, lined
from dashboard.html_page import language_of
from dashboard.tables import Telling
from dashboard.text import Words, words
from db import settings
from db.connection import DatabaseError

T = TypeVar("T")

FEED_SECONDS, BADGE_SECONDS = 60, 300


def _is_known(request: Request, etag: str, modified: datetime | None) -> bool:
    """Whether the asker has this already: by its tag, and without one by its time."""
    if (tags := request.headers.get("if-none-match")) is not None:
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return "*" in known or etag.removeprefix("W/") in known
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return modified is not None and since.tzinfo is not None and modified.replace(microsecond=0) <= since


@dataclass(frozen=True, slots=True)
class Kept:
    """What others may keep for some seconds, and when it last changed, if that is known."""

    body: bytes
    kind: str
    seconds: int
    modified: datetime | None = None


def _answer(request: Request, kept: Kept, status: int = 200) -> Response:
    """Answer with what lets others keep it; 304 to who has it. Tags are weak, for the body may be compressed."""
    etag = f'W/"{hashlib.sha256(kept.body).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={kept.seconds}", "Vary": "Accept-Language"}
    if kept.modified:
        headers["Last-Modified"] = format_datetime(kept.modified.astimezone(UTC), usegmt=True)
    if status == 200 and _is_known(request, etag, kept.modified):
        return Response(status_code=304, headers=headers)
    return Response(kept.body, status, {**headers, "X-Content-Type-Options": "nosniff"}, kept.kind)


async def _read(read: Callable[[], T | None]) -> T | None:
    try:
        return await run_in_threadpool(read)
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be read: %s", error)
        return None


def _words(request: Request) -> Words:
    return words(language_of(request.scope))


async def feed_atom(request: Request) -> Response:
    """Crossings, milestones and revisions; `?platform=` of one platform, `?lang=` in a language."""
    log = await _read(lined.log)
    if log is None:
        return PlainTextResponse("the numbers cannot be read right now", 503, {"Retry-After": "60"})
    platform = request.query_params.get("platform")
    if platform is not None and platform not in log.names.platforms:
        return PlainTextResponse("nobody watches a platform of this name", 404)
    site = settings.load().public_url or str(request.base_url).rstrip("/")
    asked = f"?{request.url.query}" if request.url.query else ""
    place = feed.Place(f"{site}{request.url.path}{asked}", site, platform)
    modified = feed.updated_at(log, feed.chosen(log, platform))
    body = feed.atom(log, place, _words(request))
    return _answer(request, Kept(body, feed.MEDIA_TYPE, FEED_SECONDS, modified))


async def badge_svg(request: Request) -> Response:
    """A platform's count as a picture; a picture that says so for one that nobody watches."""
    said, kind = _words(request), "image/svg+xml"
    overview = await _read(data.overview)
    platform = request.path_params["platform"].removesuffix(".svg")
    if overview is None:
        return Response(badge.unknown(said), 503, {"Retry-After": "60"}, kind)
    telling = Telling(said, data.clock(), overview.is_demonstration)
    standing = next((one for one in overview.standings if one.platform == platform), None)
    if standing is not None:
        return _answer(request, Kept(badge.badge(standing, telling), kind, BADGE_SECONDS))
    if platform in overview.names.platforms:
        name = overview.names.platform(platform, said)
        return _answer(request, Kept(badge.unread(name, telling), kind, BADGE_SECONDS))
    return _answer(request, Kept(badge.unknown(said), kind, BADGE_SECONDS), 404)
