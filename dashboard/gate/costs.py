"""What a request, or a message on a page's open connection, costs in tokens. The figures are in README.md, Limits."""

from urllib.parse import parse_qs

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import Message, Scope
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.drilldown.choice import BOUNDS, LISTS

USUAL = 1.0
# What takes longer than others; opening a page's connection runs its script.
BEGINNING = {"/_stcore/stream": 5.0, "/chart/": 5.0, "/data/": 30.0}
API = "/api/"
FILTERED, DEEP = 3.0, 2.0  # a page with filters; more for rows that lie behind many others
DEEP_OFFSET = 10_000
TOO_MUCH = 4429  # closes a connection: of the codes that applications may choose, the one like the status 429
RUN, PART = 1.0, 0.2  # of a page's script: the whole of it, or a part that looks for news by itself


def of_request(scope: Scope) -> float:
    """What answering a request costs."""
    path, query = str(scope["path"]), parse_qs(scope["query_string"].decode("latin-1"))
    for begins, cost in BEGINNING.items():
        if path.startswith(begins):
            return cost
    if path.startswith(API):
        return USUAL + DEEP * (_number(query.get("offset", ["0"])[-1]) > DEEP_OFFSET)
    return FILTERED if query.keys() & {*LISTS, *BOUNDS} else USUAL


def _number(text: str) -> int:
    """A number as it is asked for; 0 for what is none, which is refused later, in words."""
    return int(text[:20]) if text.isascii() and text.isdigit() else 0


def of_message(message: Message) -> float:
    """What a message on a page's connection costs: what it has Streamlit run."""
    try:
        told = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return RUN
    is_part = bool(told.rerun_script.fragment_id) or told.WhichOneof("type") == "app_heartbeat"
    return PART if is_part else RUN
