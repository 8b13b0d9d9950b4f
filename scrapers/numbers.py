"""Read a number of complaints as a publisher writes it: exactly, as an interval, or not at all."""

import re
from dataclasses import dataclass
from typing import Never

from scrapers.errors import LayoutError

UNITS = {"": 1, "万": 10_000, "亿": 100_000_000}
DIGITS = 12  # the whole publisher has tens of millions: a longer number is something else

_WIDE = str.maketrans("０１２３４５６７８９，．＋", "0123456789,.+")
_PLAIN = re.compile(rf"0|[1-9][0-9]{{0,{DIGITS - 1}}}")
_WRITTEN = re.compile(
    r"(?P<whole>0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3})"
    r"(?:(?:\.(?P<decimals>[0-9]{1,8}))?(?P<unit>[万亿])(?P<more>\+)?)?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """From `low` to `high` complaints (`high` empty: at least `low`), and how the publisher `stated` it."""

    low: int
    high: int | None
    stated: str

    @property
    def is_exact(self) -> bool:
        """Whether it can only be one number."""
        return self.low == self.high

    @property
    def is_plain(self) -> bool:
        """Whether it was stated in ASCII digits alone: no sign, no separator, no leading zero."""
        return _PLAIN.fullmatch(self.stated) is not None


def read_number(text: str | int) -> Figure:
    """Read a number of complaints; raise `LayoutError` for whatever is not surely one.

    Exact: 1234, "1234", "1,234", "1，234", full-width digits. With a unit, the last digit shown may have been cut off
    or rounded to the nearest, nobody says which: "15.1万" is from 150,500 (rounded up to it) to 151,999 (cut down to
    it). No publisher is known to round always upwards, so that is not covered. "10万+" is 100,000 or more.
    Leading zeros, spaces and a plus without a unit mean nothing we know of, and raise too.
    """
    if isinstance(text, bool) or not isinstance(text, str | int):
        _refuse(f"a value of type {type(text).__name__}")
    if isinstance(text, int):
        return _whole(text)
    written = _WRITTEN.fullmatch(text.translate(_WIDE))
    if written is None:
        _refuse(repr(text[:60]))
    return _interval(written, text)


def _refuse(what: str) -> Never:
    raise LayoutError(f"{what} stands where a number of complaints should; it was not read as any number")


def _whole(number: int) -> Figure:
    if not 0 <= number < 10**DIGITS:
        _refuse(f"a number that is negative or longer than {DIGITS} digits")
    return Figure(number, number, str(number))


def _interval(written: re.Match[str], stated: str) -> Figure:
    decimals, unit = written["decimals"] or "", UNITS[written["unit"] or ""]
    step, finer = divmod(unit, 10 ** len(decimals))
    shown = int(written["whole"].replace(",", "") + decimals) * step
    if finer or shown >= 10**DIGITS:
        _refuse(repr(stated))
    if written["more"]:
        return Figure(shown, None, stated)
    return Figure(max(0, shown - step // 2), shown + step - 1, stated)
