"""A maintainer signs in with a provider, in a real browser under our policy, and out again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.looking import PATIENCE, troubles
from tests.dashboard.filled import fill
from tests.dashboard.signing import letting_ada_in


def test_a_maintainer_signs_in_comes_back_to_the_page_acts_and_signs_out(
    tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    """FAULTS 77: the way to the provider and back passes our Content-Security-Policy, and leaves nothing behind."""
    fill(tmp_path / "tousu.duckdb", datetime.now(UTC))
    with letting_ada_in(tmp_path / "tousu.duckdb") as (address, provider):
        provider.claims = {"email": "ada@example.org", "email_verified": True}
        page = open_page(f"{address}/maintenance?lang=en")
        found = troubles(page)
        page.get_by_role("button", name="Sign in").click(timeout=PATIENCE)
        expect(page.get_by_text("You act as ada@example.org")).to_be_visible(timeout=PATIENCE)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE)
        assert page.url.startswith(f"{address}/maintenance?lang=en")
        assert found == []
