"""Does anything need a person, and what is to be done?"""

from dashboard import data, shown
from dashboard.figures import as_written, exact, moment
from dashboard.maintaining.maintained import Maintenance
from dashboard.maintaining.remedies import means, remedy
from dashboard.quoting import quoted
from dashboard.text import Words
from dashboard.vocabulary import REASONS, SOURCES, named, what_happened
from db import settings
from db.freshness import Source, State, of_source
from db.working import Work, is_done


def failing(found: Maintenance) -> list[Source]:
    """The sources whose last refresh failed, also in part."""
    return [source for source in found.sources if of_source(source, data.clock()) is State.FAILED]


def summary(found: Maintenance, words: Words) -> None:
    """Say in one sentence what needs a person."""
    failed, waiting = len(failing(found)), len(found.quarantined)
    said = []
    if failed:
        said.append(words.say_n("{count} source failed", "{count} sources failed", failed, count=failed))
    if waiting:
        said.append(
            words.say_n(
                "{count} number waits to be checked", "{count} numbers wait to be checked", waiting, count=waiting
            )
        )
    if is_abandoned():
        said.append(words.say("nothing refreshes the numbers"))
    title = words.say(", ").join(said) or words.say("Nothing needs you: nothing failed and nothing waits")
    shown.headline(title, words.say("Whatever is in doubt is not published: the last good number stays."))


def _failure(source: Source, words: Words) -> tuple[str, str]:
    name = named(SOURCES, source.source, words)
    what = words.say("{source}: {what}", source=name, what=what_happened(source.error, words))
    said = [words.say("What it means: {means}", means=means(source.error, source.outcome, words))]
    if source.good_at:
        said.append(words.say("The last good numbers stay, from {moment}.", moment=moment(source.good_at, words)))
    said.append(words.say("What to do: {remedy}", remedy=remedy(source.error, words)))
    said.append(words.say("The error's own words: {detail}", detail=quoted(source.detail or "") or "–"))
    return what, "\n".join(said)


def _waiting(found: Maintenance, words: Words) -> list[tuple[str, str]]:
    return [
        (
            words.say(
                "{title}: {total} waits, {good} was last good",
                title=quoted(row["title"]),
                total=quoted(as_written(row["total"])),
                good="–" if row["good_total"] is None else exact(row["good_total"]),
            ),
            "\n".join(
                [
                    named(REASONS, row["reason"], words),
                    words.say("What to do: look at the evidence, then decide, below."),
                ]
            ),
        )
        for row in found.quarantined
    ]


def is_abandoned() -> bool:
    """Whether a `tousu watch` was here and died."""
    return is_done(settings.load().database, Work.WATCH) is False


def _machinery(found: Maintenance, words: Words) -> list[tuple[str, str]]:
    """What is wrong with what works for us by itself: the schedule, and the alerts."""
    rows = []
    if is_abandoned():
        rows.append(
            (
                words.say("The schedule stopped: nothing refreshes the numbers any more."),
                words.say(
                    "What to do: its log says why it ended. tousu serve starts it again by itself, after a rest;"
                    " a tousu watch of its own must be started again."
                ),
            )
        )
    if count := found.undelivered:
        said = words.say_n("{count} alert did not arrive", "{count} alerts did not arrive", count, count=exact(count))
        rows.append(
            (said, words.say("What to do: tousu alerts list says which, and why; tousu alerts test tries a channel."))
        )
    return rows


def needs(found: Maintenance, words: Words) -> None:
    """What needs a person: each with its cause, what it means for the numbers, and what to do."""
    rows = [_failure(source, words) for source in failing(found)] + _waiting(found, words)
    if found.unknown_issues:
        count = len(found.unknown_issues)
        said = words.say_n(
            "{count} label has no meaning yet", "{count} labels have no meaning yet", count, count=count
        )
        rows.append((said, words.say("What to do: write each to the category it stands for, as told below.")))
    rows += _machinery(found, words)
    shown.anchor("needs")
    if rows:
        shown.heading(words.say("What needs a person"))
        shown.listed(rows)
