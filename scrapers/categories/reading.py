"""Many complaints read at once: where each term of the rules stands in them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain

import numpy as np
import numpy.typing as npt

from scrapers.categories.hits import ByWord, Flags, Negating, negated, outside
from scrapers.categories.rules import Rules, Term
from scrapers.categories.words import Numbers, Words

_NEGATION = ("before", "between", "joins", "after", "unless")
Bits = npt.NDArray[np.uint8]  # flags, eight in a number: many of them are kept


class Lexicon:
    """All words of the rules, by number, and their lists: what a reading needs, made ready once."""

    def __init__(self, rules: Rules, signs: str = "") -> None:
        """Number the words: those of the lists, then those in the rules themselves. `signs`: others to tell apart."""
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
        self.negating = np.zeros(len(self.words), np.uint8)
        for bit, name in enumerate(_NEGATION):
            self.negating[self.lists[f"negation {name}"]] |= 1 << bit
        self.finder = Words(self.words, signs)


def _own(term: Term) -> str:
    """Name the list of the words that stand in the term itself."""
    return f"own {'/'.join(term.words)}"


class Reading:
    """The texts of complaints, with the hits of every word in them, and the sentence each hit is in."""

    def __init__(self, lexicon: Lexicon, texts: Sequence[str]) -> None:
        """Find every word, then say which hits are negated. A text holds a complaint's fields, a line each."""
        self._lexicon = lexicon
        read = lexicon.finder.read(texts)
        self.found = lexicon.finder.find(read)
        self.closes = read.closes
        self.complaint = np.searchsorted(read.ends, self.closes, "right")
        self.opens = np.concatenate([[0], self.closes[:-1]])
        self.sentence = read.sentence[self.found.at]
        is_negated = negated(self.found, len(read.signs), self._negating())
        self.signs, self.ends = read.signs, read.ends
        self._by_word = ByWord(self.found, self.sentence, is_negated, len(lexicon.words))
        self._places: dict[tuple[str, str], tuple[Numbers, Numbers]] = {}
        self._bits: dict[tuple[str, str] | Term, Bits] = {}

    def hits(self, term: Term, sentences: Flags) -> Numbers:
        """Give the hits of a term in the flagged sentences, by where they begin."""
        places = (self._places_of(name, term.mode) for name in self._lexicon.names[term])
        found = [hits[sentences[of]] for hits, of in places]
        return np.sort(np.concatenate(found), kind="stable")

    def having(self, terms: Iterable[Term], anywhere: Iterable[Term] = ()) -> Flags:
        """Say of each sentence whether it has hits of all of the terms, and its complaint of those `anywhere`."""
        bits = reduce(np.bitwise_and, [*map(self._has, terms), *map(self._anywhere, anywhere)])
        return self._flags(bits)

    def denying(self, terms: Iterable[Term]) -> Flags:
        """Say of each sentence whether any of the terms that must not be negated is."""
        negated = [self._has(replace(term, mode="!")) for term in terms if not term.mode]
        return self._flags(reduce(np.bitwise_or, negated))

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
        """Give the hits of a list, and the sentence of each."""
        if (name, mode) not in self._places:
            hits, sentences = self._by_word.places(self._lexicon.lists[name], mode)
            if phrases := self._lexicon.lists.get(f"unless {name}"):
                hits = outside(self.found, hits, np.sort(self._by_word.places(phrases, "~")[0]))
                sentences = self.sentence[hits]
            self._places[name, mode] = hits, sentences
        return self._places[name, mode]

    def _negating(self) -> Negating:
        roles = self._lexicon.negating[self.found.word]
        before, between, joins, after, unless = (
            np.flatnonzero(roles & (1 << bit) != 0) for bit in range(len(_NEGATION))
        )
        return Negating(outside(self.found, before, unless), between, joins, after)
