"""A maintainer presses the button: the refresh is followed live and the numbers move; or it is cancelled."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Shown

Open = Callable[..., Page]
PATIENCE = 60_000


def begin(page: Page, shown: Shown, source: str) -> None:
    page.goto(f"{shown.url}/maintenance?lang=en")
    page.get_by_label("What to bring up to date").click(timeout=PATIENCE)
    page.get_by_role("option", name=source, exact=True).click()
    page.get_by_role("button", name="Refresh now").click()


def test_a_refresh_is_begun_followed_and_done_and_the_numbers_have_moved_and_another_is_cancelled(
    shown: Shown, open_page: Open
) -> None:
    """FAULTS 70, 77 and 83."""
    page = open_page(f"{shown.url}/?lang=en")
    total = page.locator(".tw-table tbody tr").first.locator("td").first
    before = total.inner_text(timeout=PATIENCE)
    shown.replica.clock.set(shown.replica.clock.now() + timedelta(days=2))
    begin(page, shown, "Services")
    expect(page.get_by_text("The refresh has been begun.").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Refresh now")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".tw-table tbody tr th", has_text="this machine").first).to_be_visible(timeout=PATIENCE)
    page.goto(f"{shown.url}/?lang=en")
    expect(total).not_to_have_text(before, timeout=PATIENCE)

    shown.replica.fault("/api/index/feed", "slow_headers", seconds=55.0)
    begin(page, shown, "Newest complaints")
    expect(page.get_by_text("Newest complaints (1 of 1)")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Cancel the refresh").click()
    expect(page.get_by_text("A person ended the refresh.").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Refresh now")).to_be_visible(timeout=PATIENCE)
