"""Databases in every state a visitor may find, and pages opened on them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pausing import HAS_COME
from tests.dashboard.complained import fill_and_complain
from tests.dashboard.filled import fill
from tests.dashboard.served import serving

MAIN = Path(__file__).parents[2] / "dashboard" / "pages" / "main.py"
LOCALES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US"}
STATES = ("none", "empty", "filled", "demonstration", "stale", "failed", "broken", "complained", "uncategorized")
FOLDED = ("days", "cells", "weeks", "receipts", "columns", "every_column")

Open = Callable[..., AppTest]


def _make(state: str, database: Path) -> None:
    now = datetime.now(UTC)
    if state == "broken":
        database.write_bytes(b"not a database" * 1000)
    elif state == "stale":
        fill(database, now - timedelta(hours=5))
    elif state in {"complained", "uncategorized"}:
        fill_and_complain(database, now, categorized=state != "uncategorized")
    elif state != "none":
        failed = {"failed": "RefusedError", "empty": "RobotsError"}.get(state)
        fill(database, now, demonstration=state == "demonstration", failed=failed, counted=state != "empty")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a database for each of `STATES`; there is none for `none`."""
    folder = tmp_path_factory.mktemp("states")
    for state in STATES:
        (folder / state).mkdir()
        _make(state, folder / state / "tousu.duckdb")
    return {state: folder / state / "tousu.duckdb" for state in STATES}


@pytest.fixture(scope="session")
def site(databases: dict[str, Path]) -> Iterator[str]:
    """Give the address of the real server on complaints with known answers."""
    settings = {"TOUSU_CONTACT": "corrections@example.org", "TOUSU_REQUESTS_PER_MINUTE": "0"}
    with serving(databases["complained"], **settings) as address:
        yield address


@pytest.fixture
def open_page(databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page on a state, every part unfolded, as a browser of some language would, with the URL's parameters."""

    def opened(state: str, page: str = "overview.py", language: str = "en", **asked: str | list[str]) -> AppTest:
        monkeypatch.setenv("TOUSU_DATABASE", str(databases.get(state, state)))
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        app.context = {"locale": LOCALES[language]}
        for there in (*FOLDED, HAS_COME):
            app.session_state[there] = True
        for key, value in asked.items():
            app.query_params[key] = value
        if page != "overview.py":
            app.switch_page(page)
        return app.run()

    return opened
