"""Every page, in every language, on every state a visitor may find."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from shutil import copy
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import menu
from dashboard.cells import Two
from dashboard.compared import read_overview
from dashboard.pausing import ENOUGH_SECONDS, HAS_COME
from dashboard.sections import history, numbers
from dashboard.text import LANGUAGES, words
from db.connection import reading
from tests.dashboard.conftest import FOLDED, MAIN, STATES, Open
from tests.dashboard.filled import WORLD, grow
from tests.dashboard.foretold import fill_and_foretell
from tests.dashboard.reading import charts_of, html_of, rows_of, text_of

PAGES = sorted(path.name for path in MAIN.parent.glob("*.py") if path.name not in {"main.py", "__init__.py"})


def messages(language: str) -> list[str]:
    """Every message of our own in English that another language says differently, but for those of a word or two."""
    catalogue = words(language).catalogue
    known = [message for message in catalogue._catalog if isinstance(message, str)]  # type: ignore[attr-defined]
    return [message for message in known if message.count(" ") > 1 and catalogue.gettext(message) != message]


# Every page in every language where there is most to say; on every other state each page in one language, in turn.
OPENINGS = [
    (page, language, state)
    for (p, page), (s, state), (turn, language) in product(*map(list, map(enumerate, (PAGES, STATES, LANGUAGES))))
    if state == "complained" or (p + s) % len(LANGUAGES) == turn
]


@pytest.mark.parametrize(("page", "language", "state"), OPENINGS)
def test_every_page_opens_on_every_state_and_in_every_language(
    open_page: Open, page: str, language: str, state: str
) -> None:
    app = open_page(state, page, language)
    assert not app.exception
    text = text_of(app)
    assert words(language).say("Tousu Watch") in text
    if language != "en":
        assert [message for message in messages(language) if message in text] == []


def test_what_is_folded_away_is_sent_once_it_is_unfolded(open_page: Open) -> None:
    for page in ("overview.py", "categories.py", "platform.py", "data.py"):
        app = open_page("complained", page)
        unfolded = html_of(app)
        for part in FOLDED:
            app.session_state[part] = False
        assert html_of(app.run()).count("<table") < unfolded.count("<table")


def test_only_the_first_run_of_a_visit_waits_until_its_first_chart_is_painted(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("dashboard.pausing.time", SimpleNamespace(sleep=waited.append))
    app = open_page("filled")
    assert waited == []
    del app.session_state[HAS_COME]
    app.run().run()
    assert waited == [ENOUGH_SECONDS]


def test_every_page_is_in_the_menu() -> None:
    assert {f"{path}.py" for path in menu.PAGES} == set(PAGES)


def test_the_headline_says_how_many_are_past_who_crossed_last_and_when_and_who_leads(open_page: Open) -> None:
    text = text_of(open_page("filled"))
    assert "4 platforms are past 100,000 complaints" in text
    assert "Yunfan Loans (invented)  crossed last, between" in text
    assert "Meituan Loans  leads with  151,234  complaints" in text


@pytest.mark.parametrize(
    ("language", "headline"),
    [("zh-Hans", "4 家平台的用户投诉已过 10万件"), ("zh-Hant", "4 家平台的用戶投訴已過 10萬件")],
)
def test_the_language_is_the_browsers_and_numbers_are_written_as_people_write_them(
    open_page: Open, language: str, headline: str
) -> None:
    app = open_page("filled", language=language)
    assert headline in text_of(app)
    assert app.query_params["lang"] == language


def test_a_link_decides_the_language_before_the_browser_does(open_page: Open) -> None:
    assert "10萬件" in text_of(open_page("filled", language="en", lang="zh-Hant"))


def test_a_link_in_a_language_we_do_not_have_falls_back_to_the_browsers(open_page: Open) -> None:
    assert "10万件" in text_of(open_page("filled", language="zh-Hans", lang="tlh"))


def test_a_visitor_switches_the_language_and_the_choice_stays(open_page: Open) -> None:
    app = open_page("filled", language="en")
    app.get("button_group")[0].set_value("zh-Hans").run()
    assert "10万件" in text_of(app)
    assert app.query_params["lang"] == "zh-Hans"
    assert "10万件" in text_of(app.run())


@pytest.mark.parametrize("page", PAGES)
def test_demonstration_data_is_marked_on_every_page(open_page: Open, page: str) -> None:
    assert "tw-demonstration" in html_of(open_page("demonstration", page))
    assert "tw-demonstration" not in html_of(open_page("filled", page))


def test_a_demonstration_is_marked_before_it_has_numbers(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUSU_PUBLISHER_URL", "http://127.0.0.1:8765")
    assert "tw-demonstration" in html_of(open_page("none"))


def test_fresh_numbers_of_a_stand_in_whose_clock_is_ahead_are_fresh(open_page: Open) -> None:
    """FAULTS 81: an age is by this machine's clock, and never negative."""
    text = text_of(open_page("demonstration"))
    assert "Directory: fresh, " in text
    assert "stale since" not in text


