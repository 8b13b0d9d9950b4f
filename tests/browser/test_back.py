"""Back while the server's answers are still under way, as over a slow line: one step, and no page comes again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import PATIENCE, whole

# What the server says reaches the page so many milliseconds later.
SLOWLY = """
const There = window.WebSocket;
window.onTheWay = 0;
window.WebSocket = class extends There {
  addEventListener(kind, heard) {
    if (kind !== "message") return super.addEventListener(kind, heard);
    super.addEventListener(kind, (event) => {
      window.onTheWay++;
      setTimeout(() => { window.onTheWay--; heard(event); }, window.late ?? 0);
    });
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
    for name in ("Categories", "Thresholds"):
        opened.get_by_role("link", name=name, exact=True).click()
        expect(opened).to_have_url(re.compile(f"{name.lower()}.*lang=en"), timeout=PATIENCE)
        whole(opened)
    return opened


def test_back_while_the_page_left_still_answers_takes_one_step(page: Page) -> None:
    page.evaluate("window.late = 1500")
    page.wait_for_function("() => window.onTheWay > 0", timeout=PATIENCE)
    for name in ("categories", "method"):
        page.go_back()
        page.wait_for_timeout(2500)
        whole(page)
        expect(page).to_have_url(re.compile(f"/{name}\\?lang=en"))
    page.go_forward()
    page.wait_for_timeout(2500)
    expect(page).to_have_url(re.compile(r"/categories\?lang=en"))
    page.context.close()
