"""Hostile texts in a real browser, under the policy the server sends: nothing is asked for, opened, run or drawn."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import Page

from dashboard.menu import PAGES
from dashboard.taking.export import FORMULA_STARTS, UNSEEN, inert
from db.connection import reading, writing
from tests.browser.looking import whole
from tests.dashboard.served import serving
from tests.hostile import EVIL, reading_evil

Open = Callable[..., Page]
PATIENCE = 60_000
WATCHING = """
window.refused = []; window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = (...said) => window.ran.push([name, said]);
document.addEventListener("securitypolicyviolation", e => window.refused.push([e.violatedDirective, e.blockedURI]));
"""
LEADING_AWAY = f"[src*='{EVIL}'], [href*='{EVIL}'], [srcset*='{EVIL}'], [href^='javascript:'], [style*='{EVIL}']"
ASKED = {"platform": "?platform=meituan_loans", "categories": "?platforms=alipay&lang=en"}


@dataclass(frozen=True)
class Site:
    """Where it is served, on which database, and what the server logs."""

    address: str
    database: Path
    log: Path

    def __str__(self) -> str:
        return self.address


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("evil")
    with (
        reading_evil(folder) as settings,
        serving(settings.database, folder / "log", TOUSU_PUBLISHER_URL=settings.publisher_url) as address,
    ):
        yield Site(address, settings.database, folder / "log")


def asked_for(page: Page) -> list[str]:
    """Every address that the page asks for, from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    page.on("websocket", lambda opened: found.append(opened.url))
    page.on("dialog", lambda dialog: found.append(f"dialog:{dialog.message}"))
    page.context.on("page", lambda other: found.append(f"window:{other.url}"))
    return found


def shown(open_page: Open, address: str) -> tuple[Page, list[str]]:
    page = open_page("about:blank", locale="en-GB")
    page.add_init_script(WATCHING)
    found = asked_for(page)
    page.goto(address)
    whole(page)
    page.wait_for_timeout(1000)
    return page, found


@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_others_leaves_the_page_or_becomes_anything(site: Site, open_page: Open, path: str) -> None:
    """FAULTS 75: no request elsewhere, no dialog, no link, no picture; and charts are drawn under the policy."""
    page, asked = shown(open_page, f"{site}/{path}{ASKED.get(path, '')}")
    for expander in page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    page.mouse.wheel(0, 4000)
    for mark in page.locator("svg.marks path[aria-label]").all()[:5]:
        mark.hover(force=True)  # what a chart says when pointed at
    page.wait_for_timeout(500)
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts <= {urlsplit(site.address).netloc, ""}, asked
    assert not [url for url in asked if url.startswith(("dialog:", "window:"))]
    assert page.locator(LEADING_AWAY).count() == 0
    assert page.evaluate("window.ran") == []
    assert {tuple(one) for one in page.evaluate("window.refused")} <= {("script-src", "wasm-eval")}
    assert page.locator("text=onerror=").count() or EVIL in page.content() or path != "maintenance"
    if path in ("overview", "categories"):
        assert page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").count()


def test_a_file_taken_from_the_page_holds_no_formula(site: Site, open_page: Open) -> None:
    """FAULTS 76: as a visitor gets it."""
    page, _ = shown(open_page, f"{site}/categories?lang=en")
    rows: list[list[str]] = []
    for button in page.get_by_role("button", name="as CSV").all():
        with page.expect_download(timeout=PATIENCE) as begun:
            button.click()
        text = Path(begun.value.path()).read_text(encoding="utf-8-sig")
        rows += csv.reader(StringIO(text, newline=""))
    assert any(EVIL in cell for row in rows for cell in row), "the texts are there"
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip(UNSEEN).startswith(FORMULA_STARTS) or cell.lstrip("-").replace(".", "").isdigit()


def test_both_files_of_the_complaints_read_by_another_program_hold_what_is_stored(
    site: Site, open_page: Open
) -> None:
    """FAULTS 75, 76: downloaded in the browser, read by DuckDB: Parquet as it is, CSV with formulas made inert."""
    question = "complaint, complaints.title, issue from complaints join listings using (publisher, listing)"
    with reading(site.database) as opened:
        stored = opened.execute(f"select {question} where platform is not null order by all").fetchall()
    page, _ = shown(open_page, f"{site}/data?table=complaints&lang=en")
    files = {}
    for kind in ("CSV", "Parquet"):
        with page.expect_download(timeout=PATIENCE) as begun:
            page.get_by_role("button", name=f"as {kind}").first.click()
        files[kind] = str(begun.value.path())
        assert EVIL not in begun.value.suggested_filename
    columns = '"Complaint number", "Title", "Publisher\'s labels"'
    parquet = duckdb.read_parquet(files["Parquet"]).select(columns).order("all").fetchall()
    assert parquet == stored
    read = duckdb.read_csv(files["CSV"], header=True, all_varchar=True).select(columns)
    assert sorted(read.fetchall()) == sorted((one, inert(title), inert(issue)) for one, title, issue in stored)


def test_a_page_that_breaks_tells_no_visitor_where_or_how(site: Site, open_page: Open) -> None:
    """FAULTS 79: the last of this file, for it breaks the database."""
    with writing(site.database) as opened:
        opened.execute("drop table refreshes")
    page = open_page(f"{site}/maintenance?lang=en", locale="en-GB")
    page.get_by_text("This page broke").wait_for(timeout=PATIENCE)
    said = page.content()
    for detail in ("Traceback", "CatalogException", "Catalog Error", str(site.database.parent), "site-packages"):
        assert detail not in said
    assert "refreshes" in site.log.read_text(encoding="utf-8"), "whoever runs this finds the cause"
