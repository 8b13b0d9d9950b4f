"""Charts as pictures: drawn by the server from the pages' own specifications, with their origin in them."""

import struct
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import requests

from dashboard.drilldown import drilling
from dashboard.pictures.framing import framed, wrapped
from dashboard.pictures.named import PICTURES
from dashboard.pictures.painting import CHART_WIDTH, chart_svg, colours
from dashboard.requested import AskedError
from dashboard.text import words
from tests.dashboard.complained import HARASSED
from tests.dashboard.foretold import fill_and_foretell

SVG = "{http://www.w3.org/2000/svg}"
SITE = "https://tousu.example.org"


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers={key.replace("_", "-"): value for key, value in headers.items()}, timeout=60)


def texts(svg: str) -> str:
    return " ".join(one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text"))


def picture(name: str, theme: str = "light", language: str = "en", **asked: list[str]) -> str:
    said = words(language)
    drawing = PICTURES[name](asked, said)
    assert drawing is not None
    return framed(drawing, chart_svg(drawing.spec, dict(drawing.datasets), theme, said), theme, SITE, said)


@pytest.fixture
def use(databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch):
    return lambda state: monkeypatch.setenv("TOUSU_DATABASE", str(databases[state]))


@pytest.mark.parametrize(("theme", "language"), [("light", "zh-Hans"), ("dark", "en"), ("dark", "zh-Hant")])
@pytest.mark.parametrize("name", sorted(PICTURES.keys() - {"expected"}))
def test_every_picture_says_its_finding_its_source_and_its_address(use, name: str, theme: str, language: str) -> None:
    use("complained")
    svg, said = picture(name, theme, language), words(language)
    drawing = PICTURES[name]({}, said)
    assert drawing
    shown = texts(svg).replace(" ", "")
    assert drawing.finding(said).replace(" ", "") in shown
    assert f"{SITE}/{drawing.view(said)}".replace(" ", "") in shown
    assert said.say("Heimao Tousu (黑猫投诉)").replace(" ", "") in shown
    assert colours(theme).tones["paper"] in svg
    assert "null" not in shown
    assert "undefined" not in shown


def test_a_demonstration_is_marked_in_the_picture(use) -> None:
    use("demonstration")
    assert "Demonstration data" in texts(picture("totals"))
    use("filled")
    assert "Demonstration data" not in texts(picture("totals"))


def test_the_days_of_expected_crossings_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "tousu.duckdb"
    fill_and_foretell(database, datetime.now(UTC))
    monkeypatch.setenv("TOUSU_DATABASE", str(database))
    assert "100,000 complaints: 1 crossing in the last 180 days, 2 expected in the next" in texts(
        picture("expected")
    ).replace("  ", " ")


def test_choices_are_those_of_the_page_and_what_is_not_there_is_refused(use) -> None:
    use("complained")
    svg = picture("trend", platforms=["alipay"], category=[HARASSED])
    assert "Relatives and friends harassed:" in texts(svg)
    assert f"platforms=alipay&category={HARASSED}" in texts(svg)
    for name, asked in {
        "trend": {"category": ["gone"]},
        "history": {"lines": ["gone"]},
        "heat": {"since": ["x"]},
    }.items():
        with pytest.raises(AskedError):
            PICTURES[name](asked, words("en"))


def test_a_picture_is_of_the_platform_that_was_asked_for(use) -> None:
    use("complained")
    there = drilling.options()
    assert there
    svg = picture("over_time", platform=["alipay"])
    assert there.names.platform("alipay", words("en")) in texts(svg)


def test_lines_break_where_they_may_and_nothing_is_lost() -> None:
    for text in (
        "a sentence of several words " * 20,
        "投诉是用户的说法，不是已查实的事实。" * 20,
        "https://x/" + "y" * 400,
        "投诉中有 443 件（21.9%）、“会员费”" * 20,
        "https://x/?lines=one&lines=two" + "&lines=three" * 40,
    ):
        lines = wrapped(text, 14, CHART_WIDTH)
        assert len(lines) > 1
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(line.startswith(("，", "。", "）", "”", "、", "&")) for line in lines)
        assert not any(line.endswith(("（", "“")) for line in lines)


def test_the_server_gives_pictures_of_both_kinds_and_tells_who_has_them(site: str) -> None:
    svg = get(f"{site}/chart/totals.svg?lang=zh-Hant&theme=dark")
    assert (svg.status_code, svg.headers["Content-Type"].split(";")[0]) == (200, "image/svg+xml")
    assert "美團借錢" in svg.text
    assert f"{site}/?lang=zh-Hant" in texts(svg.text)
    png = get(f"{site}/chart/totals.png?lang=en")
    assert png.content.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png.content[16:24])
    assert wide == 2 * (CHART_WIDTH + 64)
    assert 600 < high < 1600
    assert get(f"{site}/chart/totals.png?lang=en", If_None_Match=png.headers["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("nosuch.svg", 404, "There is no such picture"),
        ("totals.gif", 404, "There is no such picture"),
        ("trend.svg?category=%3Cscript%3E", 400, "<script>"),
        ("totals.svg?theme=pink", 400, "pink"),
        ("totals.svg?measure=pink", 400, "pink"),
        ("history.svg?lines=alipay&focus=meituan_loans", 400, "meituan_loans"),
        ("over_time.svg?platform=songguo", 404, "nothing to draw"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_reason(site: str, path: str, status: int, said: str) -> None:
    answer = get(f"{site}/chart/{path}", Accept_Language="en")
    assert answer.status_code == status
    assert said in answer.json()["error"]
