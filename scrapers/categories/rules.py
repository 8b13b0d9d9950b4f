"""What `categories.toml` holds, and what a rule in it says."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, permutations
from pathlib import Path
from typing import Annotated, Any

import msgspec

from db.settings import SettingError
from scrapers.categories.weights import read_weights
from scrapers.categories.words import expand, fold

PACKAGED = Path(__file__).parents[1] / "categories.toml"
FIELDS = ("title", "issue", "claim", "excerpt")
LEARNED_FROM = "text"  # the fields that learned weights read
OTHER = "other"

ShortName = Annotated[str, msgspec.Meta(pattern=r"\A[a-z]+(\.[a-z]+(_[a-z]+)*)?\Z")]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class _Strict(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An unknown key is an error."""


class Named(_Strict, frozen=True):
    """The same in three languages."""

    zh_hans: Text
    zh_hant: Text
    en: Text


class Entry(_Strict, frozen=True):
    """One category as the file has it: rules, and weak ones, by the name of the fields they are for."""

    name: Named
    definition: Named
    rules: dict[str, list[str]] = {}
    weak: dict[str, list[str]] = {}


class _Negation(_Strict, frozen=True):
    before: str
    between: str
    joins: str
    after: str
    unless: str


class Learned(_Strict, frozen=True):
    """What a rule adds to what learned weights say, and when that is enough: see `[learned]`."""

    rule: Share
    weak: Share
    enough: Share


class File(_Strict, frozen=True):
    """The file. Lists of words are separated by spaces and line ends."""

    rules_version: Annotated[int, msgspec.Meta(ge=1)]
    hashes: dict[str, str]
    window: Annotated[int, msgspec.Meta(ge=0, le=99)]
    fields: dict[str, list[str]]
    group: dict[ShortName, Named]
    category: dict[ShortName, Entry]
    negation: _Negation
    words: dict[str, str]
    unless: dict[str, str]
    misspelt: dict[str, str]
    issues: dict[ShortName, str]
    learned: Learned | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Any of some words, or a word of some lists. `mode`: "" affirmed, "!" negated, "~" either."""

    lists: tuple[str, ...]
    words: tuple[str, ...]
    mode: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that follow each other in a sentence, at most `windows` signs apart, in one of the fields of `where`.

    A weak rule counts only in complaints where no other rule matches.
    `anywhere`: terms the complaint must have besides. `without`: terms that must not be near, within `window`.
    """

    category: str
    where: str
    is_weak: bool
    terms: tuple[Term, ...]
    windows: tuple[int, ...]
    anywhere: tuple[Term, ...]
    without: tuple[Term, ...]
    window: int

    def whether_or_not(self) -> "Rule":
        """The same rule for words that are negated as well."""
        terms = tuple(term if term.mode else replace(term, mode="~") for term in self.terms)
        return replace(self, terms=terms)


@dataclass(frozen=True)
class Rules:
    """The rules, written out. `words`, `unless` and `negation`: lists of words by name; `issues`: by label."""

    file: File
    hash: str
    rules: tuple[Rule, ...]
    words: dict[str, tuple[str, ...]]
    unless: dict[str, tuple[str, ...]]
    negation: dict[str, tuple[str, ...]]
    issues: dict[str, str]


def read_rules(path: Path | None = None) -> Rules:
    """Read the rules at `path` (none: those that come with us); raise `SettingError` if any of them is wrong."""
    source = path or PACKAGED
    try:
        table = tomllib.loads(source.read_text("utf-8-sig"))
        return _Reader(msgspec.convert(table, File)).read(hash_of(table))
    except (OSError, ValueError) as error:
        raise SettingError(
            f"The categories {source} cannot be used, and nothing was classified: {error}. "
            "Correct the file; in the one that comes with Tousu Watch, everything that can be written is explained."
        ) from None


def rules_alone(path: Path | None = None) -> Rules:
    """Read the rules without what was learned: a category is given by rules, or not at all."""
    rules = read_rules(path)
    return replace(rules, file=msgspec.structs.replace(rules.file, learned=None))


def hash_of(table: dict[str, Any]) -> str:
    """Give the SHA-256 of what decides a classification: not of names, definitions or the publisher's labels."""
    decides = {key: table[key] for key in ("window", "fields", "negation", "words", "unless", "misspelt")}
    learned = [table["learned"], read_weights().hash] if "learned" in table else []
    rules = {name: (entry.get("rules", {}), entry.get("weak", {})) for name, entry in table["category"].items()}
    written = json.dumps([decides, rules, *learned], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


class _Reader:
    def __init__(self, file: File) -> None:
        self._file = file
        self._written: dict[str, tuple[str, ...]] = {}
        misspelt = ((right, wrong) for right, all_ in file.misspelt.items() for wrong in all_.split())
        self._misspelt = [(fold(right), fold(wrong)) for right, wrong in misspelt]

    def read(self, hashed: str) -> Rules:
        self._agree()
        words, unless, negation = (
            {name: self._words(written) for name, written in lists.items()}
            for lists in (self._file.words, self._file.unless, msgspec.structs.asdict(self._file.negation))
        )
        labels = {fold(label): name for name, labels in self._file.issues.items() for label in labels.split()}
        return Rules(self._file, hashed, tuple(self._rules()), words, unless, negation, labels)

    def _agree(self) -> None:
        file = self._file
        if unknown := [name for name in file.issues if name not in file.category]:
            raise ValueError(f"[issues] names {unknown[0]}, which is no category")
        if lost := [name for name in file.unless if name not in file.words]:
            raise ValueError(f"[unless] names {lost[0]}, which is no list of words")
        if alone := [name for name in file.category if name.split(".")[0] not in file.group]:
            raise ValueError(f"the category {alone[0]} has no [group.{alone[0].split('.')[0]}]")
        if OTHER not in file.category or file.category[OTHER].rules or file.category[OTHER].weak:
            raise ValueError(f"there must be a category `{OTHER}`, without rules: it is for what no rule fits")

    def _rules(self) -> Iterator[Rule]:
        for category, entry in self._file.category.items():
            both = [(where, False, lines) for where, lines in entry.rules.items()]
            both += [(where, True, lines) for where, lines in entry.weak.items()]
            for where, is_weak, lines in both:
                if where not in self._file.fields:
                    raise ValueError(f"{category} has rules for {where!r}, which is not in [fields]")
                for line in lines:
                    yield from self._rule((category, where, is_weak), line)

    def _rule(self, owner: tuple[str, str, bool], line: str) -> Iterator[Rule]:
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
