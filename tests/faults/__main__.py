"""`python -m tests.faults [SEEDS [MUTATIONS [HOURS]]]` provokes every bad day and says what it did; 1: harm done."""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.faults import measures, weather
from tests.faults.badday import Shown, live
from tests.faults.cases import cases
from tests.faults.days import days
from tests.faults.mutations import mutate
from tests.faults.rig import Rig, filled
from tests.faults.special import TRIALS
from tests.faults.special import live as live_specially
from tests.faults.tally import Tally, table

MUTATED = 43


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def advance(done: str, began: float) -> None:
    """Say on the error output how far it is: the table comes at the end."""
    sys.stderr.write(f"{time.monotonic() - began:6.0f} s: {done}\n")


def provoke(rig: Rig, seed: int, folder: Path, tally: Tally) -> None:
    """Let one record live through every bad day once."""
    chance = Random(seed)
    for day in days(chance):
        tally.count(day.case, live(day, rig))
    for numbers, trial in TRIALS:
        shown = live_specially(trial, rig, chance, folder)
        for number in numbers:
            tally.count(number, shown)


def mutated(seeds: int, folder: Path, tally: Tally) -> str:
    """Mutate every saved body with so many seeds."""
    found = mutate(range(seeds), folder)
    for read in found.values():
        for wrong in read.wrong:
            tally.count(MUTATED, Shown(wrong=[wrong]))
        line = tally.lines[MUTATED]
        line.provoked += read.tried - len(read.wrong)
        line.survived += read.right + read.refused
    right, refused = (sum(getattr(one, name) for one in found.values()) for name in ("right", "refused"))
    wrong = sum(len(one.wrong) for one in found.values())
    of = f"mutated: {len(found)} saved bodies, {seeds:,} seeds each"
    return f"{of}: {right:,} right, {refused:,} refused, {wrong} wrong"


def weathered(folder: Path, hours: float, seed: int, tally: Tally) -> str:
    """Simulate so many hours of the schedule."""
    with filled(folder) as rig:
        began = rig.replica.clock.now()
        day = weather.simulate(rig, hours, seed)
        tally.notes += weather.faults_of(day, began)
        (gaps,) = rig.rows("select count(*), coalesce(sum(epoch(before_at) - epoch(after_at)), 0) from coverage_gaps")
        waited = rig.rows("select count(*) from quarantine")[0][0]
    missed = timedelta(seconds=round(gaps[1]))
    fresh = sum(age <= weather.FRESH for age in day.ages) / len(day.ages)
    return (
        f"{hours:g} h: {day.refreshes} refreshes, {day.spells.total()} half hours of {len(day.spells)} faults; "
        f"{gaps[0]} gaps of {missed}, {waited} numbers waited, {day.hurried} refreshes in a rest; "
        f"{fresh:.0%} of numbers at most {weather.FRESH} old, the oldest {max(day.ages)}"
    )


def figures(rig: Rig, chance: Random, scale: int, folder: Path, tally: Tally) -> Iterator[str]:
    """Say what stands beside the bad days."""
    alarms = measures.good_days(range(100, 100 + scale), 6, folder / "good")
    published, waiting = sum(one.published for one in alarms), sum(one.quarantined for one in alarms)
    yield f"false alarms: {waiting} of {published + waiting:,} healthy numbers quarantined, {scale} worlds"
    tally.notes += [f"a good day went wrong: {one}" for one in alarms if one.wrong or one.failed or one.quarantined]
    for fault, taken in measures.cut_answers(rig, chance, 20 * scale).items():
        yield f"cut answers taken for whole, {fault}: {taken.plainly} of {taken.cut} plainly, {taken.by_us} by us"
        tally.notes += [f"{fault} was taken for whole"] * taken.by_us
    logs = measures.cut_logs(chance, 5 * scale, folder / "logs")
    yield f"rows lost without a word to a spoiled log: {logs.plainly} of {logs.cut} plainly, {logs.by_us} as we write"
    tally.notes += ["a spoiled log lost rows"] * logs.by_us
    there, again = measures.provenance(rig)
    yield f"provenance: {again:,} of {there:,} published numbers and complaints read again from their bytes"
    tally.notes += ["not every number has its receipt"] * (there != again)
    told = measures.manners(rig)
    yield (
        f"manners: {told.requests} requests a refresh, never less than {told.least_gap:.3f} s apart at a pause of "
        f"{told.pause} s; {told.forbidden} that robots.txt forbids; Retry-After kept {told.kept} of {told.told} times"
    )
    tally.notes += ["the publisher was hurried"] * (told.forbidden > 0 or told.kept < told.told)


def report(seeds: int, mutations: int, hours: float, folder: Path) -> bool:
    """Do all of it and say so; return whether nothing was harmed."""
    tally, began = Tally(), time.monotonic()
    with filled(folder / "record") as rig:
        for seed in range(seeds):
            provoke(rig, seed, folder, tally)
            advance(f"every bad day {seed + 1} of {seeds} times", began)
        told = [mutated(mutations, folder / "mutations", tally), *figures(rig, Random(0), seeds, folder, tally)]
    advance(f"{mutations:,} mutations of each saved body, and the figures; now {hours:g} hours of weather", began)
    told.append(weathered(folder / "weather", hours, 1, tally))
    for line in table(tally, cases()):
        say(line)
    say(f"\nwrong numbers published: {tally.sum('wrong')} of {tally.sum('provoked'):,} bad days and mutated bodies")
    say(f"healthy numbers quarantined: {tally.sum('healthy')}")
    for line in told:
        say(line)
    for note in tally.notes[:20]:
        say(f"NOT AS IT MUST BE: {note}")
    say(f"seeds 0 to {seeds - 1}, {time.monotonic() - began:.0f} s. Not tried: the real publisher, a loss of power.")
    return tally.is_clean


def main(seeds: int = 8, mutations: int = 1000, hours: float = 24) -> None:
    """Provoke all of it."""
    with tempfile.TemporaryDirectory(prefix="tousu-faults-") as folder:
        raise SystemExit(not report(int(seeds), int(mutations), hours, Path(folder)))


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))  # type: ignore[arg-type]
