"""The bad days of a stand-in, drawn anew from each seed: where an answer is cut, which page, which number."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from random import Random

from scrapers.replica.world import Tally
from tests.faults.badday import BadDay
from tests.faults.rig import ROBOTS, SERVICES

WATCHED = {"京东金融": "9900102", "支付宝": "9900101"}
FIELDS = ("valid_amt", "valid30d", "replied_amt", "completed_amt")
PLAIN = "text/plain"


def _any_list(chance: Random) -> dict[str, object]:
    """One of the sources that come as lists; of the directory, one of its pages."""
    source = chance.choice(["directory", "services", "feed"])
    return {"source": source, "page": chance.choice([1, 2, 3]) if source == "directory" else None}


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
        where = _any_list(chance)
        is_one_page = where["source"] != "services" or tries == 1
        yield BadDay(case=case, fault=fault, options=told, error=error, tries=tries if is_one_page else None, **where)
    at = round(chance.uniform(0.05, 0.95), 3)
    yield BadDay(case=4, fault="truncated_close", options={"at": at}, source="complaints", error="LayoutError")


def packed(chance: Random) -> Iterator[BadDay]:
    """Answers that are packed wrongly, or far too large."""
    yield BadDay(case=5, fault="bad_gzip", error="TruncatedError", **_any_list(chance))
    yield BadDay(case=5, fault="plain_as_gzip", error="AnswerError", **_any_list(chance))
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
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    yield BadDay(
        case=20, fault="status", options={"code": code, "retry_after": soon}, error="RefusedError", tries=3, page=page
    )
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


def worded(chance: Random) -> Iterator[BadDay]:
    """Charsets that are wrong, labels and fields that are not as they were."""
    wrong = partial(BadDay, fault="wrong_charset")
    yield wrong(case=32, options={"encoding": "gb18030", "declared": None}, error="LayoutError", tries=1, page=2)
    yield wrong(case=33, options={"encoding": "gb18030", "declared": "utf-8"}, error="LayoutError", tries=1, page=1)
    meta = {"encoding": "gb18030", "declared": None, "meta": "gb2312"}
    yield wrong(case=34, options=meta, source="complaints", error="LayoutError")
    yield wrong(case=35, options={"encoding": "utf-8", "declared": "gbk"})
    yield wrong(case=36, options={"encoding": "utf-8-sig", "declared": "utf-8"})
    yield wrong(case=36, options={"encoding": "utf-16", "declared": "utf-8"}, error="LayoutError")
    listing = chance.choice([*WATCHED.values()])
    for title in ("\ufffd\ufffd", "", "京\ufffd金融"):
        options = {"field": "title", "value": title, "listing": "9900201"}
        yield BadDay(case=36, fault="number_as", options=options, reason="unreadable_title")
    for fault, options in (
        ("nested", {}),
        ("missing_field", {}),
        ("missing_field", {"field": "uid", "listing": listing}),
    ):
        yield BadDay(case=37, fault=fault, options=options, error="LayoutError")
    for fault in ("empty_lists", "null_lists"):
        yield BadDay(case=37, fault=fault, error="EmptyError", page=1)
        yield BadDay(case=37, fault=fault, source="services", error="EmptyError")
    for fault in ("drop_label", "nested_list", "extra_label"):
        yield BadDay(case=37, fault=fault, source="complaints", error="LayoutError")
    yield BadDay(case=38, fault="duplicate_list", source="complaints", error="LayoutError")
    yield BadDay(case=39, fault="rename_label", source="complaints", error="LayoutError")
    yield BadDay(case=39, fault="renamed_field", options={"field": chance.choice(FIELDS)}, error="LayoutError")
    yield BadDay(
        case=40, fault="swap_labels", options={"label": "投诉编号"}, source="complaints", error="LayoutError"
    )
    yield BadDay(case=37, fault="extra_field", **_any_list(chance))


def mistaken(chance: Random) -> Iterator[BadDay]:
    """Numbers under another's name, and things that are no numbers any more."""
    listing = chance.choice([*WATCHED.values()])
    swapped = partial(BadDay, case=40, fault="swap_fields")
    told = {"field": "replied_amt", "listing": "9900101"}  # no other total lies between those two
    yield swapped(options=told | {"other": "valid_amt"}, reason="replied_above_total")
    yield swapped(options=told | {"other": "completed_amt"}, reason="replied_fell")
    yield swapped(options={"field": "completed_amt", "other": "valid_amt", "listing": listing}, error="OrderError")
    yield BadDay(case=41, fault="retitle", options={"listing": listing}, reason="title_changed")
    elsewhere = {"to": f"{SERVICES}?couid=1", "code": 302}
    yield BadDay(case=41, fault="redirect", options=elsewhere, source="services", times=1, error="LayoutError")
    script = '<html><body><script>window.__DATA__ = {"valid_amt": 143026}</script></body></html>'
    yield BadDay(case=42, fault="body", options={"body": script}, error="ChallengeError")
    yield BadDay(case=42, fault="body", options={"body": script}, source="complaints", error="LayoutError")
    for value in ([], {"n": 1}, True):
        yield _stated(42, chance, value, "unreadable")


