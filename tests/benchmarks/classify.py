"""What classifying costs, beside a plain loop over the same rules compiled with `re`, an alternation a category.

The plain loop is given less to do: its texts are folded before, and it heeds neither negation nor what must not be
near or must be anywhere. So it finds at least what the rules find, which is checked.
"""

import re
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from itertools import islice

from scrapers.categories import Classifier, Complained, load
from scrapers.categories.rules import FIELDS, OTHER, Rule, Rules, Term, read_rules
from scrapers.categories.words import BREAKS, fold
from scrapers.replica.world import World
from tests.benchmarks import compare, say

COMPLAINTS, PLAIN, SHOWN = 100_000, 400, 150
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


@cache
def _classifier() -> Classifier:
    return load()


def _part(told: list[Complained]) -> int:
    return len(_classifier().classify(told))


def _whole(told: list[Complained]) -> None:
    classifier, began = load(), time.perf_counter()
    classifier.classify(told)
    one = time.perf_counter() - began
    halves = [told[::2], told[1::2]]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_part, [told[:1], told[1:2], *halves]))
        began = time.perf_counter()
        list(pool.map(_part, halves))
    two = time.perf_counter() - began
    say(f"\nClassify {len(told)} complaints at once")
    say(f"  {len(told) / one:9,.0f} a second, one process\n  {len(told) / two:9,.0f} a second, two processes")


def main() -> None:
    """Compare on some, then time many."""
    rules, classifier, told = read_rules(), _classifier(), complaints(COMPLAINTS)
    patterns, texts = alternations(rules), folded(told[:PLAIN], rules)
    classified = classifier.classify(_without_claims(told))
    found = [{match.category for match in matches} - {OTHER} for matches in classified]
    for fast, plain in zip(found, plainly(patterns, texts), strict=False):
        assert fast <= plain, fast - plain
    few = told[:PLAIN]
    ways = {
        f"a plain loop over {len(patterns)} compiled alternations, {PLAIN} complaints": lambda: plainly(
            patterns, texts
        ),
        f"Classifier.classify, the same {PLAIN}": lambda: classifier.classify(few),
        f"Classifier.classify, {len(told) // PLAIN} times as many": lambda: classifier.classify(told),
    }
    signs = sum(len("".join(one)) for one in told) / len(told)
    compare(f"Classify complaints of {signs:.0f} signs by {len(rules.rules)} rules", ways, rounds=3)
    _whole(told)


def _without_claims(told: list[Complained]) -> list[Complained]:
    return [one._replace(claim="") for one in told[:PLAIN]]


if __name__ == "__main__":
    main()
