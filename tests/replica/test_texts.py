"""Texts are many, know what they are about, and hold nobody's data."""

import re
from collections import Counter
from itertools import islice

import pytest

from scrapers.replica.listings import NAMELESS
from scrapers.replica.words import categories, traditional
from scrapers.replica.world import Complaint, World
from tests.replica.conftest import NOW

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


@pytest.fixture(scope="module")
def complaints(world: World) -> list[Complaint]:
    found = (world.complaint(post.number) for post in islice(world.newest(NOW), 4_000))
    return [complaint for complaint in found if complaint]


def test_there_is_enough_to_say_of_every_category() -> None:
    assert len([code for code, row in categories().items() if "truth" not in row]) == 22
    for row in categories().values():
        assert "truth" in row or (len(row["titles"]) >= 6 and len(row["bodies"]) >= 8)


def test_thousands_of_complaints_read_differently(complaints: list[Complaint]) -> None:
    bodies = {complaint.text.body for complaint in complaints}
    assert len(bodies) > 0.93 * len(complaints)


def test_every_complaint_knows_its_categories_and_all_occur(complaints: list[Complaint]) -> None:
    seen = Counter(code for complaint in complaints for code in complaint.truth)
    assert set(seen) == {code for code, row in categories().items() if "truth" not in row}


def test_platforms_draw_different_complaints(complaints: list[Complaint]) -> None:
    def share(kind: str, code: str) -> float:
        of_kind = [complaint for complaint in complaints if complaint.stream.kind == kind]
        return sum(code in complaint.truth for complaint in of_kind) / len(of_kind)

    assert share("cash_loan", "contacts_harassed") > 2 * share("wallet", "contacts_harassed")
    assert share("wallet", "account_frozen") > 2 * share("cash_loan", "account_frozen")


def test_no_text_names_a_real_company(complaints: list[Complaint]) -> None:
    for complaint in complaints:
        text = complaint.text
        assert not re.search("美团|支付宝|京东|美團|支付寶|京東", text.title + text.body + text.issue + text.claim)
        assert complaint.listing.title != "支付宝" or complaint.stream.spoken == NAMELESS


def test_no_slot_and_no_choice_is_left_open(complaints: list[Complaint]) -> None:
    for complaint in complaints:
        assert not re.search(r"[{}|\[\]]", f"{complaint.text}".partition("truth")[0].replace("Text(", ""))


def test_made_up_mobile_numbers_are_nobodys(complaints: list[Complaint]) -> None:
    numbers = [number for complaint in complaints for number in MOBILE.findall(complaint.text.body)]
    assert len(numbers) > 20
    assert all(number.startswith("154000") for number in numbers)


@pytest.mark.parametrize(
    "written", ["我叫", "154-000", "１５４", "一五四零零零", "990101 ", "@example", "＠example", "6299 9900", "微信"]
)
def test_made_up_personal_data_comes_in_many_writings(complaints: list[Complaint], written: str) -> None:
    assert any(written in complaint.text.body for complaint in complaints)


def test_some_people_write_traditional_characters(complaints: list[Complaint]) -> None:
    share = sum("還" in complaint.text.body or "請" in complaint.text.body for complaint in complaints) / len(
        complaints
    )
    assert 0.005 < share < 0.06
    assert traditional("催收骚扰联系人，请尽快回复") == "催收騷擾聯繫人，請儘快回覆"


def test_issues_are_separated_by_both_kinds_of_comma(complaints: list[Complaint]) -> None:
    commas = Counter(comma for complaint in complaints for comma in ",，" if comma in complaint.text.issue)
    assert commas[","] > commas["，"] > 0


def test_many_texts_are_longer_than_the_feed_shows(complaints: list[Complaint]) -> None:
    assert 0.25 < sum(len(complaint.text.body) > 150 for complaint in complaints) / len(complaints) < 0.7
