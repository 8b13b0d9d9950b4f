"""While a page comes: its finding is seen at once, then the whole first screen; nothing jumps meanwhile."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import PATIENCE, whole

Open = Callable[..., Page]
WATCHING = """
window.shifted = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
}).observe({type: "layout-shift", buffered: true})
window.seen = []
const look = () => {
  const [loading, root] = ["tw-loading", "root"].map((id) => document.getElementById(id))
  const chart = document.querySelector("[data-testid=stVegaLiteChart] svg.marks")
  if (root) window.seen.push([!!loading, getComputedStyle(root).visibility, !!chart].join())
  requestAnimationFrame(look)
}
look()
"""


def test_the_finding_comes_first_then_the_whole_first_screen_and_nothing_jumps(
    complained: str, open_page: Open
) -> None:
    page = open_page("about:blank")
    page.add_init_script(WATCHING)
    for path in ("", "platform?platform=alipay"):
        page.goto(f"{complained}/{path}", wait_until="commit")
        page.locator("#tw-loading [role=heading]").wait_for(timeout=PATIENCE)
        whole(page)
        page.wait_for_timeout(1_000)
        assert page.locator("#tw-loading").count() == 0
        steps = list(dict.fromkeys(page.evaluate("window.seen")))
        assert steps[0] == "true,hidden,false"
        assert steps[-1] == "false,visible,true"
        assert "false,visible,false" not in steps, "the first screen is shown when it is whole"
        assert page.evaluate("window.shifted") < 0.1, "good, by the measure of Core Web Vitals"


def test_a_way_into_a_page_leads_to_its_place_by_a_click_and_by_a_link(complained: str, open_page: Open) -> None:
    page = open_page(f"{complained}/method?lang=en", locale="en-GB")
    whole(page)
    page.locator(".tw-contents").get_by_text("How to check a number").click()
    heading = page.get_by_role("heading", name="How to check a number")
    expect(heading).to_be_in_viewport()
    place = heading.bounding_box()
    assert place is not None
    assert 60 < place["y"] < 200, "just below the bar at the top"
    other = open_page(f"{complained}/method?lang=en#correct", locale="en-GB")
    expect(other.get_by_role("heading", name="How a platform has an error corrected")).to_be_in_viewport(
        timeout=PATIENCE
    )


def test_without_scripts_the_finding_stands_and_says_where_the_numbers_are(complained: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(complained)
    assert "4 platforms are past" in page.locator("#tw-loading").inner_text()
    assert page.locator("noscript p").is_visible()
    context.close()
