"""The table of `make faults`: of each case how often it was provoked, and what it did."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.faults.badday import Shown
from tests.faults.cases import Case, cited

COLUMNS = ("provoked", "survived", "lost", "wrong", "healthy")


@dataclass
class Line:
    """One case: how often it was provoked and ended as it must, and how many rows or numbers were harmed."""

    provoked: int = 0
    survived: int = 0
    lost: int = 0
    wrong: int = 0
    healthy: int = 0


@dataclass
class Tally:
    """All cases; `notes` say what was wrong."""

    lines: dict[int, Line] = field(default_factory=lambda: defaultdict(Line))
    notes: list[str] = field(default_factory=list)

    def count(self, case: int, shown: Shown) -> None:
        """Count one provocation."""
        line = self.lines[case]
        line.provoked += 1
        line.survived += shown.is_clean
        line.lost += len(shown.lost)
        line.wrong += len(shown.wrong)
        line.healthy += len(shown.healthy)
        self.notes += [*shown.lost, *shown.wrong, *shown.healthy, *shown.mishandled]

    def sum(self, column: str) -> int:
        """Add up a column."""
        return sum(int(getattr(line, column)) for line in self.lines.values())

    @property
    def is_clean(self) -> bool:
        """Whether every provocation ended as it must."""
        return self.sum("provoked") == self.sum("survived") and not self.notes


def table(tally: Tally, cases: dict[int, Case]) -> Iterator[str]:
    """Say it, case by case; cases that only a test provokes name one."""
    there = cited()
    yield f"{'':4}{'case':64}" + "".join(f"{name:>10}" for name in COLUMNS)
    for number, case in cases.items():
        about = f"{number:>3} {case.provoked[:62]:64}"
        if number in tally.lines:
            line = tally.lines[number]
            yield about + "".join(f"{getattr(line, name):>10,}" for name in COLUMNS)
        elif case.not_here:
            yield f"{about}  not here: {case.not_here}"
        else:
            tests = there.get(number, ["by no test"])
            yield f"{about}  by {len(tests)} of the tests: {tests[0]}"
    yield f"{'':4}{'all':64}" + "".join(f"{tally.sum(name):>10,}" for name in COLUMNS)
