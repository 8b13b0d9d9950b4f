"""Numbers, days and moments as people write them in each language. Moments are Beijing time, as the publisher's."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

from dashboard.text import Words

BEIJING = ZoneInfo("Asia/Shanghai")
TEN_THOUSAND = {"zh-Hans": "万", "zh-Hant": "萬"}
DAY = {"zh-Hans": "y年M月d日", "zh-Hant": "y年M月d日", "en": "d MMM y"}
MOMENT = {code: f"{day}{',' if code == 'en' else ''} HH:mm" for code, day in DAY.items()}

BRIEF_DAY = {"zh-Hans": "M月d日", "zh-Hant": "M月d日", "en": "d MMM"}
BRIEF = {"zh-Hans": "M月d日 HH:mm", "zh-Hant": "M月d日 HH:mm", "en": "d MMM, HH:mm"}

# Babel takes a fifth of a millisecond for each, and a page writes hundreds, again and again the same.
_remembered = lru_cache(maxsize=16_384)


def short(number: int, words: Words) -> str:
    """A count at a glance: 15.1万, 15.1萬, 151,234. Never rounded up: 99,999 must not read as past the line."""
    if words.code not in TEN_THOUSAND or abs(number) < 10_000:
        return exact(number)
    return f"{number // 1000 / 10:,.1f}".removesuffix(".0") + TEN_THOUSAND[words.code]


def exact(number: int) -> str:
    """A count with every digit: 151,234."""
    return f"{number:,}"


def as_written(number: str) -> str:
    """A count as the publisher wrote it, its digits parted like ours where it is a plain number: 71,523; 15.1万."""
    return exact(int(number)) if number.isascii() and number.isdecimal() else number


def change(number: int) -> str:
    """A difference with its sign: +1,234, −20, 0."""
    return f"{number:+,}".replace("-", "−") if number else "0"


def share(part: int, whole: int) -> float | None:
    """How much of a whole a part is, in per cent; None of nothing."""
    return 100 * part / whole if whole else None


@_remembered
def moment(at: datetime, words: Words) -> str:
    """A moment, to the minute."""
    return format_datetime(at.astimezone(BEIJING), MOMENT[words.code], locale=words.locale)


@_remembered
def brief(at: datetime, words: Words) -> str:
    """A moment without its year, where there is little room."""
    return format_datetime(at.astimezone(BEIJING), BRIEF[words.code], locale=words.locale)


@_remembered
def day(on: date, words: Words) -> str:
    """A day."""
    return format_date(on, DAY[words.code], locale=words.locale)


@_remembered
def brief_day(on: date, words: Words) -> str:
    """A day without its year, where there is little room."""
    return format_date(on, BRIEF_DAY[words.code], locale=words.locale)


def age(passed: timedelta, words: Words) -> str:
    """How long ago something was; less than 45 seconds is now, so that the words do not flicker."""
    if passed < timedelta(seconds=45):
        return words.say("just now")
    passed = max(passed, timedelta(minutes=1))
    return format_timedelta(-passed, add_direction=True, locale=words.locale)


def between(after: datetime, by: datetime, words: Words) -> str:
    """An interval in which something happened: between … and …, the day said once if it is one day."""
    first, last = moment(after, words), moment(by, words)
    if after.astimezone(BEIJING).date() == by.astimezone(BEIJING).date():
        last = format_datetime(by.astimezone(BEIJING), "HH:mm", locale=words.locale)
    if first.endswith(last):
        return words.say("at {moment}", moment=first)
    return words.say("between {after} and {by}", after=first, by=last)
