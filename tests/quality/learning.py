"""Learn what words are worth from labelled texts: `make weights` writes scrapers/categories/weights.tsv.

A logistic regression a category, on words of one and two signs, weighted by how rare they are. Texts are read as the
classifier reads them.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from scrapers.categories.reading import Lexicon, Reading
from scrapers.categories.rules import OTHER, Rules, read_rules
from scrapers.categories.weights import PACKAGED, Spoken, Table, Vocabulary
from scrapers.categories.words import fold
from tests.quality import DEVELOPED, Labelled, read

LEAST_TEXTS = 2  # with a word: fewer say nothing
MOST_WORDS = 3000  # a category
PLAIN = re.compile("[^\0-\uffff]")  # signs beyond the common plane are never words
STRENGTH = 0.3  # the regression's C


def learn(labelled: Sequence[Labelled], rules: Rules) -> Table:
    """Learn from texts; categories are those of the rules, but `other`, which is what is left."""
    signs = "".join({sign for one in labelled for sign in fold(PLAIN.sub("", one.text))})
    lexicon = Lexicon(rules, signs)
    reading = Reading(lexicon, [one.text for one in labelled])
    words = _words(lexicon, reading)
    spoken = Vocabulary(words, lexicon.finder.alphabet, lexicon.finder.width).read(reading.signs, reading.ends)
    counts = _counted(spoken, len(words))
    rarity = np.log((1 + len(labelled)) / (1 + counts.astype(bool).sum(0).A1)) + 1
    scaled = sparse.diags(1 / np.sqrt(np.maximum(1, counts.sum(1).A1))) @ counts @ sparse.diags(rarity)
    names = [name for name in rules.file.category if name != OTHER]
    fits = [_fit(scaled, np.array([name in one.categories for one in labelled])) for name in names]
    weight = np.stack([fit.coef_[0] * rarity for fit in fits], 1)
    bias = np.array([fit.intercept_[0] for fit in fits])
    return Table(tuple(names), words, _most(weight).astype(np.float32), bias.astype(np.float32), "")


def _words(lexicon: Lexicon, reading: Reading) -> tuple[str, ...]:
    """Give the words of one and two signs that stand in enough texts, sorted."""
    sign = {number: sign for sign, number in lexicon.finder.alphabet.items()}
    text = "".join(sign.get(number, "\n") for number in reading.signs.tolist())
    texts = (text[begin:end] for begin, end in zip([0, *reading.ends], reading.ends, strict=False))
    found = Counter(word for one in texts for word in {one[at : at + n] for at in range(len(one)) for n in (1, 2)})
    return tuple(sorted(word for word, times in found.items() if times >= LEAST_TEXTS and "\n" not in word))


def _counted(spoken: Spoken, words: int) -> sparse.csr_matrix:
    """Count each word (column) in each text (row)."""
    lengths = np.diff(np.append(spoken.begins, len(spoken.one)))
    text = np.repeat(np.arange(len(lengths)), lengths)
    at, word = np.tile(text, 2), np.concatenate([spoken.one, spoken.two])
    there = word > 0
    ones = np.ones(there.sum())
    return sparse.csr_matrix((ones, (at[there], word[there] - 1)), shape=(len(lengths), words))


def _fit(scaled: sparse.csr_matrix, belongs: np.ndarray) -> LogisticRegression:
    options = {"class_weight": "balanced", "max_iter": 1000, "solver": "liblinear", "random_state": 1}
    return LogisticRegression(C=STRENGTH, **options).fit(scaled, belongs)


def _most(weight: np.ndarray) -> np.ndarray:
    """Keep the weights that matter most for each category."""
    if len(weight) <= MOST_WORDS:
        return weight
    least = np.sort(np.abs(weight), axis=0)[-MOST_WORDS]
    return np.where(np.abs(weight) < least, 0, weight)


def written(table: Table) -> str:
    """Write a table as the classifier reads it: only words with a weight."""
    hundredths = np.rint(table.weight * 100).astype(int)
    rows = [("", np.rint(table.bias * 100).astype(int))]
    rows += [(word, row) for word, row in zip(table.words, hundredths, strict=True) if row.any()]
    lines = ("\t".join([word, *(str(number) if number else "" for number in row)]) for word, row in rows)
    return "\n".join(["\t".join(["", *table.categories]), *lines, ""])


if __name__ == "__main__":
    texts = [one for writer in DEVELOPED for one in read(writer)]
    PACKAGED.write_text(written(learn(texts, read_rules())), "utf-8")
