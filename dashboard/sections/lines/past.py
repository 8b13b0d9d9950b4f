"""Who is past a line, and between which two readings they reached it."""

import pyarrow as pa

from dashboard import shown
from dashboard.cells import Cell, Column, Two, Way, table
from dashboard.figures import day, exact
from dashboard.lined import Chosen, Lines
from dashboard.lines import Ahead, Line, Reached, Side, lies_at, ranked
from dashboard.sections.downloads import File, downloads
from dashboard.sections.receipt import place
from dashboard.text import Words
from dashboard.ways import to_platform

DIGITS = 12  # of a hash, enough to find it; the file has all of them


def expected(one: Ahead, words: Words) -> str:
    """The days between which a line may be reached, in words."""
    if one.low_on is None or one.high_on is None:
        since = one.low_on or one.middle_on
        assert since, "there is no interval without a middle"
        return words.say("from {low} on, possibly later than in 180 days", low=day(since, words))
    if one.low_on == one.high_on:
        return words.say("on {day}, or a day off", day=day(one.low_on, words))
    return words.say("between {low} and {high}", low=day(one.low_on, words), high=day(one.high_on, words))


def past(chosen: Chosen) -> set[str]:
    """The platforms whose latest number is at the line or beyond."""
    return {one.platform for one in chosen.ahead if one.is_past}


def _title(line: Line, count: int, found: Lines, words: Words) -> str:
    if line.measure == "total" and line.scope == "all":
        if not count:
            return words.say("No platform has reached {line} complaints yet", line=lies_at(line.line, words))
        return words.say_n(
            "{past} platform is past {line} complaints",
            "{past} platforms are past {line} complaints",
            count,
            past=count,
            line=lies_at(line.line, words),
        )
    name = line.name(found.names, words)
    return words.say_n(
        "{past} platform is past the line “{line}”",
        "{past} platforms are past the line “{line}”",
        count,
        past=count,
        line=name,
    )


def _next(chosen: Chosen, found: Lines, words: Words) -> str:
    below = [one for one in chosen.ahead if not one.is_past]
    if not below:
        return words.say("Nobody is left below it.")
    one = next(iter(ranked(below)), below[0])
    name = shown.strong(found.names.platform(one.platform, words))
    if one.middle_on and not chosen.line.is_own:
        return words.say("{name} is next, expected {when} (80% interval).", name=name, when=expected(one, words))
    left = exact(one.line - one.value)
    why = one.why_not(words, is_own=chosen.line.is_own)
    return words.say("{name} is the nearest, with {count} to go; {why}.", name=name, count=left, why=why)


def lead(chosen: Chosen, found: Lines, words: Words) -> tuple[str, str]:
    """Who is past the line, and who is next: a title and a sentence."""
    return _title(chosen.line, len(past(chosen)), found, words), _next(chosen, found, words)


def headline(chosen: Chosen, found: Lines, words: Words) -> None:
    """Say who is past the line and who is next."""
    shown.headline(*lead(chosen, found, words))


def _side(side: Side | None, words: Words) -> Cell:
    if side is None:
        return "–"
    if side.file is None or side.file_offset is None:
        return exact(side.value)
    kept = f"{place(side.file, side.file_offset, words)} · {(side.sha256 or '')[:DIGITS]}…"
    return Two(exact(side.value), kept)


def _when(one: Reached, words: Words) -> Cell:
    said = []
    if one.number > 1:
        said.append(words.say("crossing number {number}, after it had fallen back", number=exact(one.number)))
    if one.is_revised:
        said.append(words.say("revised: a later number was below the line"))
    return Two(one.when(words), " · ".join(said)) if said else one.when(words)


FILED = (
    *(
        "platform",
        "listing",
        "number",
        "is_revised",
        "is_accepted",
        "after_at",
        "after_value",
        "by_at",
        "by_value",
        "estimated_at",
    ),
    *("after_file", "after_file_offset", "after_sha256", "by_file", "by_file_offset", "by_sha256"),
)


def _filed(one: Reached) -> dict[str, object]:
    sides = {"after": one.after, "by": one.by}
    own = {name: getattr(one, name) for name in FILED if hasattr(one, name)}
    return {
        name: own[name] if name in own else getattr(sides[name.split("_")[0]], name.partition("_")[2], None)
        for name in FILED
    }


def _finding(chosen: Chosen, found: Lines, words: Words) -> str:
    """Who reached the line last, as far as we saw it."""
    if not (seen := [one for one in chosen.reached if one.after]):
        return words.say("Who reached it, and when")
    last = max(seen, key=lambda one: one.by.at)
    return words.say("{name} was the last to reach it", name=found.names.platform(last.platform, words))


def reached(chosen: Chosen, found: Lines, words: Words) -> None:
    """Show who reached the line, when, and on which receipts."""
    now = {(one.publisher, one.listing): one.value for one in chosen.ahead}
    title = _finding(chosen, found, words)
    shown.heading(
        title,
        words.say(
            "Reached means at the line or beyond. It happened between two readings, and both are kept; times are"
            " Beijing time. A platform counts as crossing again only after falling below 98% of the line."
        ),
    )
    if not chosen.reached:
        shown.note(words.say("Nobody has reached this line so far."))
        return
    columns = [
        Column(words.say("Platform")),
        Column(words.say("Now"), is_number=True),
        Column(words.say("Reached"), is_long=True),
        Column(words.say("Last number below, and its receipt"), is_long=True, is_extra=True),
        Column(words.say("First number at or above, and its receipt"), is_long=True, is_extra=True),
    ]
    rows: list[list[Cell]] = [
        [
            Way(to_platform(one.platform, words), found.names.platform(one.platform, words)),
            exact(now[one.publisher, one.listing]) if (one.publisher, one.listing) in now else "",
            _when(one, words),
            _side(one.after, words),
            _side(one.by, words),
        ]
        for one in chosen.reached
    ]
    table(title, columns, rows)
    made = pa.Table.from_pylist([_filed(one) for one in chosen.reached])
    downloads(File("reached", words.say("crossings of a line"), made.num_rows, lambda: made), found, words)
