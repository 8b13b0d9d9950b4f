"""Each fault in what is said does what its name says."""

from pathlib import Path
from typing import Any

import pytest

from scrapers.replica.faults import KNOWN
from scrapers.replica.feed import path
from scrapers.replica.server import Replica
from scrapers.replica.world import Complaint
from tests.replica.conftest import Ask, Data

DIRECTORY, FEED = "/api/company/main_search", "/api/index/feed"


def rows(data: Data, page: int = 1) -> list[dict[str, Any]]:
    return list(data(f"{DIRECTORY}?sort_col=1&sort_ord=2&page={page}")["lists"])


def test_a_fault_meets_only_its_path_its_page_and_its_times(replica: Replica, data: Data) -> None:
    replica.fault(DIRECTORY, "empty_lists", times=1, page=2)
    assert len(rows(data, 1)) == 10
    assert len(data(f"{FEED}?page=2")["lists"]) == 10
    assert rows(data, 2) == []
    assert len(rows(data, 2)) == 10


def test_healing_takes_every_fault_away(replica: Replica, data: Data) -> None:
    replica.fault(DIRECTORY, "empty_lists")
    replica.heal()
    assert rows(data)


def test_code_answers_the_publishers_error(replica: Replica, ask: Ask) -> None:
    replica.fault(FEED, "code", code=10005, msg="请先登录")
    assert ask(FEED).json()["result"]["status"] == {"code": 10005, "msg": "请先登录"}


def test_empty_and_null_lists_keep_their_pager(replica: Replica, data: Data) -> None:
    replica.fault(FEED, "empty_lists", times=1)
    replica.fault(DIRECTORY, "null_lists")
    answered = data(FEED)
    assert answered["lists"] == []
    assert answered["pager"]["item_count"] > 0
    assert data(DIRECTORY)["lists"] is None


def test_a_list_without_a_pager_can_be_empty_or_null_too(replica: Replica, data: Data) -> None:
    replica.fault("/api/company/rel_service", "null_lists", times=1)
    replica.fault("/api/company/rel_service", "empty_lists")
    assert data("/api/company/rel_service?couid=1003626") == []
    assert data("/api/company/rel_service?couid=1003626") == []


def test_repeat_page_gives_every_page_the_first(replica: Replica, data: Data) -> None:
    replica.fault("/api/", "repeat_page")
    assert rows(data, 3) == rows(data, 1)
    assert data(f"{FEED}?page=4")["lists"] == data(f"{FEED}?page=1")["lists"]


def test_ascending_turns_the_order_round(replica: Replica, data: Data) -> None:
    replica.fault("/api/", "ascending")
    totals = [int(row["valid_amt"]) for row in rows(data)]
    assert totals == sorted(totals)
    numbers = [item["main"]["sn"] for item in data(FEED)["lists"]]
    assert numbers == sorted(numbers)


def test_endless_pages_never_fall_below_the_floor(replica: Replica, data: Data) -> None:
    replica.fault("/api/", "endless", floor=2_000)
    seen = [row for page in (1, 2, 300, 9_999) for row in rows(data, page)]
    totals = [row["valid_amt"] for row in seen]
    assert totals == sorted(totals, reverse=True)
    assert min(totals) >= 2_000
    assert len({row["uid"] for row in seen}) == 40
    assert len(data(f"{FEED}?page=51")["lists"]) == 10


def test_a_field_can_be_missing_or_renamed_in_every_row(replica: Replica, data: Data) -> None:
    replica.fault(DIRECTORY, "missing_field", field="valid30d")
    replica.fault(DIRECTORY, "renamed_field", field="valid_amt", to="total_amt")
    replica.fault(FEED, "missing_field", field="sn")
    assert not any({"valid30d", "valid_amt"} & row.keys() for row in rows(data))
    assert all("total_amt" in row for row in rows(data))
    assert not any("sn" in item["main"] for item in data(FEED)["lists"])


@pytest.mark.parametrize("value", ["15.1万", "1,234", "１２３", None, 1.5, -3, "暂无"])
def test_a_number_can_be_written_any_way(replica: Replica, data: Data, value: object) -> None:
    replica.fault(DIRECTORY, "number_as", field="valid_amt", value=value)
    replica.fault(DIRECTORY, "number_as", field="replied_amt", value=value, listing="支付宝")
    found = rows(data)
    assert [row["valid_amt"] for row in found].count(value) == 1
    assert found[0]["valid_amt"] == value
    assert [row["title"] for row in found if row["replied_amt"] == value] == ["支付宝"]


def test_a_fall_is_of_one_listing_and_sorted_as_it_fell(replica: Replica, data: Data) -> None:
    before = {row["title"]: int(row["valid_amt"]) for row in rows(data)}
    replica.fault(DIRECTORY, "fall", listing="支付宝", factor=0.9)
    found = rows(data)
    totals = [int(row["valid_amt"]) for row in found]
    assert totals == sorted(totals, reverse=True)
    fallen = {row["title"]: int(row["valid_amt"]) for row in found}
    assert fallen["支付宝"] == int(before["支付宝"] * 0.9)
    assert fallen["美团（虚构合计）"] == before["美团（虚构合计）"]


