"""The page of thresholds and what other pages show of crossings."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest

from dashboard.happenings import latest_crossing
from dashboard.lines import Ahead, Users, lies_at, ranked
from dashboard.sections.lines import log, past
from dashboard.sections.lines.subscribing import base, snippet
from dashboard.taking.export import to_csv, with_provenance
from dashboard.text import words
from tests.dashboard.conftest import Open
from tests.dashboard.filled import WORLD, grow
from tests.dashboard.foretold import fill_and_foretell
from tests.dashboard.reading import charts_of, html_of, rows_of, text_of

PAGE = "thresholds.py"
NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def foretold(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("foretold") / "tousu.duckdb"
    fill_and_foretell(path, datetime.now(UTC))
    return str(path)


def test_one_sentence_says_who_is_past_and_who_is_next(open_page: Open, foretold: str) -> None:
    text = text_of(open_page(foretold, PAGE))
    assert "4 platforms are past 100,000 complaints" in text
    assert "Chenxi Instalments (invented)  is next, expected between" in text
    assert "(80% interval)" in text


def test_who_reached_the_line_stands_with_interval_and_receipts_and_never_a_date_from_before(
    open_page: Open, foretold: str
) -> None:
    rows = rows_of(open_page(foretold, PAGE))
    assert rows[0][0] == "Yunfan Loans (invented)"
    assert rows[0][2].startswith("between ")
    assert rows[0][3].startswith("99,940heimao-2026-03-02.warc.gz, from byte 4,096")
    assert rows[0][4].startswith("100,000heimao-")
    assert all(row[2].startswith("before we began watching") and row[3] == "–" for row in rows[1:])


def test_intervals_are_drawn_and_where_there_is_none_the_reason_is_said(open_page: Open, foretold: str) -> None:
    app = open_page(foretold, PAGE)
    [chart] = charts_of(app)
    assert [row["name"] for row in chart["tables"]["expected"]] == [
        "Chenxi Instalments (invented)",
        "Qinghe Credit (invented)",
    ]
    dated, open_ended = (row["label"] for row in chart["tables"]["expected"])
    assert dated.count("–") == 1, "two days without their year"
    assert open_ended == "or later"
    assert "Chenxi Instalments (invented) between" in chart["alt"]
    [crossing] = chart["tables"]["crossed"]
    assert crossing["name"] == "Yunfan Loans (invented)"
    assert crossing["when"].startswith("between ")
    assert "–" in crossing["day"], "the days between which it crossed, never one that was made up"
    assert "An extrapolation of the pace" in text_of(app)
    assert "Of 2 estimates held against their crossings, 50% had them inside (it should be 80%)." in text_of(app)
    assert "The middle was 3.5 days off on average." in text_of(app)


def test_without_forecasts_the_nearest_is_named_with_the_reason(open_page: Open) -> None:
    text = text_of(open_page("filled", PAGE))
    assert "is the nearest, with 3,600 to go; no estimate has been made yet." in text
    assert "No crossing has come yet that an earlier estimate could be held against." in text


def test_another_line_is_chosen_by_its_short_name(open_page: Open, foretold: str) -> None:
    app = open_page(foretold, PAGE, line="total_50k")
    assert "7 platforms are past 50,000 complaints" in text_of(app)
    app.selectbox(key="line").set_value("total_100k").run()
    assert "line" not in app.query_params


def test_a_visitor_tries_a_line_which_stands_in_the_url_and_is_nowhere_stored(open_page: Open, foretold: str) -> None:
    before = Path(foretold).stat().st_mtime_ns
    app = open_page(foretold, PAGE, own="99000")
    assert "4 platforms are past 99,000 complaints" in text_of(app)
    assert "it stands in this page's address and nowhere else" in text_of(app)
    rows = rows_of(app)
    assert (rows[0][0], rows[0][2][:8]) == ("Yunfan Loans (invented)", "between ")
    app.number_input(key="own").set_value(96_350).run()
    assert app.query_params["own"] == "96350"
    assert rows_of(app)[0][0] == "Chenxi Instalments (invented)"
    assert Path(foretold).stat().st_mtime_ns == before


@pytest.mark.parametrize("own", ["0", "10000001", "-5", "1e5", "a", "٣"])
def test_a_line_that_cannot_be_tried_is_left_out_and_said(open_page: Open, foretold: str, own: str) -> None:
    text = text_of(open_page(foretold, PAGE, own=own))
    assert f"The link asked for something that is not there, which was left out: {own}" in text
    assert "4 platforms are past 100,000 complaints" in text


def test_a_rate_stands_only_beside_a_usable_citation_and_is_never_zero(open_page: Open, foretold: str) -> None:
    html = html_of(open_page(foretold, PAGE))
    table = html.split("Count and rate are different things")[-1].split("</table>")[0]
    assert "204.5" in table
    assert "A filing &lt;b&gt;of 2026&lt;/b&gt;" in table
    assert "no usable denominator" in table
    assert "of 8 platforms no number of users can be cited" in html


def test_who_changed_a_line_is_said(open_page: Open, foretold: str) -> None:
    html = html_of(open_page(foretold, PAGE)).split("Changes of the lines")[-1]
    assert "Ada" in html
    assert "Tousu Watch" in html


def test_the_latest_crossing_is_told_on_the_first_page_and_a_new_one_takes_its_place(
    open_page: Open, tmp_path: Path
) -> None:
    database = tmp_path / "tousu.duckdb"
    fill_and_foretell(database, datetime.now(UTC))
    app = open_page(str(database))
    assert "Yunfan Loans (invented) reached 100,000 complaints" in text_of(app)
    near = next(row for row in WORLD if row.platform == "chenxi")
    grow(database, datetime.now(UTC) + timedelta(seconds=1), near, 4_000)
    text = text_of(app.run())
    assert "Chenxi Instalments (invented) reached 100,000 complaints" in text
    assert "96,400, then 100,400" in text


def test_what_crossed_more_than_30_days_ago_or_before_we_watched_is_no_news() -> None:
    rows = [
        {"kind": kind, "happened_at": NOW - timedelta(days=days)}
        for kind, days in (("initial_above", 1), ("milestone", 2), ("first_crossing", 31))
    ]
    assert latest_crossing(rows, NOW) is None
    assert latest_crossing(rows, NOW - timedelta(days=2)) == rows[-1]


def test_a_change_of_pace_is_marked_on_the_series_with_both_rates(open_page: Open, foretold: str) -> None:
    app = open_page(foretold, focus="alipay")
    [mark] = charts_of(app)[1]["tables"]["paces"]
    assert (mark["name"], mark["before"], mark["after"]) == ("Alipay", "60.0 a day", "81.5 a day")
    assert mark["value"] == 143_120 - 12 * 70
    assert "◇ the pace changed here" in text_of(app)


def ahead(value: int, middle: date | None = None, reason: str | None = None, missing: int = 0) -> Ahead:
    told = {"forecast_at": NOW, "middle_on": middle, "reason": reason, "missing": missing}
    return Ahead("p", "heimao", "1", NOW, 100_000, value, **told)  # type: ignore[arg-type]


def test_who_is_next_comes_by_day_then_by_distance_and_others_do_not() -> None:
    soon, later = date(2026, 4, 1), date(2026, 8, 1)
    rows = [ahead(95_000), ahead(60_000, later), ahead(99_000), ahead(80_000, soon), ahead(89_999), ahead(100_000)]
    assert [one.value for one in ranked(rows)] == [80_000, 60_000, 99_000, 95_000]


@pytest.mark.parametrize(
    ("reason", "missing", "said"),
    [
        ("too_few_days", 16, "16 more days of readings are needed for an estimate"),
        ("pace_changed", 1, "its pace has just changed; an estimate is possible in 1 day"),
        ("not_rising", 0, "it is not rising"),
        (None, 0, "more than half a year away at the present pace"),
    ],
)
def test_why_there_is_no_day_is_said_with_what_is_missing(reason: str | None, missing: int, said: str) -> None:
    assert ahead(95_000, None, reason, missing).why_not(words("en")) == said


@pytest.mark.parametrize(
    ("as_of", "source", "usable"),
    [
        (date(2025, 3, 2), "A filing", True),
        (date(2025, 2, 1), "A filing", False),
        (date(2027, 2, 1), "A filing", True),
        (date(2026, 3, 1), "", False),
        (None, "A filing", False),
    ],
)
def test_users_are_usable_with_a_source_and_within_12_months(as_of: date | None, source: str, usable: bool) -> None:
    assert Users("p", 10.0, as_of, source).is_usable(NOW) is usable


def test_a_line_is_written_with_every_digit_where_it_would_not_be_whole() -> None:
    assert lies_at(72_500, words("zh-Hans")) == "72,500"
    assert lies_at(72_000, words("zh-Hans")) == "7.2万"


@pytest.mark.parametrize("columns", [past.FILED, log.FILED])
def test_what_is_taken_away_has_a_title_for_every_column(columns: tuple[str, ...]) -> None:
    made = pa.table({name: pa.array(["=1"]) for name in columns})
    file = to_csv(with_provenance(made, {"origin": "live data"}, words("zh-Hant"))).decode("utf-8-sig")
    assert len(file.splitlines()[0].split(",")) == len(columns) + 1
    assert "'=1" in file


def test_the_snippet_of_a_badge_is_whole_markup_whatever_the_name() -> None:
    made = snippet("https://example.org/w", "alipay", '"><b>&', words("en"))
    found = ET.fromstring(made.replace("></a>", "/></a>"))
    assert found.attrib["href"] == "https://example.org/w/platform?lang=en&platform=alipay"
    assert found[0].attrib["src"] == "https://example.org/w/badge/alipay.svg?lang=en"
    assert '"><b>&' in found[0].attrib["alt"]


def test_the_address_of_the_site_is_that_of_its_page() -> None:
    assert base("https://example.org/w/thresholds") == "https://example.org/w"
    assert base(None) == "."
