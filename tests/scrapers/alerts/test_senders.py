"""Sending on each way, over a real connection: what has arrived, what is signed, what an error never says."""

import email
import hashlib
import hmac
import socket
import sys
import threading
import time
from email.policy import default
from typing import Any

import msgspec
import pytest

from scrapers.alerts import mail, posting
from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.mail import message_id
from scrapers.alerts.messages import Dashboard, Message, messages, trial
from scrapers.alerts.robots import dingtalk_signature, feishu_signature
from scrapers.alerts.senders import send
from scrapers.alerts.ways import Subscription, Way
from tests.scrapers.alerts.conftest import hook
from tests.scrapers.alerts.receivers import CERTIFICATE, OK, Receiver, closed_port, hanging, mailbox, receiving
from tests.scrapers.alerts.told import row

HERE = Dashboard("https://tousu.example", is_demonstration=False)
ROBOTS = ("wecom", "dingtalk", "feishu")
TOKEN = "c0ffee00dead"


def subscription(url: str, **more: Any) -> Subscription:
    made: Subscription = msgspec.convert(hook(url, **more), Way)
    return made


def message(one: Subscription, *rows: dict[str, Any]) -> Message:
    return next(messages(one, rows or [row("first_crossing")], HERE))


def tell(url: str, *rows: dict[str, Any], **more: Any) -> str:
    one = subscription(url, **more)
    return send(one, message(one, *rows))


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_is_sent_text_that_mentions_nobody(kind: str) -> None:
    with receiving(lambda _: (200, OK[kind])) as receiver:
        assert tell(f"{receiver.url}/send?key={TOKEN}", kind=kind) == "status 200, code 0"
    [post] = receiver.posts
    assert "Cloud Loans: users' complaints in all reached 100,000" in post.text
    assert "投诉观察" in post.text
    assert post.json.get("msgtype", post.json.get("msg_type")) == "text"
    assert "true" not in post.body.decode().lower()


