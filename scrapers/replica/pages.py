"""The stand-in's pages in HTML: a complaint, a company, and what is shown where there is none."""

from datetime import datetime, timedelta, timezone
from html import escape

from scrapers.replica.draws import share
from scrapers.replica.feed import upvotes
from scrapers.replica.life import WORDS, Step
from scrapers.replica.request import HOST, Request
from scrapers.replica.texts import stars, step_text
from scrapers.replica.world import Complaint

SHANGHAI = timezone(timedelta(hours=8))
_NOTE = "这是投诉观察的演示数据，由程序虚构，与任何真实投诉无关。"
_NOTICE = "声明：投诉内容由用户发布，仅代表其个人观点。未经授权，禁止转载。"


def document(title: str, body: str, suffix: str = "_黑猫投诉_新浪网") -> str:
    """Give a whole page around a body."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}{suffix}</title>\n</head>\n<body>\n"
        f'<div class="demonstration">{_NOTE}</div>\n{body}\n</body>\n</html>\n'
    )


NOT_THERE = document("页面不存在", '<div class="err-page"><p>抱歉，页面不存在</p><a href="/">返回首页</a></div>')
HOME = document("首页", "<h1>投诉平台（演示替身）</h1>")


def _when(second: int) -> str:
    return f"{datetime.fromtimestamp(second, SHANGHAI):%Y年%m月%d日 %H:%M}"


def _company_link(complaint: Complaint, sid: str) -> str:
    return f"{HOST}/company/view/?couid={complaint.listing.couid}" + (f"&amp;sid={sid}" if sid else "")


def _service(complaint: Complaint) -> str:
    """Give the entry of the service, which the publisher often leaves unclosed."""
    if not complaint.listing.has_services:
        return ""
    link = _company_link(complaint, complaint.stream.sid)
    closed = "</li>" if complaint.number % 4 == 0 else ""
    return f'<li><label>使用服务：</label>\n<a href="{link}" target="_blank">{complaint.stream.name}</a>{closed}\n'


def _list(complaint: Complaint, second: int) -> str:
    text, link = complaint.text, _company_link(complaint, "")
    cost = f"<li><label>涉诉金额：</label> {text.cost}元</li>\n" if text.cost else ""
    return (
        '<ul class="ts-q-list">\n'
        f"<li><label>投诉编号：</label> {complaint.number}</li>\n"
        f'<li><label>投诉对象：</label>\n<a class="c_link" data-sudaclick="complaint_company" href="{link}" '
        f'target="_blank">{complaint.listing.title}</a>\n</li>\n{_service(complaint)}'
        f"<li><label>投诉问题：</label> {escape(text.issue)}</li> "
        f"<li><label>投诉要求：</label> {escape(text.claim)}</li>\n"
        f"{cost}<li><label>投诉进度：</label><b>{WORDS[complaint.status(second)]}</b></li>\n</ul>\n"
    )


def _buttons(request: Request, complaint: Complaint) -> str:
    shares = "".join(
        f'<li class="{where}"><a data-share="{where}" data-sudaclick="complaint_move" href="">{name}</a></li>\n'
        for where, name in (("weibo", "微博"), ("weixin", "微信"), ("qq", "QQ"), ("qzone", "QQ空间"))
    )
    votes = upvotes(request.world, complaint.number)
    return (
        f'<div class="ts-q-btns clearfix">\n<div class="ts-q-btn" data-rid="{complaint.number}">\n'
        f'<span class="vote new_vote" data-sudaclick="complaint_move">{votes}</span>\n'
        f'<span class="reply new_reply">\n0\n<ul class="share-wrap">\n{shares}</ul>\n</span>\n</div>\n</div>\n'
    )


def _text(request: Request, complaint: Complaint, step: Step) -> str:
    if step.text == "stars":
        rated = stars(request.world.seed, complaint.number)
        return "，".join(
            f"{name}{rated[key]}星" for key, name in zip(rated, ("服务态度", "处理速度", "满意度"), strict=True)
        )
    if step.text == "complaint":
        return complaint.text.body
    return step_text(request.world.seed, complaint.number, step.text)


def _step(request: Request, complaint: Complaint, step: Step) -> str:
    actors = {"user": complaint.text.nickname, "site": "黑猫消费者服务平台", "company": complaint.listing.title}
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in _text(request, complaint, step).split("\n"))
    said = f'<div class="ts-reply">\n{lines}</div>\n' if step.actor == "company" else lines
    return (
        '<div class="ts-d-item">\n'
        f'<span class="u-name">{escape(actors[step.actor])}</span>\n<span class="u-status">{step.event}</span>\n'
        f'<span class="u-date">{_when(step.second)}</span>\n<div class="ts-d-cont">\n{said}</div>\n</div>\n'
    )


def complaint_page(request: Request, complaint: Complaint) -> str:
    """Give the page of a complaint as it is at this second, its timeline newest first."""
    text = complaint.text
    steps = "".join(_step(request, complaint, step) for step in reversed(complaint.so_far(request.second)))
    avatar = int(share(request.world.seed, "avatar", complaint.number) * 9)
    return document(
        text.title,
        f'<div class="ts-d-question">\n<h1 class="article">{escape(text.title)}</h1>\n'
        f'<div class="ts-q-user clearfix">\n<img alt="" class="avatar" src="/avatar/{avatar}.png">\n'
        f'<span class="u-name">{escape(text.nickname)}</span>\n'
        f'<span class="u-date">发布于 {_when(complaint.second)}</span>\n<div>\n</div>\n</div>\n'
        f"{_list(complaint, request.second)}{_buttons(request, complaint)}</div>\n"
        f'<div class="ts-d-steplist">\n{steps}</div>\n<p class="ts-notice">{_NOTICE}</p>',
    )


def company_page(request: Request) -> str:
    """Give the page of a company: its figures are those of the last 30 days, which is easily mistaken for all."""
    couid = request.query.get("couid")
    for listing in request.world.listings:
        if listing.couid == couid:
            tally = request.world.listed(listing, request.second)
            return document(
                listing.title,
                f"<h1>{listing.title}</h1>\n<p>近30天</p>\n<p><b>{tally.last_30_days}</b> 投诉量</p>",
            )
    return NOT_THERE
