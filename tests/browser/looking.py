"""What stands on an open page: its words outside quotations, its colours, how far it reaches, whom it shuts out."""

import re
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

PATIENCE = 30_000
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# A page is whole when its script has run, its headline stands, nothing is a placeholder, and every chart is painted.
WHOLE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('h1')
    && !document.querySelector('[data-testid=stSkeleton]')
    && charts.every((chart) => chart.querySelector('svg.marks, canvas.marks'))
}"""
# Text of others, names in other languages and code say so themselves: by `lang`, or by being code. The switch between
# languages names each in itself.
WORDS = """() => {
  const own = document.documentElement.lang
  const apart = (element) => element.closest('code, pre, script, style, noscript, .st-key-lang')
    || (element.closest('[lang]')?.lang ?? own) !== own
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const words = []
  while (walker.nextNode()) {
    const { parentElement: element, textContent: text } = walker.currentNode
    if (text.trim() && !apart(element) && element.checkVisibility()) words.push(text.trim())
  }
  for (const input of document.querySelectorAll('input[placeholder]')) words.push(input.placeholder)
  return [...words, document.title]
}"""
PAPER = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
TOO_WIDE = """() => Math.max(
  document.documentElement.scrollWidth - innerWidth,
  ...[...document.querySelectorAll('[data-testid=stMain]')].map((main) => main.scrollWidth - main.clientWidth))"""


@dataclass(frozen=True)
class Trouble:
    """An error in the browser's console, and the address it is about."""

    text: str
    url: str


def address(page_name: str) -> str:
    """Where a page is: the first one at the top."""
    return "" if page_name == "overview" else page_name


def troubles(page: Page) -> list[Trouble]:
    """Collect from now on what goes wrong on a page."""
    found: list[Trouble] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(Trouble(message.text, message.location["url"]))

    page.on("console", heard)
    page.on("pageerror", lambda error: found.append(Trouble(str(error), page.url)))
    return found


def whole(page: Page) -> None:
    """Wait until a page is whole."""
    page.wait_for_function(WHOLE, timeout=PATIENCE)


def is_dark(page: Page) -> bool:
    """Whether the page's paper is dark."""
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate(PAPER))[:3])
    return red + green + blue < 3 * 128


def barriers(page: Page) -> list[tuple[str, str]]:
    """What axe finds, each as its rule and the HTML; not inside charts: each is one image with a text alternative."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, context={"exclude": [["svg.marks"]]}, options=options)
    return [(rule["id"], node["html"]) for rule in found.response["violations"] for node in rule["nodes"]]
