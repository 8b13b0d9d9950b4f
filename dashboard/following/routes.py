"""The routes for those who follow from elsewhere: the feed and the badges. Both are answered once per change."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard import data, lined
from dashboard.answering import Kept, answer, read, site_of
from dashboard.following import badge, feed
from dashboard.gate.refusals import words_of
from dashboard.maintaining import noticed
from dashboard.tables import Telling
from db.freshness import State

FEED_SECONDS, BADGE_SECONDS = 60, 300


async def feed_atom(request: Request) -> Response:
    """Crossings, milestones and revisions; `?platform=` of one platform, `?lang=` in a language."""
    said = words_of(request.scope)
    stored_at = data.stored_at()  # before anything is read: what is stored meanwhile is only told twice
    log, doubts = await read(lined.log), await read(lambda: tuple(noticed.doubts(said)))
    if log is None or doubts is None:
        return PlainTextResponse("the numbers cannot be read right now", 503, {"Retry-After": "60"})
    platform = request.query_params.get("platform")
    if platform is not None and platform not in log.names.platforms:
        return PlainTextResponse("nobody watches a platform of this name", 404)
    site = site_of(request)
    asked = f"?{request.url.query}" if request.url.query else ""
    place = feed.Place(f"{site}{request.url.path}{asked}", site, platform, doubts)
    # What is stored may be about moments before it, and numbers grow stale without anything being stored.
    modified = stored_at if await read(noticed.state) is State.FRESH else None
    return answer(request, Kept(feed.atom(log, place, said), feed.MEDIA_TYPE, FEED_SECONDS, modified))


async def badge_svg(request: Request) -> Response:
    """A platform's count as a picture; a picture that says so for one that nobody watches."""
    said, kind = words_of(request.scope), "image/svg+xml"
    overview = await read(data.overview)
    platform = request.path_params["platform"].removesuffix(".svg")
    if overview is None:
        return Response(badge.unknown(said), 503, {"Retry-After": "60"}, kind)
    telling = Telling(said, data.clock(), overview.is_demonstration)
    standing = next((one for one in overview.standings if one.platform == platform), None)
    if standing is not None:
        return answer(request, Kept(badge.badge(standing, telling), kind, BADGE_SECONDS))
    if platform in overview.names.platforms:
        name = overview.names.platform(platform, said)
        return answer(request, Kept(badge.unread(name, telling), kind, BADGE_SECONDS))
    return answer(request, Kept(badge.unknown(said), kind, BADGE_SECONDS), 404)
