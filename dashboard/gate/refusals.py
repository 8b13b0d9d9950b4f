"""What those are told who are not let in: words in their language, as JSON to programs."""

from collections.abc import Mapping

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from dashboard.front.html_page import language_of
from dashboard.text import Words, words

NO_STORE = {"Cache-Control": "no-store", "Vary": "Accept-Language"}


def words_of(scope: Scope) -> Words:
    """The words of whoever asks: in the language of the address (`?lang=`), else as their program prefers."""
    return words(language_of(scope))


def is_for_programs(path: str) -> bool:
    """Whether an address answers in JSON."""
    return path.startswith(("/api/", "/healthz", "/readyz"))


def refusal(scope: Scope, status: int, said: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that says why there is no other."""
    headers = {**NO_STORE, **(headers or {})}
    if is_for_programs(scope["path"]):
        return JSONResponse({"error": said}, status, headers)
    return PlainTextResponse(said, status, headers)
