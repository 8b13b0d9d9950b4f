"""What visitors read, in their language. The messages in the code are English; `locale/` has every language.

`say` and `say_n` translate, `later` marks a message that is translated where it is shown. The catalogues are read
from their `.po` files when the server starts, so there is nothing to compile.
"""

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def later(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Words:
    """A language: its code (`zh-Hans`, `zh-Hant` or `en`) and its catalogue."""

    code: str
    catalogue: GNUTranslations

    @property
    def locale(self) -> str:
        """The language as Babel calls it."""
        return self.code.replace("-", "_")

    @property
    def space(self) -> str:
        """What stands between two sentences."""
        return " " if self.code == "en" else ""

    def say(self, message: str, /, **values: object) -> str:
        """Translate a message and fill in its `{names}`."""
        return self.catalogue.gettext(message).format(**values)

    def say_n(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate a message about a number of things."""
        return self.catalogue.ngettext(one, many, number).format(**values)


def negotiate(preferred: str | None) -> str:
    """Return our language for a browser's (`zh-CN`, `zh-TW`, `en-US`, …): English where we have no better."""
    wanted = (preferred or "").lower()
    if wanted.startswith(TRADITIONAL):
        return "zh-Hant"
    return "zh-Hans" if wanted.startswith("zh") else "en"


@cache
def words(code: str) -> Words:
    """Return one of `LANGUAGES`, its catalogue read from `locale/`."""
    source = files("dashboard").joinpath("locale", f"{code.replace('-', '_')}.po")
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes())))
    return Words(code, GNUTranslations(BytesIO(compiled.getvalue())))
