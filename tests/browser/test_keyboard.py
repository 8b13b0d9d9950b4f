"""What automatic checks find, and that the keyboard reaches everything and shows where it is."""

from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.menu import PAGES
from tests.browser.looking import address, whole

CASES = list(product(PAGES, ("light", "dark")))
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# What Streamlit itself causes: the rule, what marks an element as Streamlit's, and why we cannot mend it. Each must
# still occur, or it is to be taken off this list and off the one in CONTRIBUTING.md.
OF_STREAMLIT: dict[tuple[str, str], str] = {}

Finding = tuple[str, str]  # a rule of axe, and the HTML of the element


def _findings(page: Page) -> list[Finding]:
    """What axe finds, but for the insides of charts: a chart is one image with a text alternative."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, context={"exclude": [["svg.marks"]]}, options=options)
    return [(rule["id"], node["html"]) for rule in found.response["violations"] for node in rule["nodes"]]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def allowed() -> set[tuple[str, str]]:
    """Give what of `OF_STREAMLIT` has occurred so far."""
    return set()


@pytest.mark.parametrize(("name", "theme"), CASES)
def test_axe_finds_nothing_of_ours(
    context: BrowserContext, complained: str, allowed: set[tuple[str, str]], name: str, theme: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{complained}/{address(name)}?lang=zh-Hans", wait_until="commit")
    whole(page)
    ours = []
    for rule, html in _findings(page):
        known = {one for one in OF_STREAMLIT if one[0] == rule and one[1] in html}
        allowed |= known
        ours += [] if known else [(rule, html)]
    page.close()
    assert ours == []


def test_every_finding_that_is_allowed_still_occurs(allowed: set[tuple[str, str]]) -> None:
    assert allowed == OF_STREAMLIT.keys(), "take what does not occur any more off the list"


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
