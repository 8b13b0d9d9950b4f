"""Numbers, days and moments, as people write them in each language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard import figures
from dashboard.text import words

AT = datetime(2026, 3, 2, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "simplified", "traditional", "english"),
    [
        (151_234, "15.1万", "15.1萬", "151,234"),
        (100_000, "10万", "10萬", "100,000"),
        (99_999, "9.9万", "9.9萬", "99,999"),
        (10_000, "1万", "1萬", "10,000"),
        (9_999, "9,999", "9,999", "9,999"),
        (0, "0", "0", "0"),
        (12_345_678, "1,234.5万", "1,234.5萬", "12,345,678"),
    ],
)
def test_a_count_at_a_glance_is_never_rounded_up(
    number: int, simplified: str, traditional: str, english: str
) -> None:
    """FAULTS 53: 99,999 must not read as having reached the line."""
    said = [figures.short(number, words(code)) for code in ("zh-Hans", "zh-Hant", "en")]
    assert said == [simplified, traditional, english]


def test_an_exact_count_has_every_digit() -> None:
    assert figures.exact(1_234_567) == "1,234,567"


@pytest.mark.parametrize(("number", "said"), [(1_234, "+1,234"), (-20, "−20"), (0, "0")])
def test_a_change_has_its_sign(number: int, said: str) -> None:
    assert figures.change(number) == said


def test_nothing_has_no_share_of_nothing() -> None:
    assert figures.share(9, 10) == 90
    assert figures.share(0, 0) is None


def test_moments_are_in_beijing_time_by_language() -> None:
    assert figures.moment(AT, words("zh-Hans")) == "2026年3月2日 14:05"
    assert figures.moment(AT, words("en")) == "2 Mar 2026, 14:05"
    assert figures.brief(AT, words("zh-Hant")) == "3月2日 14:05"
    assert figures.day(date(2026, 3, 2), words("en")) == "2 Mar 2026"


@pytest.mark.parametrize(
    ("passed", "english", "simplified"),
    [
        (timedelta(seconds=-5), "just now", "刚刚"),
        (timedelta(seconds=44), "just now", "刚刚"),
        (timedelta(seconds=50), "1 minute ago", "1分钟前"),
        (timedelta(hours=5), "5 hours ago", "5小时前"),
        (timedelta(days=3), "3 days ago", "3天前"),
    ],
)
def test_an_age_is_said_in_words_and_never_negative(passed: timedelta, english: str, simplified: str) -> None:
    """FAULTS 81."""
    assert figures.age(passed, words("en")) == english
    assert figures.age(passed, words("zh-Hans")) == simplified


def test_an_interval_says_its_day_once() -> None:
    en = words("en")
    assert figures.between(AT, AT + timedelta(minutes=20), en) == "between 2 Mar 2026, 14:05 and 14:25"
    assert figures.between(AT, AT + timedelta(days=1), en) == "between 2 Mar 2026, 14:05 and 3 Mar 2026, 14:05"
    assert figures.between(AT, AT + timedelta(seconds=20), en) == "at 2 Mar 2026, 14:05"
