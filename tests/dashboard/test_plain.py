"""Texts of others are inert in Markdown."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.plain import JOINER, plain
from dashboard.shown import markup, strong

HOSTILE = [
    "[a](javascript:alert(1))",
    "![x](https://example.org/track.png)",
    "https://example.org www.example.org a@example.org",
    ":material/verified: :red[官方认证] :streamlit:",
    "$x^2$ -> <= `code` **bold** <b>html</b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_of_others_is_a_command(text: str) -> None:
    """FAULTS 75."""
    escaped = plain(text)
    for sign in "[]()!`*<>$":
        assert f"\\{sign}" in escaped or sign not in text
    assert "https:" not in escaped
    assert ":material" not in escaped


def test_what_remains_reads_as_it_was_written() -> None:
    assert plain("美团借钱 (甲)").replace("\\", "").replace(JOINER, "") == "美团借钱 (甲)"


def test_a_long_text_and_its_line_breaks_are_tamed() -> None:
    assert plain("a\nb") == "a b"
    assert len(plain("长" * 500)) == 200


def test_html_of_ours_escapes_everything_but_what_we_set_in_bold() -> None:
    assert markup(f"{strong('<i>甲</i>')} & 乙") == "<b>&lt;i&gt;甲&lt;/i&gt;</b> &amp; 乙"
    assert markup(strong("\ue000x\ue001")) == "<b>x</b>"


def test_a_text_of_others_shows_no_link_on_a_page() -> None:
    app = AppTest.from_string(
        "import streamlit as st\nfrom dashboard.plain import plain\nst.toast(plain('[a](b)'))"
    ).run()
    assert app.toast[0].value == "\\[a\\]\\(b\\)"
