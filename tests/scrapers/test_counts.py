"""Reading the directory: how its rows are keyed."""

from scrapers.publishers.stated import StatedCount
from scrapers.sources.counts import companies
from scrapers.sources.reader import Read


def keyed(*listings: str) -> list[str]:
    rows = {key: Read(StatedCount(key, key, "1", "1", "1", "1"), None) for key in listings}  # type: ignore[arg-type]
    found = companies(rows, {})
    assert [read.value.listing for read in found.values()] == list(found)
    assert [read.value.title for read in found.values()] == list(listings)
    return list(found)


def test_a_row_is_keyed_by_its_company_whatever_service_it_names() -> None:
    assert keyed("1", "2/26857") == ["1", "2"]


def test_rows_that_share_a_company_are_told_apart_by_their_service() -> None:
    assert keyed("1/8", "2", "1/9") == ["1/8", "2", "1/9"]


def test_a_row_keeps_the_key_it_was_stored_under() -> None:
    """Otherwise its readings before would not be held against it when a second row of its company comes and goes."""
    one = {"5/1": Read(StatedCount("5/1", "甲", "1", "1", "1", "1"), None)}  # type: ignore[arg-type]
    other = {"5/2": Read(StatedCount("5/2", "乙", "1", "1", "1", "1"), None)}  # type: ignore[arg-type]
    assert list(companies(one | other, {"5": "甲"})) == ["5", "5/2"]
    assert list(companies(one, {"5/1": "甲", "5/2": "乙"})) == ["5/1"]
