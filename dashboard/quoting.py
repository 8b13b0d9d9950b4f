"""Text of others within ours, marked with its language: so it is read aloud and drawn as what it is."""

import re

# From the private use area: no text of others keeps them.
CHINESE, ENGLISH, END = "\ue002", "\ue003", "\ue004"
MARKS = re.compile(f"[{CHINESE}{ENGLISH}{END}]")
HAN = re.compile(r"[\u3400-\u9fff]")
SPANS = {CHINESE: '<span lang="zh-Hans">', ENGLISH: '<span lang="en">', END: "</span>"}


def quoted(text: str) -> str:
    """Mark a text as published by others: Chinese where it has a Chinese character, else English."""
    return f"{CHINESE if HAN.search(text) else ENGLISH}{bare(text)}{END}" if text else text


def bare(text: str) -> str:
    """A text without the marks, for where there is no HTML."""
    return MARKS.sub("", text)


def spans(html: str) -> str:
    """Put the language where a mark is."""
    return MARKS.sub(lambda mark: SPANS[mark[0]], html)
