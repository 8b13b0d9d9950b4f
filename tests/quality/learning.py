"""Learn what words are worth from labelled texts: `make weights` writes scrapers/categories/weights.tsv.

Two logistic regressions a category, on words of one and two signs and of the rules' lists, weighted by how rare they
are; what is kept is the mean of both. Texts are read as the classifier reads them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from scrapers.categories.folding import fold
from scrapers.categories.lexicon import Lexicon
from scrapers.categories.reading import Reading
from scrapers.categories.rules import OTHER, Rules, read_rules
from scrapers.categories.spelling import spell
from scrapers.categories.weights import LONGEST, PACKAGED, Hundredths, Table
from tests.quality import DEVELOPED, Labelled, read

LEAST_TEXTS = 2  # with a word: fewer say nothing
MOST_WORDS = 3000  # a category
PLAIN = re.compile("[^\0-\uffff]")  # signs beyond the common plane are never words
REGRESSIONS = ((2, 0.5), (0.6, 1))  # C, and the power of how rare words are: together they err less than either alone


def learn(labelled: Sequence[Labelled], rules: Rules) -> Table:
    """Learn from texts; categories are those of the rules, but `other`, which is what is left."""
    counted, lengths = read_words([one.text for one in labelled], rules)
    names = tuple(name for name in rules.file.category if name != OTHER)
    words = tuple(
        sorted(word for word, texts in Counter(w for c in counted for w in c).items() if texts >= LEAST_TEXTS)
    )
    counts = _counts(counted, words)
    fits = [_learned(counts, lengths, labelled, names, *one) for one in REGRESSIONS]
    weight, bias = (np.mean(both, axis=0) for both in zip(*fits, strict=True))
    return Table(names, words, _hundredths(_most(weight)), _hundredths(bias), "")


def read_words(texts: Sequence[str], rules: Rules) -> tuple[list[Counter[str]], np.ndarray]:
    """Count the words of one and two signs and of lists in each text, and its signs."""
    lexicon = Lexicon(rules, {sign for text in texts for sign in fold(PLAIN.sub("", text))})
    reading = Reading(lexicon, spell([texts]))
    sign = {number: sign for sign, number in lexicon.finder.alphabet.items()}
    written = "".join(sign.get(number, "\n") for number in reading.texts.signs.tolist())
    bounds = list(zip(reading.texts.begins.tolist(), reading.texts.ends.tolist(), strict=True))
    counted = [Counter(_signs(written[begin:end])) for begin, end in bounds]
    lists = _by_word(lexicon)
    for at, kind in zip(np.searchsorted(reading.texts.ends, reading.found.at, "right"), reading.kind, strict=True):
        counted[at].update(lists.get(kind, ()))
    return counted, np.array([end - begin for begin, end in bounds])


def _signs(text: str) -> Iterator[str]:
    """Give every word of as many signs as have weights."""
    words = (text[at : at + length] for at in range(len(text)) for length in range(1, LONGEST + 1))
    yield from (word for word in words if "\n" not in word)


def _by_word(lexicon: Lexicon) -> dict[int, list[str]]:
    """Give the names of the lists that a hit counts for, by its kind."""
    names: dict[int, list[str]] = {}
    for name in lexicon.weighed:
        for word in lexicon.lists[name]:
            names.setdefault(2 * word, []).append(f"[{name}]")
            names.setdefault(2 * word + 1, []).append(f"[!{name}]")
    return names


def _counts(counted: Sequence[Counter[str]], words: Sequence[str]) -> sparse.csr_matrix:
    """Set out how often each word (column) is in each text (row)."""
    number = {word: at for at, word in enumerate(words)}
    there = [
        (row, number[word], times) for row, one in enumerate(counted) for word, times in one.items() if word in number
    ]
    row, column, times = zip(*there, strict=True)
    return sparse.csr_matrix((times, (row, column)), shape=(len(counted), len(words)), dtype=float)


def _learned(
    counts: sparse.csr_matrix,
    lengths: np.ndarray,
    labelled: Sequence[Labelled],
    names: Sequence[str],
    strength: float,
    power: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Give the weight of each word (row) for each category (column), and of a text without words.

    A word counts less in a long text, and more if it is rare.
    """
    rarity = (np.log((1 + len(labelled)) / (1 + counts.astype(bool).sum(0).A1)) + 1) ** power
    scaled = sparse.diags(1 / np.sqrt(lengths)) @ counts @ sparse.diags(rarity)
    fits = [_fit(scaled, np.array([name in one.categories for one in labelled]), strength) for name in names]
    return np.stack([fit.coef_[0] * rarity for fit in fits], 1), np.array([fit.intercept_[0] for fit in fits])


def _fit(scaled: sparse.csr_matrix, belongs: np.ndarray, strength: float) -> LogisticRegression:
    options = {"class_weight": "balanced", "dual": True, "tol": 1e-2, "solver": "liblinear", "random_state": 1}
    return LogisticRegression(C=strength, max_iter=1000, **options).fit(scaled, belongs)


def _most(weight: np.ndarray) -> np.ndarray:
    """Keep the weights that matter most for each category."""
    if len(weight) <= MOST_WORDS:
        return weight
    least = np.sort(np.abs(weight), axis=0)[-MOST_WORDS]
    return np.where(np.abs(weight) < least, 0, weight)


def _hundredths(weight: np.ndarray) -> Hundredths:
    return np.rint(weight * 100).astype(np.int64)


def written(table: Table) -> str:
    """Write a table as the classifier reads it: only words with a weight."""
    rows = [
        ("", table.bias),
        *((word, row) for word, row in zip(table.words, table.weight, strict=True) if row.any()),
    ]
    lines = ("\t".join([word, *(str(number) if number else "" for number in row)]) for word, row in rows)
    return "\n".join(["\t".join(["", *table.categories]), *lines, ""])


if __name__ == "__main__":
    texts = [one for writer in DEVELOPED for one in read(writer)]
    PACKAGED.write_text(written(learn(texts, read_rules())), "utf-8")
