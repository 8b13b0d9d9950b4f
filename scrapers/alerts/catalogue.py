"""The words of messages in each language: tables of sentences in `locale/`, their `{names}` filled in here."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
BEIJING = ZoneInfo("Asia/Shanghai")
LONGEST_NAME = 200
# Signs by which a name or an error could mention everyone, begin a tag, or become a link.
WWW = re.compile(r"(www)\.", re.IGNORECASE)
SIGNS = str.maketrans({"<": "＜", ">": "＞", "@": "＠"})


@dataclass(frozen=True)
class Words:
    """A language: its code and its sentences."""

    code: str
    sentences: Mapping[str, Any]

    def say(self, name: str, /, **values: object) -> str:
        """Say the sentence of a name, as in `headline.milestone`, with its `{names}` filled in."""
        found: Any = self.sentences
        for part in name.split("."):
            found = found[part]
        return str(found).format(**values)

    def called(self, kind: str, name: str) -> str:
        """What a source or publisher is called; its short name where it has no other."""
        return str(self.sentences[kind].get(name, name))

    def own(self, row: Mapping[str, Any], what: str) -> str | None:
        """The column of a row in this language: `name` is `name_zh_hans`, `name_zh_hant` or `name_en`."""
        found = row[f"{what}_{self.code.lower().replace('-', '_')}"]
        return plain(found) if found else None

    def lasted(self, begin: datetime, end: datetime) -> str:
        """How long something lasted, in its largest whole unit."""
        minutes = max(0, int((end - begin).total_seconds() // 60))
        for unit, size in (("days", 2_880), ("hours", 120)):
            if minutes >= size:
                return self.say(f"duration.{unit}", count=minutes // (size // 2))
        return self.say("duration.minutes", count=minutes)


@cache
def words(code: str) -> Words:
    """Return one of `LANGUAGES`."""
    source = files("scrapers.alerts").joinpath("locale", f"{code}.toml")
    return Words(code, tomllib.loads(source.read_text(encoding="utf-8")))


def plain(text: str) -> str:
    """Make a name or an error mere text: one line that mentions nobody and links to nothing."""
    line = re.sub(r"\s+", " ", "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)).strip()
    return WWW.sub("\\1．", line.translate(SIGNS).replace("://", "：//"))[:LONGEST_NAME]


def number(value: float | str | None, otherwise: str) -> str:
    """A count as people read it; as the publisher wrote it, made mere text, where that is no plain number."""
    if isinstance(value, str):
        return f"{int(value):,}" if value.isascii() and value.isdecimal() else plain(value)
    return otherwise if value is None else f"{value:,.0f}"


def moment(text: str) -> datetime:
    """Read a moment of an event's facts."""
    return datetime.fromisoformat(text)


def clock(at: datetime | None, otherwise: str) -> str:
    """A moment in Beijing, to the minute."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else otherwise


def day(text: str | None, otherwise: str) -> str:
    """A day of an event's facts."""
    return date.fromisoformat(text).isoformat() if text else otherwise
