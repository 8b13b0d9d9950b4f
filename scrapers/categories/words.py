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

Numbers = npt.NDArray[np.int32]

BREAKS = "。！？!?；;…\n\r"
_GONE = " \t\u3000\u00a0*＊·_~～\u00ad\ufeff" + "".join(map(chr, range(0x200B, 0x2010)))
_ALIKE = str.maketrans("帐著徵乾瞭佔箇纍麽甚裏", "账着征干了占个累么什里")
_CODES = 0x110000
_DROP, _BREAK, _STRANGE = 0, 1, 2  # numbers of signs; those of the rules' own begin after them


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
    """Where words begin and end in folded texts set one after another, with their numbers; in no order."""

    start: Numbers
    end: Numbers
    word: Numbers


@dataclass(frozen=True, slots=True)
class Texts:
    """Folded texts set one after another. `begins`: where each begins; `sentence`: which one each sign is in."""

    signs: Numbers
    begins: Numbers
    sentence: Numbers


class Words:
    """The words of the rules as a tree of signs, held in arrays, so that all places of a text are read at once.

    From a node, the sign numbered n leads to `_child[_base[node] + n]`, if `_owner` there names the node.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Hold these words, already folded; a word's number is its place."""
        alphabet = {sign: number for number, sign in enumerate(sorted(set("".join(words))), _STRANGE + 1)}
        self._number = self._numbers(alphabet)
        children, self._word = self._tree([[alphabet[sign] for sign in word] for word in words])
        width = len(alphabet) + _STRANGE + 1
        self._base, self._owner, self._child = self._packed(children, width)
        self._first = self._child_of(np.zeros(1, np.int32), np.arange(width, dtype=np.int32))

    @staticmethod
    def _numbers(alphabet: dict[str, int]) -> npt.NDArray[np.uint16]:
        number = np.full(_CODES, _STRANGE, np.uint16)
        number[:0x10000] = [alphabet.get(sign, _STRANGE) for sign in _signs()]
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
        return children, np.array([ends.get(node, -1) for node in range(len(children))], np.int32)

    @staticmethod
    def _packed(children: list[dict[int, int]], width: int) -> tuple[Numbers, Numbers, Numbers]:
        """Place each node's children where no other's are: families first, only children into the gaps."""
        base = [0] * len(children)
        taken: dict[int, tuple[int, int]] = {}
        place, gaps = 0, (gap for gap in count(width) if gap not in taken)
        for node in sorted(range(len(children)), key=lambda node: -len(children[node])):
            signs = children[node]
            if len(signs) > 1:
                place = next(place for place in count(place) if all(place + sign not in taken for sign in signs))
                base[node] = place
            elif signs:
                base[node] = next(gaps) - min(signs)
            taken.update({base[node] + sign: (node, below) for sign, below in signs.items()})
        table = np.full((2, max(base) + width), -1, np.int32)
        table[:, list(taken)] = np.array(list(taken.values())).T
        return np.array(base, np.int32), *table

    def read(self, texts: Sequence[str]) -> Texts:
        """Fold texts and set them one after another, each closed by a sentence's end."""
        codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
        signs = self._number[codes]
        kept = signs != _DROP
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        begins = np.zeros(len(texts), np.int32)
        begins[1:] = np.cumsum(kept, dtype=np.int32)[ends[:-1] - 1]
        signs = signs[kept]
        return Texts(signs, begins, np.cumsum(signs == _BREAK, dtype=np.int32))

    def find(self, texts: Texts) -> Found:
        """Find every word, also inside and across other words."""
        signs = texts.signs
        node = self._first[signs]
        at = np.flatnonzero(node).astype(np.int32)
        node, found = node[at], []
        for length in count(1):
            word = self._word[node]
            whole = np.flatnonzero(word >= 0)
            found.append((at[whole], at[whole] + length, word[whole]))
            inside = np.searchsorted(at, len(signs) - length)
            at, node = at[:inside], self._child_of(node[:inside], signs[at[:inside] + length])
            below = np.flatnonzero(node)
            at, node = at[below], node[below]
            if not len(at):
                break
        return Found(*map(np.concatenate, zip(*found, strict=True)))

    def _child_of(self, node: Numbers, sign: Numbers) -> Numbers:
        place = self._base[node] + sign
        return np.where(self._owner[place] == node, self._child[place], 0)
