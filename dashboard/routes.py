"""The HTTP routes beside the pages. Streamlit answers unknown paths with its own page, so ours say 404 themselves."""

from starlette.routing import Route

from dashboard.following.routes import badge_svg, feed_atom
from dashboard.http_api import routes as http_api
from dashboard.pictures.routes import chart
from dashboard.taking.copying import whole
from dashboard.vitals.health import healthz, readyz
from dashboard.vitals.metrics import metrics

ROUTES = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route("/feed.atom", feed_atom),
    Route("/badge/{platform:path}", badge_svg),
    Route("/chart/{name}", chart),
    Route("/data/tousu.duckdb", whole),
    *http_api.ROUTES,
]
