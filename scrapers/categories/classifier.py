"""The categories of many complaints at once, each with the words that matched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scrapers.categories.answers import Complained, Match, described
from scrapers.categories.deciding import Decision, Flags, Keys
from scrapers.categories.folding import fold
from scrapers.categories.lexicon import Lexicon
from scrapers.categories.matching import Chain, match
from scrapers.categories.reading import Reading
from scrapers.categories.rules import FIELDS, LEARNED_FROM, Rules, read_rules
from scrapers.categories.spelling import Spelt, spell, spell_columns
from scrapers.categories.weights import LONGEST, NO_WEIGHTS, Table, read_weights

_NOTHING = np.zeros(0, np.int64)
AT_ONCE = 16_384  # complaints: with fewer, calls cost more than the work in them; with more, the cache is too small
_NO_WORD = ""  # the word of `other`, and of what no word tells


@dataclass(frozen=True, slots=True)
class _Found:
    """Matches by complaint: the numbers of complaint and category; from `bounds` to `bounds`, those of the words."""

    complaint: Keys
    category: Keys
    bounds: Keys
    word: Keys


class Classifier:
    """Rules made ready. `version`: theirs; `categories`: by short name, in the order of the file.

    It keeps nothing between calls, so threads may share it.
    """

    def __init__(self, rules: Rules, weights: Table | None = None) -> None:
        """Make the rules and weights (none: ours) ready, which takes a moment: do it once."""
        self.version = rules.file.rules_version
        self.categories = {name: described(name, rules) for name in rules.file.category}
        self._issues = rules.issues
        self._names = list(self.categories)
        table = (weights or read_weights()) if rules.file.learned else NO_WEIGHTS
        self._lexicon = Lexicon(rules, [word for word in table.words if len(word) <= LONGEST])
        self._decision = Decision(rules.file.learned, self._names, table, self._lexicon)
        self._words = self._decision.words
        self._told = pa.array(self._words)
        self._fields = rules.file.fields
        self._rules = rules.rules

    def classify(self, complaints: Sequence[tuple[str, str, str, str]]) -> list[tuple[Match, ...]]:
        """Give the categories of each complaint (title, issue, claim, excerpt): `other` if nothing else fits.

        Thousands at once are many times as fast as one by one.
        """
        parts = (complaints[start : start + AT_ONCE] for start in range(0, len(complaints), AT_ONCE))
        return [matches for part in parts for matches in self._part(part)]

    def classify_columns(self, complaints: pa.RecordBatch) -> pa.RecordBatch:
        """Give the categories of complaints in columns as in `Complained`: a row for each category of a complaint.

        `place`: the complaint's row; `category`; `matched`: the words, with commas between. Meant for `AT_ONCE` rows.
        """
        spelt = {where: spell_columns([complaints[one] for one in fields]) for where, fields in self._fields.items()}
        found = self._found(spelt)
        words = pa.ListArray.from_arrays(pa.array(found.bounds, pa.int32()), self._told.take(found.word))
        categories = pa.array(self._names).take(found.category)
        columns = {"place": found.complaint, "category": categories, "matched": pc.binary_join(words, ",")}
        return pa.record_batch(columns)

    def classify_text(self, text: str) -> tuple[Match, ...]:
        """Give the categories of one text, whose first line is taken for the title."""
        title, _, excerpt = text.partition("\n")
        return self.classify([Complained(title=title, excerpt=excerpt)])[0]

    def category_of_issue(self, label: str) -> str | None:
        """Give the category of one of the publisher's own labels; None: a label we do not know."""
        return self._issues.get(fold(label))

    def _part(self, complaints: Sequence[tuple[str, str, str, str]]) -> list[tuple[Match, ...]]:
        columns = dict(zip(FIELDS, zip(*complaints, strict=True), strict=True))
        found = self._found(
            {where: spell([columns[field] for field in fields]) for where, fields in self._fields.items()}
        )
        words = [self._words[word] for word in found.word.tolist()]
        matches: list[list[Match]] = [[] for _ in complaints]
        bounds = found.bounds.tolist()
        for complaint, category, first, end in zip(
            found.complaint.tolist(), found.category.tolist(), bounds, bounds[1:], strict=False
        ):
            told = tuple(words[first:end]) if words[first] != _NO_WORD else ()
            matches[complaint].append(Match(self._names[category], told))
        return list(map(tuple, matches))

    def _found(self, spelt: Mapping[str, Spelt]) -> _Found:
        """Find the categories of complaints, whose fields are spelt out as the rules read them."""
        readings = {where: Reading(self._lexicon, texts) for where, texts in spelt.items()}
        learned_from = readings.pop(LEARNED_FROM)
        sure = self._matched(readings, None)
        likely = self._decision.likely(learned_from, sure)
        matched = self._matched({LEARNED_FROM: learned_from}, self._decision.open_to_rules(likely))
        keys = self._decision.decide(likely, matched, sure, learned_from)
        place, word = np.divmod(_once(keys), len(self._words))
        firsts = np.flatnonzero(np.diff(place, prepend=-1))
        return _Found(*np.divmod(place[firsts], len(self._names)), np.append(firsts, len(word)), word)

    def _matched(self, readings: Mapping[str, Reading], among: Flags | None) -> Keys:
        """Give complaint, category and word of all that matched, each three as one number.

        `among`: by complaint (row) and category (column), whether to look; None: everywhere.
        """
        places = [_NOTHING]
        for rule in self._rules:
            if rule.where in readings:
                category = self._names.index(rule.category)
                looked = among[:, category] if among is not None else None
                places.extend(self._places(category, match(rule, readings[rule.where], looked), readings[rule.where]))
        return np.concatenate(places)

    def _places(self, category: int, chain: Chain | None, reading: Reading) -> Iterator[Keys]:
        if chain:
            complaint = reading.complaint[reading.sentence[chain.hits[0]]].astype(np.int64)
            place = (complaint * len(self._names) + category) * len(self._words)
            for hits in chain.hits:
                yield place + reading.found.word[hits]


def _once(numbers: Keys) -> Keys:
    numbers.sort(kind="stable")
    return numbers[np.diff(numbers, prepend=-1) > 0]


def load(path: Path | None = None) -> Classifier:
    """Make a classifier of the rules at `path` (none: ours); raise `SettingError` if any of them is wrong."""
    return Classifier(read_rules(path))