REFUSED: list[tuple[str, tuple[int, Any]]] = [
    ("wecom", (200, {"errcode": 93000, "errmsg": "invalid webhook url"})),
    ("wecom", (200, {"errcode": 45009, "errmsg": "api freq out of limit"})),
    ("dingtalk", (200, {"errcode": 310000, "errmsg": "keywords not in content"})),
    ("dingtalk", (200, {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"})),
    ("feishu", (200, {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"})),
    ("feishu", (200, {"StatusCode": 11232, "StatusMessage": "frequency limited"})),
    ("feishu", (200, {"code": 19001, "StatusCode": 0, "msg": "param invalid"})),
    ("wecom", (500, {"errcode": 0})),
    ("wecom", (302, {"errcode": 0})),
    ("wecom", (200, b"<html>all is well</html>")),
    ("wecom", (200, [])),
    ("wecom", (200, {})),
    ("wecom", (200, {"errcode": False})),
    ("wecom", (200, {"errcode": "0"})),
]


@pytest.mark.parametrize(("kind", "answer"), REFUSED)
def test_only_a_code_of_0_in_an_answer_of_200_has_arrived(kind: str, answer: tuple[int, Any]) -> None:
    with receiving(lambda _: answer) as receiver, pytest.raises(DeliveryError, match=f"refused: status {answer[0]}"):
        tell(receiver.url, kind=kind)


def test_an_older_feishu_says_status_code() -> None:
    with receiving(lambda _: (200, {"StatusCode": 0, "StatusMessage": "success"})) as receiver:
        assert tell(receiver.url, kind="feishu") == "status 200, code 0"


def test_the_reason_a_robot_gives_is_kept_without_the_key_it_repeats() -> None:
    said = {"errcode": 1, "errmsg": f"no robot {TOKEN}\n at /send?key={TOKEN}"}
    with receiving(lambda _: (200, said)) as receiver, pytest.raises(DeliveryError) as caught:
        tell(f"{receiver.url}/send?key={TOKEN}", kind="wecom")
    assert "no robot …" in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_signatures_are_those_the_robots_compute() -> None:
    """The vectors were computed with the openssl command line."""
    assert dingtalk_signature("SECabc", 1_700_000_000_000)["sign"] == "jcUpW0QmtKduN03n4JqQ0PBosVjqnM8gU7fIIvsDmCM="
    assert feishu_signature("abc", 1_700_000_000)["sign"] == "VIS10b0EBvzzSdFnuk4tznEmK5wHaruvf/WnViv2yR4="


def test_a_robot_with_a_secret_is_signed_as_it_wants() -> None:
    with receiving() as receiver:
        tell(f"{receiver.url}/send?access_token={TOKEN}", kind="dingtalk")
        tell(receiver.url, kind="feishu")
    dingtalk, feishu = receiver.posts
    assert f"access_token={TOKEN}&timestamp=" in dingtalk.path
    assert "&sign=" in dingtalk.path
    assert set(feishu.json) == {"timestamp", "sign", "msg_type", "content"}


@pytest.mark.parametrize("kind", [*ROBOTS, "webhook"])
def test_an_error_says_what_happened_and_no_secret(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting.post, "__kwdefaults__", {"allow_private": False, "seconds": 0.3})
    with receiving(hanging(1)) as slow, receiving(lambda _: None) as mute:
        cases = [(slow.url, "no whole answer"), (mute.url, "could not be reached")]
        cases.append((f"http://127.0.0.1:{closed_port()}", "could not be reached (ConnectionRefusedError)"))
        for url, words in cases:
            with pytest.raises(DeliveryError) as caught:
                tell(f"{url}/{TOKEN}?key={TOKEN}", kind=kind)
            assert words in str(caught.value)
            assert TOKEN not in str(caught.value)
            assert caught.value.__cause__ is None


def test_an_answer_that_drips_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The libraries' own timeout begins anew with every byte."""

    def drip(server: socket.socket) -> None:
        connected, _ = server.accept()
        with connected:
            for _ in range(40):
                try:
                    connected.sendall(b"H")
                except OSError:
                    return
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(DeliveryError):
            posting.post(f"http://127.0.0.1:{server.getsockname()[1]}", b"", {}, seconds=0.4)
        assert time.monotonic() - began < 1.5


def test_a_webhook_can_be_verified_and_tells_everything(receiver: Receiver) -> None:
    assert tell(receiver.url) == "status 200"
    [post] = receiver.posts
    signed = post.headers["tousu-timestamp"].encode() + b"." + post.body
    expected = hmac.new(b"quite-a-secret", signed, hashlib.sha256).hexdigest()
    assert post.headers["tousu-signature"] == f"sha256={expected}"
    assert post.headers["idempotency-key"] == "first_crossing:heimao:1"
    said = post.json
    assert (said["schema"], said["is_demonstration"], said["is_test"]) == (1, False, False)
    [event] = said["events"]
    assert event["facts"]["by_value"] == 100_210
    assert event["link"] == "https://tousu.example/platform?platform=cloudloans&lang=en"
    assert event["happened_at"] == "2026-03-02T04:30:00+00:00"
    assert "quite-a-secret" not in post.body.decode()


def test_sent_again_a_webhook_has_the_same_key(receiver: Receiver) -> None:
    rows = [row("first_crossing", event="a"), row("approaching", event="b")]
    tell(receiver.url, *rows)
    tell(receiver.url, *reversed(rows))
    first, second = (post.headers["idempotency-key"] for post in receiver.posts)
    assert first == second
    assert first.startswith("sha256:")


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    with receiving(lambda _: (307, {})) as moved, pytest.raises(DeliveryError, match="status 307"):
        tell(moved.url)
    assert receiver.posts == []


def test_a_name_that_leads_into_a_private_network_is_refused_unless_allowed(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at after connecting, so that a name cannot mean something else a moment later."""
    monkeypatch.setattr(posting, "is_loopback", lambda _: False)
    with pytest.raises(DeliveryError, match="private network"):
        tell(receiver.url)
    assert receiver.posts == []
    assert tell(receiver.url, allow_private=True) == "status 200"


MAIL = {"kind": "email", "sender": "watch@a.example", "recipients": ["ada@b.example", "bo@c.example"], "secret": None}


def test_a_mail_is_plain_text_and_hides_who_else_gets_it() -> None:
    with mailbox() as box:
        assert tell(box.url, language="zh-Hans", **MAIL) == "handed over for 2 of 2 recipients"
    [raw], [recipients] = box.mails, box.recipients
    mail = email.message_from_bytes(raw, policy=default)
    assert recipients == MAIL["recipients"]
    assert mail["To"] == "watch@a.example"
    assert b"ada@" not in raw
    assert mail.get_content_type() == "text/plain"
    assert "用户投诉总数达到 100,000" in mail.get_content()
    assert mail["Subject"] == "投诉观察 · 云帆贷：用户投诉总数达到 100,000"
    assert mail["Message-ID"] == message_id("hook", ("first_crossing:heimao:1",))


def test_a_mail_server_that_refuses_some_has_taken_it_one_that_refuses_all_has_not() -> None:
    with mailbox() as box:
        some, nobody = ["no-one@b.example", "bo@c.example"], ["no-one@b.example"]
        assert tell(box.url, **MAIL | {"recipients": some}) == "handed over for 1 of 2 recipients"
        with pytest.raises(DeliveryError, match=r"refused every recipient: 550") as caught:
            tell(box.url, **MAIL | {"recipients": nobody})
    assert "no-one" not in str(caught.value)


def test_mail_goes_to_a_server_that_proves_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with mailbox(encrypted=True) as box:
        with pytest.raises(DeliveryError, match="SSLCertVerificationError"):
            tell(box.url, **MAIL)
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert tell(box.url, **MAIL) == "handed over for 2 of 2 recipients"


def test_mail_elsewhere_is_never_sent_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "is_loopback", lambda _: False)
    with mailbox() as box, pytest.raises(DeliveryError, match="SMTPNotSupportedError"):
        tell(box.url, **MAIL)
    assert box.mails == []


def test_a_mail_server_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(DeliveryError, match=r"could not be used \(ConnectionRefusedError\)"):
        tell(f"smtp://127.0.0.1:{closed_port()}", **MAIL)


def test_without_apprise_a_sentence_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(DeliveryError, match="Apprise is not installed: README"):
        tell(f"tgram://{TOKEN}/1234", kind="apprise", secret=None)


def test_a_test_message_says_that_it_is_one(receiver: Receiver) -> None:
    one = subscription(receiver.url)
    send(one, trial(one, HERE))
    said = receiver.posts[0].json
    assert said["is_test"]
    assert said["events"] == []
    assert "This is a test message of the channel hook" in said["text"]


def test_what_no_sender_foresaw_is_a_failure_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(TOKEN)

    monkeypatch.setattr("scrapers.alerts.webhook.post", broken)
    with pytest.raises(DeliveryError, match=r"^it could not be sent \(RuntimeError\)$"):
        tell("https://a.example")
