"""What the query of an address asks for, in the codes that stand in the pages' URLs: for the routes beside the pages.

A page leaves out what is not there and says so; a route refuses it, for a picture or a file of something else would
be taken for what was asked.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from dashboard.drilldown.asked import codes, read_amount, read_day
from dashboard.drilldown.choice import BOUNDS, LISTS, Choice
from dashboard.drilldown.drilled import Options
from dashboard.text import later

T = TypeVar("T")
Query = Mapping[str, Sequence[str]]

NOT_THERE = later("“{value}” is not a value that “{name}” can have.")


class AskedError(ValueError):
    """The query asks for something that is not there: `name` is the parameter, `value` what it held."""

    def __init__(self, name: str, value: str) -> None:
        """Keep what was asked for in vain."""
        super().__init__(name, value)
        self.name, self.value = name, value[:200]


def one(query: Query, name: str, there: Sequence[str], default: T) -> str | T:
    """The last value of a parameter, which must be one of those there; `AskedError` if it is not."""
    values = query.get(name) or ()
    if not values:
        return default
    if values[-1] not in there:
        raise AskedError(name, values[-1])
    return values[-1]


def number(query: Query, name: str, default: int, most: int) -> int:
    """A whole number from 0 to `most`; `AskedError` if it is none."""
    text = (query.get(name) or [str(default)])[-1]
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= most):
        raise AskedError(name, text)
    return int(text)


def _bound(query: Query, name: str) -> Any:
    values = query.get(name) or ()
    reading: Callable[[str], Any] = read_day if name in ("since", "until") else read_amount
    try:
        return reading(values[-1]) if values else None
    except ValueError as error:
        raise AskedError(name, values[-1]) from error


def choice(query: Query, options: Options, platform: str | None = None) -> Choice:
    """The filters of an address; `platform`: it is about this one alone. `AskedError` for a value that is none."""
    found: dict[str, Any] = {}
    for name, there in codes(options).items():
        for value in query.get(name) or ():
            if value not in there:
                raise AskedError(name, value)
        found[name] = tuple(query.get(name) or ())
    found |= {name: _bound(query, name) for name in BOUNDS}
    return Choice(**found | ({"platforms": (platform,)} if platform else {}))


def pairs(chosen: Choice, *, but: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """The filters as they stand in an address, `but` for some."""
    kept = [name for name in (*LISTS, *BOUNDS) if name in chosen.active and name not in but]
    values = {name: getattr(chosen, name) for name in kept}
    return tuple((name, str(value)) for name in kept for value in (values[name] if name in LISTS else [values[name]]))
