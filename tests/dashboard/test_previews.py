"""What links to pages say where they are shared, and addresses that lead elsewhere, over real HTTP."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from dashboard.front.html_head import head
from dashboard.front.previews import Preview, preview
from dashboard.menu import PAGES
from dashboard.text import LANGUAGES, words
from tests.dashboard.complained import HARASSED

PREFERRED = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}


class Head(HTMLParser):
    """Title, metas by name and links by relation of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language, self.title, self.metas, self.links = "", "", dict[str, str](), list[dict[str, str]]()
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.open = tag
        if tag == "html":
            self.language = found["lang"]
        if tag == "meta":
            self.metas[found.get("name") or found.get("property", "")] = found.get("content", "")
        if tag == "link":
            self.links.append(found)

    def handle_data(self, data: str) -> None:
        if self.open == "title":
            self.title += data.strip()


def get(url: str, **more: str) -> requests.Response:
    return requests.get(url, headers={"Accept-Encoding": "gzip", **more}, timeout=60)


def read(site: str, path: str, language: str) -> Head:
    answer = get(f"{site}/{path}", **{"Accept-Language": PREFERRED[language]})
    assert answer.status_code == 200
    return Head(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_title_sentences_and_a_picture_in_the_browsers_language(
    site: str, page: str, language: str
) -> None:
    found = read(site, "" if page == "overview" else page, language)
    assert found.language == language
    assert found.title.endswith(f"· {words(language).say('Tousu Watch')}")
    assert len(found.metas["description"]) > 12
    assert found.metas["og:title"] in found.title
    address = urlsplit(found.metas["og:url"])
    assert address.path.strip("/") == ("" if page == "overview" else page)
    assert parse_qs(address.query)["lang"] == [language]
    alternates = {link["hreflang"] for link in found.links if "hreflang" in link}
    assert alternates == set(LANGUAGES)
    assert [link["href"] for link in found.links if link["rel"] == "canonical"] == [found.metas["og:url"]]
    assert found.metas["og:image"].startswith(f"{site}/chart/")
    assert found.metas["twitter:card"] == "summary_large_image"


def test_the_findings_are_those_of_the_view(site: str) -> None:
    assert "4 platforms are past 100,000 complaints" in read(site, "", "en").title
    assert "4 家平台的用户投诉已过 10万" in read(site, "?lang=zh-Hans", "en").title
    found = read(site, "platform?platform=alipay&statuses=handling&statuses=nosuch", "en")
    assert "Alipay: 143,120 complaints" in found.title
    assert parse_qs(urlsplit(found.metas["og:url"]).query)["platform"] == ["alipay"]
    found = read(site, f"categories?category={HARASSED}", "en")
    assert parse_qs(urlsplit(found.metas["og:image"]).query)["category"] == [HARASSED]


@pytest.mark.parametrize("path", ["", "categories", "platform", "thresholds"])
def test_the_picture_of_a_preview_is_there(site: str, path: str) -> None:
    image = get(read(site, path, "en").metas["og:image"])
    assert (image.status_code, image.content[:4]) == (200, b"\x89PNG")


def test_texts_of_others_cannot_leave_the_head() -> None:
    nasty = Preview('</title><script>alert(1)</script>"', '"><img src=x>', None, (("platforms", '"><b>'),))
    title, above = head("categories", nasty, "https://x.example", words("en"))
    found = Head(f"<html lang=en><head>{title.decode()}{above.decode()}")
    assert found.title.startswith('</title><script>alert(1)</script>"')
    assert found.metas["description"] == '"><img src=x>'
    assert re.findall(r"<(img|b)\b", above.decode()) == []


@pytest.mark.parametrize("state", ["none", "broken", "empty", "demonstration"])
def test_a_preview_never_breaks_a_page(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases[state]))
    for page in PAGES:
        found = preview(page, {"platform": ["nosuch"], "since": ["x"], "line": ["y"]}, words("en"))
        assert found.title
        assert found.about
        assert ("[demonstration data]" in found.title) == (state == "demonstration")


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("overview?lang=en&platform=alipay", "?lang=en&platform=alipay"),
        ("overview", ""),
        ("nosuch?lang=en", "?lang=en&gone=nosuch"),
        ("a/b/c%22%3E.php", "?gone=a%2Fb%2Fc%22%3E.php"),
    ],
)
def test_an_address_of_no_page_leads_to_the_first_with_its_query(site: str, asked: str, leads_to: str) -> None:
    answer = requests.get(f"{site}/{asked}", allow_redirects=False, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (307, f"/{leads_to}")
    assert get(f"{site}/{asked}").status_code == 200


def test_what_is_no_page_is_left_alone(site: str) -> None:
    for path in ("_stcore/health", "healthz", "feed.atom", "favicon.png"):
        assert get(f"{site}/{path}").status_code == 200
    assert get(f"{site}/api/v1/nosuch").status_code == 404
