"""Which categories a complaint has, by the rules that matched it and by what its words are worth."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from scrapers.categories.lexicon import Lexicon
from scrapers.categories.reading import Reading
from scrapers.categories.rules import OTHER
from scrapers.categories.weighing import Floats, Weights
from scrapers.categories.weights import Table
from scrapers.categories.words import Numbers
from scrapers.categories.written import Learned

Keys = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_RULES_ALONE = Learned(rule=1, enough=0.5)


class Decision:
    """Rules and weights weighed against each other.

    Complaint, category and word are kept as one number: (complaint x categories + category) x words + word.
    `words`: those of the rules, the signs that have weights, and at last none.
    """

    def __init__(self, learned: Learned | None, names: Sequence[str], table: Table, lexicon: Lexicon) -> None:
        """Make ready what `table` knows of the categories' `names`."""
        self._learned = learned or _RULES_ALONE
        self._other, self._categories = names.index(OTHER), len(names)
        self._columns = [names.index(name) for name in table.categories]
        number = {word: at for at, word in enumerate(dict.fromkeys([*lexicon.words, *lexicon.finder.pairs, ""]))}
        self.words = tuple(number)
        self._of_pair = np.array([number[pair] for pair in lexicon.finder.pairs], np.int64)
        self._weights = Weights(table, lexicon)

    def likely(self, reading: Reading, sure: Keys) -> Floats:
        """Give how likely each complaint (row) has each category (column), before rules are asked.

        `sure`: words of rules in what the weights do not read.
        """
        likely = np.zeros((len(reading.texts.ends), self._categories), np.float32)
        if self._columns:
            likely[:, self._columns] = self._weights.probabilities(reading)
        likely.flat[sure // len(self.words)] = 1
        return likely

    def open_to_rules(self, likely: Floats) -> Flags:
        """Say where a rule would be believed: elsewhere none need be asked."""
        is_open: Flags = likely + np.float32(self._learned.rule) > self._learned.enough
        return is_open

    def decide(self, likely: Floats, matched: Keys, sure: Keys, reading: Reading) -> Keys:
        """Give the words of the categories that complaints have.

        `matched`: words of rules in what the weights read too, `sure`: elsewhere.
        """
        has = likely > self._learned.enough
        has.flat[matched // len(self.words)] = True
        has[:, self._other] = ~has.any(1)
        found = np.concatenate([matched, sure])
        kept = found[has.ravel()[found // len(self.words)]]
        told = np.concatenate([kept, *self._told(reading, has, kept)])
        return np.concatenate([told, self._untold(has, told)])

    def _told(self, reading: Reading, has: Flags, kept: Keys) -> Iterator[Keys]:
        """Give the words that tell of categories for which no rule matched."""
        by_weights = has.copy()
        by_weights.flat[kept // len(self.words)] = False
        for column, category in enumerate(self._columns):
            chosen = np.flatnonzero(by_weights[:, category])
            by_word, words, by_pair, pairs = self._weights.telling(reading, chosen, column)
            yield self._keys(by_word, category, words)
            yield self._keys(by_pair, category, self._of_pair[pairs])

    def _keys(self, complaints: Numbers, category: int, words: Numbers) -> Keys:
        return (complaints * self._categories + category) * len(self.words) + words

    def _untold(self, has: Flags, told: Keys) -> Keys:
        """Give no word for what no word tells: `other`, and what signs alone told."""
        untold = has.ravel().copy()
        untold[told // len(self.words)] = False
        return np.flatnonzero(untold) * len(self.words) + len(self.words) - 1
