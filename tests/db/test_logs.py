"""What the log says to people and to programs, and what it never says."""

import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from db import logs
from db.settings import DECLARED

SECRET = "a-long-phrase-of-the-maintainers"
ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"


@pytest.fixture(params=["text", "json"])
def written(request: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a form of the log writes, with every secret setting set."""
    for name in (name for name, setting in DECLARED.items() if setting.is_secret):
        monkeypatch.setenv(name, SECRET)
    root, to = logging.getLogger(), io.StringIO()
    before = (root.handlers, root.level, set(logs._secrets))
    logs.configure(request.param, to)
    yield to
    root.handlers, root.level = before[:2]
    logs._secrets.clear()
    logs._secrets.update(before[2])


SECRETS = {
    "the secret of maintainers": (f"they said {SECRET}", SECRET),
    "a robot of dingtalk": (f"posting to {ROBOT}", "0123456789abcdef"),
    "a robot of wecom": ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx", "693a91f6"),
    "a robot of feishu": ("https://open.feishu.cn/open-apis/bot/v2/hook/b6f1-4c1e", "b6f1-4c1e"),
    "a hook of slack": ("https://hooks.slack.example/services/T000/B000/XXXX", "XXXX"),
    "a token in an address": ("GET /x?page=1&token=abc123&lang=en", "abc123"),
    "a signature": ("?timestamp=17&sign=Zm9v%3D", "Zm9v"),
    "a password before a host": ("smtps://watch:hunter2@mail.example.org", "hunter2"),
    "a header": ("Authorization: Bearer eyJhbGciOi.x.y", "eyJhbGciOi"),
    "a cookie": ("cookie: _streamlit_user=abcdef", "abcdef"),
    "a setting in words": ('password = "hunter2"', "hunter2"),
    "a phone number": ("complaint of 13812345678 about", "13812345678"),
    "a phone number in pieces": ("call +86 138 1234 5678 now", "1234 5678"),
}


@pytest.mark.parametrize("case", SECRETS)
def test_secrets_and_phone_numbers_are_in_no_log_nor_in_its_traces(written: io.StringIO, case: str) -> None:
    """FAULTS 79."""
    said, secret = SECRETS[case]
    log = logging.getLogger("tests.logs")
    log.warning(said)
    log.warning("with an argument: %s", said)
    try:
        raise RuntimeError(said)
    except RuntimeError:
        log.exception("it broke")
    log.error("told", extra={"error": said, "remedy": said})
    assert len(written.getvalue()) > 100
    assert secret not in written.getvalue()


def test_what_was_read_from_a_file_can_be_hidden_too(written: io.StringIO) -> None:
    logs.hide({"SEC0123456789", "no"})
    logging.getLogger("tests.logs").warning("no SEC0123456789")
    assert "SEC0123456789" not in written.getvalue()
    assert "no " in written.getvalue(), "what is too short to be a secret stays"


@pytest.mark.parametrize(
    "text",
    [
        "https://tousu.sina.com.cn/api/company/main_search?sort_col=1&page=12 answered with status 429",
        "the publisher answered with code 10005: login",
        "151,234 complaints, read at 2026-11-26 10:00:00",
        "capture 9f2b1380000000019f2b at byte 13812345678901",
    ],
)
def test_what_whoever_looks_for_a_cause_needs_stays(written: io.StringIO, text: str) -> None:
    logging.getLogger("tests.logs").warning(text)
    assert text in written.getvalue()


@pytest.mark.parametrize("text", ["a\nWARNING forged: line", "a\r\nb", "\x1b[2J\x1b]0;title\x07", "a\u2028b\u202eb"])
def test_a_text_of_others_cannot_write_a_line_of_its_own_or_drive_a_terminal(written: io.StringIO, text: str) -> None:
    """FAULTS 75: in logs, too."""
    logging.getLogger("tests.logs").warning("the title is %s", text)
    (line,) = written.getvalue().splitlines()
    assert line.isprintable()


def test_programs_read_one_object_a_line_with_the_refresh_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    to, root = io.StringIO(), logging.getLogger()
    before = (root.handlers, root.level)
    try:
        logs.configure("json", to)
        root.info("stored", extra={"refresh": "1-2-3", "source": "feed", "seconds": 1.5, "counts": 0})
        assert logs.is_structured()
    finally:
        root.handlers, root.level = before
    said = json.loads(to.getvalue())
    assert said.pop("at").endswith("Z")
    assert said == {
        "level": "info",
        "logger": "root",
        "message": "stored",
        "refresh": "1-2-3",
        "source": "feed",
        "seconds": 1.5,
        "counts": 0,
    }


@pytest.mark.parametrize("piece", ["a", "a ", "http://", "https://a/", "a/", "token=", "1", "bearer "])
def test_what_must_not_be_told_is_looked_for_in_a_time_that_grows_with_the_text(piece: str) -> None:
    began = time.monotonic()
    logs.hidden(piece * 50_000)
    assert time.monotonic() - began < 3
