"""A consistent copy of the database for anyone who asks: made once for each state of it, and streamed.

While it is copied nothing can be stored, so a database that is too large is not given out here.
"""

import logging
import shutil
import tempfile
import threading
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from dashboard import data
from dashboard.answering import file_name
from dashboard.gate.refusals import words_of
from db import settings
from db.connection import DatabaseError
from db.copying import copy_public

FILE = "tousu.duckdb"
LARGEST = 1_000_000_000
_copying = threading.Lock()
_kept: dict[str, tuple[object, Path]] = {}


def size() -> int | None:
    """How many bytes the database has; None before there is one."""
    version = data.current_version()
    return version[0][1] + (version[1][1] if version[1] else 0) if version else None


def current() -> Path:
    """A copy of the database as it is now; `DatabaseError` where it cannot be read."""
    database = settings.load().database
    with _copying:
        version = data.current_version()
        known = _kept.get(str(database))
        if known and known[0] == version and known[1].exists():
            return known[1]
        made = Path(tempfile.mkdtemp(prefix="tousu-copy-")) / FILE
        try:
            copy_public(database, made)
        except BaseException:
            shutil.rmtree(made.parent, ignore_errors=True)
            raise
        _kept[str(database)] = (version, made)
        if known:
            shutil.rmtree(known[1].parent, ignore_errors=True)
        return made


def forget() -> None:
    """Remove the copies: when the server stops."""
    for _, copy in _kept.values():
        shutil.rmtree(copy.parent, ignore_errors=True)
    _kept.clear()


async def whole(request: Request) -> Response:
    """The database as a file; a demonstration's says so in its name."""
    words = words_of(request.scope)
    if (size() or 0) > LARGEST:
        said = words.say("It is too large to be given out here: ask whoever runs this site for a copy.")
        return JSONResponse({"error": said}, 403)
    try:
        copy = await run_in_threadpool(current)
    except DatabaseError as error:
        logging.getLogger(__name__).error("the database cannot be copied: %s", error)
        return JSONResponse({"error": words.say("The numbers cannot be read right now.")}, 503, {"Retry-After": "60"})
    name = file_name("", "duckdb", is_demonstration=data.is_demonstration())
    return FileResponse(copy, media_type="application/vnd.duckdb", filename=name)
