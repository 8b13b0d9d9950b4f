"""What the API has, told from the tables' own declarations: as an index, and as an OpenAPI document."""

from typing import Any

from dashboard.drilldown.choice import BOUNDS
from dashboard.http_api.asking import KINDS, MOST_ROWS, ROOT, ROWS
from dashboard.http_api.freshness import SOURCES
from dashboard.taking.dictionary import kind_of, meaning
from dashboard.taking.takeaways import TAKEAWAYS, Takeaway
from dashboard.text import LANGUAGES, Words, later

PARAMETERS = {
    "platforms": later("A platform's short name; may be given several times, any of them will do."),
    "groups": later("A group of categories; may be given several times."),
    "categories": later("A category's short name; may be given several times."),
    "issues": later("One of the publisher's own labels; may be given several times."),
    "statuses": later("A status; may be given several times."),
    "since": later("First day, as 2026-03-01, by the publisher's calendar (Asia/Shanghai)."),
    "until": later("Last day, included."),
    "least": later("Least amount, in whole yuan."),
    "most": later("Largest amount, in whole yuan."),
    "lang": later("The language of sentences and errors: zh-Hans, zh-Hant or en. Codes are the same in all."),
    "limit": later("So many rows at most."),
    "offset": later("Rows to leave out before them; the answer has the address of the next rows."),
}


def _all() -> list[Takeaway]:
    return [*TAKEAWAYS.values(), SOURCES]


def index(site: str, words: Words) -> dict[str, Any]:
    """Each table with its addresses, its filters and its columns."""
    tables = [
        {
            "table": one.name,
            "title": words.say(one.title),
            "about": words.say(one.about),
            **{kind: f"{site}{ROOT}/{one.name}{'' if kind == 'json' else '.csv'}" for kind in KINDS},
            "filters": list(one.follows),
            "columns": {column: meaning(column, words) for column in one.columns},
        }
        for one in _all()
    ]
    return {
        "about": words.say("The same tables, filters and codes as on the pages. Free to use: please cite it."),
        "openapi": f"{site}{ROOT}/openapi.json",
        "history": f"{site}{ROOT}/counts/{{platform}}",
        "rows": {"unless_asked": ROWS, "most": MOST_ROWS},
        "tables": tables,
    }


def _parameter(name: str, words: Words) -> dict[str, Any]:
    if name in ("limit", "offset", *BOUNDS[2:]):
        schema: dict[str, Any] = {"type": "integer", "minimum": 0}
        schema |= {"default": ROWS, "maximum": MOST_ROWS} if name == "limit" else {}
    elif name in BOUNDS:
        schema = {"type": "string", "format": "date"}
    elif name == "lang":
        schema = {"type": "string", "enum": list(LANGUAGES)}
    else:
        schema = {"type": "array", "items": {"type": "string"}}
    return {"name": name, "in": "query", "description": words.say(PARAMETERS[name]), "schema": schema}


def _operation(one: Takeaway, words: Words, *before: dict[str, Any]) -> dict[str, Any]:
    columns = {column: {**kind_of(column), "description": meaning(column, words)} for column in one.columns}
    rows = {"type": "array", "items": {"type": "object", "properties": columns}}
    body = {"type": "object", "properties": {"about": {"type": "object"}, "rows": rows}}
    follows = [name for name in one.follows if not (before and name == "platforms")]
    return {
        "get": {
            "summary": words.say(one.title),
            "description": words.say(one.about),
            "parameters": [*before, *(_parameter(name, words) for name in (*follows, "limit", "offset", "lang"))],
            "responses": {
                "200": {
                    "description": words.say(one.about),
                    "content": {"application/json": {"schema": body}, "text/csv": {"schema": {"type": "string"}}},
                },
                **{code: {"description": words.say(said)} for code, said in REFUSALS.items()},
            },
        }
    }


REFUSALS = {
    "304": later("Nothing has changed since the answer whose ETag was sent."),
    "400": later("A parameter or its value is not there; the error says which."),
    "503": later("There are no numbers yet, or they cannot be read right now."),
}


def openapi(site: str, words: Words) -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    paths = {f"{ROOT}/{one.name}": _operation(one, words) for one in _all()}
    platform = {"name": "platform", "in": "path", "required": True, "schema": {"type": "string"}}
    paths[f"{ROOT}/counts/{{platform}}"] = _operation(TAKEAWAYS["readings"], words, platform)
    info = {"title": words.say("Tousu Watch"), "version": "1", "description": index(site, words)["about"]}
    return {"openapi": "3.1.0", "info": info, "servers": [{"url": site}], "paths": paths}
