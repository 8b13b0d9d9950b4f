"""Texts of others made inert where Streamlit would read them as Markdown."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&=^\"'])")
SCHEME = re.compile(r"https?(?=:)|www(?=\.)", re.IGNORECASE)
ARROW = re.compile(r"<-|->|--|>=|<=|~=")
JOINER = "\u2060"  # an invisible word joiner: breaks links, directives and shortcodes, shows nothing


def plain(text: str, longest: int = 200) -> str:
    """Escape a text so that Markdown shows it as it is: no link, image, formula, colour, icon or arrow."""
    text = re.sub(r"\s+", " ", text)[:longest]
    text = SCHEME.sub(lambda found: found[0][0] + JOINER + found[0][1:], text)
    text = text.replace(":", f":{JOINER}").replace("@", f"{JOINER}@{JOINER}")
    text = ARROW.sub(lambda found: found[0][0] + JOINER + found[0][1:], text)
    return SPECIAL.sub(r"\\\1", text)
