"""Where the words of the rules stand in many texts at once, and which of them are negated there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scrapers.categories.words import Found, Numbers

Flags = npt.NDArray[np.bool_]
NONE = np.zeros(0, np.intp)
_BETWEEN = 5  # words, at most, between a negation and what it negates
_JOINED = 3  # words, at most, joined to what is negated


class ByWord:
    """Hits by their words: those that are not negated, then those that are."""

    def __init__(self, found: Found, sentence: Numbers, is_negated: Flags, words: int) -> None:
        """Take all hits, with the sentence of each and whether it is negated; words are numbered below `words`."""
        kind = found.word * 2 + is_negated
        sizes = np.bincount(kind, minlength=2 * words)
        rank = np.cumsum(sizes > 0)  # of what was found there are few: numbers this small are sorted much faster
        rank = rank.astype(np.uint16) if rank[-1] < 2**16 else rank
        order = np.argsort(rank[kind], kind="stable")
        self._hits, self._sentence = order, sentence[order]
        self._bounds = [0, *np.cumsum(sizes).tolist()]

    def places(self, words: Sequence[int], mode: str) -> tuple[Numbers, Numbers]:
        """Give the hits of some words, and their sentences: those not negated; "!": those that are; "~": all."""
        first, last = {"": (0, 1), "!": (1, 2), "~": (0, 2)}[mode]
        bounds = ((self._bounds[2 * word + first], self._bounds[2 * word + last]) for word in words)
        there = [slice(begin, end) for begin, end in bounds if begin < end]
        hits, sentences = ([all_[place] for place in there] or [NONE] for all_ in (self._hits, self._sentence))
        return np.concatenate(hits), np.concatenate(sentences)


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
