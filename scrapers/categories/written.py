"""What is written in `categories.toml`."""

from typing import Annotated

import msgspec

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
    """One category as the file has it, with rules by the name of the fields they are for."""

    name: Named
    definition: Named
    rules: dict[str, list[str]] = {}


class Negation(_Strict, frozen=True):
    """Lists of words: see `[negation]`."""

    before: str
    between: str
    joins: str
    after: str
    unless: str


class Learned(_Strict, frozen=True):
    """What a rule adds to what learned weights say, and what is enough: see `[learned]`."""

    rule: Share
    enough: Share


class File(_Strict, frozen=True):
    """The file. Lists of words are separated by spaces and line ends."""

    rules_version: Annotated[int, msgspec.Meta(ge=1)]
    hashes: dict[str, str]
    window: Annotated[int, msgspec.Meta(ge=0, le=99)]
    fields: dict[str, list[str]]
    group: dict[ShortName, Named]
    category: dict[ShortName, Entry]
    negation: Negation
    words: dict[str, str]
    unless: dict[str, str]
    misspelt: dict[str, str]
    issues: dict[ShortName, str]
    learned: Learned | None = None
