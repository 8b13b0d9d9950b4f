"""How right the categories are, on texts labelled by us: `make quality` writes scrapers/CATEGORIES.md.

Rules and weights are made with the texts that `DEVELOPED` names. `scored.jsonl` was written by someone else, and is
only ever scored: nobody who changes the rules reads its texts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from scrapers.categories import Classifier, Complained

FOLDER = Path(__file__).parent
WRITERS = tuple(f"writer_{letter}" for letter in "abcdefghij")
KNOWN_TO_RULES = ("develop", "writer_a", "writer_c")
DEVELOPED = ("develop", *WRITERS, "denials")


class Labelled(msgspec.Struct, forbid_unknown_fields=True):
    """A text, its first line a title if it has more than one, and the categories it belongs to."""

    text: str
    categories: list[str]


@dataclass
class Score:
    """How often a category was right, wrong, and missed, by its short name."""

    texts: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, found: set[str], due: set[str]) -> None:
        """Count one text."""
        self.texts += 1
        self.right.update(found & due)
        self.wrong.update(found - due)
        self.missed.update(due - found)

    def precision(self, category: str) -> float:
        """Give the share of what was found that is right."""
        return self.right[category] / max(1, self.right[category] + self.wrong[category])

    def recall(self, category: str) -> float:
        """Give the share of what is right that was found."""
        return self.right[category] / max(1, self.due(category))

    def f1(self, category: str) -> float:
        """Give the harmonic mean of precision and recall."""
        both = 2 * self.right[category]
        return both / max(1, both + self.wrong[category] + self.missed[category])

    def due(self, category: str) -> int:
        """Give how many texts belong to the category."""
        return self.right[category] + self.missed[category]

    def macro_f1(self, categories: Iterable[str]) -> float:
        """Give the mean of the categories' F1, each counting the same."""
        each = [self.f1(category) for category in categories]
        return sum(each) / len(each)


def read(half: str) -> list[Labelled]:
    """Read a half, `develop` or `scored`; empty if its file is not there."""
    file = FOLDER / f"{half}.jsonl"
    lines = file.read_bytes().splitlines() if file.exists() else []
    return [msgspec.json.decode(line, type=Labelled) for line in lines]


def score(classifier: Classifier, half: Sequence[Labelled]) -> Score:
    """Classify the texts of a half and count."""
    result = Score()
    for labelled, matches in zip(half, classifier.classify([told(one.text) for one in half]), strict=True):
        result.add({match.category for match in matches}, set(labelled.categories))
    return result


def told(text: str) -> Complained:
    """Take the first line of a text for the title."""
    title, _, excerpt = text.partition("\n")
    return Complained(title=title, excerpt=excerpt)
