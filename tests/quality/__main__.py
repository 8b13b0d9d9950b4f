"""Score the rules, print the figures, and write them to scrapers/CATEGORIES.md."""

import sys
from collections.abc import Iterator
from pathlib import Path

from scrapers.categories import Classifier, load
from scrapers.categories.rules import read_rules, rules_alone
from tests.quality import DEVELOPED, KNOWN_TO_RULES, WRITERS, Score, read, score
from tests.quality.demonstration import COMPLAINTS, score_demonstration
from tests.quality.learning import learn

REPORT = Path(__file__).parents[2] / "scrapers" / "CATEGORIES.md"
FIGURES = REPORT.parent / "categories" / "quality.tsv"

_MEASURED = """\
## How quality is measured

`make quality` classifies texts that we wrote and labelled (`tests/quality/LABELLING.md` says how), and writes this page.
{develop} texts were used to write the rules and to learn the weights; {scored} others (`tests/quality/scored.jsonl`) were written
by somebody else and are only ever scored. Precision is the share of what was found that is right, recall the share
of what is right that was found, F1 the harmonic mean of both; macro-F1 is the mean of the categories' F1. The figures of
the develop half show how well rules and weights fit what they were made for, those of the scored half what to expect of texts
nobody made them for. The texts are invented, so neither says how often a category occurs, nor quite how right
the categories are on a publisher's real texts.

| | develop | scored |
|---|---|---|
| macro-F1 | {develop_f1:.3f} | {scored_f1:.3f} |
| by rules alone | {develop_rules:.3f} | {scored_rules:.3f} |

The goal is 0.900 on the scored half. Whoever worked on the rules saw the figures of the scored half on this page, and
had more texts written where they were low; they never saw its texts. How weights are learned, how much a rule adds to
them and what is enough were chosen on the writers below, whose figures are a little flattered by it; the scored half was
scored once the choice was made.

Every writer's texts, classified with weights learned from all the others' (who wrote rules had read {known}):

| texts of | number | categories | macro-F1 |
|---|---|---|---|
{writers}

A further set, {complaints} complaints of the demonstration, was not used either: macro-F1 {demonstration_f1:.3f}. It is put
together from templates, so one template that is misread weighs as much as hundreds of texts.
"""


def report(classifier: Classifier) -> str:
    """Write the page: what the categories are, and how right they are."""
    halves = [[one for writer in DEVELOPED for one in read(writer)], read("scored")]
    names = list(classifier.categories)
    develop, scored = (score(classifier, half) for half in halves)
    alone = Classifier(rules_alone())
    measured = _MEASURED.format(
        develop=develop.texts,
        scored=scored.texts,
        develop_f1=develop.macro_f1(names),
        scored_f1=scored.macro_f1(names),
        develop_rules=score(alone, halves[0]).macro_f1(names),
        scored_rules=score(alone, halves[1]).macro_f1(names),
        known=", ".join(KNOWN_TO_RULES),
        writers="\n".join(_held_out(names)),
        complaints=COMPLAINTS,
        demonstration_f1=score_demonstration(classifier).macro_f1(names),
    )
    return "\n".join([*_taxonomy(classifier), "", measured, *_figures(names, develop, scored), ""])


def _held_out(names: list[str]) -> Iterator[str]:
    for held in WRITERS:
        others = [one for writer in DEVELOPED if writer != held for one in read(writer)]
        result = score(Classifier(read_rules(), learn(others, read_rules())), read(held))
        there = [name for name in names if result.due(name)]
        yield f"| {held} | {result.texts} | {len(there)} | {result.macro_f1(there):.3f} |"


def _taxonomy(classifier: Classifier) -> Iterator[str]:
    yield "# Categories\n"
    yield "Written by `make quality`; change `categories.toml`, not this page."
    yield f"Version of the rules: {classifier.version}. A complaint may have several categories.\n"
    yield "| category | 名称 | 名稱 | name | what it means |"
    yield "|---|---|---|---|---|"
    for name, category in classifier.categories.items():
        names = " | ".join(category.name[language] for language in ("zh_hans", "zh_hant", "en"))
        yield f"| `{name}` | {names} | {category.definition['en']} {category.definition['zh_hans']} |"


def _figures(names: list[str], *halves: Score) -> Iterator[str]:
    yield "| category | texts | precision | recall | F1 | texts | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    yield "| | develop | | | | scored | | | |"
    for name in names:
        cells = [
            f"{half.due(name)} | {half.precision(name):.2f} | {half.recall(name):.2f} | {half.f1(name):.2f}"
            for half in halves
        ]
        yield f"| `{name}` | {' | '.join(cells)} |"


def figures(classifier: Classifier) -> str:
    """What the pages say of each category: on how many texts of the scored half, how precise, how much was found."""
    scored = score(classifier, read("scored"))
    rows = [
        f"{name}\t{scored.due(name)}\t{scored.precision(name):.3f}\t{scored.recall(name):.3f}"
        for name in classifier.categories
    ]
    return "\n".join([f"rules_version\t{classifier.version}", "category\ttexts\tprecision\trecall", *rows, ""])


if __name__ == "__main__":
    FIGURES.write_text(figures(load()), encoding="utf-8")
    page = report(load())
    REPORT.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
