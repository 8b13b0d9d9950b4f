"""Who is next at a line: the days on which simulated paths reach it, or why none can be given."""

from dashboard import shown
from dashboard.cells import Cell, Column, Way, table
from dashboard.figures import exact
from dashboard.lined import Chosen, Lines
from dashboard.lines import Ahead, ranked
from dashboard.sections.lines.past import expected
from dashboard.sections.lines.timeline import dated
from dashboard.text import Words
from dashboard.ways import to_platform


def calibration(found: Lines, words: Words) -> str:
    """How earlier estimates did, once the crossing came."""
    scores = found.scores
    if not scores.scored:
        said = [words.say("No crossing has come yet that an earlier estimate could be held against.")]
    else:
        said = [
            words.say_n(
                "Of {count} estimate held against its crossing, {share} had it inside (it should be 80%).",
                "Of {count} estimates held against their crossings, {share} had them inside (it should be 80%).",
                scores.scored,
                count=exact(scores.scored),
                share=f"{100 * scores.inside / scores.scored:.0f}%",
            )
        ]
    if scores.error_days is not None:
        said.append(words.say("The middle was {days} days off on average.", days=f"{scores.error_days:.1f}"))
    if scores.overdue:
        said.append(words.say("{count} more are over without a crossing.", count=exact(scores.overdue)))
    return words.space.join(said)


def ahead(chosen: Chosen, found: Lines, words: Words) -> None:
    """Show who is next, with the interval or the reason why there is none, and how earlier estimates did."""
    rows = ranked(chosen.ahead)
    title = words.say("Who is next")
    shown.heading(
        title,
        words.say("Within 10% of the line, or expected to reach it within 180 days; days are an 80% interval."),
    )
    if rows:
        _show(rows, chosen, found, words, title)
    else:
        shown.note(words.say("Nobody is within 10% of this line or expected to reach it within 180 days."))
    shown.aside(
        words.say("An extrapolation of the pace of complaints so far, not of anybody's behaviour.")
        + words.space
        + calibration(found, words)
    )


def _show(rows: list[Ahead], chosen: Chosen, found: Lines, words: Words, title: str) -> None:
    known = dated(chosen)
    columns = [
        Column(words.say("Platform")),
        Column(words.say("Now"), is_number=True),
        Column(words.say("To the line"), is_number=True),
        Column(words.say("Expected"), is_long=True),
    ]
    cells: list[list[Cell]] = [
        [
            Way(to_platform(one.platform, words), found.names.platform(one.platform, words)),
            exact(one.value),
            exact(one.line - one.value),
            expected(one, words) if one in known else one.why_not(words, is_own=chosen.line.is_own),
        ]
        for one in rows
    ]
    table(title, columns, cells)
