"""The server over real HTTP: health, unknown addresses, the language of the page, compression."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from dashboard.vitals.looking import SECONDS
from tests.dashboard.filled import fill
from tests.dashboard.served import serving


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "tousu.duckdb"


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[str]:
    """Give a server on a database that is not there yet."""
    with serving(database) as address:
        yield address


def health(server: str) -> tuple[int, dict[str, object]]:
    time.sleep(SECONDS + 0.1)
    for _ in range(20):
        answer = requests.get(f"{server}/healthz", timeout=20)
        if answer.json().get("reason") != "the database does not answer in time":  # where tests keep a machine busy
            break
    return answer.status_code, answer.json()


def test_health_follows_the_database(server: str, database: Path) -> None:
    """FAULTS 84: a server whose database cannot be read is not healthy, whatever its process says."""
    database.unlink(missing_ok=True)
    assert health(server) == (503, {"ok": False, "reason": "there is no database yet"})
    fill(database, datetime.now(UTC))
    status, said = health(server)
    assert (status, said["ok"], said["freshness"]) == (200, True, "fresh")
    database.write_bytes(b"not a database" * 1000)
    assert health(server) == (503, {"ok": False, "reason": "the database cannot be read"})
    database.unlink()


def test_health_says_when_the_last_refresh_failed(server: str, database: Path) -> None:
    database.unlink(missing_ok=True)
    fill(database, datetime.now(UTC), failed="RefusedError")
    assert health(server)[1]["freshness"] == "failed"
    database.unlink()


def test_an_unknown_address_of_the_api_is_not_found(server: str) -> None:
    answer = requests.get(f"{server}/api/v2/typo", timeout=10)
    said = "There is nothing at /api/v2/typo. What there is stands at /api/v1."
    assert (answer.status_code, answer.json()) == (404, {"error": said})


@pytest.mark.parametrize(
    ("address", "preferred", "language"),
    [
        ("/", "zh-CN,zh;q=0.9", "zh-Hans"),
        ("/", "zh-TW", "zh-Hant"),
        ("/", "", "en"),
        ("/?lang=zh-Hant", "en", "zh-Hant"),
        ("/thresholds?lang=zh-Hant", "en", "zh-Hant"),
    ],
)
def test_the_page_says_its_language_so_that_browsers_choose_its_glyphs(
    server: str, address: str, preferred: str, language: str
) -> None:
    answer = requests.get(f"{server}{address}", headers={"Accept-Language": preferred}, timeout=10)
    assert f'<html lang="{language}">' in answer.text
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_page_and_its_scripts_are_compressed_and_loaded_from_nowhere_else(server: str) -> None:
    answer = requests.get(f"{server}/", headers={"Accept-Encoding": "gzip"}, timeout=10)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert 'src="http' not in answer.text
    assert "fonts.g" not in answer.text


def test_the_page_asks_early_for_what_charts_are_drawn_with_and_may_keep_it_for_ever(server: str) -> None:
    page = requests.get(f"{server}/", timeout=10).text
    [chart] = re.findall(
        r'<link rel="modulepreload" crossorigin href="\.(/static/js/ArrowVegaLiteChart[^"]+)">', page
    )
    compressed = requests.get(f"{server}{chart}", headers={"Accept-Encoding": "gzip"}, timeout=10)
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in compressed.headers["Cache-Control"]
    assert compressed.headers["Content-Type"].startswith("text/javascript")
    plain = requests.get(f"{server}{chart}", headers={"Accept-Encoding": "identity"}, timeout=10)
    assert "Content-Encoding" not in plain.headers
    assert plain.content == compressed.content
