"""The real server on a database, as a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from db.settings import DECLARED

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
MANY = "100000"  # requests a minute: all of a test's come from one address


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
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@contextmanager
def serving(
    database: Path, log: Path | None = None, script: Path = ROOT / "streamlit_app.py", **named: str
) -> Iterator[str]:
    """Serve a database, which need not be there yet, as long as the block; give the server's address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    environment = clean | named | {"TOUSU_DATABASE": str(database)}
    to = log.open("wb") if log else subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=database.parent, env=environment, stdout=to, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
        if not isinstance(to, int):
            to.close()
