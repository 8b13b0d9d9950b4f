"""The API over real HTTP: known answers, origin with every answer, pages of rows, tags, errors in three languages."""

import csv
import re
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from html import escape
from io import StringIO
from pathlib import Path
from shutil import copy
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests

from dashboard.http_api.freshness import SOURCES
from dashboard.taking.dictionary import MEANINGS
from dashboard.taking.takeaways import TAKEAWAYS
from dashboard.text import LANGUAGES
from db import notices
from db.store import TABLES
from tests.dashboard.complained import HARASSED, expected
from tests.dashboard.filled import DAYS, fill
from tests.dashboard.served import serving

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
NAMES = [*TAKEAWAYS, SOURCES.name]


def get(url: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(url, headers=named, timeout=60)


def read(site: str, path: str) -> dict[str, Any]:
    answer = get(f"{site}/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_says_whose_it_is_in_json_and_csv_and_has_its_columns(site: str, name: str) -> None:
    said = read(site, name)
    about, rows = said["about"], said["rows"]
    assert about["origin"] == "live"
    assert about["source"] == "Heimao Tousu (黑猫投诉)"
    assert "allege" in about["caveat"]
    assert "sha256" in about["receipts"]
    assert about["in_all"] >= len(rows)
    columns = TAKEAWAYS.get(name, SOURCES).columns
    assert all(tuple(row) == columns for row in rows)
    answer = get(f"{site}/api/v1/{name}.csv")
    found = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert tuple(found[0]) == ("origin", "origin_source", "read_until", *columns)
    assert len(found) - 1 == len(rows)
    assert {row[0] for row in found[1:]} <= {"live"}


def test_numbers_are_those_of_the_pages(site: str) -> None:
    [first, *_] = read(site, "counts")["rows"]
    assert (first["platform"], first["total"], first["file"]) == (
        "meituan_loans",
        151_234,
        "heimao-2026-03-02.warc.gz",
    )
    assert len(first["sha256"]) == 64
    said = read(site, "counts/alipay?limit=1000")
    assert said["about"]["in_all"] == DAYS + 1
    assert [row["total"] for row in said["rows"][:2]] == [143_120, 143_050]
    assert read(site, f"complaints?categories={HARASSED}&platforms=alipay")["about"]["in_all"] == expected(
        "alipay", HARASSED
    )
    [cell] = read(site, f"categories?categories={HARASSED}&platforms=alipay")["rows"]
    assert (cell["complaints"], cell["platform_complaints"]) == (expected("alipay", HARASSED), expected("alipay"))
    assert cell["share"] == pytest.approx(expected("alipay", HARASSED) / expected("alipay"))
    crossed = {row["platform"]: row for row in read(site, "crossings")["rows"]}
    assert crossed["yunfan_loans"]["by_value"] >= 100_000 > crossed["yunfan_loans"]["after_value"]
    assert crossed["alipay"]["after_at"] is None


def test_pages_of_rows_hold_every_row_once(site: str) -> None:
    url: str | None = f"{site}/api/v1/complaints?platforms=alipay&limit=100&lang=en"
    seen: list[str] = []
    while url:
        answer = get(url)
        said = answer.json()
        seen += [row["complaint"] for row in said["rows"]]
        url = said["about"]["next"]
        assert (url is None) == ("Link" not in answer.headers)
    assert len(seen) == len(set(seen)) == expected("alipay")
    beyond = read(site, "complaint_categories?offset=9999999")
    assert (beyond["rows"], beyond["about"]["in_all"] > 0) == ([], True)


def test_whoever_has_an_answer_is_told_so_until_something_is_stored(tmp_path: Path) -> None:
    database = tmp_path / "tousu.duckdb"
    fill(database, datetime.now(UTC), demonstration=True)
    with serving(database) as site:
        first = get(f"{site}/api/v1/counts")
        assert first.json()["about"]["origin"] == "demonstration"
        assert first.headers["Access-Control-Allow-Origin"] == "*"
        assert get(f"{site}/api/v1/counts", If_None_Match=first.headers["ETag"]).status_code == 304
        assert "demonstration" in get(f"{site}/api/v1/counts.csv").headers["Content-Disposition"]
        database.unlink()
        fill(database, datetime.now(UTC) + timedelta(seconds=5), demonstration=True)
        assert get(f"{site}/api/v1/counts", If_None_Match=first.headers["ETag"]).status_code == 200
        database.unlink()
        assert get(f"{site}/api/v1/counts").status_code == 503
        assert get(f"{site}/api/v1").status_code == 200


def test_stale_and_doubted_numbers_say_so_wherever_they_leave_the_pages(
    databases: dict[str, Path], tmp_path: Path
) -> None:
    """FAULTS 64."""
    database = tmp_path / "tousu.duckdb"
    copy(databases["stale"], database)
    notices.post(database, "all", "Counted <b>twice</b>.", by="Ada")
    with serving(database) as site:
        about = read(site, "counts?lang=en")["about"]
        assert about["state"] == "stale"
        assert {row["state"] for row in read(site, "counts")["rows"]} == {"stale"}
        rows = list(csv.DictReader(StringIO(get(f"{site}/api/v1/counts.csv").content.decode("utf-8-sig"))))
        assert {row["state"] for row in rows} == {"stale"}
        wrong, stale = about["notices"]
        assert wrong == "Wrong data, All platforms: Counted <b>twice</b>."
        assert stale.startswith("These numbers are stale: nothing new has come since")
        drawn = "".join(ET.fromstring(get(f"{site}/chart/totals.svg?lang=en").text).itertext())
        page = get(f"{site}/?lang=en").text
        assert all(one.replace(" ", "") in drawn.replace(" ", "") for one in (wrong, stale))
        assert f'<meta name="description" content="{escape(wrong)} {escape(stale)[:60]}' in page
        feed = ET.fromstring(get(f"{site}/feed.atom?lang=en").content)
        assert (feed.findtext("{*}subtitle") or "").startswith(f"{wrong} {stale}")
        notices.lift(database, "all", by="Ada")
        assert "twice" not in get(f"{site}/chart/totals.svg?lang=en").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_are_in_the_language_that_is_asked_for(site: str, language: str) -> None:
    found = {}
    for path, status in (
        ("nosuch", 404),
        ("counts?platforms=%3Cb%3E", 400),
        ("counts?nosuch=1", 400),
        ("complaints?since=2026-13-01", 400),
        ("complaints?limit=5000", 400),
        ("complaints?limit=-1", 400),
        ("counts/nosuch", 400),
    ):
        answer = get(f"{site}/api/v1/{path}{'&' if '?' in path else '?'}lang={language}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")
        found[path] = answer.json()["error"]
    starts = {"zh-Hans": "“platforms”不能取", "zh-Hant": "「platforms」不能取", "en": "“<b>” is not a value"}
    assert found["counts?platforms=%3Cb%3E"].startswith(starts[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_and_the_openapi_document_describe_every_table(site: str, language: str) -> None:
    index = read(site, f"?lang={language}")
    assert [one["table"] for one in index["tables"]] == NAMES
    assert all(get(one["json"] + "?limit=1").status_code == 200 for one in index["tables"][:2])
    document = read(site, f"openapi.json?lang={language}")
    assert document["openapi"].startswith("3.")
    assert {f"/api/v1/{name}" for name in NAMES} | {"/api/v1/counts/{platform}"} == set(document["paths"])
    asked = document["paths"]["/api/v1/complaints"]["get"]["parameters"]
    assert {"platforms", "since", "limit", "lang"} <= {one["name"] for one in asked}


def test_every_column_of_every_table_has_a_meaning() -> None:
    offered = {column for one in [*TAKEAWAYS.values(), SOURCES] for column in one.columns}
    kept = {one.name for record in TABLES for one in fields(record)}
    assert offered | kept == MEANINGS.keys()


def test_the_examples_in_the_readme_are_right(site: str) -> None:
    examples = re.findall(r"curl -s '?http://127\.0\.0\.1:8501(/[^'\s]+)", README)
    assert len(examples) >= 3
    for example in examples:
        assert get(site + example).status_code == 200, example
