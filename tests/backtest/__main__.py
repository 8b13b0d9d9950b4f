"""Print the tables; exit 1 if an interval of 80 % holds the truth too seldom or too often."""

import sys

from tests.backtest.changes import RATES, RULES, measured
from tests.backtest.intervals import HORIZONS, WAYS, Scored, simulated
from tests.backtest.processes import DRIFTING, FLAT
from tests.backtest.replayed import replayed
from tests.benchmarks import say

LEAST, MOST = 0.75, 0.95
RUNS, YEARS, HISTORIES = 1200, 200, (63, 364)


def _tell(title: str, scored: dict[tuple[str, int], Scored]) -> None:
    shown = scored[next(iter(WAYS)), HORIZONS[0]]
    say(f"\n{title}: {shown.made} forecasts, {shown.asked - shown.made} withheld")
    say("".join([" " * 26, *(f"{f'{horizon} days':>20}" for horizon in HORIZONS)]))
    for way in WAYS:
        cells = (scored[way, horizon] for horizon in HORIZONS)
        say(f"  {way:24}" + "".join(f"{one.coverage:9.0%} {one.width:5.0f} {one.error:4.0f}" for one in cells))


def intervals() -> bool:
    """Tell how forecasts do; say whether the recipe's intervals do on all processes that drift."""
    say("Intervals of 80 %: share that holds the truth, median width, median error of the middle, both in days")
    is_well = True
    for process in (FLAT, *DRIFTING):
        for history in HISTORIES:
            scored = simulated(process, RUNS, history)
            _tell(f"{process.name}; {process.per_day:g} a day, {history} days of history", scored)
            wrong = [h for h in HORIZONS if not LEAST <= scored["the recipe", h].coverage <= MOST]
            if process in DRIFTING and wrong:
                say(f"  outside {LEAST:.0%} to {MOST:.0%} at {wrong} days")
                is_well = False
    _tell("Replayed histories of the stand-in publisher", replayed())
    return is_well


def changes() -> None:
    """Tell how changes of pace are found."""
    say("\nChanges of pace: alarms in a quiet year; rises by half found within 30 days, and after how many days")
    say("".join([" " * 26, *(f"{f'{rate} a day':>18}" for rate in RATES)]))
    for name in RULES:
        cells = (measured(name, rate, YEARS) for rate in RATES)
        say(f"  {name:24}" + "".join(f"{one.false_alarms:7.2f} {one.share:5.0%} {one.delay:4.0f}" for one in cells))


if __name__ == "__main__":
    changes()
    sys.exit(0 if intervals() else 1)
