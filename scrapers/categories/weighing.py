"""What the words of texts say together, by their weights.

The sums of three categories share one number of 64 bits: so a third of the work is enough, and all of it is exact.
"""

import numpy as np
import numpy.typing as npt

from scrapers.categories.lexicon import Lexicon
from scrapers.categories.reading import Reading
from scrapers.categories.weights import Hundredths, Table
from scrapers.categories.words import Numbers, within

MOST_TOLD = 3  # words told of a category that no rule gave
LEAST_TOLD = 30  # hundredths: a word that speaks less for a category is not told
_SIGNS_AT_ONCE = 256  # summed, so that no sum outgrows its bits
_EACH, _BITS = 3, 21  # sums in a number, and the bits of each
_HALF, _LOW = 1 << (_BITS - 1), (1 << _BITS) - 1

Floats = npt.NDArray[np.float32]


class Weights:
    """The table made ready: what it thinks of texts, and which of their words made it think so."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        """Set out the weights of signs, of two signs, and of words where they stand and where they are negated."""
        row = dict(zip(table.words, table.weight, strict=True))
        nothing = np.zeros(len(table.categories), np.int64)
        finder = lexicon.finder
        signs = np.zeros((finder.width, len(nothing)), np.int64)
        for sign, number in finder.alphabet.items():
            signs[number] = row.get(sign, nothing)
        self._pairs = np.array([nothing, *(row.get(pair, nothing) for pair in finder.pairs)])[1:]
        firsts = signs[[finder.alphabet[pair[0]] for pair in finder.pairs]]
        self._words = np.zeros((2 * len(lexicon.words), len(nothing)), np.int64)
        for name in lexicon.weighed:
            for negated, key in enumerate((f"[{name}]", f"[!{name}]")):
                self._words[lexicon.lists[name] * 2 + negated] += row.get(key, nothing)
        self._of_spoken, self._of_words = _packed(np.concatenate([signs, firsts + self._pairs])), _packed(self._words)
        self._bias, self._width = table.bias, finder.width
        self._alone = np.array([len(word) == 1 for word in lexicon.words]).repeat(2)

    def probabilities(self, reading: Reading) -> Floats:
        """Give how likely each text (row) belongs to each category (column), from 0 to 1."""
        texts = reading.texts
        ends = np.union1d(texts.ends, np.arange(_SIGNS_AT_ONCE, len(texts.signs), _SIGNS_AT_ONCE))
        spoken = _summed(self._of_spoken, texts.spoken, ends)
        words = _summed(self._of_words, reading.kind, np.searchsorted(reading.found.at, ends))
        sums = np.add.reduceat(
            _unpacked(spoken + words, len(self._bias)), np.searchsorted(ends, texts.begins, "right")
        )
        norm = 100 * np.sqrt(texts.ends - texts.begins, dtype=np.float32)
        told = sums / norm[:, None] + self._bias.astype(np.float32) / 100
        likely: Floats = (1 / (1 + np.exp(-told))).astype(np.float32)
        return likely

    def telling(self, reading: Reading, chosen: Numbers, category: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Give what spoke most for a category in chosen texts: the text and the word of hits, then of two signs."""
        texts, found = reading.texts, reading.found
        hits = within(*np.searchsorted(found.at, [texts.begins[chosen], texts.ends[chosen]]))
        places = within(texts.begins[chosen], texts.ends[chosen])
        places = places[texts.spoken[places] >= self._width]
        of_hits = np.where(self._alone, 0, self._words[:, category])[reading.kind[hits]]
        of_pairs = self._pairs[:, category][texts.spoken[places] - self._width]
        hits, of_hits = hits[of_hits >= LEAST_TOLD], of_hits[of_hits >= LEAST_TOLD]
        places, of_pairs = places[of_pairs >= LEAST_TOLD], of_pairs[of_pairs >= LEAST_TOLD]
        text = np.searchsorted(texts.ends, np.concatenate([found.at[hits], places]), "right")
        most = _most(text, np.concatenate([of_hits, of_pairs]))
        by_word = most[most < len(hits)]
        by_pair = most[most >= len(hits)]
        pairs = texts.spoken[places[by_pair - len(hits)]] - self._width
        return text[by_word], found.word[hits[by_word]], text[by_pair], pairs


def _packed(rows: Hundredths) -> list[Hundredths]:
    """Let each three columns share one."""
    starts = range(0, rows.shape[1], _EACH)
    shared = (rows[:, start : start + _EACH] for start in starts)
    return [
        sum((one << (_BITS * place) for place, one in enumerate(columns.T)), np.zeros(len(rows), np.int64))
        for columns in shared
    ]


def _summed(packed: list[Hundredths], places: Numbers, ends: Numbers) -> Hundredths:
    """Sum what stands at places, up to each of the ends: a row for each shared column."""
    bounds, one_more = np.append(0, ends), np.append(places, 0)  # so that nothing begins after the last
    sums = np.stack([np.add.reduceat(column[one_more], bounds)[:-1] for column in packed])
    sums[:, bounds[:-1] == ends] = 0
    return sums


def _unpacked(sums: Hundredths, columns: int) -> Hundredths:
    """Give a row for each sum, with a column for each that was packed."""
    apart = np.empty((sums.shape[1], len(sums) * _EACH), np.int64)
    for place in range(_EACH):
        apart[:, place::_EACH] = low = (((sums + _HALF) & _LOW) - _HALF).T
        sums = (sums - low.T) >> _BITS
    return apart[:, :columns]


def _most(text: Numbers, weight: Hundredths) -> Numbers:
    """Choose those of each text with the highest weights."""
    order = np.lexsort((-weight, text))
    begins = np.searchsorted(text[order], text[order])
    return order[np.arange(len(order)) - begins < MOST_TOLD]
