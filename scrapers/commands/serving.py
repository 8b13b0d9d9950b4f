"""The dashboard, and the watching beside it, as processes that live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

from db.settings import SettingError, Settings
from scrapers.commands import console
from scrapers.commands.keeping import Kept, Process
from scrapers.commands.watch import refuse_without_contact

ATTEND_SECONDS = 0.2
APP = Path(__file__).parents[2] / "streamlit_app.py"


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as the environment of the processes we start."""
    named = {f"TOUSU_{f.name.upper()}": getattr(settings, f.name) for f in fields(settings)}
    return dict(os.environ) | {name: str(value) for name, value in named.items() if value is not None}


def refuse_busy_port(port: int) -> None:
    """Raise `SettingError` if the dashboard's port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SettingError(
                f"TOUSU_PORT={port} cannot be used: {error.strerror}. Another dashboard may be running. "
                f"An example that is right: TOUSU_PORT={port + 1}"
            ) from error


def _started(settings: Settings, *command: str) -> Process:
    return subprocess.Popen([sys.executable, "-m", *command], env=_environment(settings))  # noqa: S603


def _ended(process: Process) -> None:
    """End a process gently."""
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.terminate()  # the watching takes a second request for: do not wait for the refresh under way
        _kill_after(process, 10)


def _kill_after(process: Process, seconds: float) -> None:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()


def interrupt(*_: object) -> None:
    """Take a request to stop for Ctrl-C."""
    raise KeyboardInterrupt


def _attend(served: Process, watching: Kept | None) -> int:
    """Wait for the dashboard's end, and keep the watching alive until then."""
    while (status := served.poll()) is None:
        if watching:
            watching.attend(time.monotonic())
        time.sleep(ATTEND_SECONDS)
    return status


def serve(settings: Settings, *, watches: bool = True) -> int:
    """Serve the dashboard and keep refreshing until stopped; return the dashboard's exit status."""
    if watches:
        refuse_without_contact(settings)
    refuse_busy_port(settings.port)
    signal.signal(signal.SIGTERM, interrupt)
    dashboard = ("streamlit", "run", str(APP), "--server.port", str(settings.port))
    console.announce(f"The dashboard is at http://127.0.0.1:{settings.port} (Ctrl-C stops everything)")
    with ExitStack() as running:
        watching = Kept(lambda: _started(settings, "scrapers", "watch"), _ended) if watches else None
        if watching:
            running.callback(watching.stop)
        served = _started(settings, *dashboard)
        running.callback(_ended, served)
        try:
            return _attend(served, watching)
        except KeyboardInterrupt:
            return 0