def test_without_a_database_the_page_says_how_to_begin(open_page: Open) -> None:
    text = text_of(open_page("none"))
    assert "There are no numbers yet" in text
    assert "make run" in text
    assert "make live CONTACT=you@example.org" in text


def test_with_a_watchlist_but_no_counts_the_page_says_why_and_what_to_do(open_page: Open) -> None:
    text = text_of(open_page("empty"))
    assert "no refresh has stored a count" in text
    assert "robots.txt keeps us out" in text
    assert "tousu refresh" in text


def test_stale_numbers_stay_and_are_marked_in_words(open_page: Open) -> None:
    app = open_page("stale")
    text = text_of(app)
    assert "These numbers are stale: nothing new has come since" in text
    assert "Directory: stale, 5 hours ago" in text
    assert {row[9].endswith(("stale", "newer held back")) for row in rows_of(app)} == {True}
    assert "151,234 · stale" in [row["label"] for row in charts_of(app)[0]["tables"]["totals"]]


def test_a_failed_refresh_is_told_in_words_and_leaves_old_numbers_alone(open_page: Open) -> None:
    app = open_page("failed")
    text = text_of(app)
    assert "The last refresh failed. The publisher refused to answer." in text
    assert "The last good numbers stay, from" in text
    assert "Directory: failed, last good " in text
    assert "4 platforms are past 100,000 complaints" in text


def test_a_database_that_cannot_be_read_is_said_without_a_path(
    open_page: Open, databases: dict[str, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """FAULTS 67, 79."""
    text = text_of(open_page("broken"))
    assert "The numbers cannot be shown right now" in text
    assert str(databases["broken"].parent) not in text
    assert str(databases["broken"]) in caplog.text


def test_the_table_holds_every_platform_with_shares_changes_and_state(open_page: Open) -> None:
    rows = rows_of(open_page("filled"))
    assert len(rows) == 10
    first = rows[0]
    assert first[:8] == [
        "▲ Meituan Loans",
        "151,23451,234 past it",
        "3,300",
        "110",
        "+110",
        "+770",
        "+3,300",
        "90.0%",
    ]
    assert rows[5][6] == "–"
    assert sum(row[9].endswith("stale") for row in rows) == 1
    assert rows[7][9].endswith("newer held back")


def test_the_key_figures_lead_to_where_they_are_explained(open_page: Open) -> None:
    html = html_of(open_page("complained"))
    cards = html.split('<ul class="tw-cards">')[1].split("</ul>")[0]
    assert re.findall(r"<b[^>]*>(.*?)</b>", cards)[:3] == ["4 <i>of 10</i>", "1", "+3,300"]
    assert re.findall(r'href="(\w+)', cards) == ["thresholds", "thresholds", "platform", "categories"]


def test_what_changed_is_told_day_by_day_with_the_crossing_first(open_page: Open, tmp_path: Path) -> None:
    database = tmp_path / "tousu.duckdb"
    fill_and_foretell(database, datetime.now(UTC))
    html = html_of(open_page(str(database)))
    items = html.split('<ul class="tw-changed">')[1].split("</ul>")[0].split("<li ")[1:]
    assert "tw-crossing" in items[0]
    assert "Yunfan Loans (invented) reached 100,000 complaints" in items[0]
    assert any("Alipay draws more complaints" in item and "from 60 to 82 a day" in item for item in items)


def test_a_change_since_an_older_reading_names_the_day_of_that_reading(databases: dict[str, Path]) -> None:
    with reading(databases["filled"]) as connection:
        first = read_overview(connection).standings[0]
    since = datetime(2026, 2, 27, 4, tzinfo=UTC)
    assert numbers.changed(first, 1, words("en")) == "+110"
    assert numbers.changed(replace(first, since={1: since}), 1, words("en")) == Two("+110", "since 27 Feb")
    assert (
        history.grown(replace(first, changes={1: 5}, since={1: since}), words("en")) == "+5 since 27 Feb 2026, 12:00"
    )


def test_the_way_to_the_publishers_page_is_only_there_for_live_data(open_page: Open) -> None:
    page = "https://tousu.sina.com.cn/company/view/?couid=1003626&amp;sid=26857"
    assert page.replace("26857", "26858") in html_of(open_page("filled"))
    assert "company/view" not in html_of(open_page("demonstration"))


def test_a_receipt_names_the_address_the_place_and_the_hash_and_how_to_check(open_page: Open) -> None:
    """FAULTS 62."""
    text = text_of(open_page("filled", platform="alipay"))
    assert "143,120" in text
    assert "sort_col=1&page=1" in text
    assert "heimao-2026-03-02.warc.gz, from byte 4,096" in text
    assert "9f2b" * 16 in text
    assert "tousu verify" in text


def test_choosing_a_platform_opens_its_receipt_and_puts_its_code_in_the_url(open_page: Open) -> None:
    app = open_page("filled", language="zh-Hans")
    app.selectbox(key="platform").set_value("alipay").run()
    assert app.query_params["platform"] == "alipay"
    facts = html_of(app).split("tw-facts")[1]
    assert "143,120" in facts


def test_a_link_to_a_platform_we_do_not_watch_falls_back_and_says_so(open_page: Open) -> None:
    text = text_of(open_page("filled", platform="<b>gone</b>"))
    assert "The link asked for a platform that we do not watch: <b>gone</b>" in text
    assert "151,234" in text


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("overview.py", {"lines": ["alipay", "<b>gone</b>"]}),
        ("categories.py", {"view": "<b>gone</b>"}),
        ("categories.py", {"category": "<b>gone</b>"}),
        ("categories.py", {"since": "<b>gone</b>"}),
        ("platform.py", {"statuses": ["<b>gone</b>"]}),
        ("thresholds.py", {"line": "<b>gone</b>"}),
        ("data.py", {"table": "<b>gone</b>"}),
    ],
)
def test_whatever_a_link_asks_for_in_vain_is_left_out_and_said(
    open_page: Open, page: str, asked: dict[str, str | list[str]]
) -> None:
    app = open_page("complained", page, **asked)
    assert not app.exception
    assert "which was left out: <b>gone</b>" in text_of(app)


