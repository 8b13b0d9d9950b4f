"""Faults in how an answer is sent: each takes the connection and does to it what its name says."""

import json
import os
import socket
import struct
from time import monotonic

from scrapers.replica import bombs, cuts
from scrapers.replica.connection import Connection, Options, Send, whole
from scrapers.replica.pages import document
from scrapers.replica.request import Answer

_LOGIN = document(
    "新浪通行证", '<form action="//login.sina.com.cn/sso/login.php"><p>微博登录</p><input name="username"></form>', ""
)
_CAPTCHA = document(
    "安全验证", '<div class="sec-captcha"><div class="geetest_holder">请完成下方验证后继续访问</div></div>', ""
)


def _status(connection: Connection, _: Answer, options: Options) -> None:
    code, after = options["code"], options["retry_after"]
    body = b"" if code in (204, 304) else document(str(code), f"<p>{code}</p>").encode()
    more = {} if after is None else {"Retry_After": str(after)}
    whole(connection, body, "text/html", code, **more)


def _redirect(connection: Connection, _: Answer, options: Options) -> None:
    whole(connection, b"", "text/html", options["code"], Location=options["to"])


def _login_page(connection: Connection, _: Answer, __: Options) -> None:
    whole(connection, _LOGIN.encode(), "text/html")


def _captcha_page(connection: Connection, _: Answer, __: Options) -> None:
    whole(connection, _CAPTCHA.encode(), "text/html")


def _body(connection: Connection, _: Answer, options: Options) -> None:
    whole(connection, options["body"].encode(), options["type"], options["code"])


def _slow_headers(connection: Connection, answer: Answer, options: Options) -> None:
    until = monotonic() + options["seconds"]
    connection.header("X-Slow", "0")
    while monotonic() < until and connection.trickle(options["interval"]):
        connection.header("X-Slow", "1")
    connection.hang_up()
    whole(connection, answer.body, answer.content_type, answer.status)


def _slow_body(connection: Connection, answer: Answer, options: Options) -> None:
    length, chunk = len(answer.body), options["chunk"]
    connection.begin(answer.status, {"Content-Type": answer.content_type, "Content-Length": str(length)})
    for start in range(0, length, chunk):
        if not (connection.write(answer.body[start : start + chunk]) and connection.trickle(options["interval"])):
            return connection.hang_up()
    return None


def _reset(connection: Connection, _: Answer, __: Options) -> None:
    connection.seen(0)
    connection.hang_up()
    connection.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.connection.detach())  # without the orderly end that a server gives a connection


def _empty_reply(connection: Connection, _: Answer, __: Options) -> None:
    connection.seen(0)
    connection.hang_up()


def _garbage(connection: Connection, _: Answer, __: Options) -> None:
    connection.seen(0)
    connection.hang_up()
    connection.write(b"\x00\x15 this is not HTTP \xff\xfe\r\n\r\n")


def _wrong_charset(connection: Connection, answer: Answer, options: Options) -> None:
    kind, text = answer.content_type.partition(";")[0], answer.body.decode()
    if kind == "application/json":
        text = json.dumps(json.loads(text), ensure_ascii=False)
    if options["meta"]:
        text = text.replace('charset="utf-8"', f'charset="{options["meta"]}"')
    declared = f"; charset={options['declared']}" if options["declared"] else ""
    whole(connection, text.encode(options["encoding"], "replace"), kind + declared)


def _header(connection: Connection, answer: Answer, options: Options) -> None:
    whole(connection, answer.body, answer.content_type, answer.status, **{options["name"]: options["value"]})


SENDS: dict[str, Send] = {
    "status": _status,
    "redirect": _redirect,
    "login_page": _login_page,
    "captcha_page": _captcha_page,
    "body": _body,
    "slow_headers": _slow_headers,
    "slow_body": _slow_body,
    "header": _header,
    "truncated_length": cuts.truncated_length,
    "truncated_gzip": cuts.truncated_gzip,
    "truncated_chunked": cuts.truncated_chunked,
    "truncated_close": cuts.truncated_close,
    "short_length": cuts.short_length,
    "bad_gzip": cuts.bad_gzip,
    "plain_as_gzip": cuts.plain_as_gzip,
    "reset": _reset,
    "empty_reply": _empty_reply,
    "garbage": _garbage,
    "bomb": bombs.bomb,
    "huge_body": bombs.huge_body,
    "wrong_charset": _wrong_charset,
}
