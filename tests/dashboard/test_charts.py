"""The charts: the line where it belongs, every platform a bar, colour never alone."""

import re
import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dashboard import menu, series
from dashboard.charts import history_charts
from dashboard.charts.theme import LABEL_SIZE, TONES
from dashboard.compared import read_overview
from dashboard.data import clock
from dashboard.sections import history
from dashboard.shown import STYLES
from dashboard.tables import Telling, totals
from dashboard.text import LANGUAGES, words
from db.connection import reading
from tests.dashboard.conftest import Open
from tests.dashboard.filled import WORLD
from tests.dashboard.filled import total as total_of
from tests.dashboard.reading import charts_of, html_of

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What protanopes and deuteranopes see of linear red, green and blue (Viénot, Brettel and Mollon 1999).
SIGHTS = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def as_seen(colour: str, sight: str) -> list[float]:
    rows = SIGHTS[sight]
    seen = [sum(weight * part for weight, part in zip(row, linear(colour), strict=True)) for row in rows]
    return [max(0.0, min(1.0, part)) ** (1 / 2.2) for part in seen]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_every_platform_with_a_number_is_a_bar_and_the_largest_is_first(open_page: Open) -> None:
    bars = charts_of(open_page("filled"))[0]["tables"]["totals"]
    expected = sorted((total_of(row, row.unread_days) for row in WORLD if row.platform), reverse=True)
    assert [bar["value"] for bar in bars] == expected


def test_the_line_is_drawn_at_100_000_through_both_charts(open_page: Open) -> None:
    for chart, axis in zip(charts_of(open_page("filled")), ("x", "y"), strict=True):
        assert chart["tables"]["line"] == [{"line": 100_000, "label": "100,000 complaints"}]
        [rule] = layers(chart, "rule")
        assert rule["encoding"][axis]["field"] == "line"
        assert rule["data"] == {"name": "line"}


def test_those_past_the_line_stand_out_by_a_mark_a_word_and_a_tone(open_page: Open) -> None:
    for bar in charts_of(open_page("filled"))[0]["tables"]["totals"]:
        is_past = bar["value"] >= 100_000
        assert bar["name"].startswith("▲") is is_past
        assert ("past" in bar["against_line"]) is is_past
        assert (bar["tone"] == "past") is is_past


def test_those_within_a_tenth_of_the_line_have_a_mark_of_their_own(open_page: Open) -> None:
    bars = charts_of(open_page("filled"))[0]["tables"]["totals"]
    assert [bar["name"] for bar in bars if bar["tone"] == "approaching"] == ["△ Chenxi Instalments (invented)"]


def test_a_stale_number_is_a_hollow_bar_with_a_word(open_page: Open) -> None:
    chart = charts_of(open_page("filled"))[0]
    stale = [bar["label"] for bar in chart["tables"]["totals"] if bar["is_stale"]]
    assert stale == ["51,985 · stale", "37,988 · stale"]
    [bars] = layers(chart, "bar")
    assert bars["encoding"]["fillOpacity"]["condition"]["test"] == "datum.is_stale"


def test_a_total_close_to_the_line_is_written_with_every_digit(open_page: Open) -> None:
    labels = [bar["label"] for bar in charts_of(open_page("filled", language="zh-Hans"))[0]["tables"]["totals"]]
    assert labels[:5] == ["15.1万", "14.3万", "100,420", "100,311", "9.6万"]


def test_over_time_those_past_the_line_or_near_it_are_drawn_unless_others_are_chosen(open_page: Open) -> None:
    days = charts_of(open_page("filled"))[1]["tables"]["days"]
    names = {row["name"] for row in days}
    assert names == {row.english for row in WORLD if row.platform and row.total >= 90_000}
    assert len(days) == 5 * 41


def test_crossings_that_we_saw_are_marked_on_the_line_with_their_interval(open_page: Open) -> None:
    [mark] = charts_of(open_page("filled"))[1]["tables"]["crossings"]
    assert (mark["name"], mark["value"]) == ("Yunfan Loans (invented)", 100_000)
    assert mark["interval"].startswith("between ")


def test_names_at_the_ends_of_lines_do_not_overlap(open_page: Open) -> None:
    chart = charts_of(open_page("filled"))[1]
    totals = [row["value"] for row in chart["tables"]["days"]]
    heights = sorted(row["value"] for row in chart["tables"]["ends"])
    apart = min(above - below for below, above in pairwise(heights))
    assert apart / (max(totals) - min(totals)) * history_charts.SERIES_HEIGHT > LABEL_SIZE


def test_every_chart_has_a_text_alternative_that_states_its_finding(open_page: Open) -> None:
    bars, history = charts_of(open_page("filled"))
    assert "4 of 10 platforms have reached 100,000" in bars["alt"]
    assert history["alt"] == "Meituan Loans rises fastest: +3,300 in 30 days"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_built_once_a_language_and_draws_only_tables_it_is_given(language: str) -> None:
    spec = history_charts.totals_over_time(words(language))
    assert spec is history_charts.totals_over_time(words(language))
    assert "datasets" not in spec
    assert {layer["data"]["name"] for layer in spec["layer"]} == {"days", "ends", "line", "crossings", "paces"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tones_can_be_told_from_the_paper_and_text_can_be_read_on_it(theme: str) -> None:
    colours = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme]
    tones = dict(zip(TONES, colours["chartCategoricalColors"], strict=True))
    assert tones["paper"] == colours["backgroundColor"]
    assert all(contrast(tones[tone], tones["paper"]) >= 3 for tone in ("past", "approaching", "below"))
    assert all(contrast(tones[tone], tones["paper"]) >= 4.5 for tone in ("ink", "quiet"))


