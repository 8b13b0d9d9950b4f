"""The endpoints about complaints: the feed of the newest, collective complaints, and what needs a login."""

import re
from itertools import islice
from typing import Any

from scrapers.replica.draws import share
from scrapers.replica.request import A_PAGE, HOST, CodeError, Endpoint, Request, pager
from scrapers.replica.texts import stars
from scrapers.replica.world import Complaint, World

PAGES = 50
LOGIN, SEE_MORE = 10005, 10017
_HOTTEST = "1"
_CUT = 150
_STANDING_OUT = re.compile("催收|利息|会员|冻结|退款|逾期")


def summary(body: str) -> str:
    """Cut a text as the feed does, about 150 characters."""
    line = body.replace("\n", " ")
    return line if len(line) <= _CUT else line[:_CUT] + "..."


def path(complaint: Complaint) -> str:
    """Give the path of a complaint's page, with what it needs to be shown."""
    return f"/complaint/view/{complaint.number}/?sld={complaint.sld}"


def upvotes(world: World, number: int) -> int:
    """Give how many found a complaint worth their vote: few for most, many for some."""
    return int(2 / (1.001 - share(world.seed, "upvotes", number)) ** 0.8) - 2


def _highlighted(world: World, complaint: Complaint) -> str:
    if share(world.seed, "highlight", complaint.number) > 0.04:
        return complaint.text.title
    return _STANDING_OUT.sub(r'<span class="code-red">\g<0></span>', complaint.text.title, count=1)


def _main(request: Request, complaint: Complaint) -> dict[str, Any]:
    world, number, text = request.world, complaint.number, complaint.text
    rated = any(step.text == "stars" for step in complaint.so_far(request.second))
    return {
        "sn": str(number),
        "title": _highlighted(world, complaint),
        "cotitle": complaint.listing.title,
        "couid": complaint.listing.couid,
        "issue": text.issue,
        "appeal": text.claim,
        "summary": summary(text.body),
        "cost": text.cost,
        "status": complaint.status(request.second),
        "timestamp": str(complaint.second),
        "created_at": str(complaint.second),
        "upvote_amount": upvotes(world, number),
        "share_amount": int(share(world.seed, "shares", number) * 3),
        "comment_amount": str(int(share(world.seed, "comments", number) * 5)),
        "comment_id": f"tousu_complaint_{number - 17_000_000_000}",
        "evaluate_u": {**stars(world.seed, number), "evalContent": ""} if rated else None,
        "field": str(complaint.listing.field),
        "url": HOST + path(complaint),
    }


def _item(request: Request, complaint: Complaint) -> dict[str, Any]:
    profile = f"//weibo.com/u/000{complaint.number}"
    return {"main": _main(request, complaint), "author": {"title": complaint.text.nickname, "wb_profile": profile}}


def _numbers(request: Request) -> list[int]:
    """Choose the complaints of a page; endless faults also get those past the last one."""
    start, newest = request.start, request.world.newest(request.second)
    if request.query.get("type") != _HOTTEST and request.query.get("sort_ord") != "1":
        return [post.number for post in islice(newest, start, start + A_PAGE)]
    shown = [post.number for post in islice(newest, PAGES * A_PAGE)]
    if request.query.get("type") == _HOTTEST:
        shown.sort(key=lambda number: upvotes(request.world, number))
    return shown[::-1][start : start + A_PAGE]


def feed(request: Request) -> Any:
    """Answer a page of the feed: the newest (type 2) or, of those, the hottest (type 1). Visitors see 50 pages."""
    if request.page > PAGES and not any(request.met.named("endless")):
        raise CodeError(SEE_MORE, "登录后查看更多")
    found = (request.world.complaint(number) for number in _numbers(request))
    overstated = 100_000 + request.second % 5_000
    return {
        "lists": [_item(request, complaint) for complaint in found if complaint],
        "pager": pager(request.page, overstated),
    }


def grp_comp_feed(request: Request) -> Any:
    """Answer collective complaints: one against each of the largest listings."""
    listings = sorted(request.world.listings, key=lambda listing: -sum(stream.figure for stream in listing.streams))
    rows = [
        {
            "sn": f"G17390{listing.couid[-6:]}",
            "title": f"{listing.title}用户集体投诉",
            "cotitle": listing.title,
            "couid": listing.couid,
            "comp_amount": request.world.listed(listing, request.second).total // 900,
            "url": f"{HOST}/grp_comp/view/G17390{listing.couid[-6:]}",
        }
        for listing in listings
    ]
    start = (request.page - 1) * A_PAGE
    return {"lists": [{"main": row} for row in rows[start : start + A_PAGE]], "pager": pager(request.page, len(rows))}


def needs_login(_: Request) -> Any:
    """Refuse, as the publisher refuses everyone who is not logged in."""
    raise CodeError(LOGIN, "请登录后查看")


ENDPOINTS: dict[str, Endpoint] = {
    "/api/index/feed": feed,
    "/api/grp_comp/feed": grp_comp_feed,
    "/api/index/s": needs_login,
    "/api/company/received_complaints": needs_login,
    "/api/company/service_complaints": needs_login,
}
