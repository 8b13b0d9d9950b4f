"""The way to a platform's page, with the choice carried along."""

from urllib.parse import urlencode

from dashboard.text import Words

PLATFORM_PAGE = "platform.py"  # beside main.py, which runs it


def about(platform: str, words: Words) -> dict[str, str]:
    """What the URL of a platform's page says: whole, so that coming back does not stop at half of it."""
    return {"lang": words.code, "platform": platform}


def to_platform(platform: str, words: Words) -> str:
    """The address of a platform's page, in the visitor's language."""
    return f"platform?{urlencode(about(platform, words))}"


def to_thresholds(threshold: str, words: Words) -> str:
    """The address of the page of thresholds, with a line chosen."""
    return f"thresholds?{urlencode({'lang': words.code, 'line': threshold})}"


def to_categories(words: Words) -> str:
    """The address of the page of categories."""
    return f"categories?{urlencode({'lang': words.code})}"
