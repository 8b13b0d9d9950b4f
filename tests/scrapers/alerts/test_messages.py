"""What a message says, in three languages, and that nothing from elsewhere in it is more than text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest

from scrapers.alerts.catalogue import LANGUAGES, plain, words
from scrapers.alerts.kinds import KINDS
from scrapers.alerts.messages import MOST, Dashboard, Message, messages, trial
from scrapers.alerts.ways import Subscription, Way
from tests.scrapers.alerts.conftest import hook
from tests.scrapers.alerts.told import EMPTY, row

HERE = Dashboard("https://tousu.example", is_demonstration=False)
EVERY_KIND = [kind for kinds in KINDS.values() for kind in kinds]
EVIL = '<at user_id="all">所有人</at> @all [x](https://evil.example)\n**bold** \u202e'


def way(language: str = "en", kind: str = "webhook", audience: str = "public") -> Subscription:
    made: Subscription = msgspec.convert(
        hook("https://a.example", kind=kind, language=language, audience=audience), Way
    )
    return made


def say(
    *rows: dict[str, Any], language: str = "en", kind: str = "webhook", dashboard: Dashboard = HERE
) -> list[Message]:
    return list(messages(way(language, kind, rows[0]["audience"]), rows, dashboard))


def sentences(table: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, set[str]]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield under + name, set(re.findall(r"{(\w+)}", value))
        else:
            yield from sentences(value, f"{under}{name}.")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_numbers_in_it(code: str) -> None:
    assert dict(sentences(words(code).sentences)) == dict(sentences(words("en").sentences))


def test_no_sentence_is_left_in_another_language() -> None:
    said = [dict(sentences_of(words(code).sentences)) for code in LANGUAGES]
    same = {name for name in said[0] if len({one[name] for one in said}) < 3}
    spelt_alike = {"publisher.heimao", "between_sentences", "event", "source.feed"}
    assert {name for name in same if len({one[name] for one in said[::2]}) == 1} <= spelt_alike
    assert not [
        text
        for text in said[2].values()
        if re.search("[\u4e00-\u9fff]", text.replace("黑猫投诉", "").replace("投诉观察", ""))
    ]


def sentences_of(table: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield under + name, value
        else:
            yield from sentences_of(value, f"{under}{name}.")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_is_told_with_its_key_a_link_and_the_products_name(code: str, kind: str) -> None:
    [message] = say(row(kind), language=code)
    assert f"{kind}:heimao:1" in message.text
    assert f"lang={code}" in message.text
    assert "投诉观察 Tousu Watch" in message.text
    assert not re.search(r"[{}]|None", message.text)
    assert "\n" not in message.subject
    is_public = kind in KINDS["public"]
    assert (words(code).say("caveat") in message.text) == is_public
    page = "platform?platform=cloudloans" if is_public else "maintenance?"
    assert f"https://tousu.example/{page}" in message.text


def test_a_crossing_says_what_from_which_value_to_which_and_when_in_beijing() -> None:
    [message] = say(row("first_crossing"))
    assert "Cloud Loans: users' complaints in all reached 100,000" in message.text
    assert "between 2026-03-01 23:59 and 2026-03-02 12:30 (Beijing time)" in message.text
    assert "stated 99,640, then 100,210" in message.text
    assert "A count is not a rate" in message.text
    assert "allegations" in message.text


@pytest.mark.parametrize("kind", ["first_crossing", "milestone", "correction_below"])
def test_a_crossing_on_a_number_that_a_person_accepted_says_so(kind: str) -> None:
    accepted = "A person accepted one of these numbers although a check had stopped it."
    assert accepted in say(row(kind, facts={"is_accepted": True}))[0].text
    assert accepted not in say(row(kind))[0].text


def test_an_approach_gives_its_interval_and_says_what_it_is() -> None:
    [message] = say(row("approaching"))
    assert "9,000 to go" in message.text
    assert "between 2026-05-01 and beyond 180 days (80% interval)" in message.text
    assert "not anybody's behaviour" in message.text
    [vague] = say(row("approaching", facts={"middle_on": None}))
    assert "interval" not in vague.text


def test_a_category_is_named_in_the_readers_language() -> None:
    named = {"measure": "category", "category_zh_hant": "威脅恐嚇"}
    [message] = say(row("first_crossing", **named), language="zh-Hant")
    assert "雲帆貸：「威脅恐嚇」類使用者投訴數達到 100,000" in message.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_demonstration_data_is_marked_in_every_message(code: str) -> None:
    shown = Dashboard("https://tousu.example", is_demonstration=True)
    for message in (*say(row("first_crossing"), language=code, dashboard=shown), trial(way(code), shown)):
        assert words(code).say("demonstration") in message.text
        assert message.is_demonstration
    [live] = say(row("first_crossing"), language=code)
    assert words(code).say("demonstration") not in live.text


def test_names_and_errors_from_elsewhere_are_only_text() -> None:
    strange = row("number_quarantined", platform=None, title=EVIL, facts={"detail": EVIL, "total": EVIL}, **EMPTY)
    failed = row("source_failing", facts={"detail": EVIL})
    [message] = say(strange, failed)
    assert not re.search(r"[<>@\u202e]|https://evil", message.text)
    assert "＠all" in message.text


def test_a_number_that_waits_is_told_as_people_write_it_and_another_form_as_it_was_written() -> None:
    facts = {"good_total": "143059", "detail": "fell"}
    for stated, told in (("71530", "71,530"), ("15.1万", "15.1万")):
        [message] = say(row("number_quarantined", facts=facts | {"total": stated}, **EMPTY))
        assert f"stated {told}, the last good number is 143,059" in message.text


def test_a_name_is_one_line_of_bounded_length() -> None:
    assert plain("a\r\n\tb\x00\u200bc") == "a b c"
    assert len(plain("长" * 5_000)) == 200


def test_milestones_passed_together_are_one_thing_told_by_the_highest() -> None:
    rows = [row("milestone", event=f"m{line}", facts={"line": line}) for line in (150_000, 250_000, 200_000)]
    [message] = say(*rows)
    assert message.text.count("reached the milestone of") == 1
    assert "the milestone of 250,000" in message.text
    assert "It passed 200,000, 150,000 at once." in message.text
    assert set(message.events) == {"m150000", "m200000", "m250000"}


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
@pytest.mark.parametrize("number", [1, 3, 60])
def test_no_message_is_longer_than_its_channel_takes_and_none_is_left_out(kind: str, number: int) -> None:
    rows = [row("first_crossing", event=f"crossing-{at}", title="长" * 300) for at in range(number)]
    parts = say(*rows, language="zh-Hans", kind=kind)
    limit = way(kind=kind).limit
    assert all(len(part.text.encode()) <= limit for part in parts)
    assert [event for part in parts for event in part.events] == [f"crossing-{at}" for at in range(number)]
    told = "".join(part.text for part in parts)
    assert told.count("用户投诉总数达到 100,000") == min(number, MOST)
    assert ("另有 40 条" in told) == (number == 60)
    assert all("数量不是比率" in part.text for part in parts)


def test_an_event_too_long_for_any_message_is_shortened_and_shows_it() -> None:
    lines = [row("milestone", event=f"m{at}" + "x" * 100, facts={"line": 50_000 * at}) for at in range(3, 60)]
    [message] = say(*lines, kind="wecom")
    assert len(message.text.encode()) <= 2_048
    assert "…" in message.text
    assert len(message.events) == 57