@pytest.mark.parametrize("listing", ["京东金融", "9900102"])
def test_zero_and_a_new_title_are_of_the_listing_that_is_named(replica: Replica, data: Data, listing: str) -> None:
    replica.fault(DIRECTORY, "zero", listing=listing)
    replica.fault(DIRECTORY, "retitle", listing="1003626", title="另一家（虚构）")
    found = {row["title"]: row for row in rows(data)}
    assert int(found["京东金融"]["valid_amt"]) == 0
    assert found["另一家（虚构）"]["uid"] == "1003626"


def test_a_service_can_fall_and_be_renamed(replica: Replica, data: Data) -> None:
    replica.fault("/api/company/rel_service", "fall", listing="美团借钱", factor=0.5)
    replica.fault("/api/company/rel_service", "retitle", listing="1003626/90002", title="别的（虚构）")
    services = data("/api/company/rel_service?couid=1003626")
    assert int(services[0]["valid_amt"]) == 151_047 // 2
    assert services[1]["name"] == "别的（虚构）"


def test_robots_txt_can_keep_readers_out(replica: Replica, ask: Ask) -> None:
    """FAULTS 31."""
    replica.fault("/robots.txt", "disallow", rule="/api/")
    assert ask("/robots.txt").text.endswith("Disallow: /api/\n")


def test_labels_can_be_dropped_renamed_swapped_and_doubled(replica: Replica, ask: Ask, complaint: Complaint) -> None:
    """FAULTS 37, 38, 39, 40."""
    found = {}
    for fault in ("drop_label", "rename_label", "swap_labels", "duplicate_list"):
        replica.fault("/complaint/view/", fault, times=1)
        found[fault] = ask(path(complaint)).content.decode()
    whole = ask(path(complaint)).content.decode()
    assert whole.count('<ul class="ts-q-list">') == 1
    assert whole.index("投诉问题：") < whole.index("投诉要求：")
    assert "投诉进度：" not in found["drop_label"]
    assert "处理进展：" in found["rename_label"]
    assert "投诉进度：" not in found["rename_label"]
    assert found["swap_labels"].index("投诉问题：") > found["swap_labels"].index("投诉要求：")
    assert found["duplicate_list"].count('<ul class="ts-q-list">') == 2


def test_a_list_can_be_doubled_moved_and_have_a_label_more(replica: Replica, ask: Ask, complaint: Complaint) -> None:
    """FAULTS 37, 38."""
    found = {}
    for fault in ("extra_label", "nested_list"):
        replica.fault("/complaint/view/", fault, times=1)
        found[fault] = ask(path(complaint)).content.decode()
    assert "<li><label>投诉编码：</label> 17300000000</li>\n</ul>" in found["extra_label"]
    assert '<div class="ts-d-list"><div><ul class="ts-q-list">' in found["nested_list"]
    assert found["nested_list"].count('<ul class="ts-q-list">') == 1


@pytest.mark.parametrize(("by", "shared"), [(1, 1), (-1, 0)])
def test_a_list_can_shift_while_it_is_paged(replica: Replica, data: Data, by: int, shared: int) -> None:
    """FAULTS 60."""
    whole = [row["uid"] for page in (1, 2) for row in rows(data, page)]
    replica.fault("/api/", "shift", by=by)
    first, second = ([row["uid"] for row in rows(data, page)] for page in (1, 2))
    assert first == whole[:10]
    assert len({*first} & {*second}) == shared
    assert (whole[10] in second) == (by > 0)
    numbers = [[item["main"]["sn"] for item in data(f"{FEED}?page={page}")["lists"]] for page in (1, 2)]
    assert len({*numbers[0]} & {*numbers[1]}) == shared


def test_rows_can_have_more_fields_swapped_ones_twins_and_each_others_numbers(replica: Replica, data: Data) -> None:
    """FAULTS 40, 57, 59."""
    plain = rows(data)
    for fault, options in (
        ("extra_field", {"field": "badge", "value": "新"}),
        ("swap_fields", {"field": "valid_amt", "other": "replied_amt", "listing": plain[3]["title"]}),
        ("same_numbers", {"rows": 3}),
        ("duplicate_row", {}),
    ):
        replica.fault(DIRECTORY, fault, **options)
    bent = rows(data)
    assert bent[0] == bent[1]
    assert all(row["badge"] == "新" for row in bent)
    assert [row["valid_amt"] for row in bent[2:4]] == [plain[0]["valid_amt"]] * 2
    assert [bent[4][name] for name in ("valid_amt", "replied_amt")] == [
        plain[3][name] for name in ("replied_amt", "valid_amt")
    ]


def test_data_can_stand_a_level_deeper(replica: Replica, data: Data) -> None:
    """FAULTS 37."""
    replica.fault(DIRECTORY, "nested", under="list")
    assert len(data(f"{DIRECTORY}?page=1")["list"]["lists"]) == 10


def test_an_unknown_fault_or_option_is_refused(replica: Replica) -> None:
    with pytest.raises(ValueError, match="there is no fault 'flood'"):
        replica.fault("/", "flood")
    with pytest.raises(ValueError, match="has no option 'size'"):
        replica.fault("/", "zero", size=3)


def test_every_fault_is_tried_by_a_test() -> None:
    told = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_faults_*.py"))
    assert [name for name in KNOWN if f'"{name}"' not in told] == []
