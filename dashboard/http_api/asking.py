"""What a request to the API asks for: a table or one of its pages, as JSON or CSV; or why that is refused."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard.drilldown.choice import Choice
from dashboard.drilldown.drilled import Options
from dashboard.requested import NOT_THERE, AskedError, Query, choice, number
from dashboard.taking.takeaways import Takeaway, concerned
from dashboard.text import Words

ROOT = "/api/v1"
KINDS = ("json", "csv")
ROWS, MOST_ROWS, MOST_SKIPPED = 100, 1000, 10_000_000
OPEN = {"Access-Control-Allow-Origin": "*"}
OWN = ("lang", "limit", "offset")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of which table: by the filters it follows, from the row `offset` on, at most `limit`."""

    takeaway: Takeaway
    choice: Choice
    limit: int
    offset: int


def query_of(request: Request) -> Query:
    """The parameters of a request, each with its values."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def wanted(query: Query, takeaway: Takeaway, there: Options, platform: str | None = None) -> Wanted:
    """Read what is asked of a table; `AskedError` for a parameter it has not, or a value that one cannot have."""
    for name in query:
        if name not in (*takeaway.follows, *OWN):
            raise AskedError(name, ", ".join(query[name]))
    if platform is not None and platform not in there.names.platforms:
        raise AskedError("platform", platform)
    limit, offset = number(query, "limit", ROWS, MOST_ROWS), number(query, "offset", 0, MOST_SKIPPED)
    return Wanted(takeaway, concerned(takeaway, choice(query, there, platform)), limit, offset)


def next_page(request: Request, site: str, wanted: Wanted, in_all: int) -> str | None:
    """The address of the rows that follow; None after the last."""
    reached = wanted.offset + wanted.limit
    if not wanted.limit or reached >= in_all:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
    return f"{site}{request.url.path}?{urlencode([*kept, ('offset', str(reached))])}"


def refused(status: int, said: str, **more: str) -> JSONResponse:
    """An error in the visitor's language."""
    again = {"Retry-After": "60"} if status == 503 else {}
    return JSONResponse({"error": said, **more}, status, {**OPEN, **again, "Cache-Control": "no-cache"})


def wrong(error: AskedError, words: Words) -> JSONResponse:
    """Refuse a parameter."""
    return refused(400, words.say(NOT_THERE, name=error.name, value=error.value), parameter=error.name)
