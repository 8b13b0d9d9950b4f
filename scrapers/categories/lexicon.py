"""All words of the rules, by number, and their lists: what a reading needs, made ready once."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import numpy as np

from scrapers.categories.rules import Rules, Term
from scrapers.categories.words import Words

NEGATION = ("before", "between", "joins", "after", "unless")


class Lexicon:
    """Words by number; `lists`: their numbers by the names of lists. `weighed`: names of those that have weights."""

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
        self.lists = {name: np.array([number[word] for word in words], np.intp) for name, words in lists.items()}
        self.weighed = tuple(rules.words)
        self.negating = np.zeros(len(self.words), np.uint8)
        for bit, name in enumerate(NEGATION):
            self.negating[self.lists[f"negation {name}"]] |= 1 << bit
        self.finder = Words(self.words, weighed)


def _own(term: Term) -> str:
    """Name the list of the words that stand in the term itself."""
    return f"own {'/'.join(term.words)}"
