"""`tousu classify`: over everything stored, or over lines of text for researchers."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice

from rich.table import Table

from db.settings import Settings
from scrapers.classification import classifier, reclassify
from scrapers.commands import console
from scrapers.redact import redact

LINES_AT_ONCE = 2_000


def classify_stored(settings: Settings, *, as_json: bool) -> None:
    """Classify everything stored and say what moved."""
    moved = reclassify(settings)
    if as_json:
        console.say_json(asdict(moved))
        return
    table = Table("category", "before", "after", "moved")
    for category in sorted(moved.before.keys() | moved.after.keys()):
        before, after = moved.before.get(category, 0), moved.after.get(category, 0)
        table.add_row(category, f"{before:,}", f"{after:,}", f"{after - before:+,}")
    console.OUT.print(table)
    console.say(f"{moved.complaints:,} complaints classified by version {moved.rules_version} of the rules")


def classify_lines(lines: Iterable[str], *, as_json: bool) -> None:
    """Print an object a line: the categories of each text, the words that matched, and the text redacted."""
    told = (line.rstrip("\r\n") for line in lines)
    while texts := list(islice(told, LINES_AT_ONCE)):
        found = classifier().classify([(text, "", "", "") for text in texts])
        for text, matches in zip(texts, found, strict=True):
            said = {
                "categories": [match.category for match in matches],
                "matched": {match.category: list(match.words) for match in matches},
                "redacted": redact(text),
            }
            console.say_json(said) if as_json else console.say(", ".join(said["categories"]))
