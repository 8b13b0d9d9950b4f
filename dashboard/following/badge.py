"""A platform's count as a small picture for other people's pages: SVG, its words never trusted as markup."""

import unicodedata
from html import escape

from dashboard.charts.theme import MARKS
from dashboard.figures import short
from dashboard.standings import Place, Standing
from dashboard.tables import Telling
from dashboard.text import Words

HEIGHT, PADDING, WIDE, NARROW = 20, 7, 11.5, 6.8
STALE, UNKNOWN = "#6a6f76", "#6a6f76"
COLOURS = {Place.PAST: "#b23c0a", Place.APPROACHING: "#8f5d10", Place.BELOW: "#4d6076"}
FONTS = "system-ui,-apple-system,'Segoe UI','PingFang SC','PingFang TC','Noto Sans CJK SC',sans-serif"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(one) in "WFA" for one in text)
    return round(WIDE * wide + NARROW * (len(text) - wide)) + 2 * PADDING


def _part(text: str, left: int, width: int, colour: str) -> str:
    inner = width - 2 * PADDING
    words = f'<text x="{left + PADDING}" y="14" textLength="{inner}" lengthAdjust="spacingAndGlyphs">{text}</text>'
    return f'<rect x="{left}" width="{width}" height="{HEIGHT}" fill="{colour}"/>{words}'


def drawn(label: str, value: str, colour: str, alternative: str, code: str) -> bytes:
    """A badge of two parts; `alternative` says the same in a sentence."""
    first, second = _width(label), _width(value)
    whole, said = first + second, escape(alternative)
    parts = _part(escape(label), 0, first, "#2f3640") + _part(escape(value), first, second, colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" viewBox="0 0 {whole} {HEIGHT}"'
        f' role="img" aria-label="{said}" xml:lang="{code}"><title>{said}</title>'
        f'<clipPath id="r"><rect width="{whole}" height="{HEIGHT}" rx="4"/></clipPath>'
        f'<g clip-path="url(#r)" fill="#fff" font-family="{escape(FONTS)}" font-size="11.5">{parts}</g></svg>'
    ).encode()


def _state(standing: Standing, words: Words) -> str:
    return {
        Place.PAST: words.say("past {line}", line=short(standing.line, words)),
        Place.APPROACHING: words.say("near {line}", line=short(standing.line, words)),
        Place.BELOW: "",
    }[standing.place]


def badge(standing: Standing, telling: Telling) -> bytes:
    """The badge of a platform's count, against the line at 100,000."""
    words = telling.words
    is_stale = standing.is_stale(telling.clock)
    name, count = standing.name(words), words.say("{count} complaints", count=short(standing.total, words))
    marks = [
        f"{MARKS[standing.place]} {count}".strip(),
        _state(standing, words),
        words.say("stale") if is_stale else "",
        words.say("wrong data, see the notice") if standing.has_notice else "",
    ]
    value = " · ".join(filter(None, marks))
    said = words.say("{name}: {finding}", name=name, finding=value)
    if telling.is_demonstration:
        mark = words.say("demonstration data")
        name, said = f"{mark} · {name}", words.say("[{mark}] {title}", mark=mark, title=said)
    return drawn(name, value, STALE if is_stale else COLOURS[standing.place], said, words.code)


def unread(name: str, telling: Telling) -> bytes:
    """The badge of a watched platform that has no number yet."""
    words = telling.words
    value = words.say("not read yet")
    return drawn(name, value, UNKNOWN, words.say("{name}: {finding}", name=name, finding=value), words.code)


def unknown(words: Words) -> bytes:
    """The badge of a platform that nobody watches."""
    label, value = words.say("Tousu Watch"), words.say("not watched")
    return drawn(label, value, UNKNOWN, words.say("{name}: {finding}", name=label, finding=value), words.code)
