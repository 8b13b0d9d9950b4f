"""A database filled through `db.store`, as a refresh fills it: forty days of a small world with known answers.

Every total grows by its `pace` a day and is read once a day, the last time at `now`; so the change since N days ago
is N times the pace, and the last 30 days are 30 times the pace.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from db import store
from db.records import (
    Capture,
    Count,
    CoverageGap,
    Listing,
    Platform,
    Quarantined,
    Refreshed,
    ReportedCount,
    Warned,
)

DAYS = 40
PUBLISHER = "heimao"
URL = "https://tousu.sina.com.cn/api/company/main_search?sort_col=1&page=1"
STAND_IN = "http://127.0.0.1:8765"
REVISED_DAYS_AGO, TAKEN_BACK = 10, 100


@dataclass(frozen=True)
class Grown:
    """A listing of the small world: its total at the latest reading, and how much it grows a day."""

    platform: str | None
    name: str
    traditional: str
    english: str
    listing: str
    total: int
    pace: int
    stated_pace: int | None = None
    is_revised: bool = False
    unread_days: int = 0


WORLD = (
    Grown("meituan_loans", "美团借钱", "美團借錢", "Meituan Loans", "1003626/26858", 151_234, 110),
    Grown("alipay", "支付宝", "支付寶", "Alipay", "1644100824", 143_120, 70),
    Grown("yunfan_loans", "云帆贷（虚构）", "雲帆貸（虛構）", "Yunfan Loans (invented)", "9000001", 100_420, 60),
    Grown("jd_finance", "京东金融", "京東金融", "JD Finance", "1003608", 100_311, 5),
    Grown("chenxi", "晨曦分期（虚构）", "晨曦分期（虛構）", "Chenxi Instalments (invented)", "9000002", 96_400, 80),
    Grown(
        "qinghe",
        "青禾借款（虚构）",
        "青禾借款（虛構）",
        "Qinghe Credit (invented)",
        "9000003",
        74_000,
        20,
        None,
        True,
    ),
    Grown(
        "xingqiao",
        "星桥消费金融（虚构）",
        "星橋消費金融（虛構）",
        "Xingqiao (invented)",
        "9000004",
        52_000,
        15,
        None,
        False,
        1,
    ),
    Grown(
        "xiaomai",
        "小麦钱包（虚构）",
        "小麥錢包（虛構）",
        "Xiaomai Wallet (invented)",
        "9000005",
        38_000,
        12,
        None,
        False,
        1,
    ),
    Grown("haitang", "海棠月付（虚构）", "海棠月付（虛構）", "Haitang Monthly (invented)", "9000006", 21_500, 9, 30),
    Grown("xiangshu", "橡树金融（虚构）", "橡樹金融（虛構）", "Oak Finance (invented)", "9000007", 9_876, 3),
    Grown(None, "美团", "美團", "Meituan", "1003626", 312_000, 900),
    Grown(None, "拼多多", "拼多多", "Pinduoduo", "1003609", 250_000, 700),
    Grown(None, "漫游旅行", "漫遊旅行", "Manyou Travel", "9100000", 88_000, 90),
)
NEVER_READ = ("songguo", "松果借条（虚构）", "松果借條（虛構）", "Pinecone Notes (invented)")
REPORTED = (
    ReportedCount("meituan_loans", None, 151_000, None, "A press article on complaints against lending platforms"),
    ReportedCount("alipay", None, 143_000, None, "A press article on complaints against lending platforms"),
    ReportedCount("jd_finance", None, 100_000, None, "A press article on complaints against lending platforms"),
    ReportedCount("haitang", date(2025, 10, 11), 20_000, 21_000, "A newspaper <b>of record</b>"),
)


def platforms() -> list[Platform]:
    """The watchlist, the one that was never read last."""
    named = [(row.platform, row.name, row.traditional, row.english) for row in WORLD if row.platform]
    rows = enumerate([*named, NEVER_READ])
    return [Platform(*map(str, names), group_name="", kind="lender", position=at) for at, names in rows]


def total(row: Grown, days_ago: int) -> int:
    """What the publisher stated so many days before the latest reading."""
    taken_back_later = TAKEN_BACK if row.is_revised and days_ago > REVISED_DAYS_AGO else 0
    return row.total - row.pace * days_ago + taken_back_later


def _count(row: Grown, days_ago: int, read_at: datetime, refresh: str) -> Count:
    value = total(row, days_ago)
    return Count(
        publisher=PUBLISHER,
        listing=row.listing,
        read_at=read_at,
        total=value,
        replied=value * 9 // 10,
        completed=value * 6 // 10,
        last_30_days=30 * (row.stated_pace or row.pace),
        is_revision=row.is_revised and days_ago == REVISED_DAYS_AGO,
        capture=f"capture-{refresh}",
        refresh=refresh,
    )


def _counts(refresh: str, read_at: datetime, days: Sequence[int]) -> Iterator[Count]:
    for days_ago in days:
        for row in WORLD:
            if days_ago >= row.unread_days:
                yield _count(row, days_ago, read_at - timedelta(days=days_ago), refresh)


def _capture(refresh: str, source: str, at: datetime) -> Capture:
    place = ("heimao-2026-03-02.warc.gz", 4_096, 2_048, "9f2b" * 16)
    return Capture(f"capture-{refresh}", PUBLISHER, source, URL, 200, at, *place, 1, False, refresh)


def refreshed(refresh: str, source: str, at: datetime, error: str | None = None, counts: int = 0) -> Refreshed:
    """How a source's refresh went: well, or with the error named."""
    detail = f"{URL} answered with status 429" if error else None
    times = (at - timedelta(seconds=12), at, at)
    went = ("failed" if error else "ok", error, detail)
    return Refreshed(refresh, PUBLISHER, source, *times, *went, 7, counts, 0, 0)


