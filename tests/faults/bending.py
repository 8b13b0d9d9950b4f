"""Saved bodies bent at random.

JSON: a row or field dropped, doubled, moved, renamed or null, two values of a row swapped, the totals of two rows
swapped. HTML: a node dropped, doubled or moved, its mark renamed, the texts of two nodes of one kind swapped.
What nobody could notice is left out: counters we never read, two complaints' statuses in each other's place.
"""

import copy
import json
from random import Random
from typing import Any

from bs4 import BeautifulSoup, Tag

NEVER_READ = {"upvote_amount", "share_amount", "comment_amount", "evaluate_u", "field", "created_at"}


def _rows(body: Any) -> list[dict[str, Any]]:
    data = body["result"]["data"]
    rows = data["lists"] if isinstance(data, dict) else data
    return rows if isinstance(rows, list) else []


def _inner(row: dict[str, Any]) -> dict[str, Any]:
    inner = row.get("main", row)
    return inner if isinstance(inner, dict) else row


def _bend_json(body: Any, chance: Random) -> str:
    rows = _rows(body)
    at = chance.randrange(len(rows))
    row = _inner(rows[at])
    one, other = chance.sample(sorted(set(row) - NEVER_READ), 2)
    way = chance.choice(["drop row", "double row", "move row", "drop", "rename", "null", "swap", "swap rows"])
    if way == "drop row":
        del rows[at]
    elif way == "double row":
        rows.insert(chance.randrange(len(rows) + 1), copy.deepcopy(rows[at]))
    elif way == "move row":
        rows.insert(chance.randrange(len(rows)), rows.pop(at))
    elif way in {"drop", "rename"}:
        row |= {f"{one}_{chance.randint(0, 9)}": row.pop(one)} if way == "rename" else (row.pop(one) and {}) or {}
    elif way == "null":
        row[one] = None
    elif way == "swap":
        row[one], row[other] = row[other], row[one]
    else:
        with_it, one = _inner(chance.choice(rows)), "valid_amt"
        if one in with_it:
            row[one], with_it[one] = with_it[one], row[one]
    return f"{way} {one}/{other} of row {at}"


def _bend_html(page: BeautifulSoup, chance: Random) -> str:
    nodes = page.find_all(True)
    node = chance.choice(nodes)
    way = chance.choice(["drop", "double", "move", "rename", "swap"])
    about = f"{way} {node.name}.{'.'.join(node.get('class', []))} {node.get_text()[:20]!r}"
    if way == "drop":
        node.decompose()
    elif way == "double":
        node.insert_after(BeautifulSoup(str(node), "html.parser"))
    elif way == "move":
        if others := [one for one in nodes if one is not node and node not in one.parents]:
            chance.choice(others).insert_after(node.extract())
    elif way == "rename":
        node.name = chance.choice(["div", "p", "section"])
        node.attrs.pop("class", None)
    else:
        _swap_texts(chance.choice([one for one in nodes if one.name == node.name]), node)
    return about


def _swap_texts(one: Tag, other: Tag) -> None:
    if one.string and other.string:
        texts = str(one.string), str(other.string)
        one.string, other.string = texts[1], texts[0]


def bent(kind: str, body: bytes, chance: Random) -> tuple[str, bytes]:
    """Bend a body of a kind once, and say how."""
    if kind == "complaint":
        page = BeautifulSoup(body.decode("utf-8"), "html.parser")
        return _bend_html(page, chance), str(page).encode()
    told = json.loads(body.decode("utf-8-sig"))
    about = _bend_json(told, chance)
    return about, json.dumps(told, ensure_ascii=False).encode()
