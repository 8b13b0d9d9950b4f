"""Where the words of the rules stand in many texts at once, and which of them are negated there."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scrapers.categories.lexicon import Lexicon
from scrapers.categories.words import Found, Numbers, within

Flags = npt.NDArray[np.bool_]
_BETWEEN = 5  # words, at most, between a negation and what it negates
_JOINED = 3  # words, at most, joined to what is negated


class ByList:
    """Hits, and their sentences, by the lists that rules look for them in."""

    def __init__(self, lexicon: Lexicon, kind: Numbers, sentence: Numbers) -> None:
        """Take the kinds of all hits: of each twice the number of its word, and 1 if it is negated."""
        kinds = 2 * len(lexicon.words)
        small = kind.astype(np.min_scalar_type(kinds))  # which is sorted faster
        self._lists = lexicon.lists
        self._hits = np.argsort(small, kind="stable")
        self._sentences = sentence[self._hits]
        self._bounds = np.concatenate([[0], np.cumsum(np.bincount(kind, minlength=kinds))])

    def places(self, name: str, mode: str) -> tuple[Numbers, Numbers]:
        """Give the hits of a list and their sentences, word by word: not negated; "!": negated; "~": all."""
        kinds = 2 * self._lists[name]
        first, last = {"": (0, 1), "!": (1, 2), "~": (0, 2)}[mode]
        places = within(self._bounds[kinds + first], self._bounds[kinds + last])
        return self._hits[places], self._sentences[places]


def outside(found: Found, hits: Numbers, phrases: Numbers) -> Flags:
    """Say which of the hits do not lie within any of the phrases; these go by where they begin."""
    if not len(hits) or not len(phrases):
        return np.ones(len(hits), np.bool_)
    furthest = np.maximum.accumulate(found.end[phrases])
    last = np.searchsorted(found.at[phrases], found.at[hits], "right") - 1
    is_outside: Flags = (last < 0) | (furthest[last] < found.end[hits])
    return is_outside


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
