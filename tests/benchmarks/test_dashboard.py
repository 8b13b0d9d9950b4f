"""The benchmark of the dashboard measures what it says: its database is full, and the alternative shows the same."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.benchmarks.dashboard import USUAL_PAGE, filling


def test_the_page_as_usually_written_shows_the_filled_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling.fill(database := tmp_path / "tousu.duckdb", complaints=500, hours=48)
    monkeypatch.setenv("TOUSU_DATABASE", str(database))
    app = AppTest.from_file(str(USUAL_PAGE), default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value == "4 platforms are past 100,000 complaints"
    assert len(app.get("vega_lite_chart")) == 2
    assert len(app.dataframe[0].value) == 27
