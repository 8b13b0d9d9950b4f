"""What maintainers see first, and what they do on the page."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import lined
from dashboard.drilldown.choice import Choice
from dashboard.following import feed
from dashboard.maintaining import acting, maintainers
from dashboard.maintaining.acting import Begun
from dashboard.maintaining.maintainers import Tries
from dashboard.pictures.named import PICTURES
from dashboard.sections import history
from dashboard.taking import takeaways
from dashboard.text import words
from db import decisions, progress, queries
from db.connection import reading, writing
from db.decisions import recent_decisions
from db.working import Work, doing
from tests.dashboard.conftest import Open
from tests.dashboard.filled import fill
from tests.dashboard.reading import charts_of, html_of, text_of

PAGE, NOTE = "maintenance.py", "note_heimao_9000005"


@pytest.fixture
def database(databases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy(databases["failed"], tmp_path / "tousu.duckdb")
    monkeypatch.setattr(acting, "LATEST", Begun())
    monkeypatch.setattr(maintainers, "EVERYONE", Tries())
    return tmp_path / "tousu.duckdb"


@pytest.fixture
def ada(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintainers, "who", lambda: "Ada")


def waiting(database: Path) -> list[str]:
    with reading(database) as connection:
        return [row["ticket"] for row in queries.quarantined(connection, 9).to_pylist()]


def test_each_failure_is_told_with_its_cause_what_it_means_and_what_to_do(open_page: Open) -> None:
    text = text_of(open_page("failed", PAGE))
    assert "1 source failed, 1 number waits to be checked" in text
    assert "Directory: The publisher refused to answer." in text
    assert "What it means: Nothing of this source was published." in text
    assert "What to do: Leave the publisher alone" in text
    assert "380,000 waits, 37,988 was last good" in text.replace("38,000", "37,988")


def test_a_schedule_that_died_and_alerts_that_did_not_arrive_need_a_person(open_page: Open, database: Path) -> None:
    """FAULTS 84: scheduler dead, on the page too."""
    with doing(database, Work.WATCH):
        assert "nothing refreshes the numbers" not in text_of(open_page(str(database), PAGE))
    with writing(database) as connection:
        connection.execute("insert into channels values ('team', now())")
        connection.execute(
            "insert into alerts (alert, event, channel, created_at, attempts) values ('a', 'e', 'team', now(), 1)"
        )
    text = text_of(open_page(str(database), PAGE))
    assert "1 number waits to be checked, nothing refreshes the numbers" in text
    assert "tousu serve starts it again by itself" in text
    assert "1 alert did not arrive" in text


def test_viewing_is_open_and_acting_is_not(open_page: Open) -> None:
    """FAULTS 77."""
    app = open_page("failed", PAGE)
    assert not [one.key for one in app.button if one.key]
    assert "Acting on the pages is off" in text_of(app)


def test_an_accepted_number_stands_on_the_first_page_and_its_receipt_says_who_let_it_through(
    open_page: Open, database: Path, ada: None
) -> None:
    (ticket,) = waiting(database)
    app = open_page(str(database), PAGE)
    app.button(key=f"accept_{ticket}").click().run()
    assert "a note is needed" in text_of(app)
    assert "a note is needed" in app.toast[0].value, "the button may be far below what says what came of it"
    app.text_input(key=NOTE).set_value("they <b>merged</b>")
    app.button(key=f"accept_{ticket}").click().run()
    assert not app.exception
    assert "Published: 小麦钱包（虚构）, 380,000." in text_of(app)
    assert waiting(database) == []
    receipt = html_of(open_page(str(database), "overview.py", platform="xiaomai"))
    assert "380,000" in receipt
    for name in ("counts", "readings"):
        found = takeaways.page(name, Choice(platforms=("xiaomai",)), 0, 9)
        assert found
        assert {row["total"]: row["accepted_at"] is not None for row in found.table.to_pylist()}[380_000], name
    assert "they &lt;b&gt;merged&lt;/b&gt;" in receipt


def test_a_crossing_on_an_accepted_number_is_marked_wherever_it_is_told(
    open_page: Open, database: Path, ada: None
) -> None:
    """FAULTS 56: a person let it through, and says so on every page, in the feed, in files and the API."""
    (ticket,) = waiting(database)
    decisions.accept(database, ticket, by="Ada", note="they merged")
    said = "A person accepted one of these numbers although a check had stopped it."
    rests = "(rests on a number that a person accepted)"
    overview = html_of(open_page(str(database)))
    assert said in overview
    assert rests in overview, "who crossed last, in the headline"
    assert rests in html_of(open_page(str(database), "platform.py", platform="xiaomai"))
    thresholds = html_of(open_page(str(database), "thresholds.py"))
    assert (said in thresholds, rests in thresholds) == (True, True)
    assert rests not in html_of(open_page(str(database), "platform.py", platform="meituan_loans"))
    for name, mark in (("expected", "* rests on a number"), ("history", said)):
        drawing = PICTURES[name]({history.KEY: ["xiaomai"]}, words("en"))
        assert drawing
        assert mark in drawing.about, "a picture travels alone"
    for language, clause in (("zh-Hans", "由人接受"), ("zh-Hant", "由人接受"), ("en", "A person accepted")):
        there = lined.log()
        assert there
        told = feed.atom(there, feed.Place("https://a.example/feed.atom", "https://a.example"), words(language))
        assert clause in told.decode()
    page = takeaways.page("crossings", Choice(), 0, 99)
    assert page
    marked = {(row["platform"], row["is_accepted"]) for row in page.table.to_pylist()}
    assert ("xiaomai", True) in marked
    assert {accepted for platform, accepted in marked if platform != "xiaomai"} == {False}


def test_a_rejected_number_waits_no_more_and_the_decision_is_logged(
    open_page: Open, database: Path, ada: None
) -> None:
    (ticket,) = waiting(database)
    app = open_page(str(database), PAGE)
    app.text_input(key=NOTE).set_value("a glitch")
    app.button(key=f"reject_{ticket}").click().run()
    assert waiting(database) == []
    with reading(database) as connection:
        (row,) = recent_decisions(connection, 9).to_pylist()
    assert (row["decision"], row["decided_by"], row["note"]) == ("rejected", "Ada", "a glitch")


def test_a_notice_stands_on_every_page_at_once_as_text(open_page: Open, database: Path, ada: None) -> None:
    """FAULTS 64, 75."""
    app = open_page(str(database), PAGE)
    app.selectbox(key="tell_platform").set_value("alipay")
    app.text_input(key="tell_sentence").set_value("Counted <img src=x> twice.")
    next(one for one in app.button if one.label == "Post this notice").click().run()
    assert "Visitors read it now." in text_of(app)
    seen = html_of(overview := open_page(str(database)))
    labels = [row["label"] for row in charts_of(overview)[0]["tables"]["totals"]]
    assert "143,120 · wrong data" in labels, "short: on a phone the bars need the room"
    assert "Wrong data, Alipay: Counted &lt;img src=x&gt; twice." in seen
    assert seen.count("wrong data, see the notice") == 1, "beside the number, and only that one's"
    app.button(key="lift_alipay").click().run()
    assert "Wrong data" not in text_of(open_page(str(database)))


def test_an_act_whose_session_has_ended_does_nothing(
    open_page: Open, database: Path, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAULTS 77: an expired identity."""
    (ticket,) = waiting(database)
    app = open_page(str(database), PAGE)
    app.text_input(key=NOTE).set_value("a glitch")
    monkeypatch.setattr(maintainers, "who", lambda: None)
    app.button(key=f"accept_{ticket}").click().run()
    assert "you may not act here" in text_of(app)
    assert waiting(database) == [ticket]


