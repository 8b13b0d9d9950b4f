"""A platform crosses the line while the page of thresholds is open: the page, the first page and the feed tell it."""

from collections.abc import Callable
from urllib.request import urlopen
from xml.etree import ElementTree as ET

from playwright.sync_api import Page, expect

from tests.browser.conftest import Shown

Open = Callable[..., Page]
PATIENCE = 30_000
ENTRY = "{http://www.w3.org/2005/Atom}entry"


def entries(shown: Shown) -> int:
    with urlopen(f"{shown.url}/feed.atom", timeout=20) as answer:
        return len(ET.fromstring(answer.read()).findall(ENTRY))


def test_a_crossing_comes_with_its_interval_and_stands_on_the_first_page_and_in_the_feed(
    shown: Shown, open_page: Open
) -> None:
    page = open_page(f"{shown.url}/thresholds?lang=en")
    expect(page.locator("h1").first).to_contain_text("4 platforms are past", timeout=PATIENCE)
    before = entries(shown)
    shown.refresh(3)
    expect(page.locator("h1").first).to_contain_text("5 platforms are past", timeout=PATIENCE)
    first = page.locator(".tw-table tbody tr").first
    expect(first).to_contain_text("between")
    expect(first).to_contain_text("from byte")
    name = first.locator("th").inner_text()
    page.goto(f"{shown.url}/?lang=en")
    expect(page.locator(".tw-crossing")).to_contain_text(f"{name} reached 100,000 complaints", timeout=PATIENCE)
    assert entries(shown) > before


def test_in_a_demonstration_whoever_is_at_this_machine_adds_a_line_and_chooses_it(
    shown: Shown, open_page: Open
) -> None:
    page = open_page(f"{shown.url}/thresholds?lang=en")
    page.get_by_text("For maintainers: add or remove a line").click(timeout=PATIENCE)
    page.get_by_label("Short name").fill("total_20k")
    page.locator(".st-key-edit_line input").fill("20000")
    page.get_by_role("button", name="Add this line").click()
    expect(page.get_by_text("Done: total_20k.")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{shown.url}/thresholds?lang=en&line=total_20k")
    expect(page.locator("h1").first).to_contain_text("are past 20,000 complaints", timeout=PATIENCE)
    picture = page.locator("img[src*='badge/']")
    assert picture.evaluate("e => e.complete && e.naturalWidth > 60")
