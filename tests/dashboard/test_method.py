"""The page of method: its prose in every language, and beside it the numbers of now."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.prose import SECTIONS
from dashboard.text import LANGUAGES, words
from db.connection import writing
from tests.dashboard.complained import INTEREST, fill_and_complain
from tests.dashboard.conftest import Open
from tests.dashboard.foretold import fill_and_foretell
from tests.dashboard.reading import html_of, rows_of, text_of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["none", "broken", "complained"])
def test_the_method_is_told_whatever_the_state_of_the_numbers(open_page: Open, state: str, language: str) -> None:
    text, said = text_of(open_page(state, "method.py", language)), words(language)
    for heading, *paragraphs in SECTIONS.values():
        assert said.say(heading) in text
        for paragraph in paragraphs:
            if "{" not in paragraph:
                assert said.say(paragraph) in text
    assert ("677" in text) == (state == "complained")


def test_count_and_rate_are_told_apart_with_todays_numbers(open_page: Open, tmp_path: Path) -> None:
    text = text_of(open_page("filled", "method.py"))
    assert "take the 151,234 complaints against  Meituan Loans  today" in text
    assert "15,123" in text
    assert "216" in text
    assert "numbers that can be cited" not in text
    database = tmp_path / "tousu.duckdb"
    fill_and_foretell(database, datetime.now(UTC))
    html = html_of(open_page(str(database), "method.py"))
    assert "143,120 complaints, 700 million users" in html
    assert "A filing &lt;b&gt;of 2026&lt;/b&gt;" in html
    assert "204.5" in html


def test_how_right_categories_are_is_what_was_measured_or_said_to_be_unknown(open_page: Open, tmp_path: Path) -> None:
    assert "was not measured" in text_of(open_page("complained", "method.py"))
    database = tmp_path / "tousu.duckdb"
    fill_and_complain(database, datetime.now(UTC))
    with writing(database) as connection:
        connection.execute(
            "update categories set quality_texts = 33, quality_precision = 0.912, quality_recall = 1"
            " where category = ?",
            [INTEREST],
        )
    [row] = rows_of(open_page(str(database), "method.py"))
    assert row[:4] == ["Interest too high", "33", "91.2%", "100.0%"]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk@example.org", '<a href="mailto:desk@example.org"'),
        ("https://example.org/contact", '<a href="https://example.org/contact"'),
        ("", "No contact is set"),
    ],
)
def test_whom_to_write_to_is_said(open_page: Open, monkeypatch: pytest.MonkeyPatch, contact: str, link: str) -> None:
    monkeypatch.setenv("TOUSU_CONTACT", contact)
    assert link in html_of(open_page("filled", "method.py"))
