"""黑猫投诉: the shapes of its JSON answers.

Every answer is `{"result": {"status": {"code": 0, "msg": …}, "data": …}}`. Counts are taken as whatever they come as:
whether they are numbers is for the checks to say, row by row.
"""

import re
from typing import Any, TypeVar

import msgspec

from scrapers.errors import ChallengeError, CodeError, LayoutError

Shape = TypeVar("Shape")
DIGITS = re.compile(r"[0-9]+")


class Status(msgspec.Struct):
    """Code 0 is success."""

    code: int
    msg: str = ""


class Result(msgspec.Struct):
    """What an envelope holds."""

    status: Status
    data: Any = None


class Envelope(msgspec.Struct):
    """What every answer is."""

    result: Result


class Pager(msgspec.Struct):
    """How many rows there are in all, overstated for the feed."""

    item_count: int | str | None = None


class Page(msgspec.Struct):
    """One page of a list; no rows may come as null."""

    lists: list[Any] | None
    pager: Pager | None = None


class Listing(msgspec.Struct):
    """A row of the directory."""

    title: str
    uid: str | int
    valid_amt: Any
    valid30d: Any
    replied_amt: Any
    completed_amt: Any
    sid: str | int | None = None


class Service(msgspec.Struct):
    """A service of a listing."""

    name: str
    sid: str | int
    valid_amt: Any
    valid30d: Any
    replied_amt: Any
    completed_amt: Any


class Main(msgspec.Struct):
    """The complaint of a feed item; its author is never read."""

    sn: str | int
    title: str
    couid: str | int
    issue: str | None
    appeal: str | None
    summary: str
    status: int | str
    timestamp: int | str
    url: str
    cost: str | int | float | None = None


class Item(msgspec.Struct):
    """A row of the feed."""

    main: Main


def data(body: bytes) -> Any:
    """Open the envelope; a page where JSON was due is a challenge, a code but 0 is the publisher's error."""
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<":
        raise ChallengeError("a page came where data was due: a login, captcha or challenge page")
    try:
        result = msgspec.json.decode(text, type=Envelope).result
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LayoutError(f"the answer is not the envelope it was: {error}") from error
    if result.status.code != 0:
        raise CodeError(result.status.code, result.status.msg)
    return result.data


def shaped(found: Any, shape: type[Shape]) -> Shape:
    """Take what was found as a shape; `LayoutError` where a field is missing or of another kind."""
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        raise LayoutError(f"a field is missing or of another kind than it was: {error}") from error


def page_of(body: bytes) -> tuple[list[Any], int | None]:
    """Return the rows of a page, and how many the publisher says there are in all, if it says."""
    found = shaped(data(body), Page)
    stated = str(found.pager.item_count) if found.pager else ""
    return found.lists or [], int(stated) if DIGITS.fullmatch(stated) else None


def digits(value: str | int, what: str) -> str:
    """Return a number that names something as text; `LayoutError` unless it is digits."""
    if not DIGITS.fullmatch(str(value)):
        raise LayoutError(f"{what} is {value!r}: it should be digits")
    return str(value)
