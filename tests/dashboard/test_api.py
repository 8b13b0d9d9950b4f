"""The server over real HTTP: health, unknown addresses, the language of the page, compression."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from tests.dashboard.filled import fill

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            requests.get(f"{address}/healthz", timeout=10)
            return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "tousu.duckdb"


@contextmanager
def serving(database: Path, **more: str) -> Iterator[str]:
    """Start the real server on a database, with more of the environment; give its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py"), "--server.port", str(port)]
    environment = {**os.environ, "TOUSU_DATABASE": str(database), **more}
    process = subprocess.Popen(
        command, cwd=database.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[str]:
    """Give a server on a database that is not there yet."""
    with serving(database) as address:
        yield address


def health(server: str) -> tuple[int, dict[str, object]]:
    answer = requests.get(f"{server}/healthz", timeout=10)
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
    answer = requests.get(f"{server}/api/v1/typo", timeout=10)
    assert (answer.status_code, answer.json()) == (404, {"error": "there is nothing at /api/v1/typo"})


@pytest.mark.parametrize(
    ("address", "preferred", "language"),
    [
        ("/", "zh-CN,zh;q=0.9", "zh-Hans"),
        ("/", "zh-TW", "zh-Hant"),
        ("/", "", "en"),
        ("/?lang=zh-Hant", "en", "zh-Hant"),
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
