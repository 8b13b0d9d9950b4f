"""What classifying costs, beside a plain loop over the same rules compiled with `re`, an alternation a category.

The plain loop is given less to do: its texts are folded before, and it heeds neither negation nor what must not be
near or must be anywhere. So it finds at least what the rules find, which is checked.
"""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pyarrow as pa

from db.connection import writing
from db.settings import Settings, load
from scrapers.categories import Classifier, Complained
from scrapers.categories.folding import BREAKS, fold
from scrapers.categories.rules import FIELDS, OTHER, Rule, Rules, Term, read_rules, rules_alone
from scrapers.classification import classifier, reclassify
from scrapers.replica.world import World
from tests.benchmarks import say

COMPLAINTS, PLAIN, SHOWN = 100_000, 400, 150
LEAST, AIM = 3.0, 100_000  # times the plain loop; complaints a second on two cores
_TEXT = "text"


def complaints(number: int) -> list[Complained]:
    """Give complaints of the demonstration as its feed shows them: excerpts are cut to 150 signs."""
    world = World(anchor=datetime(2026, 10, 1, tzinfo=UTC))
    newest = islice(world.newest(int(world.anchor.timestamp())), min(number, 5000))
    texts = [one.text for post in newest if (one := world.complaint(post.number))]
    told = [Complained(text.title, text.issue, text.claim, text.body[:SHOWN]) for text in texts]
    return (told * (number // len(told) + 1))[:number]


def alternations(rules: Rules) -> dict[str, re.Pattern[str]]:
    """Compile the rules of each category for titles, issues and excerpts into one alternation."""
    patterns: dict[str, list[str]] = {}
    for rule in rules.rules:
        if rule.where == _TEXT:
            patterns.setdefault(rule.category, []).append(_pattern(rule, rules))
    return {category: re.compile("|".join(each)) for category, each in patterns.items()}


def _pattern(rule: Rule, rules: Rules) -> str:
    first, *rest = (_any_of(term, rules) for term in rule.terms)
    gaps = (f"[^{re.escape(BREAKS)}]{{0,{window}}}" for window in rule.windows)
    return first + "".join(gap + term for gap, term in zip(gaps, rest, strict=True))


def _any_of(term: Term, rules: Rules) -> str:
    words = {*term.words, *(word for name in term.lists for word in rules.words[name])}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


def folded(told: Iterable[Complained], rules: Rules) -> list[str]:
    """Write the fields that most rules are for as the rules' words are written."""
    fields = [FIELDS.index(field) for field in rules.file.fields[_TEXT]]
    return ["\n".join("".join(map(fold, one[field])) for field in fields) for one in told]


def plainly(patterns: dict[str, re.Pattern[str]], texts: list[str]) -> list[set[str]]:
    """Loop over texts and categories."""
    return [{category for category, pattern in patterns.items() if pattern.search(text)} for text in texts]


def _keep(told: list[Complained], settings: Settings) -> None:
    """Put complaints into the database as refreshes would have: six a minute."""
    at = datetime(2026, 10, 1, tzinfo=UTC)
    same = {"publisher": "heimao", "listing": "1", "status": "replied", "capture": "c", "first_seen_at": at}
    columns: dict[str, list[object]] = {name: [value] * len(told) for name, value in same.items()}
    columns["complaint"] = [str(17_000_000_000 + number) for number in range(len(told))]
    columns["posted_at"] = [at + timedelta(seconds=10 * number) for number in range(len(told))]
    columns |= {field: [getattr(one, field) for one in told] for field in FIELDS}
    with writing(settings.database) as opened:
        opened.register("incoming", pa.table(columns))
        opened.execute("insert into complaints by name from incoming")


def _pace(complaints: int, way: Callable[[], object]) -> tuple[float, float]:
    """Say how many complaints a second that is, and a second of one core: the same however busy the machine is."""
    began = time.perf_counter(), time.process_time()
    way()
    return complaints / (time.perf_counter() - began[0]), complaints / (time.process_time() - began[1])


def _agree(told: list[Complained], rules: Rules, patterns: dict[str, re.Pattern[str]]) -> None:
    classified = Classifier(rules_alone()).classify([one._replace(claim="") for one in told])
    for matches, plain in zip(classified, plainly(patterns, folded(told, rules)), strict=True):
        found = {match.category for match in matches} - {OTHER}
        assert found <= plain, found - plain


def _held(pace: float, goal: float) -> str:
    return f"{'held' if pace >= goal else 'missed'} ({pace / goal:.0%} of it)"


def main() -> None:
    """Compare with the plain loop on some, then time many."""
    rules, told = read_rules(), complaints(COMPLAINTS)
    patterns, few, many = alternations(rules), told[:PLAIN], f"{len(told):,} complaints"
    _agree(few, rules, patterns)
    classifier()  # made ready once, which is not what is timed
    texts = folded(few, rules)
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load({}), database=Path(folder) / "tousu.duckdb")
        _keep(told, settings)
        paces = {
            f"a plain loop over {len(patterns)} compiled alternations, {PLAIN} complaints": _pace(
                PLAIN, lambda: plainly(patterns, texts)
            ),
            f"classified, {many}, one thread": _pace(len(told), lambda: classifier().classify(told)),
            f"classified and stored, {many}, {os.cpu_count()} cores": _pace(len(told), lambda: reclassify(settings)),
        }
    signs = sum(len("".join(one)) for one in told) / len(told)
    say(f"\nClassify complaints of {signs:.0f} signs by {len(rules.rules)} rules:")
    say("   ratio  a second  a core's second")
    (plain, _), (classified, _), (stored, _) = paces.values()
    for name, (pace, of_core) in paces.items():
        say(f"  {pace / plain:6.1f}  {pace:8,.0f}  {of_core:15,.0f}  {name}")
    say(f"  goal: classified {LEAST:g} times as fast as the plain loop: {_held(classified, LEAST * plain)}")
    say(f"  aim: {AIM:,} a second classified and stored: {_held(stored, AIM)}")


if __name__ == "__main__":
    main()