def _stated(case: int, chance: Random, value: object, reason: str, field: str | None = None) -> BadDay:
    options = {"field": field or chance.choice(FIELDS), "value": value, "listing": chance.choice([*WATCHED.values()])}
    return BadDay(case=case, fault="number_as", options=options, reason=reason)


def numbered(chance: Random) -> Iterator[BadDay]:
    """Every way a number may be written; none but plain digits is published."""
    for value in ("100,886", "100，886", "１００８８６"):
        yield _stated(44, chance, value, "unusual_form")
    for case, values in {45: ["15.1万"], 46: ["10.0万", "10万"], 47: ["10万+"], 48: ["1.2亿"]}.items():
        for value in values:
            yield _stated(case, chance, value, "rounded")
    for case, strange in {
        49: ["12,34", "1.2.3万", "1.5", 1.5],
        50: ["--", "暂无", "", None, " "],
        52: ["1_000", "٣", "²", "NaN", 1e5, "1e5", -3, "-3", "+3", "0x1f", "007 ", 10**15],
    }.items():
        for value in strange:
            yield _stated(case, chance, value, "unreadable")
    yield BadDay(case=51, fault="zero", options={"listing": chance.choice([*WATCHED.values()])}, reason="became_zero")


def _lessened(factor: float, tally: Tally) -> Tally:
    return Tally(total := int(tally.total * factor), *(min(one, total) for one in tally[1:]))


def unlikely(chance: Random) -> Iterator[BadDay]:
    """Numbers that are numbers and cannot be believed, or can; lists that shift, repeat themselves or never end."""
    listing = chance.choice([*WATCHED.values()])
    small = round(chance.uniform(0.9965, 0.9995), 4)
    bent = {listing: partial(_lessened, small)}
    yield BadDay(case=55, fault="fall", options={"listing": listing, "factor": small}, bent=bent)
    for factor in (0.99, round(chance.uniform(0.01, 0.99), 3)):
        yield BadDay(case=55, fault="fall", options={"listing": listing, "factor": factor}, reason="fell")
    for factor in (2, 10, round(chance.uniform(1.3, 40), 2)):
        yield BadDay(case=56, fault="fall", options={"listing": listing, "factor": factor}, reason="rose")
    yield BadDay(case=58, fault="number_as", options={"listing": listing, "value": "暂无"}, reason="unreadable")
    yield BadDay(case=59, fault="duplicate_row", source="feed")
    yield BadDay(case=59, fault="duplicate_row", source=chance.choice(["directory", "services"]), error="OrderError")
    yield BadDay(case=60, fault="shift", options={"by": 1})
    yield BadDay(case=60, fault="shift", options={"by": chance.choice([1, 2, 3])}, source="feed")
    yield BadDay(case=60, fault="shift", options={"by": -1}, warning="listing_unseen")
    for fault in ("repeat_page", "ascending"):
        yield BadDay(case=60, fault=fault, error="OrderError")
    future = {"field": "timestamp", "value": "4102444800"}
    yield BadDay(case=81, fault="number_as", options=future, source="feed", error="LayoutError")


KINDS = (cut, packed, broken, refused, robots, worded, mistaken, numbered, unlikely)


def days(chance: Random) -> Iterator[BadDay]:
    """All of them once, with what chance decides."""
    for kind in KINDS:
        yield from kind(chance)
