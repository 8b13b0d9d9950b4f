"""Following from elsewhere: the feed, and badges for others' pages."""

from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import shown
from dashboard.shown import markup
from dashboard.taxonomy import Names
from dashboard.text import Words
from db import settings

KEY = "badge"


def footer(words: Words) -> None:
    """Say below every page what its numbers are, where they can be had, and where the feed is."""
    ways = {
        "method": words.say("What these numbers are, and what they are not"),
        "data": words.say("Take the record, and cite it"),
        "feed.atom": words.say("Crossings as an Atom feed"),
    }
    language = urlencode({"lang": words.code})
    links = (f'<a href="./{path}?{language}" target="_self">{markup(said)}</a>' for path, said in ways.items())
    st.html(f'<p class="tw-about tw-footer">{" · ".join(links)}</p>')


def base(url: str | None) -> str:
    """The address of this site, by the address of one of its pages."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}" if parts.netloc else "."


def snippet(site: str, platform: str, name: str, words: Words) -> str:
    """The HTML that shows a platform's badge on another page."""
    language = urlencode({"lang": words.code})
    page = f"{site}/platform?{language}&{urlencode({'platform': platform})}"
    alt = escape(words.say("Complaints against {name}, counted by Tousu Watch", name=name))
    image = f'<img src="{escape(f"{site}/badge/{platform}.svg?{language}")}" alt="{alt}">'
    return f'<a href="{escape(page)}">{image}</a>'


def subscribing(names: Names, words: Words) -> None:
    """Offer the feed and a badge, to be copied."""
    shown.heading(
        words.say("Follow from elsewhere"),
        words.say(
            "A feed of crossings, milestones, revisions and notices for readers of feeds,"
            " and a badge for your own page."
        ),
    )
    platform = st.selectbox(
        words.say("Feed and badge of"),
        list(names.platforms),
        format_func=lambda code: names.platform(code, words),
        key=KEY,
        persist_state="session",
    )
    name, site = names.platform(platform, words), settings.load().public_url or base(st.context.url)
    st.html(
        f'<img src="./badge/{escape(platform)}.svg?lang={words.code}" alt="{escape(name)}" style="max-width: 100%">'
    )
    st.code(snippet(site, platform, name, words), language="html", wrap_lines=True)
    asked = urlencode({"platform": platform, "lang": words.code})
    st.code(f"{site}/feed.atom?{asked}", language=None, wrap_lines=True)
