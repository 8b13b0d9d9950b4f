"""What starts with the server, and what every response passes through."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from dashboard import charts, data, shown
from dashboard.html_language import HtmlLanguage
from dashboard.text import LANGUAGES, negotiate, words
from db.connection import DatabaseError

MIDDLEWARE = [Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6), Middleware(HtmlLanguage)]


def warm_up() -> None:
    """Do once what the first visitor would wait for: catalogues, charts, and the numbers if there are any."""
    for code in LANGUAGES:
        charts.totals_over_time(words(code))
    try:
        overview = data.overview()
    except DatabaseError as error:
        overview = None
        logging.getLogger(__name__).warning("the database cannot be read yet: %s", error)
    for code in LANGUAGES:
        charts.totals_against_line(words(code), len(overview.standings) if overview else 1)
    # Streamlit collects garbage after every run of a page: what lives for ever need not be looked at again.
    gc.collect()
    gc.freeze()


def on_script_error(error: Exception) -> bool:
    """Log what broke a page, and tell the visitor in their language, without details."""
    logging.getLogger(__name__).error("a page broke", exc_info=error)
    said = words(negotiate(st.context.locale))
    shown.headline(
        said.say("This page broke"),
        said.say("The error is in the server's log. No number was changed. Loading the page again may help."),
    )
    return True


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Warm up before the first visitor."""
    await run_in_threadpool(warm_up)
    yield {}