def test_two_listings_of_one_platform_are_two_bars_with_names_of_their_own(databases: dict[str, Path]) -> None:
    with reading(databases["filled"]) as connection:
        first, second, *_ = read_overview(connection).standings
    telling = Telling(words("en"), clock())
    bars = totals([first, replace(second, platform=first.platform, name_en=first.name_en)], telling).to_pylist()
    assert [bar["name"] for bar in bars] == ["▲ Meituan Loans 1003626/26858", "▲ Meituan Loans 1644100824"]


def test_a_visitor_compares_by_the_last_30_days_or_by_growth_where_there_is_no_line(open_page: Open) -> None:
    recent = charts_of(open_page("filled", measure="recent"))[0]["tables"]
    assert [bar["value"] for bar in recent["totals"]][:2] == [3_300, 2_400]
    assert recent["line"] == []
    growth = charts_of(open_page("filled", measure="growth"))[0]["tables"]["totals"]
    assert growth[0]["name"] == "△ Chenxi Instalments (invented)"
    assert growth[0]["label"] == "+2.6%", "2,400 on 94,000"


def test_as_growth_every_series_begins_at_100_and_there_is_no_line(open_page: Open) -> None:
    tables = charts_of(open_page("filled", scale="growth", lines=["alipay", "meituan_loans"]))[1]["tables"]
    first = {row["name"]: row["value"] for row in reversed(tables["days"])}
    assert first == {"Alipay": 100, "Meituan Loans": 100}
    assert tables["line"] == []
    assert max(row["value"] for row in tables["days"] if row["name"] == "Alipay") == 100 * 143_120 / (143_120 - 2_800)


def test_two_years_are_drawn_by_weeks_but_for_the_latest_months() -> None:
    moments = [datetime(2024, 3, 1, 9) + timedelta(days=day) for day in range(2 * 365)]  # noqa: DTZ001 - as drawn
    names = [f"platform {number}" for number in range(history.MOST_LINES)]
    rows = [{"name": name, "read_at": moment} for name in names for moment in moments]
    kept = series.thinned(pa.Table.from_pylist(rows))
    for name in names:
        drawn = [row["read_at"] for row in kept.to_pylist() if row["name"] == name]
        assert drawn[0] == moments[0]
        assert drawn[-120:] == moments[-120:]
        assert {(later - earlier).days for earlier, later in pairwise(drawn[1:-120])} == {7}
    assert kept.num_rows < len(rows) / 3


def test_one_series_stands_out_and_a_link_says_which(open_page: Open) -> None:
    def chosen(**asked: str) -> set[str]:
        days = charts_of(open_page("filled", **asked))[1]["tables"]["days"]
        return {row["name"] for row in days if row["tone"] == "accent"}

    assert chosen() == {"Meituan Loans"}, "who rises fastest, as the title says"
    assert chosen(focus="alipay") == {"Alipay"}


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [([0, 10], [0, 10]), ([0, 2], [-1.5, 3.5]), ([0, 1, 2], [-4, 1, 6]), ([0, 1, 30], [-2, 3, 30]), ([], [])],
)
def test_names_that_would_meet_share_the_way(wanted: list[float], placed: list[float]) -> None:
    assert series.apart(wanted, 5) == placed


def tokens(theme: str) -> dict[str, str]:
    """The colours of tokens.css in a theme."""
    style = STYLES[0].read_text(encoding="utf-8")
    found = re.findall(r"--tw-(\w+): light-dark\((#\w{6}), (#\w{6})\)", style)
    return {name: dark if theme == "dark" else light for name, light, dark in found}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_and_charts_have_the_same_colours_and_every_text_can_be_read(theme: str) -> None:
    colours = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme]
    said = tokens(theme)
    assert {name: said[name] for name in ("past", "approaching", "below", "paper", "accent", "ink")} == {
        name: dict(zip(TONES, colours["chartCategoricalColors"], strict=True))[name]
        for name in ("past", "approaching", "below", "paper", "accent", "ink")
    }
    assert (said["wash"], said["hair"]) == (colours["secondaryBackgroundColor"], colours["borderColor"])
    assert (said["link"], said["ink"]) == (colours["linkColor"], colours["textColor"])
    for ground in ("paper", "wash"):
        assert all(contrast(said[text], said[ground]) >= 4.5 for text in ("ink", "quiet", "link")), ground
        marks = ("past", "approaching", "below", "fresh", "stale", "failed", "demonstration", "accent")
        assert all(contrast(said[mark], said[ground]) >= 3 for mark in marks), ground


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_colour_blind_tell_the_places_apart_by_brightness_or_hue(theme: str, sight: str) -> None:
    seen = {name: as_seen(tokens(theme)[name], sight) for name in ("past", "approaching", "below", "accent")}
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5 > 0.1, (one, other)


@pytest.mark.parametrize("page", [f"{path}.py" for path in menu.PAGES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_says_its_finding_in_words_and_has_a_table_behind_it(
    open_page: Open, page: str, language: str
) -> None:
    app = open_page("complained", page, language)
    said = [chart["alt"] for chart in charts_of(app)]
    assert all(any(letter.isdigit() for letter in alt) for alt in said), said
    assert len(set(said)) == len(said)
    files = [one for one in app.get("download_button") if one.proto.label]
    assert html_of(app).count('<div class="tw-table') + len(files) >= len(said)
