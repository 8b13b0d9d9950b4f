"""The endpoints about listings: the directory, its look-ups, services and ranks."""

from operator import itemgetter
from typing import Any

from scrapers.replica.arrivals import DAY
from scrapers.replica.bends import bend_rows
from scrapers.replica.listings import Listing
from scrapers.replica.request import A_PAGE, HOST, CodeError, Endpoint, Request, pager
from scrapers.replica.world import Tally

Row = dict[str, Any]
_SORTED_BY = {1: "valid_amt", 2: "valid30d", 3: "replied_amt", 4: "valid_amt", 5: "completed_amt"}
_COUNTS = ("valid_amt", "valid30d", "replied_amt", "completed_amt")
_FIELDS = {6: "购物平台", 28: "旅游出行住宿", 48: "金融支付", 55: "通讯运营商", 66: "本地生活"}
_SPANS = {"week": 7, "month": 30, "season": 90}


def _counts(tally: Tally) -> Row:
    return dict(zip(_COUNTS, tally, strict=True))


def _as_written(row: Row) -> Row:
    """Write the counts of some listings as strings of digits, always the same listings."""
    if int(row.get("uid") or row["sid"]) % 3:
        return row
    return {**row, **{name: str(row[name]) for name in _COUNTS if name in row}}


def _listed(request: Request, listing: Listing) -> Row:
    service = f"&sid={listing.sid}" if listing.sid else ""
    return {
        "title": listing.title,
        "uid": listing.couid,
        "sid": listing.sid,
        "url": f"{HOST}/company/view/?couid={listing.couid}{service}",
        "eval_points": listing.rating,
        **_counts(request.world.listed(listing, request.second)),
    }


def main_search(request: Request) -> Any:
    """Answer a page of the directory. The keyword and the page size that are asked for are ignored."""
    rows = bend_rows(request.met, [_listed(request, listing) for listing in request.world.listings])
    column = _SORTED_BY.get(request.number("sort_col", 4), "eval_points")
    rows.sort(key=itemgetter(column), reverse=request.number("sort_ord", 2) == 2)
    shown = [_as_written(row) for row in rows[request.start : request.start + A_PAGE]]
    return {"lists": shown, "pager": pager(request.page, len(rows))}


def search(request: Request) -> Any:
    """Answer the listings whose title holds the keywords."""
    found = [listing for listing in request.world.listings if request.query.get("keywords", "") in listing.title]
    tallies = [(listing, request.world.listed(listing, request.second)) for listing in found]
    rows: list[Row] = [
        {
            "title": listing.title,
            "uid": listing.couid,
            "valid30d": tally.last_30_days,
            "complaint_amount": tally.total,
        }
        for listing, tally in tallies
    ]
    return {"lists": bend_rows(request.met, rows)[:A_PAGE]}


def rel_service(request: Request) -> Any:
    """Answer the services of a listing: none for most."""
    streams = [
        stream
        for listing in request.world.listings
        if listing.couid == request.query.get("couid") and listing.has_services
        for stream in listing.streams
    ]
    rows = [
        {"name": stream.name, "sid": stream.sid, **_counts(request.world.tally(stream, request.second))}
        for stream in streams
    ]
    return [_as_written(row) for row in bend_rows(request.met, rows)]


def rank_fields(_: Request) -> Any:
    """Answer the industries."""
    return [{"id": str(field), "title": title} for field, title in _FIELDS.items()]


def _ranked(listings: list[Listing]) -> list[Row]:
    return [
        {"rank": place, "title": listing.title, "sid": listing.sid, "uid": listing.couid}
        for place, listing in enumerate(listings[:A_PAGE], 1)
    ]


def _of_field(request: Request) -> list[Listing]:
    field = request.number("field", 0)
    return [listing for listing in request.world.listings if field in (0, listing.field)]


def rank(request: Request) -> Any:
    """Answer a rank: red by share completed, black by complaints within the span, reply by share replied."""
    world, at = request.world, min(request.number("date", request.second), request.second)
    since = at - _SPANS.get(request.query.get("span", ""), 30) * DAY
    now = {listing.couid: world.listed(listing, at) for listing in request.world.listings}
    orders = {
        "red": lambda listing: now[listing.couid].completed / max(1, now[listing.couid].total),
        "black": lambda listing: now[listing.couid].total - world.listed(listing, since).total,
        "reply": lambda listing: now[listing.couid].replied / max(1, now[listing.couid].total),
    }
    order = orders.get(request.query.get("type", ""))
    if order is None:
        raise CodeError(10001, "参数错误")
    return _ranked(sorted(_of_field(request), key=order, reverse=True))


def riserank_list(request: Request) -> Any:
    """Answer where the last 30 days rose most over the 30 before them."""
    world, before = request.world, request.second - 30 * DAY
    rises = {
        listing.couid: world.listed(listing, request.second).last_30_days - world.listed(listing, before).last_30_days
        for listing in world.listings
    }
    rows = _ranked(sorted(_of_field(request), key=lambda listing: rises[listing.couid], reverse=True))
    return [{**row, "valid_diff": rises[row["uid"]]} for row in rows]


ENDPOINTS: dict[str, Endpoint] = {
    "/api/company/main_search": main_search,
    "/api/company/search": search,
    "/api/company/rel_service": rel_service,
    "/api/top_rank/rank_fields": rank_fields,
    "/api/top_rank/rank": rank,
    "/api/top_rank/riserank_list": riserank_list,
}
