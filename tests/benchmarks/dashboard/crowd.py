"""Fifty visitors at once, each of whom runs the page every ten seconds and has it look for news every four."""

import random
import threading
import time

from tests.benchmarks.dashboard.visiting import visiting

VISITORS, EVERY_SECONDS, LOOKS_EVERY_SECONDS = 50, 10.0, 4.0


def _visit(url: str, until: float, began: threading.Barrier, taken: list[float]) -> None:
    """Visit the page until a moment; `taken` gets the seconds of each run of the whole page."""
    with visiting(url, remembers=True) as visitor:
        began.wait(timeout=120)
        now = time.monotonic()
        run_at, look_at = (now + random.uniform(0, every) for every in (EVERY_SECONDS, LOOKS_EVERY_SECONDS))
        while (next_at := min(run_at, look_at)) < until:
            time.sleep(max(0, next_at - time.monotonic()))
            if next_at == run_at:
                taken.append(visitor.run().seconds)
                run_at += EVERY_SECONDS
            else:
                if visitor.fragment:
                    visitor.run(visitor.fragment)
                look_at += LOOKS_EVERY_SECONDS


def crowd(url: str, seconds: float, visitors: int = VISITORS) -> list[float]:
    """Return the seconds of every run of the page by a crowd that stays for so long."""
    taken: list[float] = []
    began = threading.Barrier(visitors)
    until = time.monotonic() + seconds + visitors * 0.5
    there = [threading.Thread(target=_visit, args=(url, until, began, taken)) for _ in range(visitors)]
    for one in there:
        one.start()
    for one in there:
        one.join()
    return taken
