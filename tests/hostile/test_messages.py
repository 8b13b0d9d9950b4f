"""Hostile texts in alerts, as the other side gets them: over real connections, read as a receiver reads them."""

import email
import unicodedata
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

import msgspec
import pytest

from scrapers.alerts.messages import Dashboard, Message, messages
from scrapers.alerts.senders import send
from scrapers.alerts.ways import Subscription, Way
from tests.hostile import EVIL, PAYLOADS
from tests.scrapers.alerts.conftest import hook
from tests.scrapers.alerts.receivers import OK, mailbox, receiving
from tests.scrapers.alerts.told import EMPTY, row

HERE = Dashboard("https://tousu.example", is_demonstration=False)
BROKEN = (
    "a\r\nBcc: everybody@evil.example\r\nContent-Type: text/html\r\n\r\n<b>x</b>",
    "\x00\x07\x1b]8;;https://evil.example\x07here\x1b[31m",
    '@all <at user_id="all">all</at> <!channel> <font color="red">x</font>',
    "\u202eevil\u2066\u200f\u2028.\n.\r\n=1+1",
)
MAIL = {"kind": "email", "sender": "watch@a.example", "recipients": ["ada@b.example"], "secret": None}
HEADERS = {
    *("subject", "from", "to", "date", "message-id", "auto-submitted", "content-language", "content-type"),
    *("content-transfer-encoding", "mime-version"),
}


def rows(text: str) -> Iterator[dict[str, Any]]:
    """What a publisher's text, a number as written, an error's words and a person's note can be in."""
    nobodys = {"title": text, "platform": None, **EMPTY}
    yield row("first_crossing", event="a", **nobodys)
    yield row("number_quarantined", event="b", facts={"total": text, "detail": text, "title": text}, **nobodys)
    yield row("number_rejected", event="c", facts={"total": text, "note": text}, **nobodys)
    yield row("source_failing", event="d", facts={"detail": text}, listing=None, **nobodys)


def told(kind: str, url: str, text: str) -> Message:
    """Send all of that on a channel."""
    more = MAIL if kind == "email" else {"kind": kind}
    one: Subscription = msgspec.convert(hook(url, audience="maintainers", language="en", **more), Way)
    message = next(messages(one, list(rows(text)), HERE))
    send(one, message)
    return message


def refuse_anything_but_text(said: str) -> None:
    """Fail where a client would make a link, a mention or a tag of it, or show it otherwise than it is."""
    ours = said.replace("https://tousu.example", "")
    assert not any(sign in ours for sign in ("<", ">", "@", "://", "www.")), said
    assert not [one for one in said if unicodedata.category(one)[0] == "C" and one != "\n"], ascii(said)


@pytest.mark.parametrize("text", [*PAYLOADS, *BROKEN], ids=ascii)
def test_a_mail_holds_them_as_text_in_one_plain_part_under_our_headers_alone(text: str) -> None:
    """FAULTS 75: parsed by the library that mail programs of Python use."""
    with mailbox() as box:
        message = told("email", box.url, text)
    ((raw,), (recipients,)) = box.mails, box.recipients
    mail = email.message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    assert recipients == ["ada@b.example"]
    assert {name.lower() for name in mail} == HEADERS
    assert (mail.is_multipart(), mail.get_content_type()) == (False, "text/plain")
    assert "\n" not in str(mail["Subject"])
    refuse_anything_but_text(str(mail["Subject"]))
    content = mail.get_content().replace("\r\n", "\n")
    refuse_anything_but_text(content)
    assert len(content.splitlines()) == len(message.text.splitlines()), "no line more, none ends the mail early"


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_chats_get_them_as_text_that_mentions_nobody_and_leads_nowhere(kind: str) -> None:
    """FAULTS 75."""
    with receiving(lambda _: (200, OK[kind])) as receiver:
        for text in (*PAYLOADS, *BROKEN):
            told(kind, receiver.url, text)
    assert len(receiver.posts) == len(PAYLOADS) + len(BROKEN)
    for post in receiver.posts:
        assert post.json.get("msgtype", post.json.get("msg_type")) == "text", "never Markdown, never a card"
        refuse_anything_but_text(post.text)


def test_a_webhook_gives_programs_the_texts_whole_and_people_a_text() -> None:
    """FAULTS 75: the numbers as the publisher wrote them are data; the sentence beside them is text."""
    with receiving() as receiver:
        for text in (*PAYLOADS, *BROKEN):
            told("webhook", receiver.url, text)
    for post, text in zip(receiver.posts, (*PAYLOADS, *BROKEN), strict=True):
        assert post.json["events"][1]["facts"]["total"] == text
        refuse_anything_but_text(post.json["text"])
        refuse_anything_but_text(post.json["subject"])
        assert all(one["link"].startswith("https://tousu.example/") for one in post.json["events"])
        assert all(value.isprintable() and EVIL not in value for value in post.headers.values())
