"""`verify` says precisely what differs, whichever side was changed: the database or the evidence."""

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.connection import reading, writing
from db.settings import Settings
from scrapers.platforms import Watchlist
from scrapers.replica.clock import Clock
from scrapers.replica.server import Replica
from scrapers.replica.world import World
from scrapers.verify import Difference, verify
from tests.scrapers.conftest import ANCHOR, Refresher, pointed_at


@pytest.fixture(scope="module")
def replica(world: World) -> Iterator[Replica]:
    with Replica(world=world, clock=Clock(ANCHOR, speed=0)) as served:
        yield served


@pytest.fixture(scope="module")
def once(replica: Replica, watchlist: Watchlist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One refresh of everything, made once for all that is done to copies of it."""
    folder = tmp_path_factory.mktemp("once")
    Refresher(pointed_at(replica, folder), watchlist, replica)()
    return folder


@pytest.fixture
def refreshed(once: Path, refresh: Refresher, tmp_path: Path) -> Refresher:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
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
    found, *following = differences(settings)
    assert (found.table, found.column) == ("counts", column)
    assert {one.table for one in following} <= {"crossings", "milestones"}, (
        "what follows from a total differs with it"
    )
    assert found.stored == str(int(str(value)) + 1)
    assert found.read == f"{value} in the evidence"
    assert str(listing) in str(found)
    assert ".warc.gz at byte" in str(found)


def test_a_count_of_another_time_is_named(refreshed: Refresher, settings: Settings) -> None:
    change(settings, "update counts set read_at = read_at + interval 1 day where listing = '1003626'")
    found, *following = differences(settings)
    assert (found.table, found.column) == ("counts", "read_at")
    assert {one.table for one in following} <= {"crossings", "milestones"}


@pytest.mark.parametrize("column", ["title", "status", "issue", "claim", "excerpt"])
def test_a_changed_word_of_a_complaint_is_named(refreshed: Refresher, settings: Settings, column: str) -> None:
    ((number,),) = refreshed.rows("select max(complaint) from complaints")
    change(settings, f"update complaints set {column} = {column} || '!' where complaint = '{number}'")
    found, *following = differences(settings)
    assert (found.table, found.column) == ("complaints", column)
    assert {one.table for one in following} <= {"complaint_days", "complaint_categories"}
    assert str(number) in found.row


def test_a_row_that_was_lost_is_named_twice_by_the_evidence_and_by_the_ledger(
    refreshed: Refresher, settings: Settings
) -> None:
    """FAULTS 66: a torn write-ahead log loses rows without a word."""
    change(settings, "delete from counts where listing = '1003626'")
    found = differences(settings)
    assert [(one.table, one.column) for one in found[:2]] == [("counts", "the number of rows"), ("counts", "the row")]
    assert "1003626" in found[1].row
    assert {one.table for one in found[2:]} <= {"crossings", "milestones"}


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


@pytest.fixture(scope="module")
def record(world: World, watchlist: Watchlist, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three days of readings, kept once for all that is done to copies of it."""
    folder = tmp_path_factory.mktemp("record")
    with Replica(world=world, clock=Clock(ANCHOR, speed=0)) as replica:
        settings = pointed_at(replica, folder, TOUSU_FEED_PAGES="12", TOUSU_COMPLAINT_PAGES="8")
        refresh = Refresher(settings, watchlist, replica)
        refresh()
        refresh("feed", days_later=0.3)
        refresh("directory", "services", days_later=2)
        refresh("complaints", "feed")
    return settings


@pytest.fixture
def kept(record: Settings, tmp_path: Path) -> Settings:
    shutil.copy(record.database, tmp_path / "tousu.duckdb")
    shutil.copytree(record.evidence, tmp_path / "evidence")
    return replace(record, database=tmp_path / "tousu.duckdb", evidence=tmp_path / "evidence")


def test_three_days_of_readings_are_what_their_evidence_tells(record: Settings) -> None:
    assert [str(one) for one in differences(record)] == []
    with reading(record.database) as opened:
        ((times,),) = opened.execute(
            "select max(times) from (select count(*) as times from complaint_statuses group by complaint)"
        ).fetchall()
    assert times > 1, "a complaint moved on, or the statuses would not be tried"


A_PAGE = "(select max(complaint) from complaints where page_capture is not null)"
FED = "(select max(complaint) from complaints where page_capture is null)"
TAMPERED = [
    ("update counts set capture = 'nowhere' where listing = '1003626'", "counts", "capture"),
    ("update counts set refresh = 'none' where listing = '1003626'", "counts", "refresh"),
    ("update counts set is_revision = true where listing = '1003626'", "counts", "is_revision"),
    ("delete from captures where source = 'feed' and file_offset > 99999", "complaints", "capture"),
    ("delete from captures where source = 'services'", "counts", "capture"),
    ("delete from refreshes where source = 'feed'", "captures", "refresh"),
    (f"delete from complaints where complaint = {FED}", "complaints", "the row"),
    (f"insert into complaints from complaints where complaint = {FED}", "complaints", "the number of rows"),
    (f"update complaints set service = '美团' where complaint = {A_PAGE}", "complaints", "service"),
    (f"update complaints set page_capture = null where complaint = {A_PAGE}", "complaints", "page_capture"),
    (f"update complaints set url = 'https://tousu.sina.com.cn/' where complaint = {FED}", "complaints", "url"),
    (f"update complaints set listing = '1' where complaint = {FED}", "complaints", "company"),
    (
        f"update complaints set first_seen_at = first_seen_at - interval 1 day where complaint = {FED}",
        "complaints",
        "first_seen_at",
    ),
    (
        f"update complaints set last_seen_at = last_seen_at + interval 1 day where complaint = {FED}",
        "complaints",
        "last_seen_at",
    ),
    (f"update complaint_statuses set status = 'closed' where complaint = {FED}", "complaint_statuses", "status"),
    (f"delete from complaint_statuses where complaint = {FED}", "complaint_statuses", "the row"),
    (
        "insert into complaint_statuses select publisher, complaint, 'closed', seen_at + interval 1 hour, capture "
        f"from complaint_statuses where complaint = {FED}",
        "complaint_statuses",
        "the row",
    ),
    (f"delete from complaint_steps where complaint = {A_PAGE} and step = 1", "complaint_steps", "the row"),
    (f"update complaint_steps set event = 'x' where complaint = {A_PAGE} and step = 1", "complaint_steps", "event"),
    ("update listings set title = '改名' where listing = '1003626'", "listings", "title"),
    ("delete from listings where listing = '1003626'", "counts", "listing"),
    ("update listings set platform = null where platform = 'alipay'", "listings", "platform"),
    ("update listings set platform = 'alipay' where platform = 'jd_finance'", "listings", "platform"),
    ("update crossings set by_at = by_at - interval 1 day", "crossings", "by_at"),
    ("update crossings set is_revised = not is_revised", "crossings", "is_revised"),
    ("delete from crossings", "crossings", "the row"),
    ("insert into crossings select * replace ('1' as listing) from crossings", "crossings", "the row"),
    ("update complaint_days set complaints = complaints + 1", "complaint_days", "complaints"),
    ("delete from complaint_days where category is null", "complaint_days", "the row"),
    ("update complaint_categories set matched = 'x'", "complaint_categories", "matched"),
    (f"delete from complaint_categories where complaint = {FED}", "complaint_categories", "the row"),
    ("insert into complaint_categories from complaint_categories", "complaint_categories", "the number of rows"),
    ("update refreshes set complaints = complaints + 1 where source = 'feed'", "refreshes", "complaints"),
]


@pytest.mark.parametrize(("statement", "table", "column"), TAMPERED, ids=[one[0][:70] for one in TAMPERED])
def test_what_was_altered_added_or_deleted_is_named(kept: Settings, statement: str, table: str, column: str) -> None:
    change(kept, statement)
    named = [str(one) for one in differences(kept) if (one.table, one.column) == (table, column)]
    assert named
    assert all(f"{column} is " in sentence for sentence in named)


def test_complaints_deleted_with_their_receipts_are_missed_by_the_refresh_s_own_account(kept: Settings) -> None:
    for table in ("complaints", "complaint_statuses", "complaint_steps", "complaint_categories"):
        change(kept, f"delete from {table} where complaint = {A_PAGE}" if table != "complaints" else "select 1")
    change(kept, f"delete from captures where capture = (select capture from complaints where complaint = {A_PAGE})")
    change(kept, f"delete from complaints where complaint = {A_PAGE}")
    assert ("refreshes", "complaints") in {(one.table, one.column) for one in differences(kept)}


def test_a_text_in_quarantine_is_held_against_its_receipt(
    refreshed: Refresher, settings: Settings, replica: Replica
) -> None:
    replica.fault("/api/company/main_search", "number_as", field="valid_amt", value="15.1万", listing="1003626")
    refreshed("directory", days_later=1)
    assert differences(settings) == []
    for column in ("title", "total", "replied", "reason", "detail"):
        change(settings, f"update quarantine set {column} = {column} || '1'")
    assert {one.column for one in differences(settings)} == {"title", "total", "replied", "reason", "detail"}


def test_a_refresh_may_go_on_while_the_record_is_verified(kept: Settings) -> None:
    going = verify(kept, lambda *_: None)
    change(kept, "delete from counts")
    assert list(going) != []
    half = verify(kept, lambda *_: change(kept, "delete from captures"))
    assert any(one.table == "counts" for one in half)
