"""The data page: what is seen is what is taken, cited with its address and hash; and the whole database as a file."""

import csv
import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pyarrow.parquet as pq
import pytest
import requests
import time_machine

from dashboard.drilldown.choice import Choice
from dashboard.sections.downloads import file_name, provenance
from dashboard.sections.taking.otherwise import QUESTIONS
from dashboard.sections.taking.seeing import SEEN, Basis
from dashboard.taking import copying, takeaways
from dashboard.taking.citing import Cited, bibtex, csl_json, in_words
from dashboard.taking.export import to_csv, to_parquet, with_provenance
from dashboard.taking.takeaways import TAKEAWAYS, State, concerned
from dashboard.text import LANGUAGES, words
from db import notices
from db.connection import DatabaseError, writing
from db.copying import copy_public
from tests.dashboard.complained import HARASSED, INTEREST, expected
from tests.dashboard.conftest import Open
from tests.dashboard.filled import DAYS, WORLD
from tests.dashboard.reading import html_of, rows_of, text_of
from tests.test_nothing_forgotten import README

AT = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)


def filed(name: str, choice: Choice, language: str) -> bytes:
    state = takeaways.state()
    assert state
    made, said = TAKEAWAYS[name], words(language)
    table = takeaways.everything(name, concerned(made, choice)).table
    return to_csv(with_provenance(table, provenance(Basis(state, made), said), said, made.called))


@pytest.mark.parametrize("name", TAKEAWAYS)
def test_every_table_can_be_seen_and_taken_in_every_language(
    databases: dict[str, Path], open_page: Open, name: str
) -> None:
    for language in LANGUAGES:
        app = open_page("complained", "data.py", language, table=name)
        assert not app.exception
        page = takeaways.page(name, Choice(), 0, SEEN)
        assert page
        assert (len(rows_of(app)) if page.in_all else 0) == min(SEEN, page.in_all)
        rows = list(csv.reader(StringIO(filed(name, Choice(), language).decode("utf-8-sig"), newline="")))
        assert len(rows) - 1 == page.in_all
        assert len(set(rows[0])) == len(rows[0])


def test_what_is_seen_is_what_is_taken_and_counted(open_page: Open) -> None:
    app = open_page("complained", "data.py", platforms=["alipay"], categories=[HARASSED])
    count = expected("alipay", HARASSED)
    assert f"{count} rows: Complaints" in text_of(app)
    choice = Choice(platforms=("alipay",), categories=(HARASSED,))
    assert takeaways.everything("complaints", choice).in_all == count
    app = open_page("complained", "data.py", table="readings", platforms=["alipay"], least="300")
    assert f"{DAYS + 1} rows: Counts, reading by reading" in text_of(app)
    assert "do not concern this table, so it is not filtered by them: Amount from" in text_of(app)


def test_a_table_with_nothing_in_it_says_what_to_loosen(open_page: Open) -> None:
    app = open_page("complained", "data.py", platforms=["xiangshu"], categories=[HARASSED])
    assert "No complaint we read passes all these filters" in text_of(app)
    assert "without “Platform”" in " ".join(button.label for button in app.button)
    app = open_page("complained", "data.py", table="readings", since="2030-01-01")
    assert "Loosen one of them" in text_of(app)


def test_a_table_that_is_not_there_falls_back_and_is_said(open_page: Open) -> None:
    app = open_page("complained", "data.py", table="<b>gone</b>", lang="en")
    assert "which was left out: <b>gone</b>" in text_of(app)
    assert "rows: Complaints" in text_of(app)


def test_the_citation_holds_the_address_the_moment_the_rules_and_on_demand_the_hash(open_page: Open) -> None:
    app = open_page("complained", "data.py", "zh-Hans", table="complaints", categories=[INTEREST])
    cited = app.code[0].value
    [url] = re.findall(r"\S*/data\?\S+", cited)
    asked = parse_qs(urlsplit(url).query)
    assert asked == {"lang": ["zh-Hans"], "table": ["complaints"], "categories": [INTEREST]}
    assert "第 1 版规则" in cited
    assert "SHA-256" not in cited
    app.toggle[0].set_value(True).run()
    digest = hashlib.sha256(filed("complaints", Choice(categories=(INTEREST,)), "zh-Hans")).hexdigest()
    assert all(digest in one.value for one in app.code[:3])