def _doubted(at: datetime, refresh: str) -> Quarantined:
    why = ("rose", "the total rose by more than 20% + 500 a day, from 37,988 on 2026-03-01 to 380,000")
    numbers = ("380000", "30000", "20000", "360")
    return Quarantined(PUBLISHER, "9000005", "小麦钱包（虚构）", at, *numbers, *why, f"capture-{refresh}", refresh)


def batches(now: datetime, ahead: timedelta) -> Iterator[store.Batch]:
    """The refreshes that bring the small world: its history in one, then the latest reading of each source."""
    listings = [Listing(PUBLISHER, row.listing, row.name, row.platform) for row in WORLD]
    for refresh, at, days in (("history", now - timedelta(days=1), range(DAYS, 0, -1)), ("latest", now, [0])):
        counts = list(_counts(refresh, now + ahead, days))
        yield store.Batch(
            refreshed=refreshed(refresh, "directory", at, counts=len(counts)),
            captures=[_capture(refresh, "directory", at)],
            listings=listings,
            counts=counts,
            quarantined=[_doubted(now + ahead, refresh)] if refresh == "latest" else [],
        )
    hours = [now - timedelta(hours=after) for after in (6, 5)]
    yield store.Batch(
        refreshed=refreshed("latest", "feed", now),
        gaps=[CoverageGap(PUBLISHER, "feed", *hours, "visitors_limit", "latest")],
        warnings=[Warned(PUBLISHER, "directory", now, "listing_missing", "松果借条（虚构）", "latest")],
    )


def fill(
    database: Path, now: datetime, *, demonstration: bool = False, failed: str | None = None, counted: bool = True
) -> None:
    """Fill a database whose latest refresh finished at `now`.

    `demonstration`: from a stand-in whose clock is 20 days ahead. `failed`: the directory's latest refresh then
    failed with that error. `counted=False`: the watchlist is there, and the one refresh there was failed.
    """
    origin = {"is_demonstration": demonstration, "publisher_url": STAND_IN if demonstration else URL}
    store.store_watchlist(database, platforms(), REPORTED)
    for batch in batches(now, timedelta(days=20 if demonstration else 0)) if counted else ():
        store.store(database, batch, **origin)
    if failed:
        store.store(
            database, store.Batch(refreshed("failed", "directory", now + timedelta(seconds=1), failed)), **origin
        )


def grow(database: Path, now: datetime, row: Grown, more: int) -> None:
    """Store one more reading of a listing, `more` complaints above the last."""
    refresh = f"grown-{row.listing}-{more}"
    count = replace(_count(row, 0, now, refresh), total=row.total + more)
    batch = store.Batch(
        refreshed=refreshed(refresh, "directory", now, counts=1),
        captures=[_capture(refresh, "directory", now)],
        counts=[count],
    )
    store.store(database, batch, is_demonstration=False, publisher_url=URL)
