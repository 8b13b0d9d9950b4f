"""The file of subscriptions: what is wrong is said in words, and its secrets stay in it."""

from pathlib import Path
from typing import Any

import pytest

from db.settings import SettingError
from scrapers.alerts.kinds import DEFAULT
from scrapers.alerts.subscriptions import EXAMPLE, described, read_subscriptions, wanted
from scrapers.alerts.ways import Subscription
from tests.scrapers.alerts.conftest import hook, write

TOKEN = "c0ffee00-dead-beef-0123-456789abcdef"
ROBOT = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"


def read(tmp_path: Path, *entries: dict[str, Any], **environment: str) -> tuple[Subscription, ...]:
    return read_subscriptions(write(tmp_path / "alerts.toml", *entries), environment)


def test_without_a_file_nobody_is_told() -> None:
    assert read_subscriptions(None) == ()


def test_the_example_is_right(tmp_path: Path) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    [one] = read_subscriptions(file, {"TEAM_ROBOT": ROBOT})
    assert (one.kind, one.address) == ("wecom", ROBOT)
    assert wanted(one).kinds == DEFAULT["public"]


def test_without_events_a_channel_is_told_all_of_its_audience_but_revisions(tmp_path: Path) -> None:
    [public, ours] = read(
        tmp_path, hook("https://a.example/x"), hook("https://a.example/x", "b", audience="maintainers")
    )
    assert "correction_below" not in wanted(public).kinds
    assert {"first_crossing", "milestone", "approaching", "pace_high"} < set(wanted(public).kinds)
    assert "source_failing" in wanted(ours).kinds
    assert not set(wanted(public).kinds) & set(wanted(ours).kinds)


MAIL = {"kind": "email", "address": "smtps://mail.example", "sender": "a@b.example", "recipients": ["c@d.example"]}
WITHOUT_SECRET = {name: value for name, value in hook("https://a.example").items() if name != "secret"}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown field": (hook("https://a.example", colour="red"), "unknown field `colour`"),
    "unknown kind": (hook("https://a.example", kind="pigeon"), "pigeon"),
    "language": (hook("https://a.example", language="fr"), "'fr'"),
    "audience": (hook("https://a.example", audience="all"), "'all'"),
    "name": (hook("https://a.example", name="Team 1"), "name"),
    "events": (hook("https://a.example", events=["source_failing"]), "`source_failing` is no event for public"),
    "no scheme": (hook("a.example"), "must begin with https://"),
    "http": (hook("http://a.example/x"), "must begin with https://"),
    "user": (hook("https://user:word@a.example/x"), "must name a host, and no user"),
    "port": (hook("https://a.example:no/x"), "`address` is no address"),
    "unsigned": (WITHOUT_SECRET, "each message is signed"),
    "filter": (hook("https://a.example", audience="maintainers", platforms=["a"]), "public events only"),
    "variable": (WITHOUT_SECRET | {"secret_env": "NOT_SET"}, "NOT_SET, which is not set"),
    "twice": (hook("https://a.example", secret_env="SET"), "`secret` and `secret_env` are both there"),
    "mail": (WITHOUT_SECRET | MAIL | {"address": "https://mail.example"}, "must be as smtps://"),
    "mail without anyone": (WITHOUT_SECRET | MAIL | {"recipients": []}, "recipients"),
    "password alone": (WITHOUT_SECRET | MAIL | {"secret": "hush-hush"}, "both, or none"),
    "wecom signed by webhook's field": (hook(ROBOT, kind="wecom", sender="a@b"), "unknown field `sender`"),
}


@pytest.mark.parametrize(("entry", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_an_example(tmp_path: Path, entry: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingError, match="cannot be used") as caught:
        read(tmp_path, entry, SET="something")
    assert words in str(caught.value)
    assert "One that is right" in str(caught.value)
    assert "entry 1 (" in str(caught.value)
    assert "quite-a-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no [[subscription]]"),
        ("x = 1", "something besides"),
        ("=", "Invalid"),
        ("subscription = [1]", "entry 1"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        read_subscriptions(file)
    assert words in str(caught.value)


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="the name hook is there 2 times"):
        read(tmp_path, hook("https://a.example"), hook("https://b.example"))


SECRETS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "wecom": (hook(ROBOT, kind="wecom"), [TOKEN, ROBOT]),
    "feishu": (
        hook(f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}", kind="feishu"),
        [TOKEN, "quite-a-secret"],
    ),
    "dingtalk": (
        hook(f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}%2F", kind="dingtalk"),
        [f"{TOKEN}/", f"{TOKEN}%2F", "quite-a-secret"],
    ),
    "email": (
        hook("smtps://mail.example", username="postmaster") | MAIL,
        ["postmaster", "quite-a-secret", "a@b.example", "c@d.example"],
    ),
    "apprise": (hook(f"tgram://{TOKEN}/123456789", kind="apprise"), [TOKEN, "123456789"]),
}


@pytest.mark.parametrize(("entry", "secrets"), SECRETS.values(), ids=SECRETS)
def test_secrets_are_shown_nowhere(tmp_path: Path, entry: dict[str, Any], secrets: list[str]) -> None:
    [one] = read(tmp_path, entry)
    shown = [repr(one), str(one), str(described(one)), str(wanted(one)), one.masked(f"at {one.address}: {secrets} …")]
    for secret in secrets:
        assert not [text for text in shown if secret in text]
    assert one.name in shown[0]


def test_a_masked_text_is_one_short_line(tmp_path: Path) -> None:
    [one] = read(tmp_path, hook("https://a.example/x"))
    assert one.masked("a\r\nb\x00c" + "d" * 1_000) == ("a b c" + "d" * 1_000)[:300]
