"""Many complaints read at once: where each term of the rules stands in them."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
import numpy.typing as npt

from scrapers.categories.hits import ByList, Flags, Negating, negated, outside
from scrapers.categories.lexicon import NEGATION, Lexicon
from scrapers.categories.rules import Term
from scrapers.categories.spelling import Spelt
from scrapers.categories.words import Numbers

Bits = npt.NDArray[np.uint8]  # flags, eight in a number: many of them are kept


class Reading:
    """The texts of complaints, with the hits of every word in them, and the sentence each hit is in.

    `kind`: of each hit twice the number of its word, and 1 if it is negated.
    """

    def __init__(self, lexicon: Lexicon, spelt: Spelt) -> None:
        """Find every word, then say which hits are negated. A text holds a complaint's fields, a line each."""
        self._lexicon = lexicon
        self.texts = lexicon.finder.read(spelt)
        self.found = lexicon.finder.find(self.texts)
        self.closes = self.texts.closes
        self.complaint = np.searchsorted(self.texts.ends, self.closes, "right")
        self.opens = np.concatenate([[0], self.closes[:-1]])
        self.sentence = self.texts.sentence[self.found.at]
        is_negated = negated(self.found, len(self.texts.signs), self._negating())
        self.kind = self.found.word * 2 + is_negated
        self._by_list = ByList(lexicon, self.kind, self.sentence)
        self._places: dict[tuple[str, str], tuple[Numbers, Numbers]] = {}
        self._bits: dict[tuple[str, str] | Term, Bits] = {}

    def hits(self, term: Term, sentences: Flags) -> Numbers:
        """Give the hits of a term in the flagged sentences, by where they begin."""
        places = (self._places_of(name, term.mode) for name in self._lexicon.names[term])
        found = [hits[sentences[sentence]] for hits, sentence in places]
        return np.sort(np.concatenate(found))

    def having(self, terms: Iterable[Term], anywhere: Iterable[Term] = ()) -> Flags:
        """Say of each sentence whether it has hits of all of the terms, and its complaint of those `anywhere`."""
        return self._flags(reduce(np.bitwise_and, [*map(self._has, terms), *map(self._anywhere, anywhere)]))

    def _has(self, term: Term) -> Bits:
        return reduce(np.bitwise_or, [self._has_any(name, term.mode) for name in self._lexicon.names[term]])

    def _anywhere(self, term: Term) -> Bits:
        if term not in self._bits:
            has = np.zeros(self.complaint[-1] + 1, np.bool_)
            has[self.complaint[np.flatnonzero(self._flags(self._has(term)))]] = True
            self._bits[term] = np.packbits(has[self.complaint])
        return self._bits[term]

    def _flags(self, bits: Bits) -> Flags:
        return np.unpackbits(bits, count=len(self.closes)).view(np.bool_)

    def _has_any(self, name: str, mode: str) -> Bits:
        if (name, mode) not in self._bits:
            has = np.zeros(len(self.closes), np.bool_)
            has[self._places_of(name, mode)[1]] = True
            self._bits[name, mode] = np.packbits(has)
        return self._bits[name, mode]

    def _places_of(self, name: str, mode: str) -> tuple[Numbers, Numbers]:
        """Give the hits of a list and their sentences, word by word."""
        if (name, mode) not in self._places:
            hits, sentences = self._by_list.places(name, mode)
            if (phrases := f"unless {name}") in self._lexicon.lists:
                kept = outside(self.found, hits, np.sort(self._by_list.places(phrases, "~")[0]))
                hits, sentences = hits[kept], sentences[kept]
            self._places[name, mode] = hits, sentences
        return self._places[name, mode]

    def _negating(self) -> Negating:
        roles = self._lexicon.negating[self.found.word]
        having = np.flatnonzero(roles > 0)
        roles = roles[having]
        before, between, joins, after, unless = (having[roles & (1 << bit) > 0] for bit in range(len(NEGATION)))
        return Negating(before[outside(self.found, before, unless)], between, joins, after)
