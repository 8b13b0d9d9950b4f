"""Streamlit's own scripts and styles: compressed once a process, not once a visitor, and asked for before needed.

Streamlit serves them uncompressed, and a middleware that compresses answers would do so again for every visitor:
four megabytes each.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static" / "static"
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
IMPORT = re.compile(r'\b(?:from|import)"\./([\w.-]+\.js)"')
# What a page is drawn with first: it would be asked for only when the page has come, on a slow line a second later.
FIRST_DRAWN = ("Html.", "ArrowVegaLiteChart.")
UNUSED_FONT = re.compile(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>')
# Their names hold a hash of what is in them.
HEADERS = {
    "Content-Encoding": "gzip",
    "Cache-Control": "public, immutable, max-age=31536000",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


@cache
def _there() -> dict[str, Path]:
    """The files by the paths they are asked for at."""
    return {
        f"/static/{file.relative_to(FOLDER).as_posix()}": file for file in FOLDER.rglob("*.*") if file.suffix in KINDS
    }


@cache
def _compressed(path: str) -> bytes:
    return gzip.compress(_there()[path].read_bytes(), mtime=0)


@cache
def _first_drawn() -> tuple[str, ...]:
    """The names of the scripts that the first elements of a page need, with all that these import."""
    waiting = [file.name for file in _there().values() if file.name.startswith(FIRST_DRAWN)]
    found: dict[str, None] = {}
    while waiting:
        if (name := waiting.pop(0)) not in found:
            found[name] = None
            waiting += IMPORT.findall((FOLDER / "js" / name).read_text(encoding="utf-8"))
    return tuple(found)


def asking_early(html: bytes) -> bytes:
    """The page around everything, asking at once for what pages are drawn with, but not for a font of Streamlit's."""
    links = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _first_drawn()
        if name.encode() not in html
    )
    return UNUSED_FONT.sub(b"", html).replace(b"</head>", links.encode() + b"</head>", 1)


class Assets:
    """Answers requests for scripts and styles of browsers that take gzip, as all do; passes everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in _there():
            await self.app(scope, receive, send)
            return
        if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        body = await run_in_threadpool(_compressed, path)
        kind = KINDS[Path(path).suffix]
        await Response(body, headers=HEADERS, media_type=kind)(scope, receive, send)
