"""黑猫投诉: the page of one complaint, HTML rendered by the publisher's server.

The labelled list leaves its `<li>` unclosed on some pages, so it is read label by label, not item by item.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from scrapers.errors import ChallengeError, GoneError, LayoutError
from scrapers.publishers.stated import StatedComplaint, StatedPage, StatedStep

SHANGHAI = ZoneInfo("Asia/Shanghai")

NUMBER, COMPANY, SERVICE = "投诉编号", "投诉对象", "使用服务"
ISSUE, CLAIM, AMOUNT, PROGRESS = "投诉问题", "投诉要求", "涉诉金额", "投诉进度"
REQUIRED = {NUMBER, COMPANY, ISSUE, CLAIM, PROGRESS}
OPTIONAL = {SERVICE, AMOUNT}
LINKED = {COMPANY, SERVICE}
COMPANY_LINK = "complaint_company"

# The publisher's words for a complaint's progress, and our short names for them.
STATUS_WORDS = {
    "通过审核": "reviewed",
    "待分配": "unassigned",
    "处理中": "handling",
    "已回复": "replied",
    "已完成": "completed",
    "投诉已完成": "completed",
    "已关闭": "closed",
}
POSTED = "发布于"
FIRST_STEP = "发起"
DATES = ("%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
CHALLENGES = ("新浪通行证", "微博登录", "安全验证", "geetest_holder", "sec-captcha", "passport.weibo.com")
GONE = "页面不存在"
LONGEST = 200  # of what a page says where it should not
WORD = re.compile(r"[\u4e00-\u9fff]{2,10}")
YUAN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,2})?)(?:元)?")


def complaint_number(text: str) -> str:
    """Accept a complaint's number: eleven digits beginning with 17."""
    if not re.fullmatch(r"17[0-9]{9}", text):
        raise LayoutError(f"{text!r} is not a complaint number: eleven digits beginning with 17")
    return text


def comma_separated(text: str) -> str:
    """Bring a list the publisher separates by ASCII or full-width commas to one form: `a,b`."""
    return ",".join(part.strip() for part in re.split("[,，]", text) if part.strip())


def yuan(text: str) -> Decimal:
    """Read an amount of yuan: `187.38`, `100元`."""
    found = YUAN.fullmatch(text.strip())
    if not found:
        raise LayoutError(f"{text!r} is not an amount in yuan")
    return Decimal(found[1])


def _moment(text: str) -> datetime:
    for form in DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    raise LayoutError(f"{text!r} is not a time in a form this publisher has used")


def _one(within: Tag, selector: str) -> Tag:
    found = within.select(selector)
    if len(found) != 1:
        raise LayoutError(f"{len(found)} elements are {selector}, there should be one")
    return found[0]


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _behind(label: Tag, within: Tag) -> Iterator[PageElement]:
    """Yield what stands between a label and the next one, however the items around them are nested."""
    inside = list(within.descendants)
    start = next(place for place, element in enumerate(inside) if element is label)
    for element in inside[start + 1 :]:
        if isinstance(element, Tag) and element.name == "label":
            return
        if label not in element.parents:
            yield element


def _is_of_company(link: Tag) -> bool:
    return link.get("data-sudaclick") == COMPANY_LINK


def _value(name: str, label: Tag, within: Tag) -> str:
    """What stands behind a label: of the progress all in bold, of company and service all in one link of its kind."""
    behind = list(_behind(label, within))
    bold, links = (
        [element for element in behind if isinstance(element, Tag) and element.name == mark] for mark in ("b", "a")
    )
    text = " ".join("".join(element for element in behind if isinstance(element, NavigableString)).split())
    if not text or len(bold) != (name == PROGRESS) or len(links) != (name in LINKED):
        raise LayoutError(f"behind the label {name} is {text!r}, {len(bold)} parts in bold, {len(links)} links")
    if bold and not (WORD.fullmatch(text) and _text(bold[0]) == text):
        raise LayoutError(f"behind the label {name} is {text!r}, which is no word of a complaint's progress")
    if links and not (_text(links[0]) == text and _is_of_company(links[0]) == (name == COMPANY)):
        raise LayoutError(f"behind the label {name} is {text!r}, which is not one link of the kind that stands there")
    return text


