"""The words of `texts/`, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("texts")


@cache
def told(name: str) -> dict[str, Any]:
    """Give what `texts/<name>.toml` holds."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def categories() -> dict[str, dict[str, Any]]:
    """Give what is written of each category, by its code."""
    return {code: row for name in ("collection", "money", "service") for code, row in told(name).items()}


@cache
def _signs() -> dict[int, str]:
    signs = told("traditional")
    return dict(zip(map(ord, signs["simplified"]), signs["traditional"], strict=True))


def traditional(text: str) -> str:
    """Write a text in Traditional characters."""
    for simplified, written in told("traditional")["phrases"]:
        text = text.replace(simplified, written)
    return text.translate(_signs())
