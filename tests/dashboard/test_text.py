"""Every string in every language, and no string past the catalogues."""

import ast
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dashboard.text import LANGUAGES, negotiate, words

DASHBOARD = Path(str(files("dashboard")))
KEYWORDS = {"say": None, "say_n": (1, 2), "later": None}
SHOWN = {"st", "shown", "Column", "table", "table_section", "Badge"}
# Commands, code, keys and codes are the same in every language, and so are names of files, colours and layouts.
QUIET_CALLS = {
    "code",
    "html",
    "query_params",
    "session_state",
    "fragment",
    "container",
    "Page",
    "cache_resource",
    "anchor",
}


def said_in_the_code() -> list[str | tuple[str, str]]:
    found = extract_from_dir(str(DASHBOARD), [("**.py", "python")], keywords=KEYWORDS)
    return [message for _, _, message, _, _ in found]


def catalogue(language: str) -> Catalog:
    path = DASHBOARD / "locale" / f"{language.replace('-', '_')}.po"
    return read_po(BytesIO(path.read_bytes()))


def names(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_in_every_language(language: str) -> None:
    there = {message.id: message for message in catalogue(language) if message.string}
    for said in said_in_the_code():
        entry = there.get(said)
        assert entry, f"{said!r} is not in {language}"
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), f"{said!r} has an empty form in {language}"
        assert not entry.fuzzy


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_keeps_strings_that_nobody_says(language: str) -> None:
    said = set(said_in_the_code())
    assert [message.id for message in catalogue(language) if message.id and message.id not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_names_of_its_original(language: str) -> None:
    for message in catalogue(language):
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.id:
            assert {frozenset(names(form)) for form in forms} <= {frozenset(names(one)) for one in originals}, forms


def test_simplified_and_traditional_are_not_mixed() -> None:
    only_simplified, only_traditional = set("诉读线这发暂处详状时为请载"), set("訴讀線這發暫處詳狀時為請載")
    for language, foreign in (("zh-Hans", only_traditional), ("zh-Hant", only_simplified)):
        for message in catalogue(language):
            forms = [message.string] if isinstance(message.string, str) else list(message.string)
            assert not message.id or not set("".join(forms)) & foreign, forms


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-SG,zh;q=0.9", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-TW,zh;q=0.9", "zh-Hant"),
        ("en-GB", "en"),
        ("fr-FR", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_browsers_language_becomes_one_of_ours(preferred: str | None, language: str) -> None:
    assert negotiate(preferred) == language


def test_a_number_of_things_is_said_in_the_right_form() -> None:
    forms = ("{past} platform is past {line} complaints", "{past} platforms are past {line} complaints")
    assert words("en").say_n(*forms, 1, past=1, line="100,000") == "1 platform is past 100,000 complaints"
    assert words("zh-Hans").say_n(*forms, 2, past=2, line="10万") == "2 家平台的用户投诉已过 10万件"


def test_the_catalogues_are_gettext_s() -> None:
    assert isinstance(words("zh-Hant").catalogue, GNUTranslations)


def _owner(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id
    return function.id if isinstance(function, ast.Name) else ""


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _literals(call: ast.Call) -> list[str]:
    """Texts written straight into a call, as its arguments or as labels and the like."""
    labels = {"label", "placeholder", "help", "title", "alt", "page_title"}
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in labels)]
    texts = [node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if any(letter.isalpha() for letter in text)]


@pytest.mark.parametrize("path", sorted(DASHBOARD.rglob("*.py")), ids=lambda path: path.name)
def test_no_text_is_shown_that_did_not_go_through_the_catalogues(path: Path) -> None:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and _owner(call) in SHOWN and _name(call) not in QUIET_CALLS:
            texts = [text for text in _literals(call) if text not in {"stale", "failed", "demonstration", "fresh"}]
            assert texts == [], f"{path.name}:{call.lineno} shows {texts} untranslated"
