"""Crossings, milestones, revisions and notices of wrong data as an Atom feed (RFC 4287).

An entry's id is made of its event's key, so it is the same in every language and on every address of this site; a
demonstration's are its own. `updated` changes when a crossing is revised.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

from dashboard.happenings import details, title
from dashboard.lined import Log
from dashboard.maintaining.noticed import NOTICES
from dashboard.maintaining.noticed import title as notice_title
from dashboard.text import Words
from dashboard.ways import to_platform
from db.notices import ALL

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_ENTRIES = 200
MEDIA_TYPE = "application/atom+xml"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the feed is: the address it was asked for, that of this site, and of which platform it is; None: all.

    `doubts` are what must be said of the numbers now, in sentences.
    """

    url: str
    site: str
    platform: str | None = None
    doubts: tuple[str, ...] = ()


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(one for one in text if one in "\t\n\r" or (one >= " " and not 0xD800 <= ord(one) <= 0xDFFF))


def _tag(specific: str, log: Log) -> str:
    kind = "demonstration" if log.is_demonstration else "record"
    return f"tag:tousu-watch,2026:{kind}/{quote(specific, safe=':/_-.')}"


def _put(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", {key: clean(value) for key, value in attributes.items()})
    child.text = None if text is None else clean(text)
    return child


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _titled(said: str, log: Log, words: Words) -> str:
    if not log.is_demonstration:
        return said
    return words.say("[{mark}] {title}", mark=words.say("demonstration data"), title=said)


def _entry(feed: ET.Element, row: Row, log: Log, place: Place, words: Words) -> None:
    is_notice = row["kind"] in NOTICES
    said = notice_title(row, log.names, words) if is_notice else title(row, log.names, words)
    entry = _put(feed, "entry")
    _put(entry, "title", _titled(said, log, words))
    _put(entry, "id", _tag(row["event"], log))
    _put(entry, "published", _stamp(row["noticed_at"]))
    _put(entry, "updated", _stamp(row["updated_at"]))
    _put(entry, "link", rel="alternate", href=f"{place.site}/{_page(row['platform'], words)}", type="text/html")
    _put(entry, "category", term=row["kind"])
    told = [said] if is_notice else [*details(row, words), _caveat(log, words)]
    _put(entry, "content", words.space.join(told), type="text")


def _page(platform: str, words: Words) -> str:
    return f"?{urlencode({'lang': words.code})}" if platform == ALL else to_platform(platform, words)


def _caveat(log: Log, words: Words) -> str:
    said = words.say("Complaints are what users allege, not what was found to be true.")
    if not log.is_demonstration:
        return said
    return words.space.join([words.say("Demonstration: invented numbers of a stand-in on this machine."), said])


def _notice(row: Row) -> Row:
    """A notice that was posted or lifted, as a row like those of the other events."""
    at = row["changed_at"]
    event = f"notice/{row['platform']}/{_stamp(at)}/{row['change']}"
    return {**row, "kind": f"notice_{row['change']}", "event": event} | dict.fromkeys(
        ("noticed_at", "updated_at", "happened_at"), at
    )


def chosen(log: Log, platform: str | None) -> Sequence[Row]:
    """What the feed of a platform (None: of all) tells, what changed last first; what was so before is no news."""
    news = (row for row in log.happenings if row["kind"] != "initial_above")
    every = [*news, *(_notice(row) for row in log.notices)]
    rows = [row for row in every if platform is None or row["platform"] in (ALL, platform)]
    return sorted(rows, key=lambda row: (row["updated_at"], row["happened_at"]), reverse=True)[:MOST_ENTRIES]


def updated_at(log: Log, rows: Iterable[Row]) -> datetime:
    """When the feed last changed; before anything happened, when the record began."""
    return max((row["updated_at"] for row in rows), default=log.began_at)  # type: ignore[no-any-return]


def atom(log: Log, place: Place, words: Words) -> bytes:
    """The feed as it is served."""
    ET.register_namespace("", ATOM)
    rows = chosen(log, place.platform)
    said = words.say("Tousu Watch: crossings")
    if place.platform:
        name = log.names.platform(place.platform, words)
        said = words.say("Tousu Watch: crossings of {name}", name=name)
    feed = ET.Element(f"{{{ATOM}}}feed", {LANG: words.code})
    _put(feed, "title", _titled(said, log, words))
    about = words.say("Who reached a line of users' complaints, and when; times are Beijing time.")
    _put(feed, "subtitle", words.space.join([*place.doubts, about]))
    _put(feed, "id", _tag(f"feed/{place.platform or 'all'}/{words.code}", log))
    _put(feed, "updated", _stamp(updated_at(log, rows)))
    _put(feed, "link", rel="self", href=place.url, type=MEDIA_TYPE)
    page = f"{place.site}/thresholds?{urlencode({'lang': words.code})}"
    _put(feed, "link", rel="alternate", href=page, type="text/html")
    _put(_put(feed, "author"), "name", words.say("Tousu Watch"))
    for row in rows:
        _entry(feed, row, log, place, words)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))
