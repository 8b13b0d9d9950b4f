"""The rules of `categories.toml`, read and written out."""

import hashlib
import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from db.settings import SettingError
from scrapers.categories.folding import fold
from scrapers.categories.weights import read_weights
from scrapers.categories.wording import Rule, Term, Wording
from scrapers.categories.written import File

__all__ = [
    "FIELDS",
    "LEARNED_FROM",
    "OTHER",
    "PACKAGED",
    "Rule",
    "Rules",
    "Term",
    "hash_of",
    "read_rules",
    "rules_alone",
]

PACKAGED = Path(__file__).parents[1] / "categories.toml"
FIELDS = ("title", "issue", "claim", "excerpt")
LEARNED_FROM = "text"  # the fields that learned weights read
OTHER = "other"


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
        return _written_out(msgspec.convert(table, File), hash_of(table))
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
    rules = {name: entry.get("rules", {}) for name, entry in table["category"].items()}
    written = json.dumps([decides, rules, *learned], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _written_out(file: File, hashed: str) -> Rules:
    _agree(file)
    wording = Wording(file)
    negation = wording.lists(msgspec.structs.asdict(file.negation))
    labels = {fold(label): name for name, labels in file.issues.items() for label in labels.split()}
    lists = (wording.lists(file.words), wording.lists(file.unless), negation)
    return Rules(file, hashed, tuple(wording.rules()), *lists, labels)


def _agree(file: File) -> None:
    if unknown := [name for name in file.issues if name not in file.category]:
        raise ValueError(f"[issues] names {unknown[0]}, which is no category")
    if lost := [name for name in file.unless if name not in file.words]:
        raise ValueError(f"[unless] names {lost[0]}, which is no list of words")
    if alone := [name for name in file.category if name.split(".")[0] not in file.group]:
        raise ValueError(f"the category {alone[0]} has no [group.{alone[0].split('.')[0]}]")
    if OTHER not in file.category or file.category[OTHER].rules:
        raise ValueError(f"there must be a category `{OTHER}`, without rules: it is for what no rule fits")
