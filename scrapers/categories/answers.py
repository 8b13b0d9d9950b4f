"""What a classifier is asked about, and what it answers."""

from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from scrapers.categories.rules import Rules


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


def described(name: str, rules: Rules) -> Category:
    """Describe a category by its short name, as the rules' file does."""
    group, entry = name.split(".", maxsplit=1)[0], rules.file.category[name]
    named = (entry.name, rules.file.group[group], entry.definition)
    return Category(name, group, *map(msgspec.structs.asdict, named))
