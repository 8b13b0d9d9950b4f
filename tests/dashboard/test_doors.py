"""Who may act, on the real server: by signing in with a real provider, and never without a page behind it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
import requests
from websockets.exceptions import InvalidStatus

from db import queries
from db.connection import reading
from tests.dashboard.filled import fill
from tests.dashboard.provider import Provider
from tests.dashboard.served import serving
from tests.dashboard.signing import letting_ada_in
from tests.dashboard.visiting import Visitor


def refreshes(database: Path) -> int:
    with reading(database) as connection:
        return queries.recent_rounds(connection, 99).num_rows


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    database = tmp_path / "tousu.duckdb"
    fill(database, datetime.now(UTC), demonstration=True)
    named = {"TOUSU_PUBLISHER_URL": "http://127.0.0.1:9", "TOUSU_EVIDENCE": str(tmp_path / "evidence")}
    with serving(database, **named) as address:
        yield address, database


def test_a_client_that_comes_from_no_page_presses_buttons_in_vain(demonstration: tuple[str, Path]) -> None:
    """FAULTS 77: a websocket without Origin, or of another one, is refused; on this machine a page's own may act."""
    address, database = demonstration
    before = refreshes(database)
    with Visitor(address, address) as here:
        assert "You act as" in here.text
        pressed = here.buttons["Refresh now"]
        for origin in (None, "http://elsewhere.example"):
            with pytest.raises(InvalidStatus, match="403"), Visitor(address, origin) as raw:
                raw.run(press=pressed)
        assert refreshes(database) == before
        here.run(press=pressed)
        assert "The refresh has been begun." in here.text
    patience = time.monotonic() + 60
    while refreshes(database) == before:
        assert time.monotonic() < patience
        time.sleep(0.2)


@pytest.fixture
def signing(databases: dict[str, Path], tmp_path: Path) -> Iterator[tuple[str, Provider]]:
    copy(databases["filled"], tmp_path / "tousu.duckdb")
    with letting_ada_in(tmp_path / "tousu.duckdb") as opened:
        yield opened


def sign_in(address: str, provider: Provider, **claims: object) -> str:
    """Go the whole way through the provider; give the cookie it ends with."""
    provider.claims = claims
    with Visitor(address, address) as visitor:
        visitor.run(press=visitor.buttons["Sign in"])
    browser = requests.Session()
    browser.get(f"{address}/_stcore/health", timeout=30)
    browser.get(f"{address}{visitor.redirect}", timeout=30).raise_for_status()
    return "; ".join(f"{one.name}={one.value}" for one in browser.cookies)


def test_whoever_signs_in_under_a_listed_and_verified_address_may_act_and_others_are_told_why_not(
    signing: tuple[str, Provider],
) -> None:
    """FAULTS 77: with the right, a wrong, an unverified and an expired identity."""
    address, provider = signing
    ada = {"email": "ada@example.org", "email_verified": True}
    said = {
        "You act as  ada@example.org": ada,
        "eve@example.org may look, but not act": {"email": "eve@example.org", "email_verified": True},
        "ada@example.org is not verified": ada | {"email_verified": False},
        "Your sign-in has expired": ada | {"exp": int(time.time()) + 1},
    }
    for words, claims in said.items():
        cookie = sign_in(address, provider, **claims)
        time.sleep(1.1 * ("exp" in claims))
        with Visitor(address, address, cookie) as visitor:
            assert words in visitor.text, claims
            assert ("Sign out" in visitor.buttons) is True
            assert ("Post this notice" in visitor.buttons) is (claims == ada)
