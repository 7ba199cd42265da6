"""A disk that is really full, two programs of different ages, and a clock that goes back. Network disks, folders that
may not be written to and limits on file sizes are tried in tests/models/store."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.journal.writing import insert_records
from models.store import Actor, Store, change, schema
from models.store.checking import check
from models.store.errors import StoreFull, StoreNewer
from models.tables import ALL
from models.tables.log import ChangeSet
from models.tables.people import Teacher


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB; skips where nobody may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted by root on Linux only")
    yield place
    subprocess.run(["umount", place], check=True)


def test_an_import_that_does_not_fit_on_the_disk_is_told_and_leaves_nothing(small_disk: Path):
    rows = [{"staff_no": f"x{n}", "remark": "记" * 400} for n in range(2000)]
    with Store.create(small_disk / "school.db", Actor("office")) as store:
        with store.change("roster.type", "1"):
            insert_records(Teacher, [{"staff_no": "before"}])
        with pytest.raises(StoreFull, match="没有保存"), store.change("roster.import", "2000"):
            insert_records(Teacher, rows)
        with store.change("roster.type", "1"):
            insert_records(Teacher, [{"staff_no": "after"}])
        assert [row.staff_no for row in Teacher.select()] == ["before", "after"]
        assert check(store) == []


def test_of_two_programs_the_older_writes_nothing_once_the_newer_has_been_there(file: Path):
    older = Store.open(file, Actor("office"))
    newer = Store.open(file, Actor("office"))
    newer.db.pragma("user_version", schema.VERSION + 1)
    with pytest.raises(StoreNewer), older.change("roster.type"):
        insert_records(Teacher, [{"staff_no": "1"}])
    older.db.bind(ALL)
    assert Teacher.select().count() == 0
    newer.close()
    older.close()
    with pytest.raises(StoreNewer):
        Store.open(file, Actor("office"))


def test_a_clock_that_goes_back_leaves_the_order_and_is_told(file: Path, monkeypatch: pytest.MonkeyPatch):
    with Store.open(file, Actor("office")) as store:
        for number, at in enumerate(("2026-11-24T08:00:00", "2026-11-24T07:00:00", "2026-11-24T07:30:00")):
            monkeypatch.setattr(change, "now", lambda at=at: f"{at}.000000Z")
            with store.change("roster.type", "1"):
                insert_records(Teacher, [{"staff_no": str(number)}])
        assert [row.id for row in ChangeSet.select().order_by(ChangeSet.id)] == [1, 2, 3]
        findings = check(store)
        assert [finding.grave for finding in findings] == [False, False]
        assert all("时钟" in finding.what or "时间" in finding.what for finding in findings)
