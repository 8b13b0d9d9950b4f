"""The first page in a real browser follows the refreshes while it is open."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Shown

Open = Callable[..., Page]
PATIENCE = 30_000


def settle(page: Page) -> None:
    """Wait until the charts are painted and nothing moves any more."""
    page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").nth(1).wait_for()
    height = "document.querySelector('[data-testid=stMain]').scrollHeight"
    last = -1
    while (now := page.evaluate(height)) != last:
        last = now
        page.wait_for_timeout(700)


def test_a_crossing_appears_on_an_open_page_without_a_reload(shown: Shown, open_page: Open) -> None:
    page = open_page(shown.url)
    headline = page.locator("h1").first
    expect(headline).to_contain_text("4", timeout=PATIENCE)
    page.evaluate("window.notReloaded = true")
    place = page.locator("h2").nth(2)
    settle(page)
    place.scroll_into_view_if_needed()
    before = place.bounding_box()
    shown.refresh(3)
    expect(headline).to_contain_text("5", timeout=PATIENCE)
    settle(page)
    expect(place).to_be_visible()
    after = place.bounding_box()
    assert page.evaluate("window.notReloaded") is True
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 40, "what the visitor was reading stays where it was"


def test_nothing_is_loaded_from_another_host(complained: str, open_page: Open) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(complained)
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    foreign = [
        url for url in asked if not url.startswith((complained, complained.replace("http", "ws"), "data:", "blob:"))
    ]
    assert asked
    assert foreign == []


def test_on_a_phone_the_names_at_the_ends_of_lines_are_whole(shown: Shown, open_page: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    shown.refresh(1)
    page = open_page(f"{shown.url}/?lang=en", **phone)
    settle(page)
    ends = page.get_by_test_id("stVegaLiteChart").nth(1).locator("svg.marks g.mark-text text")
    expect(ends.filter(has_text="(invented)").first).to_be_visible(timeout=PATIENCE)
    assert not [name for name in ends.all_text_contents() if "…" in name]
