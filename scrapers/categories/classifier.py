"""The categories of many complaints at once, each with the words that matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from scrapers.categories.matching import match
from scrapers.categories.reading import Lexicon, Reading
from scrapers.categories.rules import FIELDS, OTHER, Rules, read_rules
from scrapers.categories.words import fold

_AT_ONCE = 16_384  # complaints: with fewer, calls cost more than the work in them; with more, the cache is too small


_Keys = npt.NDArray[np.int64]


class Complained(NamedTuple):
    """What a complaint says; an empty text where a field is missing."""

    title: str = ""
    issue: str = ""
    claim: str = ""
    excerpt: str = ""


class Match(NamedTuple):
    """A category of a complaint, and the `words` that matched: as in the rules, and in their order."""

    category: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A category and the `group` it belongs to. Names and definition are by language: zh_hans, zh_hant, en."""

    category: str
    group: str
    name: dict[str, str]
    group_name: dict[str, str]
    definition: dict[str, str]


class Classifier:
    """Rules made ready. `version`: theirs; `categories`: by short name, in the order of the file.

    It keeps nothing between calls, so threads may share it.
    """

    def __init__(self, rules: Rules) -> None:
        """Make the rules ready, which takes a moment: do it once."""
        self.version = rules.file.rules_version
        self.categories = {name: _category(name, rules) for name in rules.file.category}
        self._issues = rules.issues
        self._names = list(self.categories)
        self._lexicon = Lexicon(rules)
        self._rules = [
            ([FIELDS.index(field) for field in fields], [rule for rule in rules.rules if rule.where == where])
            for where, fields in rules.file.fields.items()
        ]

    def classify(self, complaints: Sequence[tuple[str, str, str, str]]) -> list[tuple[Match, ...]]:
        """Give the categories of each complaint (title, issue, claim, excerpt): `other` if nothing else fits.

        Thousands at once are many times as fast as one by one.
        """
        parts = (complaints[start : start + _AT_ONCE] for start in range(0, len(complaints), _AT_ONCE))
        return [matches for part in parts for matches in self._part(part)]

    def classify_text(self, text: str) -> tuple[Match, ...]:
        """Give the categories of one text, whose first line is taken for the title."""
        title, _, excerpt = text.partition("\n")
        return self.classify([Complained(title=title, excerpt=excerpt)])[0]

    def category_of_issue(self, label: str) -> str | None:
        """Give the category of one of the publisher's own labels; None: a label we do not know."""
        return self._issues.get(fold(label))

    def _part(self, complaints: Sequence[tuple[str, str, str, str]]) -> list[tuple[Match, ...]]:
        matches: list[list[Match]] = [[] for _ in complaints]
        places, words = np.divmod(self._found(complaints), len(self._lexicon.words))
        firsts = np.flatnonzero(np.diff(places, prepend=-1)).tolist()
        told = [self._lexicon.words[word] for word in words.tolist()]
        for place, first, end in zip(places[firsts].tolist(), firsts, [*firsts, len(told)][1:], strict=True):
            complaint, category = divmod(place, len(self._names))
            matches[complaint].append(Match(self._names[category], tuple(told[first:end])))
        return [tuple(found) or _NOTHING_ELSE for found in matches]

    def _found(self, complaints: Sequence[tuple[str, str, str, str]]) -> _Keys:
        """Give complaint, category and word of all that matched, each three as one number: sorted, none twice."""
        strong, weak = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for fields, rules in self._rules:
            reading = Reading(self._lexicon, [one[field] for one in complaints for field in fields], len(fields))
            for rule in rules:
                if (chain := match(rule, reading)) is not None:
                    complaint = reading.complaint[chain.hits[0]].astype(np.int64)
                    place = (complaint * len(self._names) + self._names.index(rule.category)) * len(
                        self._lexicon.words
                    )
                    (weak if rule.is_weak else strong).extend(place + reading.table.word[hits] for hits in chain.hits)
        return _once(self._else(np.concatenate(strong), np.concatenate(weak), len(complaints)))

    def _else(self, strong: _Keys, weak: _Keys, complaints: int) -> _Keys:
        """Add what weak rules found in the complaints where the others found nothing."""
        each = len(self._names) * len(self._lexicon.words)
        has = np.zeros(complaints, np.bool_)
        has[strong // each] = True
        return np.concatenate([strong, weak[~has[weak // each]]])


def _once(numbers: _Keys) -> _Keys:
    numbers.sort()
    return numbers[np.diff(numbers, prepend=-1) > 0]


_NOTHING_ELSE = (Match(OTHER, ()),)


def _category(name: str, rules: Rules) -> Category:
    group, entry = name.split(".", maxsplit=1)[0], rules.file.category[name]
    named = (entry.name, rules.file.group[group], entry.definition)
    return Category(name, group, *map(msgspec.structs.asdict, named))


def load(path: Path | None = None) -> Classifier:
    """Make a classifier of the rules at `path` (none: ours); raise `SettingError` if any of them is wrong."""
    return Classifier(read_rules(path))
