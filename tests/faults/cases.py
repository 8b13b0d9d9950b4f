"""The list of bad days, `cases.toml`, and which tests provoke each of them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
CITED = re.compile(r"FAULTS (\d+(?:, \d+)*)(?![\d-]| to | and )")


@dataclass(frozen=True)
class Case:
    """A bad day: its number, what is provoked, what must happen, and why it cannot be provoked here, if it cannot."""

    number: int
    provoked: str
    must: str
    not_here: str = ""


def cases() -> dict[int, Case]:
    """Every case by its number."""
    told = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
    return {one["number"]: Case(**one) for one in told["case"]}


def _docstrings(file: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in [tree, *ast.walk(tree)]:
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
            yield getattr(node, "name", ""), ast.get_docstring(node) or ""


def cited() -> dict[int, list[str]]:
    """The tests that cite each number, as `FAULTS 17` or `FAULTS 17, 18` in their docstring."""
    found: dict[int, list[str]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for name, said in _docstrings(file):
            for numbers in CITED.findall(said):
                for number in map(int, numbers.split(", ")):
                    found.setdefault(number, []).append(f"{file.relative_to(TESTS)}::{name}".removesuffix("::"))
    return found


def miswritten() -> list[str]:
    """Citations in another form than that one."""
    return [
        f"{file.relative_to(TESTS)}: {said.strip()[:70]}"
        for file in sorted(TESTS.rglob("test_*.py"))
        for _, said in _docstrings(file)
        if said.count("FAULTS") != len(CITED.findall(said))
    ]
