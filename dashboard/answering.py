"""What every route of ours answers with: what others may keep, and 304 to whoever has it already."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from db import settings
from db.connection import DatabaseError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """What others may keep for some seconds, and when it last changed, if that is known; `etag` None: by its body."""

    body: bytes
    kind: str
    seconds: int
    modified: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None


def is_known(request: Request, etag: str, modified: datetime | None = None) -> bool:
    """Whether the asker has this already: by its tag, and without one by its time."""
    if (tags := request.headers.get("if-none-match")) is not None:
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return "*" in known or etag.removeprefix("W/") in known
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return modified is not None and since.tzinfo is not None and modified <= since <= datetime.now(UTC)


def _second_after(at: datetime) -> datetime:
    """The first whole second that is not before a moment.

    The header knows only seconds, so it is sent once that second is over: whatever changes later has a later one.
    """
    return (at + timedelta(microseconds=999_999)).astimezone(UTC).replace(microsecond=0)


def tag(*parts: object) -> str:
    """A weak tag, for the body may be compressed: the same for the same parts."""
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def answer(request: Request, kept: Kept, status: int = 200) -> Response:
    """Answer with what lets others keep it; 304 to who has it."""
    etag = kept.etag or tag(kept.body)
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={kept.seconds}", "Vary": "Accept-Language"}
    if kept.modified and (changed_by := _second_after(kept.modified)) <= datetime.now(UTC):
        headers["Last-Modified"] = format_datetime(changed_by, usegmt=True)
    if status == 200 and is_known(request, etag, kept.modified):
        return Response(status_code=304, headers=headers)
    headers |= {"X-Content-Type-Options": "nosniff", **kept.headers}
    return Response(kept.body, status, headers, kept.kind)


async def read(what: Callable[[], T | None]) -> T | None:
    """Read in a thread of its own; None without a database and where it cannot be read, which the log tells."""
    try:
        return await run_in_threadpool(what)
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be read: %s", error)
        return None


def site_of(request: Request) -> str:
    """Where visitors find this site, without a slash at the end."""
    return settings.load().public_url or str(request.base_url).rstrip("/")


def file_name(name: str, kind: str, *, is_demonstration: bool) -> str:
    """What an answer is called once it is saved: a demonstration's says so in its name."""
    return f"tousu-watch{'-demonstration' if is_demonstration else ''}{name and '-'}{name}.{kind}"
