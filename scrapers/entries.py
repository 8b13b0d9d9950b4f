"""Reading a TOML file that is a list: `[[name]]` entries and nothing besides."""

import tomllib
from pathlib import Path
from typing import Any


def read_entries(file: Path, name: str) -> list[Any]:
    """Give the `[[name]]` entries of a file; `ValueError` if there is none, or anything else."""
    table = tomllib.loads(file.read_text("utf-8-sig"))
    entries = table.pop(name, None)
    if table:
        raise ValueError(f"it has something besides [[{name}]] entries: {', '.join(table)}")
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"it has no [[{name}]] entry")
    return entries
