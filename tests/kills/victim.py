"""A command in a process of its own, killed after a while; what it said by then is what it acknowledged."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from types import ModuleType

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.kills.warm"])


@dataclass(frozen=True)
class End:
    """How it ended: the lines it said, whether it was killed, and how many seconds it worked."""

    said: tuple[str, ...]
    is_killed: bool
    seconds: float


def begin(target: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Begin a process, forked from the warm one, that imports nothing of what is main here.

    After a test of pages that is a page, which Streamlit leaves in its place and the process would run first.
    """
    process = FORKED.Process(target=target, args=arguments)
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main
    return process


def _run(pipe: Connection, environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    from scrapers.cli import main

    os.environ.update(environment)
    os.dup2(pipe.fileno(), 1)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.argv = ["tousu", *arguments]
    main()


def _said(pipe: Connection) -> tuple[str, ...]:
    with os.fdopen(os.dup(pipe.fileno()), "rb") as heard:
        text = heard.read().decode()
    # A line counts when its end has come: whoever reads it then may rely on it.
    return tuple(text.split("\n")[:-1])


def kill(
    environment: dict[str, str],
    arguments: tuple[str, ...],
    after: float | None,
    begun: Callable[[], bool] = lambda: True,
) -> End:
    """Run `tousu` with these arguments, and kill it `after` seconds of work (None: let it finish).

    Its work begins when `begun` says so.
    """
    hears, speaks = FORKED.Pipe(duplex=False)
    process = begin(_run, speaks, environment, arguments)
    speaks.close()
    while process.is_alive() and not begun():
        time.sleep(0.001)
    began = time.monotonic()
    process.join(after)
    is_killed = process.is_alive()
    process.kill()
    process.join()
    seconds = time.monotonic() - began
    with hears:
        return End(_said(hears), is_killed, seconds)
