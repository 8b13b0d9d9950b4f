"""A page that is cut off because it asked for too much says so in its language, and goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.dashboard.complained import fill_and_complain
from tests.dashboard.served import serving

PATIENCE = 30_000
FLOOD = """
const There = window.WebSocket;
window.WebSocket = class extends There {
  send(message) {
    window.flood = () => { for (let at = 0; at < 70; at++) super.send(message); };
    super.send(message);
  }
};
"""


@pytest.fixture
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    database = tmp_path_factory.mktemp("cut_off") / "tousu.duckdb"
    fill_and_complain(database, datetime.now(UTC))
    with serving(database, TOUSU_REQUESTS_PER_MINUTE="60") as url:
        context = browser.new_context(locale="zh-TW")
        context.add_init_script(FLOOD)
        opened = context.new_page()
        opened.goto(f"{url}/method?lang=zh-Hant")
        yield opened
        context.close()


def test_a_page_that_is_cut_off_says_so_and_goes_on(page: Page) -> None:
    headline = page.locator("h1").first
    expect(headline).to_be_visible(timeout=PATIENCE)
    connected: list[WebSocket] = []
    page.on("websocket", lambda one: connected.append(one))  # noqa: PLW0108 - playwright marks its handlers
    page.evaluate("window.flood()")
    bar = page.locator("body > [role=alert]")
    expect(bar).to_have_text(
        "本頁一下子請求過多，連線已暫時中斷，稍後會自動恢復；沒有任何數字被改動。", timeout=PATIENCE
    )
    expect(bar).to_have_count(0, timeout=PATIENCE)
    assert len(connected) == 1, "it was connected anew, once"
    expect(headline).to_be_visible()
    page.get_by_text("English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE)
