"""The HTTP routes beside the pages. Streamlit answers unknown paths with its own page, so ours say 404 themselves."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.following import badge_svg, feed_atom
from dashboard.gate.answers import refusal, words_of
from dashboard.images import chart
from dashboard.vitals.health import healthz, readyz
from dashboard.vitals.metrics import metrics


async def not_found(request: Request) -> Response:
    """There is nothing at this address."""
    return refusal(request.scope, 404, words_of(request.scope).say("There is nothing at this address."))


ROUTES = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route("/feed.atom", feed_atom),
    Route("/badge/{platform:path}", badge_svg),
    Route("/chart/{name}", chart),
    Route("/api/{path:path}", not_found),
]
