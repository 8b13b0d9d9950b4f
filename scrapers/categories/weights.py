"""How much words speak for each category: weights learned from the labelled texts, for what no rule foresaw.

A word here is one sign, or two that follow each other, after folding, or any word of a list of the rules: `[leak]`
where it stands, `[!leak]` where it is negated. `weights.tsv` is written by `make weights`; each line is a word and
its weight for every category, in hundredths.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

PACKAGED = Path(__file__).with_name("weights.tsv")
LONGEST = 2  # signs of a word that is not a list of the rules

Hundredths = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """Weights as they are written: of `words` (rows) for `categories` (columns). `bias`: of a text without words."""

    categories: tuple[str, ...]
    words: tuple[str, ...]
    weight: Hundredths
    bias: Hundredths
    hash: str


NO_WEIGHTS = Table((), (), np.zeros((0, 0), np.int64), np.zeros(0, np.int64), "")


@cache
def read_weights(path: Path = PACKAGED) -> Table:
    """Read the weights that come with us."""
    written = path.read_text("utf-8")
    head, bias, *lines = (line.split("\t") for line in written.splitlines())
    hundredths = np.array([[int(number or 0) for number in line[1:]] for line in [bias, *lines]], np.int64)
    words = tuple(line[0] for line in lines)
    return Table(tuple(head[1:]), words, hundredths[1:], hundredths[0], sha256(written.encode()).hexdigest())
