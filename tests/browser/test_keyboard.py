"""The keyboard reaches everything and shows where it is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.looking import address, whole


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


# What has the focus: the keys and kinds of what it lies in, and how it and what is around it look.
FOCUSED = """() => {
  const one = document.activeElement
  const looks = (element) => {
    const { outline, boxShadow, borderColor, backgroundColor, textDecoration } = getComputedStyle(element)
    return [outline, boxShadow, borderColor, backgroundColor, textDecoration].join()
  }
  const around = []
  for (let at = one; at !== document.body && at && around.length < 7; at = at.parentElement) around.push(at)
  window.before = window.now ?? []
  window.now = around
  const widget = one.closest('[class*=st-key]')
  const keys = []
  for (let at = one; at; at = at.parentElement) {
    keys.push(at.tagName, at.dataset.testid, at.className.toString())
  }
  const seen = {
    place: keys.filter(Boolean).join(' '),
    left: widget && widget === window.widget ? null : window.before.map(looks).join('|'),
    looks: window.now.map(looks).join('|'),
  }
  window.widget = widget
  return seen
}"""


def _walk(page: Page, steps: int) -> tuple[list[str], list[str]]:
    """Press Tab so many times: where the focus came, and where that could not be seen."""
    places, unseen, last = [], [], {"place": "", "looks": ""}
    for _ in range(steps):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        now = page.evaluate(FOCUSED)
        if last["looks"] and now["left"] == last["looks"]:
            unseen.append(last["place"])
        places.append(now["place"])
        last = now
    return places, unseen


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("overview", ["st-key-lang", "stTopNavLink", "stMultiSelect", "stSelectbox", "tw-table"]),
        (
            "categories",
            ["st-key-lang", "stTopNavLink", "stExpander", "st-key-view_switch", "stDownloadButton", "tw-table"],
        ),
    ],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    context: BrowserContext, complained: str, name: str, reached: list[str]
) -> None:
    page = context.new_page()
    page.goto(f"{complained}/{address(name)}?lang=en", wait_until="commit")
    whole(page)
    places, unseen = _walk(page, 60)
    page.close()
    for part in reached:
        assert any(part in place for place in places), part
    assert unseen == []
