"""The figures of the dashboard, each beside its goal."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from dashboard.menu import PAGES
from tests.benchmarks import compare, say
from tests.benchmarks.dashboard import USUAL_PAGE
from tests.benchmarks.dashboard.crowd import VISITORS, crowd
from tests.benchmarks.dashboard.filling import COMPLAINTS, fill
from tests.benchmarks.dashboard.painting import SLOW, browsing, cold, first_chart, returning
from tests.benchmarks.dashboard.visiting import Visitor, visiting
from tests.dashboard.served import MANY, serving

USUAL = "the overview as usually written: shorthand Altair, pandas, st.dataframe, cache by the clock"
# Streamlit as it comes, but without a browser of its own, and only for this machine.
PLAIN_SERVER = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
ROUNDS, PAINTINGS, COLD_PAINTINGS, CROWD_SECONDS = 30, 7, 3, 30.0


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it may be at most, in `unit`."""

    what: str
    measured: float
    at_most: float
    unit: str

    def __str__(self) -> str:
        """A line of the report."""
        verdict = "met" if self.measured <= self.at_most else "MISSED"
        measured, at_most = (f"{value:7.1f} {self.unit:2}" for value in (self.measured, self.at_most))
        return f"  {verdict:6} {measured}  at most {at_most}  {self.what}"


def _received(visitor: Visitor, name: str) -> float:
    """How many kB a run sends to a visitor who remembers nothing."""
    run = visitor.run()
    say(f"  {run.received / 1000:8.1f} kB, {run.messages:3} messages  {name}")
    return run.received / 1000


def _reruns(url: str, usual_url: str) -> Iterator[Figure]:
    with ExitStack() as opened:
        usual = opened.enter_context(visiting(usual_url))
        ours = {page: opened.enter_context(visiting(url, page)) for page in PAGES}
        ways = {USUAL: usual.run, **{page: visitor.run for page, visitor in ours.items()}}
        medians = compare("Run a page again, from asking to its last message", ways, ROUNDS)
        say("What a run sends")
        _received(usual, USUAL)
        sent = {page: _received(visitor, page) for page, visitor in ours.items()}
    yield Figure("a rerun of the overview, median", 1000 * medians["overview"], 40, "ms")
    yield Figure("what it sends", sent["overview"], 250, "kB")


def _paintings(url: str, usual_url: str) -> Iterator[Figure]:
    """Open each in turn, so that what else the machine does troubles both."""
    again: dict[str, list[float]] = {usual_url: [], url: []}
    with browsing() as browser:
        with returning(browser) as context:
            for address in list(again) * (1 + PAINTINGS):
                again[address].append(first_chart(context, address))
        never = [cold(browser, url, SLOW) for _ in range(COLD_PAINTINGS)]
    usual, ours = (taken[1:] for taken in again.values())
    ratio = statistics.median(ours) / statistics.median(usual)
    say(f"\nFirst chart painted, warm: {_seconds(ours)}; as usually written {_seconds(usual)}; ratio {ratio:.2f}")
    say(f"Cold over 4 Mbit/s and 150 ms: {_seconds(never)}")
    yield Figure("first chart painted, warm, on this machine, median", statistics.median(ours), 1.5, "s")
    yield Figure("first chart painted, cold, over 4 Mbit/s and 150 ms, median", statistics.median(never), 7, "s")


def _seconds(taken: list[float]) -> str:
    return " ".join(f"{one:.2f}" for one in sorted(taken)) + " s"


def _served(url: str) -> Iterator[Figure]:
    taken = sorted(crowd(url, CROWD_SECONDS))
    median, late = statistics.median(taken), taken[int(0.95 * len(taken))]
    say(f"{VISITORS} visitors, {len(taken)} runs: median {1000 * median:.1f} ms, 95 % within {1000 * late:.1f} ms")
    yield Figure(f"a rerun among {VISITORS} visitors, each one every 10 s, median", 1000 * median, 100, "ms")


def main(complaints: int = COMPLAINTS) -> None:
    """Fill a database, measure, and print every figure beside its goal."""
    with tempfile.TemporaryDirectory() as folder:
        database, began = Path(folder) / "tousu.duckdb", time.perf_counter()
        fill(database, complaints)
        say(f"\nThe dashboard on {complaints:,} complaints, filled in {time.perf_counter() - began:.0f} s")
        with serving(database, TOUSU_REQUESTS_PER_MINUTE=MANY) as url:
            figures = list(_served(url))
            with serving(database, script=USUAL_PAGE, **PLAIN_SERVER) as usual_url:
                figures = [*_reruns(url, usual_url), *figures, *_paintings(url, usual_url)]
    say("\nGoals of the dashboard")
    for figure in figures:
        say(str(figure))
