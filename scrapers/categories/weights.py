"""How much words speak for each category: weights learned from the labelled texts, for what no rule foresaw.

A word is one sign, or two that follow each other, after folding.
`weights.tsv` is written by `make weights`; each line is a word and its weight for every category, in hundredths.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scrapers.categories.words import Numbers

PACKAGED = Path(__file__).with_name("weights.tsv")
MOST_TOLD = 3  # words told of a category that no rule gave

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Table:
    """Weights as they are written: of `words` (rows) for `categories` (columns). `bias`: of a text without words."""

    categories: tuple[str, ...]
    words: tuple[str, ...]
    weight: Floats
    bias: Floats
    hash: str


NO_WEIGHTS = Table((), (), np.zeros((0, 0), np.float32), np.zeros(0, np.float32), "")


@cache
def read_weights(path: Path = PACKAGED) -> Table:
    """Read the weights that come with us."""
    written = path.read_text("utf-8")
    head, bias, *lines = (line.split("\t") for line in written.splitlines())
    hundredths = [[int(number or 0) for number in line[1:]] for line in [bias, *lines]]
    numbers = np.array(hundredths, np.float32) / np.float32(100)
    words = tuple(line[0] for line in lines)
    return Table(tuple(head[1:]), words, numbers[1:], numbers[0], sha256(written.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Spoken:
    """Texts set one after another, as weights see them: the word of one sign and of two at each place; 0: none.

    `begins`: where each text begins.
    """

    one: Places
    two: Places
    begins: Numbers


class Vocabulary:
    """Words of one and two signs, found by the numbers of their signs. A word's number is its place and 1."""

    def __init__(self, words: Sequence[str], number: dict[str, int], width: int) -> None:
        """Hold folded words; `number`: of each sign, below `width`."""
        self._one, self._two = np.zeros(width, np.int32), np.zeros((width, width), np.int32)
        for at, word in enumerate(words, 1):
            signs = tuple(number[sign] for sign in word)
            (self._one if len(signs) == 1 else self._two)[signs] = at

    def read(self, signs: npt.NDArray[np.uint16], ends: Numbers) -> Spoken:
        """Find the words of texts, of which each ends at one of `ends`."""
        following = np.append(signs[1:], np.uint16(0))
        return Spoken(self._one[signs], self._two[signs, following], np.concatenate([[0], ends[:-1]]))


class Weights:
    """The table made ready: what it thinks of texts, and which of their words made it think so."""

    def __init__(self, table: Table) -> None:
        """Set the weights by category, with one of nothing before the first word's."""
        self._bias = table.bias
        self._by_category = np.zeros((len(table.categories), len(table.words) + 1), np.float32)
        self._by_category[:, 1:] = table.weight.T

    def probabilities(self, spoken: Spoken) -> Floats:
        """Give how likely each text (row) belongs to each category (column), from 0 to 1."""
        there = (spoken.one > 0).astype(np.float32) + (spoken.two > 0)
        norm = np.sqrt(np.maximum(1, np.add.reduceat(there, spoken.begins)))
        told = [np.add.reduceat(of[spoken.one] + of[spoken.two], spoken.begins) / norm for of in self._by_category]
        probabilities = 1 / (1 + np.exp(-(np.stack(told, 1) + self._bias)))
        return probabilities.astype(np.float32)

    def telling(self, spoken: Spoken, texts: Numbers, category: int) -> tuple[Numbers, Numbers]:
        """Give the words of two signs that spoke most for a category in some texts: text and word's place, each."""
        bounds = np.append(spoken.begins, len(spoken.two))
        lengths = bounds[texts + 1] - bounds[texts]
        text = np.repeat(texts, lengths)
        begins = np.cumsum(lengths) - lengths
        place = np.arange(len(text)) + np.repeat(bounds[texts] - begins, lengths)
        weight = self._by_category[category][spoken.two[place]]
        order = np.lexsort((-weight, text))
        first = np.arange(len(text)) - np.repeat(begins, lengths) < MOST_TOLD
        chosen = order[first & (weight[order] > 0)]
        return text[chosen], spoken.two[place[chosen]] - 1