def test_citations_keep_the_rules_of_their_forms() -> None:
    state = State(True, AT, AT, 3)
    cited = Cited('50% & "more" {x}_#', "https://x.example/data?a=1&b=%E4%BD%A0", state, AT, AT, "00" * 32, True)
    said = words("en")
    assert in_words(cited, said).startswith("Tousu Watch: 50%")
    assert "Demonstration data" in in_words(cited, said)
    entry = bibtex(cited, said)
    assert r"50\% \& " in entry
    assert r"\textbraceleft{}x\textbraceright{}\_\#" in entry
    torn = bibtex(replace(cited, title="}}, note = {forged ~^"), said)
    assert torn.count("{") == torn.count("}")
    assert "}, note = {forged" not in torn, "BibTeX counts escaped braces, too"
    [item] = json.loads(csl_json(cited, said))
    assert item["URL"] == cited.url
    assert item["issued"] == {"date-parts": [[2026, 3, 2]]}


def test_files_say_they_are_a_demonstration_and_parquet_keeps_the_machine_names(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases["demonstration"]))
    state, made, said = takeaways.state(), TAKEAWAYS["coverage_gaps"], words("zh-Hant")
    assert state
    basis = Basis(state, made)
    assert "演示資料" in file_name("x", basis, "csv", said)
    assert provenance(basis, said)["origin_source"] != said.say("Heimao Tousu (黑猫投诉)"), (
        "a stand-in is not the publisher"
    )
    table = with_provenance(
        takeaways.everything(made.name, Choice()).table, provenance(basis, said), said, made.called
    )
    read = pq.read_table(BytesIO(to_parquet(table)))
    assert [field.metadata[b"column"].decode() for field in read.schema][3:] == list(made.columns)
    assert set(read.column(0).to_pylist()) == {"演示資料"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_of_totals_say_of_each_whether_it_is_fresh_or_stale_and_by_the_clock_at_that_moment(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases["filled"]))
    said, fresh = words(language), takeaways.page("counts", Choice(), 0, 99)
    assert fresh
    stale = {row["platform"] for row in fresh.table.to_pylist() if row["state"] == "stale"}
    assert stale == {one.platform for one in WORLD if one.platform and one.unread_days}
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1), tick=True):
        rows = list(csv.reader(StringIO(filed("counts", Choice(), language).decode("utf-8-sig"), newline="")))
        at = rows[0].index(said.say("Fresh or stale (code)"))
        assert {row[at] for row in rows[1:]} == {"stale"}, "nothing was stored since, and yet"
        state, made = takeaways.state(), TAKEAWAYS["counts"]
        assert state
        table = with_provenance(takeaways.everything("counts", Choice()).table, {}, said, made.called)
        read = pq.read_table(BytesIO(to_parquet(table)))
        called = said.say("Fresh or stale (code)")
        assert set(read[called].to_pylist()) == {"stale"}
        assert read.schema.field(called).metadata == {b"column": b"state"}


def test_texts_of_others_are_text_in_the_preview(open_page: Open) -> None:
    html = html_of(open_page("complained", "data.py", categories=[INTEREST]))
    assert "&lt;b&gt;3,200&lt;/b&gt;" in html
    assert "<b>3,200</b>" not in html


def test_the_copy_for_everybody_names_no_maintainer_and_nobody_who_is_told(
    databases: dict[str, Path], tmp_path: Path, open_page: Open
) -> None:
    database, public = tmp_path / "tousu.duckdb", tmp_path / "public.duckdb"
    shutil.copy(databases["failed"], database)
    with writing(database) as opened:
        opened.execute("insert into channels values ('ada-phone', now())")
        opened.execute("update refreshes set started_by = 'ada@example.org'")
    notices.post(database, "all", "Counted twice.", by="ada@example.org")
    copy_public(database, public)
    assert not [name for name in (b"ada@example", b"ada-phone") if name in public.read_bytes()]
    for page in ("maintenance.py", "thresholds.py"):
        assert not open_page(str(public), page).exception, "a dashboard can be opened on it"
    with duckdb.connect(str(public), read_only=True) as connection:
        assert connection.execute("select sentence from notices").fetchall() == [("Counted twice.",)]
        assert connection.execute("select count(*) > 0 from waiting").fetchall() == [(True,)]


def test_a_copy_that_cannot_be_made_leaves_nothing_behind(
    databases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases["broken"]))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(DatabaseError):
        copying.current()
    assert not list(tmp_path.iterdir())


def test_the_whole_database_is_a_consistent_copy_in_which_every_question_has_an_answer(
    site: str, tmp_path: Path
) -> None:
    answer = requests.get(f"{site}/data/tousu.duckdb", timeout=60)
    assert 'filename="tousu-watch.duckdb"' in answer.headers["Content-Disposition"]
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(answer.content)
    with duckdb.connect(str(copy), read_only=True) as connection:
        found = connection.execute("select count(*) from counts").fetchone()
        assert found
        assert found[0] >= DAYS * len(WORLD)
        for question in (*QUESTIONS, *re.findall(r"```sql\n(.*?)```", README, re.S)):
            assert connection.execute(question).fetchall()
