"""Every page in every language, in both themes, on desktop and phone: whole, in order, for everyone, in one language.

By default each page is opened in three of its twelve ways, such that each language, theme and device of it is seen,
and each two of them together somewhere; `make matrix` opens all.
"""

import os
import re
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from playwright.sync_api import Browser, BrowserContext

from dashboard.menu import PAGES
from dashboard.text import LANGUAGES, words
from tests.browser.looking import TOO_WIDE, WORDS, address, barriers, is_dark, troubles, whole
from tests.dashboard.served import ROOT

SCREENSHOTS = ROOT / "screenshots"
DEVICES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
THEMES = ("light", "dark")
# Streamlit's own, which it has in English only.
OF_STREAMLIT = {"Skip to main content", "Choose an option"}
# Names that are the same in every language.
NAMES = ("黑猫投诉", "Heimao Tousu")
HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:,? [A-Za-z]{2,}){2,}")

Case = tuple[str, str, str, str]
ALL: list[Case] = list(product(PAGES, LANGUAGES, THEMES, DEVICES))


def _few() -> Iterator[Case]:
    for one, page_name in enumerate(PAGES):
        for other, language in enumerate(LANGUAGES):
            device = list(DEVICES)[(one // 2 + (other + 1) // 2) % 2]
            yield page_name, language, THEMES[(one + other) % 2], device


FEW = list(_few())


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Give a visitor's browser for each device, which remembers our files as any does."""
    opened = {device: browser.new_context(**options) for device, options in DEVICES.items()}
    yield opened
    for context in opened.values():
        context.close()


def only_simplified() -> set[str]:
    """Our texts in Simplified Chinese that are written differently in Traditional."""
    simplified, traditional = (
        {text for text in words(code).catalogue._catalog.values() if isinstance(text, str)}  # type: ignore[attr-defined]
        for code in ("zh-Hans", "zh-Hant")
    )
    return simplified - traditional


def untranslated(said: list[str], language: str) -> list[str]:
    """The texts on a page that are in a language other than the page's."""
    ours = [re.sub("|".join(NAMES), "", text) for text in said if text not in OF_STREAMLIT]
    if language == "en":
        return [text for text in ours if HAN.search(text)]
    foreign = only_simplified() if language == "zh-Hant" else set()
    return [text for text in ours if SENTENCE.search(text) or text in foreign]


@pytest.mark.parametrize(("page_name", "language", "theme", "device"), ALL if os.environ.get("ALL_WAYS") else FEW)
def test_a_page_opens_whole_in_its_language_and_theme_without_a_barrier(
    contexts: dict[str, BrowserContext], complained: str, page_name: str, language: str, theme: str, device: str
) -> None:
    page = contexts[device].new_page()
    wrong = troubles(page)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{complained}/{address(page_name)}?lang={language}", wait_until="commit")
    whole(page)
    said = page.evaluate(WORDS)
    page.screenshot(path=SCREENSHOTS / f"{page_name}-{language}-{theme}-{device}.png")
    assert wrong == []
    assert page.locator("[data-testid=stException]").count() == 0
    assert words(language).say("This page broke") not in said
    assert page.locator("html").get_attribute("lang") == language
    assert is_dark(page) == (theme == "dark")
    assert page.evaluate(TOO_WIDE) <= 0
    assert untranslated(said, language) == []
    assert barriers(page) == []
    page.close()


def test_the_few_ways_show_every_two_things_together() -> None:
    def pairs(cases: list[Case]) -> set[tuple[str, ...]]:
        return {pair for case in cases for pair in combinations(case, 2)}

    assert pairs(FEW) == pairs(ALL)
