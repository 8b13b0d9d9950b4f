"""Fold texts, so that what is written in different ways reads the same.

Traditional characters become Simplified, full-width become half-width, capitals small, and what cannot be seen,
spaces and asterisks inside words go. The words of the rules are folded the same way.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

Signs = npt.NDArray[np.uint16]

BREAKS = "。！？!?；;…\n\r"
DROP, BREAK, STRANGE = 0, 1, 2  # numbers of signs; those told apart begin after them
_GONE = " \t\u3000\u00a0*＊·_~～\u00ad\ufeff" + "".join(map(chr, range(0x200B, 0x2010)))
_ALIKE = str.maketrans("帐著徵乾瞭佔箇纍麽甚裏", "账着征干了占个累么什里")
_CODES = 0x110000


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


def numbers(alphabet: Mapping[str, int]) -> Signs:
    """Give, for each code, the number of the sign it is folded to: that of `alphabet`, or one of the three above."""
    number = np.full(_CODES, STRANGE, np.uint16)
    number[:0x10000] = [alphabet.get(sign, STRANGE) for sign in _signs()]
    number[[ord(sign) for sign in BREAKS]] = BREAK
    number[[ord(sign) for sign in _GONE]] = DROP
    return number


def expand(pattern: str) -> Iterator[str]:
    """Write out `打(了|过)?电话`: 打电话, 打了电话, 打过电话. Brackets do not nest."""
    found = re.search(r"\(([^()]*)\)(\??)|(.)\?", pattern)
    if found is None:
        yield pattern
        return
    choices = [found[3], ""] if found[3] else [*found[1].split("|"), *([""] if found[2] else [])]
    for choice in choices:
        yield from expand(pattern[: found.start()] + choice + pattern[found.end() :])
