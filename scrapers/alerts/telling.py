"""What an event is in words: its headline, its numbers, a link and its key. Names from elsewhere are only text."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from scrapers.alerts.catalogue import Words, clock, day, moment, number, plain

Row = Mapping[str, Any]
Facts = Mapping[str, Any]


def facts_of(row: Row) -> Facts:
    """The numbers of an event."""
    found: Facts = json.loads(row["facts"])
    return found


def link(row: Row, words: Words, base: str) -> str:
    """Where more can be seen: the platform's page, or the maintainers'."""
    if row["audience"] == "public" and row["platform"]:
        return f"{base}/platform?{urlencode({'platform': row['platform'], 'lang': words.code})}"
    section = "quarantine" if row["kind"].startswith("number_") or row["listing"] else "needs"
    return f"{base}/maintenance?{urlencode({'lang': words.code})}#{section}"


def headline(row: Row, words: Words) -> str:
    """What happened, in one clause."""
    return words.say(f"headline.{row['kind']}", **_named(row, facts_of(row), words))


def details(row: Row, words: Words) -> list[str]:
    """The numbers behind it and between which moments: sentences."""
    tell = DETAILS.get(row["kind"])
    return tell(row, facts_of(row), words) if tell else []


def _named(row: Row, facts: Facts, words: Words) -> dict[str, str]:
    named = {
        "name": _name(row, facts, words),
        "measure": words.say(f"measure.{row['measure']}", category=words.own(row, "category") or ""),
        "line": number(facts.get("line"), ""),
        "publisher": words.called("publisher", row["publisher"]),
        "source": words.called("source", facts.get("source") or ""),
    }
    if "since_at" in facts:
        ended_at = moment(facts["ended_at"]) if facts.get("ended_at") else row["happened_at"]
        named["duration"] = words.lasted(moment(facts["since_at"]), ended_at)
    if "of" in facts:
        named["about"] = words.say(f"about.{facts['of']}", **named)
    return named


def _name(row: Row, facts: Facts, words: Words) -> str:
    stated = row["title"] or facts.get("title") or row["listing"] or ""
    return words.own(row, "name") or plain(stated)


def _crossing(_row: Row, facts: Facts, words: Words) -> list[str]:
    values = {name: number(facts[name], "") for name in ("after_value", "by_value")}
    times = {name: clock(moment(facts[name]), "") for name in ("after_at", "by_at")}
    return [words.say("detail.crossing", **values, **times), *_accepted(facts, words)]


def _accepted(facts: Facts, words: Words) -> list[str]:
    """That one of the numbers was let through by a person, where the event knows of it."""
    return [words.say("detail.accepted")] if facts.get("is_accepted") else []


def _fallen(row: Row, facts: Facts, words: Words) -> list[str]:
    unknown = words.say("otherwise.unknown")
    fell = {"fell_at": clock(row["fell_at"], unknown), "fell_value": number(row["fell_value"], unknown)}
    by = {"by_at": clock(moment(facts["by_at"]), unknown), "by_value": number(facts["by_value"], unknown)}
    return [words.say("detail.fallen", **fell, **by), *_accepted(facts, words)]


def _approaching(_row: Row, facts: Facts, words: Words) -> list[str]:
    value, missing = number(facts["value"], ""), number(facts["line"] - facts["value"], "")
    said = [
        words.say("detail.approaching", value=value, missing=missing, read_at=clock(moment(facts["read_at"]), ""))
    ]
    if facts["middle_on"]:
        beyond = words.say("otherwise.beyond")
        days = {name: day(facts[name], beyond) for name in ("low_on", "middle_on", "high_on")}
        said.append(words.say("detail.expected", **days))
    return said


def _pace(_row: Row, facts: Facts, words: Words) -> list[str]:
    rates = {name: number(facts[name], "") for name in ("rate_after", "rate_before")}
    return [words.say("detail.pace", **rates, changed_on=day(facts["changed_on"], ""))]


def _failing(_row: Row, facts: Facts, words: Words) -> list[str]:
    detail = plain(facts["detail"] or facts["error"] or "")
    since = clock(moment(facts["since_at"]), "")
    return [words.say("detail.failing", runs=facts["runs"], since_at=since, detail=detail)]


def _since(_row: Row, facts: Facts, words: Words) -> list[str]:
    return [words.say("detail.since", since_at=clock(moment(facts["since_at"]), ""))]


def _quarantined(_row: Row, facts: Facts, words: Words) -> list[str]:
    unknown = words.say("otherwise.unknown")
    stated = {name: number(facts[name] or None, unknown) for name in ("total", "good_total")}
    return [words.say("detail.quarantined", **stated, detail=plain(facts["detail"] or facts["reason"]))]


def _released(_row: Row, facts: Facts, words: Words) -> list[str]:
    return [words.say("detail.released", total=number(facts["total"], ""))]


def _rejected(_row: Row, facts: Facts, words: Words) -> list[str]:
    return [words.say("detail.rejected", total=number(facts["total"], ""), note=plain(facts["note"]))]


def _reminder(_row: Row, _facts: Facts, words: Words) -> list[str]:
    return [words.say("detail.reminder")]


DETAILS: Mapping[str, Callable[[Row, Facts, Words], list[str]]] = {
    "first_crossing": _crossing,
    "re_crossing": _crossing,
    "milestone": _crossing,
    "correction_below": _fallen,
    "approaching": _approaching,
    "pace_high": _pace,
    "pace_normal": _pace,
    "source_failing": _failing,
    "source_stale": _since,
    "number_quarantined": _quarantined,
    "number_released": _released,
    "number_rejected": _rejected,
    "reminder": _reminder,
}
