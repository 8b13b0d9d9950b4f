"""Back while the server's answers are still under way, as over a slow line: one step, and no page comes again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import PATIENCE, whole

# What the server says reaches the page so many milliseconds later.
SLOWLY = """
const There = window.WebSocket;
window.WebSocket = class extends There {
  addEventListener(kind, heard) {
    if (kind !== "message") return super.addEventListener(kind, heard);
    super.addEventListener(kind, (event) => setTimeout(() => heard(event), window.late ?? 0));
  }
  set onmessage(heard) { this.addEventListener("message", heard); }
};
"""


@pytest.fixture
def page(browser: Browser, complained: str) -> Page:
    context = browser.new_context(locale="en-GB")
    context.add_init_script(SLOWLY)
    opened = context.new_page()
    opened.goto(f"{complained}/method?lang=en")
    whole(opened)
    opened.get_by_role("link", name="Data", exact=True).click()
    expect(opened).to_have_url(re.compile("/data.*lang=en"), timeout=PATIENCE)
    whole(opened)
    return opened


def test_back_while_the_page_left_still_answers_takes_one_step(page: Page) -> None:
    thresholds = page.get_by_role("link", name="Thresholds", exact=True)
    thresholds.click()
    expect(page).to_have_url(re.compile("/thresholds.*lang=en"), timeout=PATIENCE)
    whole(page)
    page.evaluate("window.late = 1000")
    thresholds.click()  # its answer comes when the visitor has gone back already
    page.wait_for_timeout(500)
    seen = []
    for _ in range(2):
        page.go_back()
        page.wait_for_timeout(4000)
        seen.append(page.url.rpartition("/")[2])
    headline = page.locator("h1").first.inner_text()
    page.context.close()
    assert seen == ["data?lang=en", "method?lang=en"]
    assert "Take the record" not in headline
