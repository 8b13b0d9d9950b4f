"""What people write: composed from `texts/`, thousands of ways, the same for the same words."""

import re
from dataclasses import dataclass
from itertools import chain
from random import Random

from scrapers.replica.draws import draw
from scrapers.replica.listings import NAMELESS, Stream
from scrapers.replica.slots import Slots
from scrapers.replica.words import categories, told, traditional

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_TWO, _AGAIN, _ASIDE, _PERSONAL, _TRADITIONAL, _MASKED = 0.4, 0.45, 0.7, 0.12, 0.03, 0.04  # shares of texts

_TYPICAL_YUAN = {"shop": 150, "travel": 800, "telecom": 150}


@dataclass(frozen=True)
class Text:
    """What one complaint says. `cost` is the claimed amount as written in yuan, or empty."""

    title: str
    issue: str
    claim: str
    body: str
    cost: str
    nickname: str
    truth: tuple[str, ...]


def _fill(random: Random, templates: list[str], slots: Slots) -> str:
    chosen = _CHOICE.sub(lambda found: random.choice(found[1].split("|")), random.choice(templates))
    return chosen.format_map(slots)


def _codes(random: Random, mix: dict[str, float]) -> list[str]:
    first, other = random.choices(list(mix), list(mix.values()), k=2)
    if any(categories()[code].get("truth") for code in (first, other)):
        return [first]
    if other == first or random.random() >= _TWO:
        return [first, first] if random.random() < _AGAIN else [first]
    return [first, other]


def _about(random: Random, codes: list[str], slots: Slots) -> tuple[list[str], set[str]]:
    told_of = [body for code in dict.fromkeys(codes) for body in _chosen(random, code, codes.count(code))]
    return [_fill(random, [body], slots) for body, _ in told_of], {code for _, truth in told_of for code in truth}


def _chosen(random: Random, code: str, count: int) -> list[tuple[str, list[str]]]:
    row = categories()[code]
    truth = row.get("truth", code)
    return [
        (body, [truth]) if isinstance(body, str) else (body["text"], [truth, *body["also"]])
        for body in random.sample(row["bodies"], count)
    ]


def _composed(random: Random, codes: list[str], slots: Slots) -> tuple[str, tuple[str, ...]]:
    common = told("common")
    bodies, truth = _about(random, codes, slots)
    opening = _fill(random, common["openings"][categories()[codes[0]]["opening"]], slots)
    extra = [
        _fill(random, common["common"][kind], slots)
        for kind, often in (("asides", _ASIDE), ("personal", _PERSONAL), ("closings", 1))
        if random.random() < often
    ]
    body = opening + random.choice(common["common"]["joins"]).join(bodies) + "".join(extra)
    return body, tuple(sorted(truth))


def _sloppy(random: Random, body: str) -> str:
    way = random.random()
    if way < 0.07:
        return body.replace("，", " ").replace("。", " ").strip()
    if way < 0.14:
        return body.replace("，", ",").replace("。", ". ").strip()
    return re.sub("。$", random.choice(("！", "！！！")), body) if way < 0.24 else body


def _labels(random: Random, codes: list[str], kind: str) -> str:
    chosen = (random.sample(categories()[code][kind], random.choice((1, 1, 2))) for code in dict.fromkeys(codes))
    return random.choice((",", ",", ",", "，")).join(dict.fromkeys(chain.from_iterable(chosen)))


def _masked(random: Random, spoken: str) -> str:
    return spoken if spoken == NAMELESS or random.random() >= _MASKED else f"{spoken[0]}*{spoken[2:]}"


def compose(stream: Stream, posted: int, *words: object) -> Text:
    """Compose the text that belongs to these words, of someone who complains of `stream` at a Unix second."""
    random = draw("text", *words)
    slots = Slots(random, _masked(random, stream.spoken), posted, _TYPICAL_YUAN.get(stream.kind, 7000))
    codes = _codes(random, stream.mix)
    body, truth = _composed(random, codes, slots)
    write = traditional if random.random() < _TRADITIONAL else str
    return Text(
        title=write(_fill(random, categories()[codes[0]]["titles"], slots)),
        issue=write(_labels(random, codes, "issues")),
        claim=write(_labels(random, codes[:1], "claims")),
        body=write(_sloppy(random, body)),
        cost=slots.cost(),
        nickname=_fill(random, told("common")["common"]["nicknames"], slots),
        truth=truth,
    )


def step_text(seed: int, number: int, kind: str) -> str:
    """Give the words of one kind of step in a complaint's timeline."""
    random = draw(seed, "step", number, kind)
    return _fill(random, told("common")["steps"][kind], Slots(random, "", 0))


def stars(seed: int, number: int) -> dict[str, int]:
    """Give the stars of a complainant's rating, 1 to 5 each."""
    random = draw(seed, "stars", number)
    return {name: random.choice((1, 1, 2, 3, 4, 5, 5)) for name in ("attitude", "process", "satisfaction")}