def _labelled(within: Tag) -> dict[str, str]:
    labels: dict[str, Tag] = {}
    for label in within.find_all("label"):
        name = _text(label).rstrip("：: ")
        if name in labels:
            raise LayoutError(f"the label {name} stands there twice")
        labels[name] = label
    if missing := REQUIRED - labels.keys():
        raise LayoutError(f"labels are missing: {'、'.join(sorted(missing))}")
    if unknown := labels.keys() - REQUIRED - OPTIONAL:
        raise LayoutError(f"there are labels we have no meaning for: {'、'.join(sorted(unknown))[:LONGEST]}")
    return {name: _value(name, label, within) for name, label in labels.items()}


def _couid(question: Tag) -> str:
    link = _one(question, f"a[data-sudaclick={COMPANY_LINK}]")
    found = re.search(r"[?&]couid=([0-9]+)", str(link.get("href", "")))
    if not found:
        raise LayoutError("the link to the company does not carry its couid")
    return found[1]


def read_head(question: Tag, asked: str, excerpt: str, url: str) -> StatedComplaint:
    """Read the head of a page, its `div.ts-d-question`; `LayoutError` if it is another complaint than asked for."""
    labels = _labelled(_one(question, "ul.ts-q-list"))
    if labels[NUMBER] != asked:
        raise LayoutError(f"the page is of complaint {labels[NUMBER]}, not of {asked}")
    title = _text(_one(question, "h1.article"))
    if not title or "\ufffd" in title:
        raise LayoutError(f"the title is {title!r}: empty or damaged")
    return StatedComplaint(
        complaint=complaint_number(labels[NUMBER]),
        listing=_couid(question),
        service=labels.get(SERVICE),
        title=title,
        issue=comma_separated(labels[ISSUE]),
        claim=comma_separated(labels[CLAIM]),
        excerpt=excerpt,
        amount_cny=yuan(labels[AMOUNT]) if AMOUNT in labels else None,
        status=STATUS_WORDS.get(labels[PROGRESS], labels[PROGRESS]),
        posted_at=_moment(_text(_one(question, "div.ts-q-user span.u-date")).removeprefix(POSTED).strip()),
        url=url,
    )


def _step(item: Tag) -> StatedStep:
    return StatedStep(_text(_one(item, "span.u-status")), _moment(_text(_one(item, "span.u-date"))))


def _story(items: list[Tag]) -> str:
    """Return the complaint's own text: that of the step that began it."""
    first = [item for item in items if FIRST_STEP in _text(_one(item, "span.u-status"))]
    if len(first) != 1:
        raise LayoutError(f"{len(first)} steps say {FIRST_STEP}, there should be one")
    return _text(_one(first[0], "div.ts-d-cont"))


def _page(body: bytes) -> BeautifulSoup:
    try:
        html = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LayoutError(f"the page is not UTF-8, as every page of this publisher was: {error}") from error
    if "</html>" not in html[-200:]:
        raise LayoutError("the page stops before its end")
    page = BeautifulSoup(html, "html.parser")
    if not page.select("ul.ts-q-list"):
        if GONE in html:
            raise GoneError("the publisher says that there is no such page")
        if any(mark in html for mark in CHALLENGES):
            raise ChallengeError("a login, captcha or challenge page came instead of the complaint")
    return page


def parse_complaint(body: bytes, asked: str) -> StatedPage:
    """Read the page of complaint `asked`: its labelled list and its timeline, oldest step first."""
    page = _page(body)
    question = _one(page, "div.ts-d-question")
    items = _one(page, "div.ts-d-steplist").select("div.ts-d-item")
    complaint = read_head(question, asked, _story(items), f"https://tousu.sina.com.cn/complaint/view/{asked}/")
    return StatedPage(complaint, tuple(reversed([_step(item) for item in items])))
