"""Where the words of the rules stand in many texts at once, and which of them are negated there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scrapers.categories.words import Found, Numbers

Flags = npt.NDArray[np.bool_]
NONE = np.zeros(0, np.int32)
_BETWEEN = 5  # words, at most, between a negation and what it negates
_JOINED = 3  # words, at most, joined to what is negated


@dataclass(frozen=True)
class Table:
    """All hits, by where they start (`at`), with where they end and the word's number. A hit's number is its row."""

    at: Numbers
    end: Numbers
    word: Numbers

    @classmethod
    def of(cls, found: Found) -> "Table":
        """Sort what was found."""
        order = np.argsort(found.start, kind="stable")
        return cls(found.start[order], found.end[order], found.word[order])


class Groups:
    """Groups of words, each a list of words' numbers, made ready to say which hits belong to which group."""

    def __init__(self, groups: Sequence[Sequence[int]], words: int) -> None:
        """Take the groups, of words numbered from 0 to `words` - 1."""
        self._size = len(groups)
        members = np.array([word for group in groups for word in group], np.int32)
        owners = np.repeat(np.arange(len(groups), dtype=np.uint16), [len(group) for group in groups])
        by_word = np.argsort(members, kind="stable")
        self._owners = owners[by_word]
        self._first = np.searchsorted(members[by_word], np.arange(words + 1)).astype(np.int32)

    def split(self, table: Table) -> list[Numbers]:
        """Give the hits that belong to each group, in the order of the groups."""
        first = self._first[table.word]
        sizes = self._first[table.word + 1] - first
        before = np.cumsum(sizes, dtype=np.int32) - sizes
        owner = self._owners[np.arange(sizes.sum(), dtype=np.int32) + np.repeat(first - before, sizes)]
        hits = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[np.argsort(owner, kind="stable")]
        return np.split(hits, np.cumsum(np.bincount(owner, minlength=self._size))[:-1])


def outside(table: Table, hits: Numbers, phrases: Numbers) -> Numbers:
    """Keep the hits that do not lie within any of the phrases."""
    if not len(hits) or not len(phrases):
        return hits
    furthest = np.maximum.accumulate(table.end[phrases])
    last = np.searchsorted(table.at[phrases], table.at[hits], "right") - 1
    return hits[(last < 0) | (furthest[last] < table.end[hits])]


@dataclass(frozen=True)
class Negating:
    """Hits of the words that negate: see `[negation]` in categories.toml."""

    before: Numbers
    between: Numbers
    joins: Numbers
    after: Numbers


def negated(table: Table, length: int, by: Negating) -> Flags:
    """Say of each hit in texts of `length` signs whether it is negated.

    A negation reaches on through what may stand between, and through 、 or 或 from one negated word to the next. A
    word inside of a negated word is negated too.
    """
    reached = np.zeros(length + 1, np.bool_)
    reached[table.end[by.before]] = True
    _reach_on(table, reached, by.between)
    for _ in range(_JOINED):
        word = np.flatnonzero(reached[table.at])
        for inside in range(1, 4):
            reached[np.minimum(table.at[word] + inside, table.end[word] - 1)] = True
        closed = np.zeros(length + 1, np.bool_)
        closed[table.end[word]] = True
        reached[table.end[by.joins[closed[table.at[by.joins]]]]] = True
        _reach_on(table, reached, by.between)
    ended = np.zeros(length + 1, np.bool_)
    ended[table.at[by.after]] = True
    return reached[table.at] | ended[table.end]


def _reach_on(table: Table, reached: Flags, between: Numbers) -> None:
    at, end = table.at[between], table.end[between]
    for _ in range(_BETWEEN):
        reached[end[reached[at]]] = True
