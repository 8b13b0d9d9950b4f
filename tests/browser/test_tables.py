"""Tables keep to their room: unfolded ones scroll by themselves, long ones fold on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.looking import TOO_WIDE, whole

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def test_an_unfolded_table_makes_the_page_neither_wide_nor_endless(complained: str, open_page: Open) -> None:
    for options in ({}, PHONE):
        page = open_page(f"{complained}/categories?lang=en", locale="en-GB", **options)
        whole(page)
        before = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        page.get_by_text("The numbers as a table").first.click()
        table = page.get_by_test_id("stExpanderDetails").locator(".tw-table")
        expect(table).to_be_visible()
        assert table.evaluate("table => table.scrollHeight > table.clientHeight"), "there is more than fits"
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollHeight") < before + 844
        assert page.evaluate(TOO_WIDE) <= 0


def test_a_phone_shows_the_first_rows_and_all_of_them_on_a_tap(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/?lang=en", locale="en-GB", **PHONE)
    whole(page)
    rows = page.locator(".tw-rest + .tw-table tbody tr")
    expect(rows.nth(5)).to_be_visible()
    expect(rows.nth(6)).to_be_hidden()
    page.locator(".tw-rest summary").tap()
    expect(rows.last).to_be_visible()
    desktop = open_page(f"{complained}/?lang=en", locale="en-GB")
    whole(desktop)
    expect(desktop.locator(".tw-rest")).to_be_hidden()
    expect(desktop.locator(".tw-rest + .tw-table tbody tr").last).to_be_visible()
