"""Find every word of the rules in many texts at once.

A text is folded first: Traditional characters become Simplified, full-width become half-width, capitals small, and
what cannot be seen, spaces and asterisks inside words go. The words of the rules are folded the same way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

import numpy as np
import numpy.typing as npt
import opencc

Numbers = npt.NDArray[np.intp]  # what numpy looks things up by: others are turned into it each time
Signs = npt.NDArray[np.uint16]

BREAKS = "。！？!?；;…\n\r"
_GONE = " \t\u3000\u00a0*＊·_~～\u00ad\ufeff" + "".join(map(chr, range(0x200B, 0x2010)))
_ALIKE = str.maketrans("帐著徵乾瞭佔箇纍麽甚裏", "账着征干了占个累么什里")
_CODES = 0x110000
_HALF, _LOW = 32, 2**32 - 1  # two numbers are kept as the halves of one
_SIGNS_AT_ONCE = 2**17  # with more, the cache is too small
_DROP, _BREAK, STRANGE = 0, 1, 2  # numbers of signs; those of the rules' own begin after them


@cache
def _signs() -> tuple[str, ...]:
    """Give, for each code up to the end of the common plane, the sign it is folded to."""
    plane = [chr(code) if not 0xD800 <= code < 0xE000 else " " for code in range(0x10000)]
    plane[0xFF01:0xFF5F] = map(chr, range(0x21, 0x7F))
    plane[0x4E00:0xA000] = opencc.OpenCC("t2s").convert("\n".join(plane[0x4E00:0xA000])).split("\n")
    return tuple(sign.translate(_ALIKE).lower()[:1] for sign in plane)


def fold(word: str) -> str:
    """Write a word of the rules as texts are folded."""
    signs = _signs()
    return "".join(signs[ord(sign)] for sign in word if sign not in _GONE)


def expand(pattern: str) -> Iterator[str]:
    """Write out `打(了|过)?电话`: 打电话, 打了电话, 打过电话. Brackets do not nest."""
    found = re.search(r"\(([^()]*)\)(\??)|(.)\?", pattern)
    if found is None:
        yield pattern
        return
    choices = [found[3], ""] if found[3] else [*found[1].split("|"), *([""] if found[2] else [])]
    for choice in choices:
        yield from expand(pattern[: found.start()] + choice + pattern[found.end() :])


@dataclass(frozen=True, slots=True)
class Found:
    """Where words begin and end in folded texts set one after another, with their numbers: by where they begin."""

    at: Numbers
    end: Numbers
    word: Numbers


@dataclass(frozen=True, slots=True)
class Texts:
    """Folded texts set one after another. `ends`: where each ends; `closes`: where each sentence does.

    `sentence`: which one each sign is in.
    """

    signs: Signs
    ends: Numbers
    closes: Numbers
    sentence: Numbers


class Words:
    """The words of the rules as a tree of signs, held in arrays, so that all places of a text are read at once.

    From a node, the sign numbered n leads to the low half of `_step[_base[node] + n]`, if its high half is the node.
    """

    def __init__(self, words: Sequence[str], signs: str = "") -> None:
        """Hold these words, already folded; a word's number is its place. `signs`: others to tell apart."""
        self.alphabet = {sign: number for number, sign in enumerate(sorted({*"".join(words), *signs}), STRANGE + 1)}
        self.width = len(self.alphabet) + STRANGE + 1
        self._number = self._numbers(self.alphabet)
        children, self._word = self._tree([[self.alphabet[sign] for sign in word] for word in words])
        self._base, self._step = self._packed(children, self.width)
        self._alone, self._pair = self._short(children, self._word, self.width)
        self._length = np.array([len(word) for word in words], np.intp)

    @staticmethod
    def _numbers(alphabet: dict[str, int]) -> npt.NDArray[np.uint16]:
        number = np.full(_CODES, STRANGE, np.uint16)
        number[:0x10000] = [alphabet.get(sign, STRANGE) for sign in _signs()]
        number[[ord(sign) for sign in BREAKS]] = _BREAK
        number[[ord(sign) for sign in _GONE]] = _DROP
        return number

    @staticmethod
    def _tree(words: Iterable[list[int]]) -> tuple[list[dict[int, int]], Numbers]:
        children: list[dict[int, int]] = [{}]
        ends: dict[int, int] = {}
        for number, word in enumerate(words):
            node = 0
            for sign in word:
                if sign not in children[node]:
                    children[node][sign] = len(children)
                    children.append({})
                node = children[node][sign]
            ends[node] = number
        return children, np.array([ends.get(node, -1) for node in range(len(children))], np.intp)

    @staticmethod
    def _short(children: list[dict[int, int]], word: Numbers, width: int) -> tuple[Numbers, npt.NDArray[np.int32]]:
        """Give the word that each sign is alone, or -1, and the node that each two signs lead to, or 0."""
        alone, pair = np.full(width, -1, np.intp), np.zeros((width, width), np.int32)
        for sign, node in children[0].items():
            alone[sign] = word[node]
            pair[sign, list(children[node])] = list(children[node].values())
        return alone, pair.ravel()

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

    def read(self, texts: Sequence[str]) -> Texts:
        """Fold texts and set them one after another, each closed by a sentence's end."""
        codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
        signs = self._number[codes]
        kept = signs != _DROP
        last = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1) - 1
        ends = np.cumsum(kept)[last]
        signs = signs[kept]
        is_break = signs == _BREAK
        return Texts(signs, ends, np.flatnonzero(is_break), np.cumsum(is_break))

    def find(self, texts: Texts) -> Found:
        """Find every word, also inside and across other words."""
        starts = range(0, len(texts.signs), _SIGNS_AT_ONCE)
        keys = np.concatenate([self._from(texts.signs, start) for start in starts])
        at, word = keys >> _HALF, keys & _LOW
        return Found(at, at + self._length[word], word)

    def _from(self, signs: Signs, start: int) -> npt.NDArray[np.int64]:
        """Find the words that begin in one stretch of signs: where and which, as one number, sorted."""
        here = signs[start : start + _SIGNS_AT_ONCE + 1].astype(np.intp)
        node = self._pair[here[:-1] * len(self._alone) + here[1:]]
        word = self._alone[here[:_SIGNS_AT_ONCE]]
        at = np.flatnonzero(word >= 0)
        found = [at + start << _HALF | word[at]]
        at = np.flatnonzero(node)
        at, node = at + start, node[at]
        for length in count(2):  # the last sign ends a sentence, so no word reaches beyond it
            word = self._word[node]
            whole = np.flatnonzero(word >= 0)
            found.append(at[whole] << _HALF | word[whole])
            step = self._step[self._base[node] + signs[at + length]]
            below = np.flatnonzero(step >> _HALF == node)
            if not len(below):
                break
            at, node = at[below], step[below] & _LOW
        keys = np.concatenate(found)
        keys.sort(kind="stable")  # which merges what is in order already
        return keys
