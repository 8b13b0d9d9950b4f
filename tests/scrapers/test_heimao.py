"""The adapter for 黑猫投诉 against saved bodies, each beside the records or the error it must give."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import BodyError
from scrapers.publishers import heimao
from scrapers.publishers.heimao_page import read_head

EXAMPLES = Path(__file__).parent.parent / "examples" / "heimao"
CASES = sorted(path for path in EXAMPLES.iterdir() if not path.name.endswith(".expected.json"))
REAL = Path(__file__).parents[3] / "shared" / "real"
ASKED = "17391181466"
ADDRESSES = {
    "directory": heimao.URL + heimao.directory_path(1),
    "services": heimao.URL + heimao.services_path("1003626"),
    "feed": heimao.URL + heimao.feed_path(1),
    "complaint": f"{heimao.URL}/complaint/view/{ASKED}/?sld=0123456789abcdef0123456789abcdef",
}


def read(case: Path) -> object:
    address = ADDRESSES[case.name.split("-")[0]]
    try:
        records = asdict(heimao.parse(address, case.read_bytes()))
    except BodyError as error:
        records = {"error": type(error).__name__, "says": str(error)}
    return json.loads(json.dumps(records, default=str, ensure_ascii=False))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_saved_body_gives_its_records_or_its_error(case: Path) -> None:
    """FAULTS 37, 38, 39, 40, 41, 42, 49, 50, 51, 52.

    What is expected was written on the first run, which fails until a person has read it.
    """
    expected = case.with_suffix(".expected.json")
    found = read(case)
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was written now: read it, and keep it if it is right")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_expectation_has_its_body() -> None:
    bodies = {case.stem for case in CASES}
    expected = {path.name.removesuffix(".expected.json") for path in EXAMPLES.glob("*.expected.json")}
    assert expected == bodies


def test_endless_titles_and_numbers_are_cut_before_anything_looks_for_marks_in_them() -> None:
    body = json.loads((EXAMPLES / "directory-ordinary.json").read_text(encoding="utf-8"))
    rows = body["data"]["lists"] if "data" in body else body["result"]["data"]["lists"]
    rows[0] |= {"title": "<span" * 400_000, "valid_amt": "1" * 4_000_000}
    began = time.monotonic()
    first, *_ = heimao.parse(ADDRESSES["directory"], json.dumps(body).encode()).rows
    assert time.monotonic() - began < 5
    assert (len(first.title), first.total) == (301, "1" * 60 + "…")


def of_feed(**changed: object) -> bytes:
    body = json.loads((EXAMPLES / "feed-ordinary.json").read_text(encoding="utf-8"))
    rows = body["result"]["data"]["lists"]
    for row in rows[: len(rows) // 2 + 1]:
        row["main"] |= changed
    return json.dumps(body).encode()


@pytest.mark.parametrize(
    "changed",
    [{"title": ""}, {"summary": "\ufffd\ufffd"}, {"couid": "300"}, {"status": 187}, {"status": "1745294834"}],
    ids=str,
)
def test_a_feed_of_damaged_texts_or_swapped_values_is_refused(changed: dict[str, object]) -> None:
    """FAULTS 36, 40."""
    with pytest.raises(BodyError):
        heimao.parse_feed(of_feed(**changed))


def test_one_damaged_text_is_its_writers_own() -> None:
    """FAULTS 36."""
    body = json.loads((EXAMPLES / "feed-ordinary.json").read_text(encoding="utf-8"))
    body["result"]["data"]["lists"][0]["main"]["summary"] = "\ufffd"
    assert heimao.parse_feed(json.dumps(body).encode()).rows[0].excerpt == "\ufffd"


SWAPPED = {
    "service and claim": ("使用服务", "投诉要求"),
    "service and company": ("使用服务", "投诉对象"),
    "claim and company": ("投诉要求", "投诉对象"),
}
MOVED = {
    "the service twice": ('<a href="#">美团借钱</a>', '<a href="#">美团借钱</a><a href="#">美团借钱</a>'),
    "the title in the list": ('<a href="#">美团借钱</a>', '<a href="#">美团借钱</a><h1>提前还款后仍被扣款</h1>'),
    "no link": ('<a href="#">美团借钱</a>', "美团借钱"),
    "a link among the claims": ("退款,道歉", '退款,<a href="#">道歉</a>'),
}


@pytest.mark.parametrize("labels", SWAPPED.values(), ids=SWAPPED)
def test_labels_in_each_others_place_are_refused_where_their_links_tell(labels: tuple[str, str]) -> None:
    """FAULTS 40: whose complaint it is must not be read off another value."""
    one, other = labels
    body = (EXAMPLES / "complaint-service-unclosed.html").read_text(encoding="utf-8")
    swapped = body.replace(one, "\x00").replace(other, one).replace("\x00", other)
    with pytest.raises(BodyError, match="behind the label"):
        heimao.parse_complaint(swapped.encode(), ASKED)


@pytest.mark.parametrize("change", MOVED.values(), ids=MOVED)
def test_what_does_not_belong_behind_a_label_is_refused(change: tuple[str, str]) -> None:
    """FAULTS 37, 38."""
    body = (EXAMPLES / "complaint-service-unclosed.html").read_text(encoding="utf-8")
    assert change[0] in body
    with pytest.raises(BodyError, match="behind the label"):
        heimao.parse_complaint(body.replace(*change).encode(), ASKED)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_body_raises_anything_but_a_body_error(body: bytes) -> None:
    for address in ADDRESSES.values():
        with pytest.raises(BodyError):
            heimao.parse(address, body)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["lists", "main", "sn", "title", "uid"]), inner, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_no_data_in_the_envelope_raises_anything_but_a_body_error(data: object) -> None:
    body = json.dumps({"result": {"status": {"code": 0, "msg": ""}, "data": data}}).encode()
    for source in ("directory", "services", "feed"):
        try:
            assert not heimao.parse(ADDRESSES[source], body).rows  # type: ignore[union-attr]
        except BodyError:
            continue


@pytest.mark.skipif(not REAL.exists(), reason="the real bodies are not part of the repository")
def test_the_real_heads_of_complaint_pages_are_read_as_they_are() -> None:
    page = BeautifulSoup((REAL / "complaint_pages_2020.html").read_text(encoding="utf-8"), "html.parser")
    heads = page.select("div.ts-d-question")
    for head in heads:
        number = head.select_one("[data-rid]")["data-rid"]  # type: ignore[index]
        found = read_head(head, str(number), "", "")
        assert found.complaint == number
        assert found.posted_at.year == 2020
        assert found.amount_cny is not None
        assert found.status == "handling"
    assert len(heads) == 6


@pytest.mark.skipif(not REAL.exists(), reason="the real bodies are not part of the repository")
def test_the_real_values_of_the_feed_are_read_as_they_are() -> None:
    saved = json.loads((REAL / "feed_values_2025.json").read_text(encoding="utf-8"))["complaints"]
    for real in saved:
        main = {
            "sn": real["id"],
            "title": real["title"],
            "couid": "1003626",
            "issue": real["issue"],
            "appeal": real["appeal"],
            "summary": real["content"],
            "status": real["status"],
            "timestamp": "1745294834",
            "url": real["url"],
            "cost": real["cost"],
        }
        data = {"lists": [{"main": main}]}
        body = json.dumps({"result": {"status": {"code": 0, "msg": ""}, "data": data}}).encode()
        (found,) = heimao.parse_feed(body).rows
        assert found.complaint == real["id"]
        assert str(found.amount_cny) == real["cost"]
        assert found.status in heimao.KNOWN_STATUSES
