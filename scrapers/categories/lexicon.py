"""All words of the rules, by number, and their lists: what a reading needs, made ready once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from scrapers.categories.rules import Rules, Term
from scrapers.categories.words import Numbers, Words

NEGATION = ("before", "between", "joins", "after", "unless")


class Lexicon:
    """Words by number; `lists`: their numbers by the names of lists. `weighed`: names of those that have weights.

    `kinds`: the number of each list in which rules look for hits.
    """

    def __init__(self, rules: Rules, weighed: Iterable[str] = ()) -> None:
        """Number the words: those of the lists, then those in the rules themselves. `weighed`: one and two signs."""
        terms = dict.fromkeys(term for rule in rules.rules for term in (*rule.terms, *rule.anywhere, *rule.without))
        lists = {**rules.words, **{f"unless {name}": words for name, words in rules.unless.items()}}
        lists |= {f"negation {name}": words for name, words in rules.negation.items()}
        lists |= {_own(term): term.words for term in terms if term.words}
        self.names = {
            replace(term, mode=mode): (*term.lists, *([_own(term)] if term.words else []))
            for term in terms
            for mode in ("", "!", "~")
        }
        self.words = tuple(dict.fromkeys(chain.from_iterable(lists.values())))
        number = {word: number for number, word in enumerate(self.words)}
        self.lists = {name: [number[word] for word in words] for name, words in lists.items()}
        self.weighed = tuple(rules.words)
        used = dict.fromkeys(chain.from_iterable(self.names.values()))
        phrases = [f"unless {name}" for name in used if name in rules.unless]
        self.kinds = {name: kind for kind, name in enumerate([*used, *phrases])}
        self.of_word, self.bounds = self._by_word([self.lists[name] for name in self.kinds])
        self.negating = np.zeros(len(self.words), np.uint8)
        for bit, name in enumerate(NEGATION):
            self.negating[self.lists[f"negation {name}"]] |= 1 << bit
        self.finder = Words(self.words, weighed)

    def _by_word(self, lists: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
        """Give the kinds of each word, one after another, and where those of each word begin."""
        word = np.array([word for words in lists for word in words], np.intp)
        kind = np.repeat(np.arange(len(lists)), list(map(len, lists)))
        sizes = np.bincount(word, minlength=len(self.words))
        return kind[np.argsort(word, kind="stable")], np.concatenate([[0], np.cumsum(sizes)])


def _own(term: Term) -> str:
    """Name the list of the words that stand in the term itself."""
    return f"own {'/'.join(term.words)}"
