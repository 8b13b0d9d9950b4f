"""How to cite a file or a view: in plain text, as BibTeX and as CSL-JSON; with address, moment and rules."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.figures import BEIJING, day, moment
from dashboard.taking.takeaways import State
from dashboard.text import Words
from dashboard.vocabulary import source_said

SPECIAL = re.compile(r"([&%$#_{}~^\\])")
# BibTeX counts braces, also escaped ones: one too many of a text's would end the entry.
SPELLED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Cited:
    """What is cited: its title, its address with every filter, and the moment it was taken; `sha256` of the file."""

    title: str
    url: str
    state: State
    read_until: datetime | None
    now: datetime
    sha256: str | None = None
    has_categories: bool = False

    @property
    def key(self) -> str:
        """A short name for a list of references."""
        until = self.read_until or self.now
        return f"tousu-watch-{until.astimezone(BEIJING):%Y%m%d}"


def _notes(cited: Cited, words: Words) -> list[str]:
    publisher, said = source_said(words, is_demonstration=cited.state.is_demonstration), []
    if cited.state.is_demonstration:
        said.append(words.say("Demonstration data, not real complaints."))
    if cited.read_until:
        until = moment(cited.read_until, words)
        said.append(
            words.say("Read from {publisher} up to {moment} (Beijing time).", publisher=publisher, moment=until)
        )
    if cited.has_categories and cited.state.rules_version is not None:
        said.append(words.say("Categories by version {version} of the rules.", version=cited.state.rules_version))
    if cited.sha256:
        said.append(words.say("SHA-256 of the CSV file: {sha256}.", sha256=cited.sha256))
    return said


def _title(cited: Cited, words: Words) -> str:
    return words.say("{product}: {title} [data set]", product=words.say("Tousu Watch"), title=cited.title)


def in_words(cited: Cited, words: Words) -> str:
    """A reference as people write one."""
    year = (cited.read_until or cited.now).astimezone(BEIJING).year
    taken = words.say(
        "Retrieved {day} from {url}", day=day(cited.now.astimezone(BEIJING).date(), words), url=cited.url
    )
    first = words.say("{title} ({year}).", title=_title(cited, words), year=year)
    return words.space.join([first, *_notes(cited, words), taken])


def _tex(text: str) -> str:
    return SPECIAL.sub(lambda found: SPELLED.get(found[1], f"\\{found[1]}"), text)


def bibtex(cited: Cited, words: Words) -> str:
    """A reference for LaTeX."""
    fields = {
        "title": f"{{{_tex(_title(cited, words))}}}",
        "author": f"{{{_tex(words.say('Tousu Watch'))}}}",
        "year": str((cited.read_until or cited.now).astimezone(BEIJING).year),
        "url": cited.url,
        "urldate": f"{cited.now.astimezone(BEIJING):%Y-%m-%d}",
        "note": _tex(words.space.join(_notes(cited, words))),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}\n}}"


def _parts(at: datetime) -> dict[str, Any]:
    there = at.astimezone(BEIJING)
    return {"date-parts": [[there.year, there.month, there.day]]}


def csl_json(cited: Cited, words: Words) -> str:
    """A reference for Zotero, Pandoc and others that read CSL-JSON."""
    entry = {
        "id": cited.key,
        "type": "dataset",
        "title": _title(cited, words),
        "author": [{"literal": words.say("Tousu Watch")}],
        "issued": _parts(cited.read_until or cited.now),
        "accessed": _parts(cited.now),
        "URL": cited.url,
        "note": words.space.join(_notes(cited, words)),
        "language": words.code,
    }
    return json.dumps([entry], ensure_ascii=False, indent=2)
