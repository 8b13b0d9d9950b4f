"""The dashboard in a process of its own, for browsers and benchmarks."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60
_FILES = (ROOT / "dashboard" / "pages").glob("*.py")
PAGES = sorted(file.stem for file in _FILES if file.stem not in {"main", "__init__"})


@dataclass(frozen=True)
class Served:
    """A dashboard at `url`, by the process `pid`."""

    url: str
    pid: int


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the page is served; `RuntimeError` if it never is."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < patience:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the dashboard did not start at {url}")


@contextmanager
def serving(settings: Mapping[str, object], script: str = "streamlit_app.py", port: int = 0) -> Iterator[Served]:
    """Serve a script with settings (`DATABASE`: `TOUSU_DATABASE`) for the length of a block; port 0: a free one."""
    port = port or _free_port()
    environment = os.environ | {f"TOUSU_{name}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(url := f"http://127.0.0.1:{port}", process)
            yield Served(url, process.pid)
        finally:
            process.terminate()
