"""What a visitor sees until the page is drawn, without a script: what it will say, and the shapes of what comes.

It stands in the HTML page itself, above Streamlit's root, in the page's language; the styles of all pages come with
it, so that nothing is ever seen without them. It goes when the first screen is whole.
"""

from functools import cache
from urllib.parse import urlencode

from dashboard import shown
from dashboard.front.previews import Preview
from dashboard.menu import FIRST, PAGES
from dashboard.shown import markup
from dashboard.text import Words

# Whoever chose a theme in Streamlit's menu gets it here, too; else it is that of the system.
CHOSEN_THEME = """<script>
try {
  const chosen = localStorage.getItem("stActiveTheme-" + location.pathname + "-v2") ?? "";
  const theme = chosen.includes("Dark") ? "dark" : chosen.includes("Light") ? "light" : "";
  if (theme) document.getElementById("tw-loading").style.colorScheme = theme;
} catch {}
</script>"""
# The first screen is whole when its headline stands, nothing in it waits for a script, and the first chart is there.
# A question or an error is shown at once; whatever is there, eight seconds after the headline or after half a minute.
UNTIL_WHOLE = """<script>
{
  const loading = document.getElementById("tw-loading");
  const is = (selector) => document.querySelector(selector);
  const isSeen = (element) => element.getBoundingClientRect().top < innerHeight;
  const isDrawn = (chart) => !chart || chart.querySelector("svg.marks, canvas.marks");
  const isWhole = () => is("[data-testid=stMain] h1") && isDrawn(is("[data-testid=stVegaLiteChart]"))
    && ![...document.querySelectorAll("[data-testid=stSkeleton]")].some(isSeen);
  let frame = 0, late = 0;
  const look = () => {
    frame = 0;
    if (is("[role=dialog], [data-testid=stException]") || isWhole()) end();
    else if (is("[data-testid=stMain] h1")) late ||= setTimeout(end, 8000);
  };
  const looking = new MutationObserver(() => { frame ||= requestAnimationFrame(look); });
  const end = () => { looking.disconnect(); loading.remove(); };
  looking.observe(document.body, {childList: true, subtree: true});
  setTimeout(end, 30000);
}
</script>"""
SHAPES = {
    "overview": ("cards", "drawing"),
    "platform": ("cards", "drawing"),
    "categories": ("line", "drawing"),
    "thresholds": ("choice", "drawing"),
    "data": ("choice", "drawing"),
    "method": ("part", "part", "part"),
    "maintenance": ("part", "drawing"),
}


def _shape(name: str) -> str:
    if name == "cards":
        return f'<div class="tw-shapes">{4 * _shape("card")}</div>'
    return f'<i class="tw-shape tw-{name}"></i>'


@cache
def _pages(here: str, said: Words) -> str:
    """The menu as links, before there is one."""
    links = []
    for page, name in PAGES.items():
        current = ' aria-current="page"' if page == here else ""
        address = f"./{'' if page == FIRST else page}?{urlencode({'lang': said.code})}"
        links.append(f'<a href="{address}"{current}>{markup(said.say(name))}</a>')
    return f'<nav class="tw-pages">{"".join(links)}</nav>'


def _finding(found: Preview) -> str:
    if found.seen is None:
        return _shape("title") + _shape("line")
    title, lede = found.seen
    heading = f'<div class="tw-headline" role="heading" aria-level="1">{shown.titled(title)}</div>'
    return f'<div>{heading}<p class="tw-lede">{markup(lede)}</p></div>'


def _noscript(said: Words) -> str:
    """Instead of Streamlit's words to programs."""
    sentence = said.say("The pages need JavaScript; the numbers are also in the API and the feed.")
    links = f'<a href="./api/v1?lang={said.code}">API</a> · <a href="./feed.atom?lang={said.code}">Atom</a>'
    return f'<noscript><p class="tw-note">{markup(sentence)} {links}</p></noscript>'


def loading(page: str, found: Preview, said: Words) -> bytes:
    """The styles of all pages, and what stands until this one is drawn; comes first in the body."""
    notes = "".join(f'<p class="tw-note tw-{kind}">{markup(text)}</p>' for text, kind in found.notes)
    brand, waiting = said.say("Tousu Watch"), said.say("Loading the numbers…")
    parts = [
        f'<div class="tw-frame"><p class="tw-brand"><b>{markup(brand)}</b></p>{_shape("choice")}</div>',
        notes,
        _shape("choice") if page == "platform" else "",
        _finding(found),
        _noscript(said),
        f'<p class="tw-updated" role="status">{markup(waiting)}</p>',
        *map(_shape, SHAPES[page]),
    ]
    inside = f'{_pages(page, said)}<div class="tw-coming">{"".join(parts)}</div>'
    whole = f'<div id="tw-loading" class="tw-loading">{inside}</div>'
    return f"{shown.styles()}{whole}{CHOSEN_THEME}{UNTIL_WHOLE}".encode()
