"""Find every word of the rules, and every two signs that have a weight, in many texts at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from scrapers.categories.folding import BREAK, DROP, STRANGE, Signs, numbers
from scrapers.categories.spelling import Spelt

Numbers = npt.NDArray[np.intp]  # what numpy looks things up by: others are turned into it each time
_HALF, _LOW = 32, 2**32 - 1  # two numbers are kept as the halves of one


@dataclass(frozen=True, slots=True)
class Found:
    """Where words begin and end in folded texts set one after another, with their numbers: by where they begin."""

    at: Numbers
    end: Numbers
    word: Numbers


@dataclass(frozen=True, slots=True)
class Texts:
    """Folded texts set one after another. `begins`, `ends`: of each text; `closes`: where each sentence ends.

    `sentence`: which one each sign is in. `spoken`: for each sign, the number of it and the next one, or its own.
    """

    signs: Signs
    spoken: Numbers
    begins: Numbers
    ends: Numbers
    closes: Numbers
    sentence: Numbers


class Words:
    """The words of the rules as a tree of signs, held in arrays, so that all places of a text are read at once.

    A sign's number is below `width`, those of two signs that matter follow. From a node of the tree, the sign
    numbered n leads to the low half of `_step[_base[node] + n]`, if its high half is the node.
    """

    def __init__(self, words: Sequence[str], weighed: Iterable[str] = ()) -> None:
        """Hold words, already folded; a word's number is its place. `weighed`: one and two signs to be told apart."""
        self.alphabet = {
            sign: number for number, sign in enumerate(sorted({*"".join(words), *"".join(weighed)}), STRANGE + 1)
        }
        self.width = len(self.alphabet) + STRANGE + 1
        self._number = numbers(self.alphabet)
        begun = (word[:2] for word in words)
        self.pairs = tuple(sorted({pair for pair in (*weighed, *begun) if len(pair) == 2}))
        self._pair = self._paired()
        children, self._word = self._tree(words)
        self._base, self._step = self._packed(children, self.width)
        self._alone, self._node = self._short(children)
        self._length = np.array([len(word) for word in words], np.intp)

    def _paired(self) -> npt.NDArray[np.uint16]:
        """Give for each two signs their number: the first one's own if they do not matter."""
        pair = np.repeat(np.arange(self.width, dtype=np.uint16), self.width)
        for number, (first, second) in enumerate(map(tuple, self.pairs), self.width):
            pair[self.alphabet[first] * self.width + self.alphabet[second]] = number
        return pair

    def _tree(self, words: Iterable[str]) -> tuple[list[dict[int, int]], Numbers]:
        children: list[dict[int, int]] = [{}]
        ends: dict[int, int] = {}
        for number, word in enumerate(words):
            node = 0
            for sign in map(self.alphabet.__getitem__, word):
                if sign not in children[node]:
                    children[node][sign] = len(children)
                    children.append({})
                node = children[node][sign]
            ends[node] = number
        return children, np.array([ends.get(node, -1) for node in range(len(children))], np.intp)

    def _short(self, children: list[dict[int, int]]) -> tuple[Numbers, Numbers]:
        """Give the word that each sign is alone, or -1, and the node that each two signs lead to, or 0."""
        alone, node = np.full(self.width, -1, np.intp), np.zeros(self.width + len(self.pairs), np.intp)
        for sign, below in children[0].items():
            alone[sign] = self._word[below]
        for number, (first, second) in enumerate(map(tuple, self.pairs), self.width):
            begun = children[children[0].get(self.alphabet[first], 0)]
            node[number] = begun.get(self.alphabet[second], 0) if self.alphabet[first] in children[0] else 0
        return alone, node

    @staticmethod
    def _packed(children: list[dict[int, int]], width: int) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """Place each node's children where no other's are: families first, only children into the gaps."""
        base = [0] * len(children)
        taken: dict[int, int] = {}
        place, gaps = 0, (gap for gap in count(width) if gap not in taken)
        for node in sorted(range(len(children)), key=lambda node: -len(children[node])):
            signs = children[node]
            if len(signs) > 1:
                place = next(place for place in count(place) if all(place + sign not in taken for sign in signs))
                base[node] = place
            elif signs:
                base[node] = next(gaps) - min(signs)
            taken.update({base[node] + sign: node << _HALF | below for sign, below in signs.items()})
        step = np.full(max(base) + width, -1, np.int64)
        step[list(taken)] = list(taken.values())
        return np.array(base, np.intp), step

    def read(self, texts: Spelt) -> Texts:
        """Fold texts, of which each is closed by a sentence's end."""
        signs = self._number[texts.codes]
        kept = signs != DROP
        ends = np.cumsum(kept)[np.cumsum(texts.lengths) - 1]
        signs = signs[kept]
        is_break = signs == BREAK
        following = signs[1:].astype(np.intp)
        spoken = np.zeros(len(signs), np.intp)
        spoken[:-1] = self._pair[signs[:-1] * np.intp(self.width) + following]
        begins = np.concatenate([[0], ends[:-1]])
        return Texts(signs, spoken, begins, ends, np.flatnonzero(is_break), np.cumsum(is_break))

    def find(self, texts: Texts) -> Found:
        """Find every word, also inside and across other words."""
        alone = self._alone[texts.signs]
        at = np.flatnonzero(alone >= 0)
        found = [at << _HALF | alone[at]]
        node = self._node[texts.spoken]
        at = np.flatnonzero(node > 0)  # flags are counted faster than numbers
        node = node[at]
        for length in count(2):  # the last sign ends a sentence, so no word reaches beyond it
            word = self._word[node]
            whole = np.flatnonzero(word >= 0)
            found.append(at[whole] << _HALF | word[whole])
            step = self._step[self._base[node] + texts.signs[at + length]]
            below = np.flatnonzero(step >> _HALF == node)
            if not len(below):
                break
            at, node = at[below], step[below] & _LOW
        keys = np.concatenate(found)
        keys.sort(kind="stable")  # which merges what is in order already
        at, word = keys >> _HALF, keys & _LOW
        return Found(at, at + self._length[word], word)


def within(firsts: Numbers, ends: Numbers) -> Numbers:
    """Give all numbers from each first to before its end."""
    lengths = ends - firsts
    return np.repeat(ends - np.cumsum(lengths), lengths) + np.arange(lengths.sum())
