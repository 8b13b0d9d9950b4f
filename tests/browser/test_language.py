"""A page says which language it is in: for the glyphs that Chromium chooses, and for screen readers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.text import LANGUAGES

Open = Callable[..., Page]
PATIENCE = 30_000
SITES = {"zh-Hans": "投诉观察", "zh-Hant": "投訴觀察", "en": "Tousu Watch"}


def expect_language(page: Page, code: str) -> None:
    """Wait until title and attribute are of a language."""
    expect(page).to_have_title(re.compile(f".+ · {SITES[code]}$"), timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", code)


@pytest.mark.parametrize(("locale", "code"), [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("en-GB", "en")])
def test_a_page_has_the_language_of_the_browser(complained: str, open_page: Open, locale: str, code: str) -> None:
    page = open_page(complained, locale=locale)
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    expect_language(page, code)


def test_a_page_that_is_switched_to_another_language_says_so_each_time(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/?lang=en", locale="en-GB")
    for code in ("zh-Hant", "zh-Hans", "en", "zh-Hant"):
        page.locator(".st-key-lang").get_by_text(LANGUAGES[code], exact=True).click(timeout=PATIENCE)
        expect_language(page, code)
        expect(page).to_have_url(re.compile(f"lang={code}"))
