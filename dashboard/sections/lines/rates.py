"""Complaints per million users, beside the count, where somebody's number of users can be cited."""

from dashboard import shown
from dashboard.cells import Cell, Column, Two, Way, table
from dashboard.figures import day, exact, short
from dashboard.lined import Lines
from dashboard.lines import Users
from dashboard.standings import Standing
from dashboard.text import Words
from dashboard.vocabulary import cited
from dashboard.ways import to_platform


def _rate(standing: Standing, users: Users, words: Words) -> Cell:
    found = users.rate(standing)
    if found is not None:
        return f"{found:,.1f}"
    if users.users_as_of and users.users_source:
        return Two(words.say("no usable denominator"), words.say("the number of users is of another year"))
    return Two(words.say("no usable denominator"), words.say("the number of users has no date or source"))


def _row(standing: Standing, users: Users, words: Words) -> list[Cell]:
    count = short(round(users.users_millions * 1_000_000), words)
    return [
        Way(to_platform(standing.platform, words), standing.name(words)),
        exact(standing.total),
        _rate(standing, users, words),
        Two(count, day(users.users_as_of, words)) if users.users_as_of else count,
        cited(users.users_source or "", words),
    ]


def rates(found: Lines, words: Words) -> None:
    """Show count and rate of platforms whose users are cited; the others have no denominator, never one of zero."""
    standings = found.overview.standings
    known = [one for one in standings if one.platform in found.users]
    title = words.say("Count and rate are different things")
    shown.heading(
        title,
        words.say(
            "A count says how many complained. A rate says how many for each million users: a platform with a hundred"
            " times the users draws more complaints even if each user fares better."
        ),
    )
    if known:
        columns = [
            Column(words.say("Platform")),
            Column(words.say("Total"), is_number=True, is_extra=True),
            Column(words.say("Complaints per million users"), is_number=True),
            Column(words.say("Users"), is_extra=True),
            Column(words.say("Source"), is_long=True),
        ]
        table(title, columns, [_row(one, found.users[one.platform], words) for one in known])
    if others := len(standings) - len(known):
        shown.note(
            words.say_n(
                "No usable denominator: of {count} platform no number of users can be cited, so no rate is given.",
                "No usable denominator: of {count} platforms no number of users can be cited, so no rate is given.",
                others,
                count=exact(others),
            )
        )
