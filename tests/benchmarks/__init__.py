"""Speed, as ratios against a named alternative in the same run: `make bench`. Never in timed tests."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def compare(title: str, ways: Mapping[str, Callable[[], object]], rounds: int = 15) -> dict[str, float]:
    """Time each way in turn, round after round; print medians as ratios to the first, the 1.00, and return them."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    base = next(iter(medians.values()))
    say(f"\n{title}")
    for name, median in medians.items():
        say(f"  {median / base:6.2f}  {1000 * median:9.3f} ms (best {1000 * min(taken[name]):.3f})  {name}")
    return medians
