"""`verify` says precisely what differs, whichever side was changed: the database or the evidence."""

import gzip
from pathlib import Path

import pytest

from db.connection import writing
from db.settings import Settings
from scrapers.verify import Difference, verify
from tests.scrapers.conftest import Refresher


@pytest.fixture
def refreshed(refresh: Refresher) -> Refresher:
    refresh()
    return refresh


def differences(settings: Settings) -> list[Difference]:
    return list(verify(settings, lambda *_: None))


def change(settings: Settings, statement: str) -> None:
    with writing(settings.database) as opened:
        opened.execute(statement)


@pytest.mark.parametrize("column", ["total", "replied", "completed", "last_30_days"])
def test_one_digit_changed_in_the_database_is_named(refreshed: Refresher, settings: Settings, column: str) -> None:
    listing, value = refreshed.rows(f"select listing, {column} from counts order by total desc limit 1")[0]
    change(settings, f"update counts set {column} = {column} + 1 where listing = '{listing}'")
    (found,) = differences(settings)
    assert (found.table, found.column) == ("counts", column)
    assert found.stored == str(int(str(value)) + 1)
    assert found.read == f"{value} in the evidence"
    assert str(listing) in str(found)
    assert ".warc.gz at byte" in str(found)


def test_a_count_of_another_time_is_named(refreshed: Refresher, settings: Settings) -> None:
    change(settings, "update counts set read_at = read_at + interval 1 day where listing = '1003626'")
    assert [found.column for found in differences(settings)] == ["read_at"]


@pytest.mark.parametrize("column", ["title", "status", "issue", "claim", "excerpt"])
def test_a_changed_word_of_a_complaint_is_named(refreshed: Refresher, settings: Settings, column: str) -> None:
    ((number,),) = refreshed.rows("select max(complaint) from complaints")
    change(settings, f"update complaints set {column} = {column} || '!' where complaint = '{number}'")
    (found,) = differences(settings)
    assert (found.table, found.column) == ("complaints", column)
    assert str(number) in found.row


def test_a_row_that_was_lost_is_named_twice_by_the_evidence_and_by_the_ledger(
    refreshed: Refresher, settings: Settings
) -> None:
    """FAULTS 66: a torn write-ahead log loses rows without a word."""
    change(settings, "delete from counts where listing = '1003626'")
    found = differences(settings)
    assert [(one.table, one.column) for one in found] == [("counts", "the number of rows"), ("counts", "the row")]
    assert "1003626" in found[1].row


def test_a_row_that_was_invented_is_named(refreshed: Refresher, settings: Settings) -> None:
    change(settings, "insert into counts select * replace ('999' as listing) from counts limit 1")
    found = differences(settings)
    assert any("999" in one.row and one.read == "not in the evidence" for one in found)


def test_a_changed_byte_of_evidence_is_found(refreshed: Refresher, settings: Settings) -> None:
    ((name, offset, length),) = refreshed.rows(
        "select file, file_offset, file_length from captures where source = 'directory' limit 1"
    )
    path = settings.evidence / str(name)
    body = bytearray(path.read_bytes())
    body[int(str(offset)) + int(str(length)) // 2] ^= 1
    path.write_bytes(bytes(body))
    found = differences(settings)
    assert [(one.table, one.column) for one in found] == [("captures", "the record")]
    assert f"{name} at byte {offset}" in str(found[0])


def test_evidence_that_was_forged_with_care_is_found_by_its_hash(refreshed: Refresher, settings: Settings) -> None:
    """The record is well-formed and its digest is right; only the database knows that it is another one."""
    ((name, first, length),) = refreshed.rows(
        "select file, file_offset, file_length from captures where source = 'directory' order by file_offset limit 1"
    )
    ((other, other_length),) = refreshed.rows(
        "select file_offset, file_length from captures where source = 'directory' order by file_offset desc limit 1"
    )
    statement = f"update captures set file_offset = {other}, file_length = {other_length} where file_offset = {first}"
    change(settings, statement)
    columns = {one.column for one in differences(settings)}
    assert {"capture", "sha256", "url"} <= columns
    assert gzip.decompress((settings.evidence / str(name)).read_bytes()[int(str(first)) :][: int(str(length))])


def test_missing_evidence_is_found(refreshed: Refresher, settings: Settings) -> None:
    for path in Path(settings.evidence).glob("*.warc.gz"):
        path.unlink()
    ((captures,),) = refreshed.rows("select count(*) from captures")
    assert len(differences(settings)) == captures
