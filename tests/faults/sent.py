"""Bad days in how answers are sent: cut, packed wrongly, slow, broken, refused, led elsewhere; and robots.txt."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random

from tests.faults.badday import BadDay, any_list
from tests.faults.rig import ROBOTS

PLAIN = "text/plain"


def cut(chance: Random) -> Iterator[BadDay]:
    """Answers that stop before their end, or say another length than they have."""
    for case, fault, options, error, tries in (
        (1, "truncated_length", {}, "TruncatedError", 3),
        (1, "short_length", {}, "LayoutError", 1),
        (2, "truncated_chunked", {}, "TruncatedError", 3),
        (3, "truncated_gzip", {"honest_length": True}, "TruncatedError", 3),
        (3, "truncated_gzip", {"honest_length": False}, "TruncatedError", 3),
        (4, "truncated_close", {}, "LayoutError", 1),
    ):
        told = options | {"at": round(chance.uniform(0.05, 0.98), 3)}
        where = any_list(chance)
        is_one_page = where["source"] != "services" or tries == 1
        yield BadDay(case=case, fault=fault, options=told, error=error, tries=tries if is_one_page else None, **where)
    at = round(chance.uniform(0.05, 0.95), 3)
    yield BadDay(case=4, fault="truncated_close", options={"at": at}, source="complaints", error="LayoutError")


def packed(chance: Random) -> Iterator[BadDay]:
    """Answers that are packed wrongly, or far too large."""
    yield BadDay(case=5, fault="bad_gzip", error="TruncatedError", **any_list(chance))
    yield BadDay(case=5, fault="plain_as_gzip", error="AnswerError", **any_list(chance))
    yield BadDay(case=6, fault="bomb", options={"megabytes": chance.randint(30, 90)}, error="TooLargeError")
    for encoding in ("deflate", "br", "zstd", "gzip, gzip"):
        options = {"megabytes": 64, "encoding": encoding}
        yield BadDay(case=6, fault="bomb", options=options, error="AnswerError", tries=1, page=1)
    yield BadDay(case=7, fault="huge_body", options={"megabytes": chance.randint(6, 50)}, error="TooLargeError")


def broken(chance: Random) -> Iterator[BadDay]:
    """Answers that hardly come, connections that break, redirects that lead away."""
    slow = {"error": "TooSlowError", "seconds": 1.0, "page": chance.choice([1, 2, 3])}
    yield BadDay(case=8, fault="slow_body", options={"interval": 0.2}, **slow)
    yield BadDay(case=9, fault="slow_headers", options={"interval": 0.2}, **slow)
    for fault in ("reset", "empty_reply", "garbage"):
        yield BadDay(case=10, fault=fault, error="UnreachableError", tries=3, page=chance.choice([1, 2, 3]))
    yield BadDay(case=14, fault="redirect", options={"to": "/api/company/main_search?page=1"}, error="AnswerError")
    for to in (
        "https://example.org/",
        "//tousu.sina.com.cn.example.org/",
        "file:///etc/hosts",
        "http://10.0.0.1/api/",
        "http://169.254.169.254/latest",
        "https://127.0.0.1/",
    ):
        yield BadDay(case=15, fault="redirect", options={"to": to}, error="ElsewhereError")
    code = chance.choice([301, 302, 303, 307, 308])
    for to in ("https://login.sina.com.cn/sso/login.php", "//passport.weibo.com/visitor"):
        yield BadDay(case=16, fault="redirect", options={"to": to, "code": code}, error="ChallengeError", tries=1)


def refused(chance: Random) -> Iterator[BadDay]:
    """Challenges, refusals and statuses that are no answer."""
    for fault in ("captcha_page", "login_page"):
        yield BadDay(case=17, fault=fault, error="ChallengeError", tries=1, page=chance.choice([1, 2, 3]))
        yield BadDay(case=17, fault=fault, source="complaints", error="ChallengeError", tries=1)
    yield BadDay(case=17, fault="code", options={"code": 10005}, error="CodeError", tries=1, page=1)
    yield BadDay(case=18, fault="body", options={"body": ""}, error="AnswerError", tries=1, page=1)
    for code in (204, 206):
        yield BadDay(case=18, fault="status", options={"code": code}, error="AnswerError", tries=1, page=1)
    code, page = chance.choice([429, 503]), chance.choice([1, 2, 3])
    yield BadDay(
        case=19, fault="status", options={"code": code, "retry_after": 1}, error="RefusedError", tries=3, page=page
    )
    soon = {"code": code, "retry_after": timedelta(seconds=2)}
    yield BadDay(case=20, fault="status", options=soon, error="RefusedError", tries=3, page=page)
    yield BadDay(
        case=21,
        fault="status",
        options={"code": code, "retry_after": 999999},
        error="RefusedError",
        tries=1,
        page=page,
    )
    for after in (-5, "soon", "²", ""):
        options = {"code": code, "retry_after": after}
        yield BadDay(case=21, fault="status", options=options, error="RefusedError", tries=3, page=page)
    for code in (403, 456):
        yield BadDay(case=19, fault="status", options={"code": code}, error="RefusedError", tries=1, page=page)
    code = chance.choice([500, 502, 504])
    yield BadDay(case=22, fault="status", options={"code": code}, error="AnswerError", tries=3, page=page)
    for case in (23, 24):
        yield BadDay(case=case, fault="status", options={"code": 304}, error="AnswerError", tries=1, page=page)
    yield BadDay(case=25, fault="header", options={"name": "ETag", "value": '"the same"'})


def robots(chance: Random) -> Iterator[BadDay]:
    """What robots.txt may say or fail to say."""
    told = partial(BadDay, path=ROBOTS, tries=1)
    yield told(case=26, fault="status", options={"code": chance.choice([404, 410])})
    yield told(case=27, fault="status", options={"code": chance.choice([500, 503])}, error="RobotsError", tries=3)
    yield told(case=27, fault="slow_body", options={"interval": 0.2}, error="RobotsError", seconds=1.0)
    html = "<html><body>请完成验证</body></html>"
    yield told(case=28, fault="body", options={"body": html}, error="RobotsError")
    yield told(case=28, fault="captcha_page", error="RobotsError")
    open_to_us, closed = "User-agent: *\nDisallow: /my/\n", "User-agent: *\nDisallow: /api/\n"
    yield told(case=29, fault="body", options={"body": "\ufeff" + open_to_us, "type": PLAIN})
    yield told(case=29, fault="body", options={"body": "\ufeff" + closed, "type": PLAIN}, error="RobotsError")
    filler = "# 说明\n" * 60_000
    yield told(case=30, fault="body", options={"body": open_to_us + filler + closed, "type": PLAIN})
    yield told(case=30, fault="body", options={"body": closed + filler, "type": PLAIN}, error="RobotsError")
    yield told(
        case=31, fault="disallow", options={"rule": chance.choice(["/", "/api/", "/*/company"])}, error="RobotsError"
    )
