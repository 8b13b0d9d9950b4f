"""When a browser has painted the first chart, from navigation on: warm over loopback, and cold over a slow line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import ARGUMENTS, chromium

# A chart is painted when its drawing stands in the page and a frame has been shown since.
PAINTED = """() => new Promise((painted) => {
  const drawing = "[data-testid=stVegaLiteChart] :is(svg.marks, canvas.marks)"
  const look = () => document.querySelector(drawing)
    ? requestAnimationFrame(() => painted(performance.now())) : requestAnimationFrame(look)
  look()
})"""


@dataclass(frozen=True)
class Line:
    """A line to the server: bits a second in both directions, seconds there and back."""

    bits: float
    seconds: float


SLOW = Line(4e6, 0.150)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Chromium; `RuntimeError` where there is none."""
    if (path := chromium()) is None:
        raise RuntimeError("Chromium is missing: `make browser` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def _throttle(page: Page, line: Line) -> None:
    control = page.context.new_cdp_session(page)
    control.send("Network.enable")
    through = line.bits / 8
    control.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 1000 * line.seconds,
            "downloadThroughput": through,
            "uploadThroughput": through,
        },
    )


def first_chart(context: BrowserContext, url: str, line: Line | None = None) -> float:
    """Open an address in a new tab and return the seconds until the first chart is painted."""
    page = context.new_page()
    if line:
        _throttle(page, line)
    page.goto(url, wait_until="commit")
    painted: float = page.evaluate(PAINTED)
    page.close()
    return painted / 1000


def cold(browser: Browser, url: str, line: Line | None = None) -> float:
    """The same by a visitor who was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    seconds = first_chart(context, url, line)
    context.close()
    return seconds


@contextmanager
def returning(browser: Browser) -> Iterator[BrowserContext]:
    """Give a visitor who keeps what was loaded once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context
    context.close()
