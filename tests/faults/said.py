"""Bad days in what answers say: charsets, labels, fields, numbers that are none, numbers that cannot be believed."""

from collections.abc import Iterator
from functools import partial
from random import Random

from scrapers.replica.world import Tally
from tests.faults.badday import BadDay, any_list
from tests.faults.rig import SERVICES

WATCHED = {"京东金融": "9900102", "支付宝": "9900101"}
FIELDS = ("valid_amt", "valid30d", "replied_amt", "completed_amt")


def worded(chance: Random) -> Iterator[BadDay]:
    """Charsets that are wrong, labels and fields that are not as they were."""
    wrong = partial(BadDay, fault="wrong_charset")
    yield wrong(case=32, options={"encoding": "gb18030", "declared": None}, error="LayoutError", tries=1, page=2)
    yield wrong(case=33, options={"encoding": "gb18030", "declared": "utf-8"}, error="LayoutError", tries=1, page=1)
    meta = {"encoding": "gb18030", "declared": None, "meta": "gb2312"}
    yield wrong(case=34, options=meta, source="complaints", error="LayoutError")
    yield wrong(case=35, options={"encoding": "utf-8", "declared": "gbk"})
    yield wrong(case=36, options={"encoding": "utf-8-sig", "declared": "utf-8"})
    yield wrong(case=36, options={"encoding": "utf-16", "declared": "utf-8"}, error="LayoutError")
    listing = chance.choice([*WATCHED.values()])
    for title in ("\ufffd\ufffd", "", "京\ufffd金融"):
        options = {"field": "title", "value": title, "listing": "9900201"}
        yield BadDay(case=36, fault="number_as", options=options, reason="unreadable_title")
    for fault, options in (
        ("nested", {}),
        ("missing_field", {}),
        ("missing_field", {"field": "uid", "listing": listing}),
    ):
        yield BadDay(case=37, fault=fault, options=options, error="LayoutError")
    for fault in ("empty_lists", "null_lists"):
        yield BadDay(case=37, fault=fault, error="EmptyError", page=1)
        yield BadDay(case=37, fault=fault, source="services", error="EmptyError")
    for fault in ("drop_label", "nested_list", "extra_label"):
        yield BadDay(case=37, fault=fault, source="complaints", error="LayoutError")
    yield BadDay(case=38, fault="duplicate_list", source="complaints", error="LayoutError")
    yield BadDay(case=39, fault="rename_label", source="complaints", error="LayoutError")
    yield BadDay(case=39, fault="renamed_field", options={"field": chance.choice(FIELDS)}, error="LayoutError")
    yield BadDay(
        case=40, fault="swap_labels", options={"label": "投诉编号"}, source="complaints", error="LayoutError"
    )
    yield BadDay(case=37, fault="extra_field", **any_list(chance))


def mistaken(chance: Random) -> Iterator[BadDay]:
    """Numbers under another's name, and things that are no numbers any more."""
    listing = chance.choice([*WATCHED.values()])
    swapped = partial(BadDay, case=40, fault="swap_fields")
    told = {"field": "replied_amt", "listing": "9900101"}  # no other total lies between those two
    yield swapped(options=told | {"other": "valid_amt"}, reason="replied_above_total")
    yield swapped(options=told | {"other": "completed_amt"}, reason="replied_fell")
    yield swapped(options={"field": "completed_amt", "other": "valid_amt", "listing": listing}, error="OrderError")
    yield BadDay(case=41, fault="retitle", options={"listing": listing}, reason="title_changed")
    elsewhere = {"to": f"{SERVICES}?couid=1", "code": 302}
    yield BadDay(case=41, fault="redirect", options=elsewhere, source="services", times=1, error="LayoutError")
    script = '<html><body><script>window.__DATA__ = {"valid_amt": 143026}</script></body></html>'
    yield BadDay(case=42, fault="body", options={"body": script}, error="ChallengeError")
    yield BadDay(case=42, fault="body", options={"body": script}, source="complaints", error="LayoutError")
    for value in ([], {"n": 1}, True):
        yield _stated(42, chance, value, "unreadable")


def _stated(case: int, chance: Random, value: object, reason: str, field: str | None = None) -> BadDay:
    options = {"field": field or chance.choice(FIELDS), "value": value, "listing": chance.choice([*WATCHED.values()])}
    return BadDay(case=case, fault="number_as", options=options, reason=reason)


def numbered(chance: Random) -> Iterator[BadDay]:
    """Every way a number may be written; none but plain digits is published."""
    for value in ("100,886", "100，886", "１００８８６"):
        yield _stated(44, chance, value, "unusual_form")
    for case, values in {45: ["15.1万"], 46: ["10.0万", "10万"], 47: ["10万+"], 48: ["1.2亿"]}.items():
        for value in values:
            yield _stated(case, chance, value, "rounded")
    for case, strange in {
        49: ["12,34", "1.2.3万", "1.5", 1.5],
        50: ["--", "暂无", "", None, " "],
        52: ["1_000", "٣", "²", "NaN", 1e5, "1e5", -3, "-3", "+3", "0x1f", "007 ", 10**15],
    }.items():
        for value in strange:
            yield _stated(case, chance, value, "unreadable")
    yield BadDay(case=51, fault="zero", options={"listing": chance.choice([*WATCHED.values()])}, reason="became_zero")


def _lessened(factor: float, tally: Tally) -> Tally:
    return Tally(total := int(tally.total * factor), *(min(one, total) for one in tally[1:]))


def unlikely(chance: Random) -> Iterator[BadDay]:
    """Numbers that are numbers and cannot be believed, or can; lists that shift, repeat themselves or never end."""
    listing = chance.choice([*WATCHED.values()])
    small = round(chance.uniform(0.9965, 0.9995), 4)
    bent = {listing: partial(_lessened, small)}
    yield BadDay(case=55, fault="fall", options={"listing": listing, "factor": small}, bent=bent)
    for factor in (0.99, round(chance.uniform(0.05, 0.99), 3)):
        yield BadDay(case=55, fault="fall", options={"listing": listing, "factor": factor}, reason="fell")
    # So far that it stands below where the directory is read to: it is not there, and that is told.
    yield BadDay(case=55, fault="fall", options={"listing": "9900102", "factor": 0.005}, warning="listing_unseen")
    for factor in (2, 10, round(chance.uniform(1.3, 40), 2)):
        yield BadDay(case=56, fault="fall", options={"listing": listing, "factor": factor}, reason="rose")
    yield BadDay(case=58, fault="number_as", options={"listing": listing, "value": "暂无"}, reason="unreadable")
    yield BadDay(case=59, fault="duplicate_row", source="feed")
    yield BadDay(case=59, fault="duplicate_row", source=chance.choice(["directory", "services"]), error="OrderError")
    yield BadDay(case=60, fault="shift", options={"by": 1})
    yield BadDay(case=60, fault="shift", options={"by": chance.choice([1, 2, 3])}, source="feed")
    yield BadDay(case=60, fault="shift", options={"by": -1}, warning="listing_unseen")
    for fault in ("repeat_page", "ascending"):
        yield BadDay(case=60, fault=fault, error="OrderError")
    future = {"field": "timestamp", "value": "4102444800"}
    yield BadDay(case=81, fault="number_as", options=future, source="feed", error="LayoutError")
