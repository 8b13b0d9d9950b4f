"""Hostile texts in what programs are answered, over real HTTP, read by the programs' own readers."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import requests

from dashboard.taking.export import FORMULA_STARTS, UNSEEN
from db.connection import reading
from tests.dashboard.served import serving
from tests.hostile import EVIL, reading_evil

Texts = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Texts]]:
    with reading_evil(tmp_path_factory.mktemp("evil")) as settings:
        with reading(settings.database) as opened:
            stored = opened.execute(
                "select complaint, complaints.title, issue from complaints join listings using (publisher, listing) "
                "where platform is not null"
            ).fetchall()
        with serving(settings.database) as address:
            yield address, {complaint: (title, issue) for complaint, title, issue in stored}


def inert(text: str) -> str:
    """A text as it stands in a file for spreadsheets."""
    return f"'{text}" if text.lstrip(UNSEEN).startswith(FORMULA_STARTS) else text


def test_json_gives_the_texts_whole_and_says_that_it_is_json(record: tuple[str, Texts]) -> None:
    """FAULTS 75: no browser takes it for a page, whatever is in it."""
    site, stored = record
    answer = requests.get(f"{site}/api/v1/complaints?limit=1000", timeout=60)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    rows = {row["complaint"]: (row["title"], row["issue"]) for row in answer.json()["rows"]}
    assert rows == stored
    assert any(EVIL in title for title, _ in rows.values())


def test_csv_read_by_another_program_has_each_text_in_its_cell_and_no_formula(
    record: tuple[str, Texts], tmp_path: Path
) -> None:
    """FAULTS 76: read by DuckDB, which did not write it."""
    site, stored = record
    answer = requests.get(f"{site}/api/v1/complaints.csv?limit=1000", timeout=60)
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")
    (tmp_path / "complaints.csv").write_bytes(answer.content)
    read = duckdb.read_csv(
        str(tmp_path / "complaints.csv"), header=True, all_varchar=True, quotechar='"', escapechar='"'
    )
    rows = {one[0]: one[1:] for one in read.select("complaint, title, issue").fetchall()}
    assert rows == {complaint: (inert(title), inert(issue)) for complaint, (title, issue) in stored.items()}
    cells = [cell for row in read.fetchall() for cell in row if cell]
    formulas = [cell for cell in cells if cell.lstrip(UNSEEN).startswith(FORMULA_STARTS)]
    assert [cell for cell in formulas if not cell.lstrip("-").replace(".", "").isdigit()] == []
