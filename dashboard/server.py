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

from dashboard import data, shown
from dashboard.charts import bar_charts, category_charts, heat_charts, history_charts
from dashboard.compared import Overview
from dashboard.comparing import MOST_BARS
from dashboard.drilldown import drilling
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import MOST_FREQUENT, Drilled
from dashboard.drilldown.heat import MOST_PLATFORMS
from dashboard.front.assets import Assets
from dashboard.front.coming_back import ComingBack
from dashboard.front.html_page import HtmlPage
from dashboard.front.sockets import send_at_once
from dashboard.gate.doors import Doors
from dashboard.gate.leaving import Leaving
from dashboard.gate.limits import Limits
from dashboard.taking import copying
from dashboard.text import LANGUAGES, negotiate, words
from db import logs, settings
from db.connection import DatabaseError

MIDDLEWARE = [
    Middleware(Leaving),
    Middleware(Limits),
    Middleware(Doors),
    Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
    Middleware(ComingBack),
    Middleware(Assets),
    Middleware(HtmlPage),
]


def _read() -> tuple[Overview | None, Drilled | None]:
    """Read what the pages open with, which is then remembered; nothing while the database cannot be read."""
    try:
        drilling.options()
        return data.overview(), drilling.drilled(Choice(), MOST_FREQUENT)
    except DatabaseError as error:
        logging.getLogger(__name__).warning("the database cannot be read yet: %s", error)
        return None, None


def warm_up() -> None:
    """Do once what the first visitor would wait for: catalogues, charts, and the numbers if there are any."""
    overview, drilled = _read()
    for code in LANGUAGES:
        said = words(code)
        for growing in (False, True):
            history_charts.totals_over_time(said, growing=growing)
        bar_charts.totals_against_line(said, min(len(overview.standings), MOST_BARS) if overview else 1)
        category_charts.weeks(said)
        rows = len({cell.category for cell in drilled.shown_cells}) if drilled else 1
        for diverging in (False, True):
            heat_charts.heat(said, rows, diverging=diverging)
        heat_charts.weeks_by_category(said, rows)
        category_charts.shares(said, MOST_PLATFORMS)
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
    """Warm up before the first visitor, and leave no copy behind."""
    send_at_once()
    logs.configure(settings.load().log)
    await run_in_threadpool(warm_up)
    yield {}
    copying.forget()
