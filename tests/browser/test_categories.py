"""From a bar of the first page to the complaints behind a category, in a real browser, on desktop and phone."""

import csv
import hashlib
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.dashboard.complained import HARASSED, expected

Open = Callable[..., Page]
PATIENCE = 30_000


def mark(page: Page, key: str, says: str) -> None:
    """Click the middle of the mark of a chart whose description begins so."""
    found = page.locator(f".st-key-{key} svg.marks path[aria-label*='{says}']").last
    found.wait_for(timeout=PATIENCE)
    found.click(force=True)


def download(page: Page, count: int) -> int:
    """Take the file that promises so many rows, and count the complaints in it."""
    with page.expect_download() as begun:
        page.get_by_role("button", name=f"{count} rows as CSV").last.click()
    rows = list(csv.DictReader(StringIO(Path(begun.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    return len({row["Complaint number"] for row in rows})


def test_a_bar_leads_to_its_platform_and_back_again(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/?lang=en", locale="en-GB")
    mark(page, "bars", "Alipay")
    expect(page.locator("h1").first).to_contain_text("Alipay: 143,120 complaints", timeout=PATIENCE)
    expect(page).to_have_url(re.compile("platform=alipay"))
    page.go_back()
    expect(page.locator("h1").first).to_contain_text("4 platforms are past", timeout=PATIENCE)


def test_who_harasses_relatives_since_when_and_the_complaints_as_a_file(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/categories?lang=en&view=counts", locale="en-GB")
    mark(page, "heat", "Category: Relatives and friends harassed")
    title = f"{expected(category=HARASSED)} complaints: Relatives and friends harassed"
    expect(page.locator("h2").last).to_have_text(title, timeout=PATIENCE)
    expect(page).to_have_url(re.compile(f"category={HARASSED}"))
    assert download(page, expected(category=HARASSED)) == expected(category=HARASSED)
    other = open_page(page.url, locale="zh-TW")
    expect(other.locator("h2").last).to_have_text(title, timeout=PATIENCE)


def test_from_a_bar_to_the_complaints_on_a_phone(complained: str, open_page: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    page = open_page(f"{complained}/?lang=en", locale="en-GB", **phone)
    mark(page, "bars", "Meituan Loans")
    count = expected("meituan_loans")
    title = f"{count} complaints against Meituan Loans"
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name=f"{count} rows as CSV")).to_be_visible()
    page.goto(f"{complained}/categories?lang=en&view=counts")
    mark(page, "heat", "Category: Relatives and friends harassed")
    count = expected(category=HARASSED)
    title = f"{count} complaints: Relatives and friends harassed"
    expect(page.locator("h2").last).to_have_text(title, timeout=PATIENCE)
    assert download(page, count) == count


def test_under_the_pointer_a_chart_says_nothing_but_what_it_means_to(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/platform?lang=zh-Hant&platform=meituan_loans")
    told = page.locator("#vg-tooltip-element")
    page.get_by_role("heading", name="最多的是").wait_for(timeout=PATIENCE)
    number = (
        page.get_by_test_id("stVegaLiteChart").last.locator("g.role-mark text", has_text=re.compile(r"^\d+$")).last
    )
    number.hover(force=True, timeout=PATIENCE)
    expect(told).to_contain_text("占比")
    expect(told).not_to_contain_text(re.compile("[a-z]"))
    page.goto(f"{complained}/?lang=zh-Hant")
    label = page.locator(".st-key-bars svg.marks .mark-text text", has_text="14.3萬").last
    label.hover(force=True, timeout=PATIENCE)
    page.wait_for_timeout(500)
    expect(told).not_to_be_visible()


def idle(page: Page) -> None:
    """Wait until the script has run: Streamlit takes a step back during a run for one of that run's."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)
    page.wait_for_timeout(300)


def test_back_after_the_menu_takes_one_step(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/?lang=en", locale="en-GB")
    headline, main = page.locator("h1").first, page.get_by_test_id("stMain")
    expect(headline).to_contain_text("4 platforms are past", timeout=PATIENCE)
    for name, says in (("Categories", "Most often"), ("One platform", "Meituan Loans")):
        main.evaluate("main => main.scrollTo(0, 600)")
        page.get_by_role("link", name=name, exact=True).click()
        expect(headline).to_contain_text(says, timeout=PATIENCE)
        assert main.evaluate("main => main.scrollTop") == 0, "another page begins at its top"
        expect(page).to_have_url(re.compile("lang=en"), timeout=PATIENCE)
        idle(page)
    page.go_back()
    expect(headline).to_contain_text("Most often", timeout=PATIENCE)
    idle(page)
    page.go_back()
    expect(headline).to_contain_text("4 platforms are past", timeout=PATIENCE)


def test_a_researcher_filters_takes_exactly_that_and_cites_its_hash(complained: str, open_page: Open) -> None:
    errors: list[str] = []
    page = open_page("about:blank", locale="en-GB")
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{complained}/overview?lang=en")
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_text("Filters", exact=True).click(timeout=PATIENCE)
    idle(page)  # a list that opens while the page is drawn anew would close again
    page.get_by_role("combobox", name="Category").click()
    page.get_by_role("option", name="Relatives and friends harassed").click()
    assert page.get_by_role("option", name="Select all").count() == 0  # Streamlit has it in English only
    page.keyboard.press("Escape")
    count = expected(category=HARASSED)
    expect(page.get_by_role("heading", name=f"{count} rows: Complaints")).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile(f"categories={HARASSED}"))
    expect(page.get_by_role("combobox", name="Status")).to_be_visible()  # a choice leaves the filters unfolded
    page.get_by_text("With the SHA-256 of the CSV file").click()
    cited = page.locator("[data-testid=stCode]").first
    expect(cited).to_contain_text("SHA-256 of the CSV file", timeout=PATIENCE)
    with page.expect_download() as begun:
        page.get_by_role("button", name=f"{count} rows as CSV").click()
    digest = hashlib.sha256(Path(begun.value.path()).read_bytes()).hexdigest()
    expect(cited).to_contain_text(digest)
    assert errors == []
