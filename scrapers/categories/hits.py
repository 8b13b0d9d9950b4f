"""Where the words of the rules stand in many texts at once, and which of them are negated there."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scrapers.categories.lexicon import Lexicon
from scrapers.categories.words import Found, Numbers

Flags = npt.NDArray[np.bool_]
_BETWEEN = 5  # words, at most, between a negation and what it negates
_JOINED = 3  # words, at most, joined to what is negated


class ByKind:
    """Hits by the lists that rules look for them in: those that are not negated, then those that are."""

    def __init__(self, lexicon: Lexicon, found: Found, is_negated: Flags) -> None:
        """Take all hits, and whether each is negated."""
        first = lexicon.bounds[found.word]
        sizes = lexicon.bounds[found.word + 1] - first
        hits = np.repeat(np.arange(len(found.word)), sizes)
        place = np.arange(len(hits)) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
        kind = (lexicon.of_word[place] * 2 + is_negated[hits]).astype(np.uint16)  # small numbers are sorted faster
        self._hits = hits[np.argsort(kind, kind="stable")]
        self._kinds = lexicon.kinds
        sizes = np.bincount(kind, minlength=2 * len(lexicon.kinds))
        self._bounds = [0, *np.cumsum(sizes).tolist()]

    def places(self, name: str, mode: str) -> Numbers:
        """Give the hits of a list: those not negated; "!": those that are; "~": all."""
        first, last = {"": (0, 1), "!": (1, 2), "~": (0, 2)}[mode]
        kind = 2 * self._kinds[name]
        return self._hits[self._bounds[kind + first] : self._bounds[kind + last]]


def outside(found: Found, hits: Numbers, phrases: Numbers) -> Numbers:
    """Keep the hits that do not lie within any of the phrases; these go by where they begin."""
    if not len(hits) or not len(phrases):
        return hits
    furthest = np.maximum.accumulate(found.end[phrases])
    last = np.searchsorted(found.at[phrases], found.at[hits], "right") - 1
    return hits[(last < 0) | (furthest[last] < found.end[hits])]


@dataclass(frozen=True)
class Negating:
    """Hits of the words that negate: see `[negation]` in categories.toml."""

    before: Numbers
    between: Numbers
    joins: Numbers
    after: Numbers


def negated(found: Found, length: int, by: Negating) -> Flags:
    """Say of each hit in texts of `length` signs whether it is negated.

    A negation reaches on through what may stand between, and through 、 or 或 from one negated word to the next. A
    word inside of a negated word is negated too.
    """
    reached = np.zeros(length + 1, np.bool_)
    reached[found.end[by.before]] = True
    at, end = found.at[by.between], found.end[by.between]
    _reach_on(reached, at, end)
    for _ in range(_JOINED):
        word = np.flatnonzero(reached[found.at])
        for inside in range(1, 4):
            reached[np.minimum(found.at[word] + inside, found.end[word] - 1)] = True
        closed = np.zeros(length + 1, np.bool_)
        closed[found.end[word]] = True
        reached[found.end[by.joins[closed[found.at[by.joins]]]]] = True
        _reach_on(reached, at, end)
    ended = np.zeros(length + 1, np.bool_)
    ended[found.at[by.after]] = True
    return reached[found.at] | ended[found.end]


def _reach_on(reached: Flags, at: Numbers, end: Numbers) -> None:
    through = 0
    for _ in range(_BETWEEN):
        now = np.flatnonzero(reached[at])
        if len(now) == through:
            return
        reached[end[now]] = True
        through = len(now)
