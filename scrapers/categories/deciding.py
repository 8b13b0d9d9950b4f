"""Which categories a complaint has, by the rules that matched it and by what its words are worth."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scrapers.categories.reading import Lexicon, Reading
from scrapers.categories.rules import OTHER, Learned
from scrapers.categories.weights import Spoken, Table, Vocabulary, Weights

Keys = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
_RULES_ALONE = Learned(rule=1, weak=1, enough=0.5)


class Matched(NamedTuple):
    """Words of rules in complaints: of `strong` and `weak` rules in what the weights read too, `sure`: elsewhere.

    `denied`: of the rules that a negation kept from matching.
    """

    strong: Keys
    weak: Keys
    sure: Keys
    denied: Keys


class Decision:
    """Rules and weights weighed against each other.

    Complaint, category and word are kept as one number: (complaint x categories + category) x words + word. The words
    are those of the rules, then those of the weights, then none.
    """

    def __init__(self, learned: Learned | None, names: Sequence[str], table: Table, lexicon: Lexicon) -> None:
        """Make ready what `table` knows of the categories' `names`."""
        self._learned = learned or _RULES_ALONE
        self._other, self._categories = names.index(OTHER), len(names)
        self._columns = [names.index(name) for name in table.categories]
        self._first, self._words = len(lexicon.words), len(lexicon.words) + len(table.words) + 1
        self._vocabulary = Vocabulary(table.words, lexicon.finder.alphabet, lexicon.finder.width)
        self._weights = Weights(table)

    def decide(self, matched: Matched, reading: Reading) -> Keys:
        """Give the words of the categories that complaints have."""
        spoken = self._vocabulary.read(reading.signs, reading.ends)
        certain = np.concatenate([matched.strong, matched.sure])
        weak = self._where_nothing(certain, matched.weak, len(reading.ends))
        added = np.zeros((len(reading.ends), self._categories), np.float32)
        added.flat[weak // self._words] = self._learned.weak
        added.flat[matched.strong // self._words] = self._learned.rule
        added.flat[matched.sure // self._words] = 1
        has = added + self._likely(spoken, matched.denied, added) > self._learned.enough
        has[:, self._other] = ~has.any(1)
        found = np.concatenate([certain, weak])
        kept = found[has.ravel()[found // self._words]]
        told = np.concatenate([kept, *self._told(spoken, has, kept)])
        return np.concatenate([told, self._untold(has, told)])

    def _where_nothing(self, certain: Keys, weak: Keys, complaints: int) -> Keys:
        """Give what weak rules found in the complaints where the others found nothing."""
        each = self._categories * self._words
        has = np.zeros(complaints, np.bool_)
        has[certain // each] = True
        return weak[~has[weak // each]]

    def _likely(self, spoken: Spoken, denied: Keys, added: Floats) -> Floats:
        """Give what weights say; nothing of what a complaint denies and no rule found in it all the same."""
        likely = np.zeros_like(added)
        if self._columns:
            likely[:, self._columns] = self._weights.probabilities(spoken)
        places = denied // self._words
        likely.flat[places[added.flat[places] == 0]] = 0
        return likely

    def _told(self, spoken: Spoken, has: npt.NDArray[np.bool_], kept: Keys) -> Iterator[Keys]:
        """Give the words that tell of categories for which no rule matched."""
        by_weights = has.copy()
        by_weights.flat[kept // self._words] = False
        for column, category in enumerate(self._columns):
            texts, words = self._weights.telling(spoken, np.flatnonzero(by_weights[:, category]), column)
            yield (texts * self._categories + category) * self._words + self._first + words

    def _untold(self, has: npt.NDArray[np.bool_], told: Keys) -> Keys:
        """Give no word for what no word tells: `other`, and what signs alone told."""
        untold = has.ravel().copy()
        untold[told // self._words] = False
        return np.flatnonzero(untold) * self._words + self._words - 1