def test_after_a_refusal_the_page_says_when_the_next_refresh_may_begin(
    open_page: Open, database: Path, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAULTS 70, 77: no door hammers the publisher."""
    monkeypatch.setenv("TOUSU_APART", "86400")  # the database may be minutes old on a busy machine
    app = open_page(str(database), PAGE)
    assert "The publisher was asked a moment ago. The next refresh may begin at" in text_of(app)
    assert app.button(key="begin").disabled
    acting.refresh([])
    assert acting.LATEST.process is None


def test_a_refresh_that_somebody_else_began_is_shown_with_its_counts_and_can_be_cancelled(
    open_page: Open, database: Path, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    sources = ("directory", "feed")
    about = ("r", os.getpid(), now, "tousu watch", sources, (), "directory", "reading", 3, 4, 60, 4, now, now)
    monkeypatch.setattr(progress, "is_under_way", lambda _: True)
    progress.write(database, progress.Progress(*about))
    app = open_page(str(database), PAGE)
    text = text_of(app)
    assert "4 requests · 60 rows read" in text
    assert "by tousu watch" in text
    app.button(key="cancel").click().run()
    assert progress.asked_to_cancel(database) == progress.Cancel("r", "Ada")


def test_the_page_begins_a_refresh_as_a_process_of_its_own(
    open_page: Open, tmp_path: Path, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "tousu.duckdb"
    fill(database, datetime.now(UTC), demonstration=True)
    monkeypatch.setattr(acting, "LATEST", Begun())
    for name, value in (("PUBLISHER_URL", "http://127.0.0.1:9"), ("EVIDENCE", str(tmp_path / "evidence"))):
        monkeypatch.setenv(f"TOUSU_{name}", value)
    app: AppTest = open_page(str(database), PAGE)
    app.selectbox(key="begin_source").set_value("feed")
    app.button(key="begin").click().run()
    process = acting.LATEST.process
    assert process is not None
    patience = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < patience:
        time.sleep(0.1)
    with reading(database) as connection:
        (latest, *_) = queries.recent_rounds(connection, 1).to_pylist()
    assert (latest["started_by"], latest["sources"]) == ("Ada", ["feed"])
    assert [one["error"] for one in latest["errors"]] == ["RobotsError"]
