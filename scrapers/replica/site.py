"""The stand-in's answer to every path."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scrapers.replica import directory, feed
from scrapers.replica.bends import bend_data, bend_query
from scrapers.replica.faults import Met
from scrapers.replica.pages import HOME, NOT_THERE, SHANGHAI, company_page, complaint_page, document
from scrapers.replica.relabels import bend_page
from scrapers.replica.request import Answer, CodeError, Request
from scrapers.replica.world import World

_ENDPOINTS = {**directory.ENDPOINTS, **feed.ENDPOINTS}
_COMPLAINT = re.compile(r"/complaint/view/(\d{11})/?")
_ROBOTS = "User-agent: *\nDisallow: /my/\nDisallow: /api/index/s\nDisallow: /api/user/\n"
_HTML = "text/html"  # without a charset: the page itself names it
_JSON = "application/json; charset=UTF-8"


def _envelope(request: Request, code: int, message: str, data: Any) -> Answer:
    written = datetime.fromtimestamp(request.second, SHANGHAI).strftime("%a %b %d %H:%M:%S %z %Y")
    result = {"status": {"code": code, "msg": message}, "timestamp": written, "data": data}
    return Answer(json.dumps({"result": result}).encode(), _JSON)


def _data(path: str, request: Request) -> Answer:
    for fault in request.met.named("code"):
        return _envelope(request, fault.options["code"], fault.options["msg"], [])
    try:
        data = _ENDPOINTS[path](request)
    except CodeError as error:
        return _envelope(request, error.code, str(error), [])
    return _envelope(request, 0, "succ", bend_data(request.met, data, request.page))


def _complaint(path: str, request: Request) -> Answer:
    found = _COMPLAINT.fullmatch(path)
    complaint = request.world.complaint(int(found[1])) if found else None
    shown = complaint and complaint.second <= request.second and request.query.get("sld") == complaint.sld
    if not complaint or not shown:
        return Answer(NOT_THERE.encode(), _HTML)
    return Answer(bend_page(request.met, complaint_page(request, complaint)).encode(), _HTML)


def _company(_: str, request: Request) -> Answer:
    return Answer(company_page(request).encode(), _HTML)


def _robots(_: str, request: Request) -> Answer:
    rules = "".join(f"Disallow: {fault.options['rule']}\n" for fault in request.met.named("disallow"))
    return Answer((_ROBOTS + rules).encode(), "text/plain")


def _home(_: str, __: Request) -> Answer:
    return Answer(HOME.encode(), _HTML)


_PAGES: dict[str, Callable[[str, Request], Answer]] = {
    "/robots.txt": _robots,
    "/complaint/view/": _complaint,
    "/company/view": _company,
}


def answer(world: World, now: datetime, target: str, met: Met) -> Answer:
    """Answer a request for a target (path and query) at this time, under the faults it meets."""
    parts = urlsplit(target)
    query = bend_query(met, dict(parse_qsl(parts.query, keep_blank_values=True)))
    request = Request(world, int(now.astimezone(UTC).timestamp()), query, met)
    if parts.path in _ENDPOINTS:
        return _data(parts.path, request)
    for begins, page in _PAGES.items():
        if parts.path.startswith(begins):
            return page(parts.path, request)
    if parts.path == "/":
        return _home(parts.path, request)
    return Answer(document("404", "<p>404 Not Found</p>").encode(), _HTML, 404)
