"""Complaints for the small world of `filled`, stored as a refresh stores them: sixty days with known answers.

Each `Kind` comes every `every` days from the first day on, `a_day` times, so the answers follow by arithmetic: see
`expected`. The last day of posting is yesterday by the publisher's calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from db import store
from db.records import Category, Complaint, ComplaintCategory, ComplaintStep, CoverageGap, IssueLabel
from tests.dashboard.filled import PUBLISHER, REPORTED, STAND_IN, URL, WORLD, _capture, fill, platforms, refreshed

BEIJING = ZoneInfo("Asia/Shanghai")
POSTED_DAYS = 60
REPLY_HOURS = 36
CATEGORIES = {
    "collection.contacts_harassed": ("催收", "骚扰亲友", "骚擾親友", "Relatives and friends harassed"),
    "collection.threats": ("催收", "威胁恐吓", "威脅恐嚇", "Threats and intimidation"),
    "collection.bombing": ("催收", "短信电话轰炸", "簡訊電話轟炸", "SMS and call bombing"),
    "privacy.data_leaked": ("隐私", "泄露个人信息", "洩露個人資料", "Personal data leaked"),
    "cost.interest_high": ("费用", "利息过高", "利息過高", "Interest too high"),
    "cost.membership_guarantee": ("费用", "会员费担保费", "會員費擔保費", "Membership and guarantee fees"),
    "service.customer_service": ("服务", "客服不作为", "客服不作為", "Customer service unreachable"),
    "other": ("其他", "其他", "其他", "Other"),
}
GROUPS = {
    "collection": ("催收", "催收", "Debt collection"),
    "privacy": ("隐私", "隱私", "Privacy"),
    "cost": ("费用", "費用", "Cost"),
    "service": ("服务", "服務", "Service"),
    "other": ("其他", "其他", "Other"),
}


@dataclass(frozen=True)
class Kind:
    """Complaints of one sort: every so many days so many, in these categories by these words."""

    platform: str
    every: int
    a_day: int
    issue: str
    words: dict[str, str]
    status: str = "replied"
    amount: int | None = 1_000
    has_page: bool = False
    service: str | None = None

    @property
    def complaints(self) -> int:
        """How many there are in all."""
        return len(range(0, POSTED_DAYS, self.every)) * self.a_day


HARASSED, THREATS, INTEREST = "collection.contacts_harassed", "collection.threats", "cost.interest_high"
KINDS = (
    Kind(
        "meituan_loans",
        1,
        2,
        "暴力催收,骚扰亲友",
        {HARASSED: "爆通讯录,亲友", THREATS: "威胁"},
        has_page=True,
        service="美团借钱",
    ),
    Kind("meituan_loans", 2, 2, "高额利息", {INTEREST: "利息太高"}, "completed", 20_000),
    Kind("meituan_loans", 3, 1, "客服不处理", {"service.customer_service": "客服,推诿"}, "handling", None),
    Kind("alipay", 1, 1, "个人信息泄露", {"privacy.data_leaked": "泄露"}, "completed"),
    Kind("alipay", 1, 3, "高额利息", {INTEREST: "高利贷,利息太高"}, has_page=True),
    Kind("alipay", 2, 1, "暴力催收", {HARASSED: "骚扰亲友"}, "handling"),
    Kind("chenxi", 1, 2, "会员费", {"cost.membership_guarantee": "会员费"}, "handling", 299),
    Kind("chenxi", 2, 1, "暴力催收,新标签", {HARASSED: "通讯录", "collection.bombing": "轰炸"}, "replied", 5_000),
    Kind("xiangshu", 5, 1, "高额利息", {INTEREST: "利息太高"}),
    Kind("qinghe", 4, 3, "商品质量", {"other": ""}, "closed", None),
)
TITLES = {HARASSED: "催收人员频繁骚扰亲友", INTEREST: "年化利率过高，要求退息 <b>3,200</b> 元"}


def taxonomy() -> list[Category]:
    """Our categories, in their order."""
    rows = []
    for at, (category, (_, simplified, traditional, english)) in enumerate(CATEGORIES.items()):
        group = GROUPS[category.split(".")[0]]
        defined = (f"{simplified}：什么算。", f"{traditional}：什麼算。", f"{english}: what counts.")
        rows.append(Category(category, *group, simplified, traditional, english, *defined, at))
    return rows


def _complaints(now: datetime) -> Iterator[tuple[Complaint, Kind]]:
    listings = {row.platform: row.listing for row in WORLD if row.platform}
    midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    number = 17_390_000_000
    for kind in KINDS:
        for day in range(0, POSTED_DAYS, kind.every):
            for turn in range(kind.a_day):
                number += 1
                posted_at = (
                    midnight - timedelta(days=POSTED_DAYS - day) + timedelta(hours=1 + turn, minutes=number % 60)
                )
                yield (
                    Complaint(
                        publisher=PUBLISHER,
                        complaint=str(number),
                        listing=listings[kind.platform],
                        service=kind.service,
                        title=TITLES.get(next(iter(kind.words)), "用户投诉"),
                        issue=kind.issue,
                        claim="道歉,赔偿",
                        amount_cny=None if kind.amount is None else Decimal(kind.amount),
                        status=kind.status,
                        posted_at=posted_at,
                        first_seen_at=posted_at,
                        last_seen_at=posted_at + timedelta(minutes=10),
                        capture="capture-complained",
                        excerpt="……",
                        url=f"https://tousu.sina.com.cn/complaint/view/{number}/",
                        page_capture="capture-complained" if kind.has_page else None,
                    ),
                    kind,
                )


def _steps(complaint: Complaint, kind: Kind) -> Iterator[ComplaintStep]:
    about = (PUBLISHER, complaint.complaint)
    yield ComplaintStep(*about, 1, "发起投诉", complaint.posted_at, "capture-complained")
    if int(complaint.complaint) % 2:
        replied_at = complaint.posted_at + timedelta(hours=REPLY_HOURS)
        yield ComplaintStep(*about, 2, "商家回复", replied_at, "capture-complained")


def complain(database: Path, now: datetime, *, demonstration: bool = False, categorized: bool = True) -> None:
    """Store the complaints, their categories, their timelines and a gap in a database that `fill` filled."""
    ahead = timedelta(days=20 if demonstration else 0)
    made = list(_complaints(now + ahead))
    categories = [
        ComplaintCategory(PUBLISHER, complaint.complaint, category, words, 1)
        for complaint, kind in made
        for category, words in kind.words.items()
    ]
    steps = [step for complaint, kind in made if kind.has_page for step in _steps(complaint, kind)]
    gap = (now + ahead - timedelta(days=9, hours=3), now + ahead - timedelta(days=9))
    batch = store.Batch(
        refreshed=replace(refreshed("complained", "feed", now), complaints=len(made)),
        captures=[_capture("complained", "feed", now)],
        complaints=[complaint for complaint, _ in made],
        taxonomy=taxonomy() if categorized else (),
        categories=categories if categorized else [],
        steps=steps,
        gaps=[CoverageGap(PUBLISHER, "feed", *gap, "visitors_limit", "complained")],
    )
    origin = {"is_demonstration": demonstration, "publisher_url": STAND_IN if demonstration else URL}
    store.store_watchlist(database, platforms(), REPORTED)
    store.store(database, batch, **origin)
    with store.writing(database) as connection:
        store.append(connection, labels() if categorized else [])


def labels() -> list[IssueLabel]:
    """The publisher's labels and what they stand for; one of them is unknown."""
    known = {"骚扰亲友": HARASSED, "高额利息": INTEREST, "暴力催收": THREATS, "新标签": None}
    return [IssueLabel(PUBLISHER, issue, category) for issue, category in known.items()]


def expected(platform: str | None = None, category: str | None = None) -> int:
    """How many complaints there are, of a platform, in a category."""
    return sum(
        kind.complaints
        for kind in KINDS
        if platform in (None, kind.platform) and (category is None or category in kind.words)
    )


def fill_and_complain(
    database: Path, now: datetime, *, demonstration: bool = False, categorized: bool = True
) -> None:
    """A filled database with complaints."""
    fill(database, now, demonstration=demonstration)
    complain(database, now, demonstration=demonstration, categorized=categorized)
