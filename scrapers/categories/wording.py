"""What the lists of words and the rules of `categories.toml` say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, permutations

from scrapers.categories.folding import expand, fold
from scrapers.categories.written import File


@dataclass(frozen=True, slots=True)
class Term:
    """Any of some words, or a word of some lists. `mode`: "" affirmed, "!" negated, "~" either."""

    lists: tuple[str, ...]
    words: tuple[str, ...]
    mode: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that follow each other in a sentence, at most `windows` signs apart, in one of the fields of `where`.

    `anywhere`: terms the complaint must have besides. `without`: terms that must not be near, within `window`.
    """

    category: str
    where: str
    terms: tuple[Term, ...]
    windows: tuple[int, ...]
    anywhere: tuple[Term, ...]
    without: tuple[Term, ...]
    window: int


class Wording:
    """The lists of words and the rules of a file, written out; `ValueError` if any of them is wrong."""

    def __init__(self, file: File) -> None:
        """Take what is written in a file."""
        self._file = file
        self._written: dict[str, tuple[str, ...]] = {}
        misspelt = ((right, wrong) for right, all_ in file.misspelt.items() for wrong in all_.split())
        self._misspelt = [(fold(right), fold(wrong)) for right, wrong in misspelt]

    def lists(self, written: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Write out lists of words by name."""
        return {name: self._words(words) for name, words in written.items()}

    def rules(self) -> Iterator[Rule]:
        """Write out each rule, in every order that it allows."""
        for category, entry in self._file.category.items():
            for where, lines in entry.rules.items():
                if where not in self._file.fields:
                    raise ValueError(f"{category} has rules for {where!r}, which is not in [fields]")
                for line in lines:
                    yield from self._rule((category, where), line)

    def _rule(self, owner: tuple[str, str], line: str) -> Iterator[Rule]:
        either, *besides = re.split(" (?=[&-] )", line)
        parts, windows = self._split(either, "+")
        blocks = [self._split(part, ">") for part in parts]
        others, never = (tuple(self._term(one[2:]) for one in besides if one[0] == sign) for sign in "&-")
        for order in permutations(blocks):
            terms = tuple(self._term(term) for block, _ in order for term in block)
            inner = [(*within, after) for (_, within), after in zip(order, [*windows, 0], strict=True)]
            between = tuple(chain.from_iterable(inner))[:-1]
            yield Rule(*owner, terms, between, others, never, self._file.window)

    def _split(self, written: str, sign: str) -> tuple[list[str], list[int]]:
        """Split at `>`, `>5` and so on: what stands between, and the windows."""
        parts = re.split(rf" \{sign}([0-9]{{0,2}}) ", written)
        return parts[::2], [int(window or self._file.window) for window in parts[1::2]]

    def _term(self, written: str) -> Term:
        """Read `威胁/reach`: words and names of lists, any of which may stand there; `!`: negated, `~`: either."""
        mode, names = (written[0], written[1:]) if written[:1] in {"!", "~"} else ("", written)
        if not names or " " in names or "" in names.split("/"):
            raise ValueError(f"{written!r} is not terms joined by > or +")
        lists = tuple(name for name in names.split("/") if re.fullmatch("[a-z_]+", name))
        if unknown := [name for name in lists if name not in self._file.words]:
            raise ValueError(f"there is no list of words named {unknown[0]!r}")
        words = (self._words(name) for name in names.split("/") if name not in lists)
        return Term(lists, tuple(dict.fromkeys(chain.from_iterable(words))), mode)

    def _words(self, text: str) -> tuple[str, ...]:
        """Write out a list of words, once: most lists stand in many rules."""
        if text not in self._written:
            written = (fold(word) for pattern in text.split() for word in expand(pattern))
            spelt = dict.fromkeys(spelling for word in written for spelling in self._spellings(word))
            self._written[text] = tuple(spelt)
        return self._written[text]

    def _spellings(self, word: str) -> Iterator[str]:
        yield word
        yield from (word.replace(right, wrong) for right, wrong in self._misspelt if right in word)
