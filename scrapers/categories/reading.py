"""Many complaints read at once: where each term of the rules stands in them."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from scrapers.categories.hits import NONE, Flags, Groups, Negating, Table, negated, outside
from scrapers.categories.rules import Rules, Term
from scrapers.categories.words import Numbers, Words


class Lexicon:
    """All words of the rules, by number, and their lists: what a reading needs, made ready once."""

    def __init__(self, rules: Rules) -> None:
        """Number the words: those of the lists, then those that stand in the rules themselves."""
        self.lists = {**rules.words, **{f"unless {name}": words for name, words in rules.unless.items()}}
        self.lists |= {f"negation {name}": words for name, words in rules.negation.items()}
        inline = (term.words for rule in rules.rules for term in (*rule.terms, *rule.anywhere, *rule.without))
        self.words = tuple(dict.fromkeys(chain.from_iterable([*self.lists.values(), *inline])))
        self.number = {word: number for number, word in enumerate(self.words)}
        numbered = [[self.number[word] for word in words] for words in self.lists.values()]
        self.groups = Groups(numbered, len(self.words))
        self.finder = Words(self.words)


class Reading:
    """The texts of complaints, `each` texts a complaint, with the hits of every word in them."""

    def __init__(self, lexicon: Lexicon, texts: Sequence[str], each: int) -> None:
        """Find every word, then say which hits are negated."""
        self._lexicon = lexicon
        self.texts = lexicon.finder.read(texts)
        self.table = Table.of(lexicon.finder.find(self.texts))
        self.complaints = len(texts) // each
        text = np.searchsorted(self.texts.begins, self.table.at, "right") - 1
        self.complaint = (text // each).astype(np.int32)
        self._lists = dict(zip(lexicon.lists, lexicon.groups.split(self.table), strict=True))
        self._is_negated = negated(self.table, len(self.texts.signs), self._negating())
        self._by_word, self._bounds = self._words()
        self._terms: dict[Term, Numbers] = {}
        self._having: dict[Term, Flags] = {}

    def hits(self, term: Term, having: Flags | None = None) -> Numbers:
        """Give the hits of a term, by where they start: all, or those in the complaints that are flagged."""
        if term not in self._terms:
            self._terms[term] = self._find(term)
        hits = self._terms[term]
        return hits if having is None else hits[having[self.complaint[hits]]]

    def having(self, terms: Sequence[Term]) -> Flags:
        """Say of each complaint whether it has hits of all of the terms."""
        all_of_them: Flags = np.logical_and.reduce([self._having_one(term) for term in terms])
        return all_of_them

    def _having_one(self, term: Term) -> Flags:
        if term not in self._having:
            self._having[term] = np.zeros(self.complaints, np.bool_)
            self._having[term][self.complaint[self.hits(term)]] = True
        return self._having[term]

    def _find(self, term: Term) -> Numbers:
        numbers = [self._lexicon.number[word] for word in term.words]
        places = ((self._bounds[number], self._bounds[number + 1]) for number in numbers)
        found = [self._by_word[begin:end] for begin, end in places if begin < end]
        found += [self._list(name) for name in term.lists]
        if not found:
            return NONE
        hits = np.sort(np.concatenate(found), kind="stable") if len(found) > 1 else found[0]
        return hits if term.mode == "~" else hits[self._is_negated[hits] == (term.mode == "!")]

    def _list(self, name: str) -> Numbers:
        return outside(self.table, self._lists[name], self._lists.get(f"unless {name}", NONE))

    def _words(self) -> tuple[Numbers, list[int]]:
        words, count = self.table.word, len(self._lexicon.words)
        order = np.argsort(words.astype(np.uint16 if count < 2**16 else np.int32), kind="stable")
        return order.astype(np.int32), [0, *np.cumsum(np.bincount(words, minlength=count)).tolist()]

    def _negating(self) -> Negating:
        before, between, joins, after, unless = (
            self._lists[f"negation {name}"] for name in ("before", "between", "joins", "after", "unless")
        )
        return Negating(outside(self.table, before, unless), between, joins, after)
