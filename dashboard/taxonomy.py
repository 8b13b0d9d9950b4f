"""Our categories with their names in a language, and the platforms with theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.text import Words

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """What codes are called: categories and their groups in the taxonomy's order, and watched platforms."""

    categories: dict[str, Row]
    platforms: dict[str, Row]

    @classmethod
    def of(cls, categories: Sequence[Row], platforms: Sequence[Row]) -> "Names":
        """From the rows of `category_names` and of `comparison`."""
        return cls(
            {str(row["category"]): row for row in categories}, {str(row["platform"]): row for row in platforms}
        )

    @property
    def groups(self) -> dict[str, Row]:
        """The groups, each with the row of its first category."""
        found: dict[str, Row] = {}
        for row in self.categories.values():
            found.setdefault(row["category_group"], row)
        return found

    def category(self, code: str, words: Words) -> str:
        """A category's name; its code where the taxonomy does not know it any more."""
        row = self.categories.get(code)
        return str(row[f"name_{words.locale.lower()}"]) if row else code

    def group(self, code: str, words: Words) -> str:
        """A group's name."""
        row = self.groups.get(code)
        return str(row[f"group_name_{words.locale.lower()}"]) if row else code

    def definition(self, code: str, words: Words) -> str:
        """What counts as a category."""
        row = self.categories.get(code)
        return str(row[f"definition_{words.locale.lower()}"]) if row else ""

    def platform(self, code: str, words: Words) -> str:
        """A platform's name."""
        row = self.platforms.get(code)
        return str(row[f"name_{words.locale.lower()}"]) if row else code

    def ordered(self, codes: Sequence[str]) -> list[str]:
        """Categories in the taxonomy's order, those it does not know last."""
        order = {code: at for at, code in enumerate(self.categories)}
        return sorted(codes, key=lambda code: (order.get(code, len(order)), code))
