"""A chart in its frame: finding and doubts above it; source, time and address below it; a demonstration is marked."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from dashboard.drawings import Drawing
from dashboard.figures import moment
from dashboard.pictures.painting import CHART_WIDTH, FONTS, Colours, colours
from dashboard.text import Words
from dashboard.vocabulary import source_said

MARGIN = 32
NARROW = frozenset(" .,:;'|!()[]/iljtfr")
WIDTH = CHART_WIDTH + 2 * MARGIN
SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
# A line breaks at a space, after a sign of Chinese or within an address; never after a sign that opens, or before one
# that closes.
OPEN, CLOSE, HAN = "（《「“(", "，。、；：！？）》」”,.;:!?)", "\u3000-\u9fff\uff00-\uffef"
PIECES = re.compile(rf"[{OPEN}]*(?:[^\s&{HAN}{OPEN}{CLOSE}]+&?|[{HAN}]|&)[{CLOSE}]*|\s+|[{OPEN}{CLOSE}]+")
BOLDER = 1.12  # how much wider a bold text is


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is written: its size, its leading, its tone, and whether it is bold."""

    size: float
    tone: str
    leading: float = 1.4
    bold: bool = False


TITLE, ABOUT, KEY, FOOT = Style(25, "ink", 1.3, True), Style(14, "quiet"), Style(14, "quiet"), Style(13, "quiet")
DOUBT = Style(15, "past", bold=True)


def _room(one: str) -> float:
    if unicodedata.east_asian_width(one) in "WFA":
        return 1.0
    return 0.3 if one in NARROW else 0.66 if one.isupper() or one in "mw%&" else 0.56


def width(text: str, size: float) -> float:
    """About how wide a text is, in pixels; rather too wide than too narrow."""
    return size * sum(map(_room, text))


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit; a word that is wider than a line is cut."""
    lines = [""]
    for piece in PIECES.findall(text):
        while width(piece, size) > room:
            fits = max(1, int(room / size / 0.62))
            lines, piece = [*lines, piece[:fits]], piece[fits:]  # noqa: PLW2901
        if width(lines[-1] + piece.rstrip(), size) > room:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


class _Page:
    """Texts and boxes, one below the other."""

    def __init__(self, palette: Colours) -> None:
        self.palette, self.parts, self.y = palette, list[str](), float(MARGIN)

    def say(self, text: str, style: Style) -> None:
        """Write a text over as many lines as it needs."""
        weight = ' font-weight="700"' if style.bold else ""
        for line in wrapped(text, style.size * (BOLDER if style.bold else 1), CHART_WIDTH):
            self.y += style.size * style.leading
            at = f'x="{MARGIN}" y="{self.y - style.size * 0.3:.1f}"'
            fill = self.palette.tones[style.tone]
            self.parts.append(f'<text {at} font-size="{style.size}" fill="{fill}"{weight}>{escape(line)}</text>')

    def banner(self, text: str) -> None:
        """Mark the picture as a demonstration's, where nobody overlooks it."""
        self.parts.append(f'<rect width="{WIDTH}" height="34" fill="#5b3ea6"/>')
        self.parts.append(
            f'<text x="{MARGIN}" y="22" font-size="14" font-weight="700" fill="#ffffff">{escape(text)}</text>'
        )
        self.y += 26

    def key(self, entries: tuple[tuple[str, str], ...]) -> None:
        """Say what the marks mean, in a line or two."""
        x, self.y = float(MARGIN), self.y + 12
        for tone, meaning in entries:
            wide = 34 + width(meaning, KEY.size)
            if x + wide > WIDTH - MARGIN:
                x, self.y = float(MARGIN), self.y + 22
            box = f'<rect x="{x}" y="{self.y}" width="20" height="12" rx="2" {_swatch(tone, self.palette)}/>'
            at = f'x="{x + 27}" y="{self.y + 11}" font-size="{KEY.size}" fill="{self.palette.tones[KEY.tone]}"'
            self.parts += [box, f"<text {at}>{escape(meaning)}</text>"]
            x += wide + 12
        self.y += 18

    def chart(self, svg: str) -> None:
        """Set a chart below what is there."""
        found = SIZE.search(svg)
        assert found, "the renderer says how large its picture is"
        height = float(found[2])
        self.parts.append(f'<g transform="translate({MARGIN},{self.y + 12:.1f})">{svg}</g>')
        self.y += 12 + height


def _swatch(tone: str, palette: Colours) -> str:
    outlines = {"none": palette.hair, "hollow": palette.tones["below"]}
    if tone in outlines:
        dash = ' stroke-dasharray="3 3"' if tone == "hollow" else ""
        return f'fill="none" stroke="{outlines[tone]}"{dash}'
    steps = {
        "few": palette.sequential[2],
        "many": palette.sequential[9],
        "less": palette.diverging[1],
        "more": palette.diverging[8],
        "unsaid": palette.hair,
    }
    return f'fill="{(palette.tones | steps)[tone]}"'


def _foot(drawing: Drawing, site: str, words: Words) -> Iterator[str]:
    publisher = source_said(words, is_demonstration=drawing.is_demonstration)
    until = moment(drawing.read_until, words) if drawing.read_until else "–"
    caveat = words.say("Complaints are what users allege, not what was found to be true.")
    source = words.say("Source: {publisher}, read up to {moment} (Beijing time).", publisher=publisher, moment=until)
    yield words.space.join([source, caveat])
    yield f"{words.say('Tousu Watch')} · {site}/{drawing.view(words)}"


def framed(drawing: Drawing, chart: str, theme: str, site: str, words: Words) -> str:
    """The whole picture as SVG; `chart` is the chart's own."""
    page = _Page(colours(theme))
    if drawing.is_demonstration:
        page.banner(words.say("Demonstration data: invented numbers of a stand-in, not real complaints"))
    page.say(drawing.finding(words), TITLE)
    for doubt in drawing.doubted:
        page.y += 5
        page.say(doubt, DOUBT)
    page.say(drawing.about, ABOUT)
    if drawing.key:
        page.key(drawing.key)
    page.chart(chart)
    page.y += 10
    for line in _foot(drawing, site, words):
        page.say(line, FOOT)
    height, paper, said = page.y + MARGIN - 8, page.palette.tones["paper"], escape(drawing.finding(words))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDTH}"'
        f' height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{said}"'
        f' xml:lang="{words.code}" font-family="{escape(FONTS[words.code])}"><title>{said}</title>'
        f'<rect width="100%" height="100%" fill="{paper}"/>{"".join(page.parts)}</svg>'
    )