def test_a_link_chooses_the_lines_of_the_chart_over_time(open_page: Open) -> None:
    app = open_page("filled", lines=["alipay", "xiangshu"])
    assert {row["name"] for row in charts_of(app)[1]["tables"]["days"]} == {"Alipay", "Oak Finance (invented)"}


def test_a_visitor_may_take_every_line_away_and_is_told_how_to_go_on(open_page: Open) -> None:
    app = open_page("filled")
    app.multiselect(key="lines").set_value([]).run()
    assert "No platform is chosen" in text_of(app)


def test_what_was_chosen_outlives_a_visit_to_another_page(open_page: Open) -> None:
    app = open_page("filled", platform="alipay", lang="zh-Hant")
    app.switch_page("maintenance.py").run()
    app.switch_page("overview.py").run()
    assert app.selectbox(key="platform").value == "alipay"
    assert "10萬件" in text_of(app)


def test_listings_nobody_watches_and_reported_counts_stand_apart_from_the_comparison(open_page: Open) -> None:
    text = text_of(open_page("filled"))
    assert "2 more listings are past the line, and nobody watches them" in text
    assert "at least 151,000" in text
    assert "(undated) · we read 151,234" in text
    assert "20,000 to 21,000" in text
    assert "not found at the publisher so far: Pinecone Notes (invented)" in text


def test_texts_of_others_are_shown_as_text(open_page: Open) -> None:
    """FAULTS 75."""
    html = html_of(open_page("filled"))
    assert "A newspaper &lt;b&gt;of record&lt;/b&gt;" in html


def test_a_platform_that_crosses_while_the_page_is_open_is_announced_once(
    open_page: Open, databases: dict[str, Path], tmp_path: Path
) -> None:
    database = tmp_path / "tousu.duckdb"
    copy(databases["filled"], database)
    app = open_page(str(database))
    assert not app.toast
    near = next(row for row in WORLD if row.platform == "chenxi")
    grow(database, datetime.now(UTC) + timedelta(seconds=1), near, 4_000)
    app.run()
    assert [toast.value for toast in app.toast] == [r"Chenxi Instalments \(invented\) has just crossed the line."]
    assert "5 platforms are past 100,000 complaints" in text_of(app)
    assert not app.run().toast


def test_the_maintenance_page_says_what_failed_what_waits_and_what_disagrees(open_page: Open) -> None:
    text = text_of(open_page("failed", "maintenance.py"))
    assert "1 source failed, 1 number waits to be checked" in text
    assert "The total rose by more than is plausible in that time." in text
    assert "A watched platform was not found in the directory." in text
    assert "More complaints arrived than the publisher shows" in text
    assert "Counters that keep disagreeing" in text


def breaking() -> None:
    """A page that breaks, as Streamlit hands its error to us."""
    from dashboard.server import on_script_error

    on_script_error(ValueError("no such file: /secret/path"))


def test_a_page_that_breaks_says_so_and_only_the_log_says_why(caplog: pytest.LogCaptureFixture) -> None:
    """FAULTS 79."""
    text = text_of(AppTest.from_function(breaking).run())
    assert "This page broke" in text
    assert "/secret/path" not in text
    assert "/secret/path" in caplog.text


def test_a_link_to_a_page_that_is_gone_says_so_on_the_first(open_page: Open) -> None:
    text = text_of(open_page("filled", gone="<b>old</b>"))
    assert "There is no page “<b>old</b>” here; this is the overview instead." in text
