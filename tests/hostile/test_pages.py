"""Hostile texts on every page, in files, feeds, pictures and messages: shown, and nothing but shown."""

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, lined
from dashboard.following import badge, feed
from dashboard.menu import PAGES
from dashboard.taking.export import FORMULA_STARTS, UNSEEN, to_csv
from dashboard.text import words
from db.connection import reading
from db.settings import Settings
from tests.dashboard.conftest import MAIN, Open
from tests.hostile import EVIL, PAYLOADS, TEXTS, reading_evil

LEADING = {"href", "src", "srcset", "action", "poster", "data", "style", "xlink:href", "formaction", "background"}
ASKED = {"platform": {"platform": "meituan_loans"}, "categories": {"platforms": ["alipay", "jd_finance"]}}


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with reading_evil(tmp_path_factory.mktemp("evil")) as settings:
        yield settings


class Tags(HTMLParser):
    """Every tag of a text, with its attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attributes}))

    def handle_data(self, text: str) -> None:
        self.text += text


def tags(app: AppTest) -> Tags:
    bodies = [one.proto.body for one in app.get("html")]
    return Tags("\n".join(body for body in bodies if not body.startswith(("<style", "<script"))))


def test_the_texts_are_in_the_database_as_the_publisher_wrote_them(evil: Settings) -> None:
    """But for tags, which it writes to highlight words: without this, the trial would be of nothing."""
    with reading(evil.database) as opened:
        ((title, issue),) = opened.execute(
            "select count(distinct title), count(distinct issue) from complaints"
        ).fetchall()
        ((listings,),) = opened.execute("select count(*) from listings where contains(title, 'img')").fetchall()
        ((waiting,),) = opened.execute(
            "select count(*) from quarantine where contains(title, $evil)", {"evil": EVIL}
        ).fetchall()
    assert title > 15
    assert issue > 15
    assert listings == waiting == 1


# What our own tables and lists are made of, which harmless texts may give no occasion for.
OURS = {"ul", "li", "small", "p", "b", "div", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_takes_a_text_of_others_for_markup(
    evil: Settings, open_page: Open, databases: dict[str, Path], page: str
) -> None:
    """FAULTS 75: the tags are those of a page on harmless texts, and lead nowhere else."""
    asked = ASKED.get(page, {})
    app = open_page(str(evil.database), f"{page}.py", **asked)
    assert not app.exception
    shown = tags(app)
    harmless = tags(open_page("complained", f"{page}.py", **asked))
    assert {tag for tag, _ in shown.found} <= {tag for tag, _ in harmless.found} | OURS
    for tag, attributes in shown.found:
        assert tag not in {"script", "iframe", "object", "embed", "base", "meta"}
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, attributes)
            assert name not in LEADING or not any(bad in value for bad in (EVIL, "javascript:", "data:")), attributes
    for one in (*app.markdown, *app.caption, *app.toast):
        assert f"//{EVIL}" not in str(one.value)


def test_hostile_texts_are_really_shown(evil: Settings, open_page: Open) -> None:
    said = "".join(tags(open_page(str(evil.database), f"{page}.py", **ASKED.get(page, {}))).text for page in PAGES)
    assert TEXTS["picture as entities"].replace("&#60;", "<").replace("&#62;", ">") in said or "onerror=" in said
    assert TEXTS["Markdown picture"] in said, "in quarantine"


def test_no_cell_of_a_file_is_a_formula() -> None:
    """FAULTS 76: also in full width, behind what is not seen, and behind tabs and line breaks."""
    texts = [
        *PAYLOADS,
        *(f"{start}1+1" for start in FORMULA_STARTS),
        *(f"{one}=1" for one in UNSEEN),
        "\t=1",
        "a\n=1",
    ]
    written = to_csv(pa.table({"=title": texts, "n": [-1.5] * len(texts)})).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(written, newline="")))
    assert rows[0] == ["'=title", "n"]
    for (cell, number), text in zip(rows[1:], texts, strict=True):
        assert not cell.lstrip(UNSEEN).startswith(FORMULA_STARTS), cell
        assert cell in (text, f"'{text}")
        assert number == "-1.5", "a number stays one"


def test_feeds_and_pictures_hold_them_as_text(evil: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAULTS 75: in Atom and SVG."""
    monkeypatch.setenv("TOUSU_DATABASE", str(evil.database))
    log = lined.log()
    overview = data.overview()
    assert log is not None
    assert overview is not None
    for text in PAYLOADS:
        drawn = ET.fromstring(badge.drawn(text.replace("\ue000", ""), text, "#000", text, "en"))
        assert {one.tag.split("}")[1] for one in drawn.iter()} <= {"svg", "title", "clipPath", "rect", "g", "text"}
        place = feed.Place(f"https://example.org/feed.atom?platform={text}", f"https://example.org/{text}")
        atom = ET.fromstring(feed.atom(log, place, words("en")))
        assert "script" not in {one.tag.split("}")[1] for one in atom.iter()}


def test_there_is_no_console_that_would_run_a_visitor_s_sql() -> None:
    """FAULTS 78: there is none, so nothing can escape from it: no page or route passes a text on as a statement."""
    folder = MAIN.parents[1]
    sources = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    assert len(sources) > 50
    assert [path.name for path, text in sources.items() if ".execute(" in text or ".sql(" in text] == []
    assert [path.name for path, text in sources.items() if "import duckdb" in text] == []
