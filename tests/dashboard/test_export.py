"""Files of tables: formulas made inert, a byte order mark, the origin with every row."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.taking.export import HEADERS, to_csv, to_parquet, with_provenance
from dashboard.text import LANGUAGES, words

PROVENANCE = {"origin": "demonstration data", "origin_source": "Heimao", "read_until": "2026-03-02 12:30"}


def rows_of(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_like_a_formula_is_inert_in_a_spreadsheet(start: str) -> None:
    """FAULTS 76."""
    text = f"{start}cmd|' /C calc'!A0"
    assert rows_of(to_csv(pa.table({"title": [text]})))[1] == [f"'{text}"]


def test_numbers_stay_numbers_and_moments_are_beijing_time() -> None:
    at = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
    table = pa.table({"complaints": [-5], "posted_at": [at], "amount_cny": pa.array([None], pa.float64())})
    assert rows_of(to_csv(table))[1] == ["-5", "2026-03-02 00:30:00+08:00", ""]


def test_parquet_keeps_texts_as_they_are() -> None:
    table = pa.table({"title": ["=1+1", "美团"]})
    assert pq.read_table(BytesIO(to_parquet(table))).equals(table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_says_where_it_is_from_under_headers_in_the_visitors_language(language: str) -> None:
    said = words(language)
    table = with_provenance(pa.table({name: ["x"] for name in list(HEADERS)[3:]}), PROVENANCE, said)
    assert table.column_names == [said.say(header) for header in HEADERS.values()]
    assert len(set(table.column_names)) == len(HEADERS)
    assert table.column(0).to_pylist() == ["demonstration data"]
