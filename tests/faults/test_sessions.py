"""Fifty people at once: each is answered, with the same numbers, and with nobody else's page."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from tests.dashboard.complained import fill_and_complain
from tests.dashboard.filled import WORLD, Grown, total
from tests.dashboard.served import MANY, serving
from tests.dashboard.visiting import Visitor

SESSIONS = 50
LANGUAGES = {"zh-Hans": "name", "zh-Hant": "traditional", "en": "english"}
WATCHED = [one for one in WORLD if one.platform]


@pytest.fixture
def publisher() -> Iterator[Replica]:
    anchor = datetime(2026, 11, 23, 4, tzinfo=UTC)
    with Replica(world=World(anchor=anchor), clock=Clock(anchor, speed=0)) as replica:
        yield replica


@pytest.fixture
def site(publisher: Replica, tmp_path: Path) -> Iterator[str]:
    fill_and_complain(tmp_path / "tousu.duckdb", datetime.now(UTC))
    with serving(tmp_path / "tousu.duckdb", TOUSU_REQUESTS_PER_MINUTE=MANY, TOUSU_PUBLISHER_URL=publisher.url) as url:
        yield url


def asked(number: int) -> tuple[Grown, str]:
    """Which platform's page a session opens, and in which language."""
    return WATCHED[number % len(WATCHED)], list(LANGUAGES)[number % len(LANGUAGES)]


def totals_in(text: str) -> set[int]:
    """Whose totals stand on a page."""
    return {latest for one in WATCHED if f" {(latest := total(one, one.unread_days)):,} " in text}


def test_fifty_sessions_at_once_are_each_answered_and_none_gets_anothers_page(site: str, publisher: Replica) -> None:
    """FAULTS 84: opened, and run once more, all together; the publisher is asked nothing by any of it."""
    together = Barrier(SESSIONS)

    def visit(number: int) -> tuple[str, str]:
        platform, language = asked(number)
        query = f"platform={platform.platform}&lang={language}"
        with Visitor(site, site, page="platform", query=query) as visitor:
            first = visitor.text
            together.wait(timeout=120)
            visitor.run()
            return first, visitor.text

    with ThreadPoolExecutor(SESSIONS) as people:
        told = list(people.map(visit, range(SESSIONS)))
    for number, texts in enumerate(told):
        platform, language = asked(number)
        for text in texts:
            assert getattr(platform, LANGUAGES[language]) in text, (number, language)
            assert totals_in(text) == {total(platform, platform.unread_days)}, (
                number,
                "its own, the same for everybody",
            )
    assert publisher.requests == [], "a publisher is not asked more often because more people look"
