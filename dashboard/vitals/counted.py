"""Figures of this server since it started, for `/metrics`: what was asked of it, and how it answered."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
REQUESTS = Counter(
    "tousu_http_requests", "Answers given, by kind of address and status.", ["route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "tousu_http_seconds",
    "Seconds until an answer was given, without Streamlit's files.",
    ["route"],
    registry=REGISTRY,
    buckets=(0.005, 0.02, 0.1, 0.5, 2.0, 10.0),
)
OPEN = Gauge("tousu_open_pages", "Pages open now: one WebSocket each.", registry=REGISTRY)
CUT_OFF = Counter(
    "tousu_pages_cut_off", "Connections of pages closed because they asked for too much.", registry=REGISTRY
)

_KINDS = ("/api/", "/badge/", "/chart/", "/data/", "/chart/", "/data/", "/static/", "/media/", "/_stcore/")
_OURS = ("/healthz", "/readyz", "/metrics", "/feed.atom")


def route_of(path: str) -> str:
    """The kind of an address: what visitors make up must not become a figure of its own."""
    if path in _OURS:
        return path
    return next((kind.rstrip("/") for kind in _KINDS if path.startswith(kind)), "page")
