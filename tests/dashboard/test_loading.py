"""What stands in the HTML page itself until the page is drawn, over real HTTP and in every state."""

from pathlib import Path

import pytest

from dashboard.front.loading import loading
from dashboard.front.previews import preview
from dashboard.menu import PAGES
from dashboard.text import LANGUAGES, words
from tests.dashboard.conftest import STATES
from tests.dashboard.test_previews import PREFERRED, get


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_stands_in_the_page_itself_with_its_styles(site: str, language: str) -> None:
    html = get(site, **{"Accept-Language": PREFERRED[language]}).text
    before, at, after = html.partition('<div id="tw-loading"')
    assert at
    assert "--tw-paper" in before, "the styles come first"
    assert 'id="root"' in after, "it stands above what it hides"
    title = {
        "zh-Hans": "4&nbsp;家平台的用户投诉已过",
        "zh-Hant": "4&nbsp;家平台的用戶投訴已過",
        "en": "4 platforms are past",
    }
    assert f'aria-level="1">{title[language]}' in after
    assert words(language).say("Loading the numbers…") in after


def test_whoever_has_no_script_is_told_in_their_language_where_the_numbers_are(site: str) -> None:
    html = get(f"{site}/data", **{"Accept-Language": "zh-CN"}).text
    assert html.count("<noscript>") == 1
    assert "页面需要 JavaScript" in html
    assert "AI agents" not in html.replace("\n", " ")


@pytest.mark.parametrize("state", STATES)
def test_every_page_has_one_in_every_state(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setenv("TOUSU_DATABASE", str(databases[state]))
    said = words("en")
    for page in PAGES:
        html = loading(page, preview(page, {}, said), said).decode()
        assert ("tw-note tw-demonstration" in html) == (state == "demonstration"), "numbers are never there unmarked"
        has_numbers = page in ("overview", "thresholds", "platform") and state not in ("none", "empty", "broken")
        assert not has_numbers or "tw-headline" in html
        assert "tw-shape" in html


def test_stale_and_failed_numbers_say_so_already_there(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words("en")
    for state, says in (("stale", "These numbers are stale"), ("failed", "The last refresh failed.")):
        monkeypatch.setenv("TOUSU_DATABASE", str(databases[state]))
        assert says in loading("overview", preview("overview", {}, said), said).decode()
