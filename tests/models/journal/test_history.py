"""Reading the history: entries, single fields, and the rows of an earlier day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from models.journal.as_of import rows_as_of
from models.journal.history import entries, last_change, local_time, written_past
from models.journal.typing import forget, keep, unfinished
from models.journal.undo import undo
from models.journal.writing import delete_record, insert_record, insert_records, update_record
from models.store import Actor, Store, change
from models.store.library import sqlite3
from models.tables.people import Honour, Teacher


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    """Sets the instant that the next actions are dated with."""

    def at(moment: datetime) -> None:
        text = moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        monkeypatch.setattr(change, "now", lambda: text)

    return at


@pytest.fixture
def worked(empty_store: Store, clock) -> Store:
    """Three days of work by two people on two rows."""
    office, other = Actor("张主任", "tty1"), Actor("李老师", "ssh")
    for day, actor, action, changes in (
        (1, office, "roster.import", None),
        (2, office, "roster.type", {"phone": "138"}),
        (2, other, "roster.type", {"phone": "139", "rank": "first"}),
        (3, office, "roster.delete", {}),
    ):
        clock(datetime(2026, 9, day, 8, 30).astimezone())
        empty_store.actor = actor
        with empty_store.change(action, f"第{day}天"):
            if changes is None:
                insert_records(Teacher, [{"staff_no": "001", "name": "李芳"}, {"staff_no": "002", "name": "王强"}])
            elif changes:
                update_record(Teacher, 1, changes)
            else:
                delete_record(Teacher, 2)
    empty_store.actor = office
    return empty_store


def ids(**filters) -> list[int]:
    return [entry.id for entry in entries(**filters)]


def test_the_newest_comes_first_and_pages_follow(worked: Store):
    assert ids() == [4, 3, 2, 1]
    assert ids(limit=2) == [4, 3]
    assert ids(limit=2, before_id=3) == [2, 1]


def test_an_entry_tells_who_where_why_and_every_field(worked: Store):
    entry = entries(limit=1, before_id=4)[0]
    assert (entry.actor, entry.origin, entry.action, entry.reason) == ("李老师", "ssh", "roster.type", "第2天")
    assert local_time(entry.at).date() == date(2026, 9, 2)
    (row,) = entry.rows
    assert (row.tbl, row.row_id, row.op) == ("teacher", 1, "U")
    assert [(field.field, field.old, field.new) for field in row.fields] == [
        ("rank", "", "first"),
        ("phone", "138", "139"),
    ]


def test_by_person_row_kind_and_day(worked: Store):
    assert ids(actor="李老师") == [3]
    assert ids(action="roster.") == [4, 3, 2, 1]
    assert ids(action="roster.type") == [3, 2]
    assert ids(rows=[("teacher", 2)]) == [4, 1]
    assert ids(rows=[("teacher", 1), ("honour", 5)]) == [3, 2, 1]
    assert ids(since=date(2026, 9, 2), until=date(2026, 9, 2)) == [3, 2]
    assert ids(since=date(2026, 9, 3)) == [4]
    assert ids(until=date(2026, 8, 31)) == []
    assert [row.row_id for row in entries(rows=[("teacher", 2)])[-1].rows] == [2], "the other row is left out"


def test_a_large_import_is_counted_and_shortened(empty_store: Store):
    with empty_store.change("roster.import"):
        insert_records(Teacher, [{"staff_no": f"{n:03}"} for n in range(250)])
    (entry,) = entries(most_rows=20)
    assert (entry.row_count, len(entry.rows)) == (250, 20)


def test_an_undone_entry_names_what_took_it_back(worked: Store):
    undone = undo(worked)
    newest, before, *_ = entries()
    assert (newest.id, newest.action, newest.undo_of) == (undone.id, "undo", before.id)
    assert before.undone_by == newest.id


def test_the_last_change_of_a_field(worked: Store):
    who, at, old, new = last_change("teacher", 1, "phone") or ("", "", "", "")
    assert (who, old, new) == ("李老师", "138", "139")
    assert local_time(at).date() == date(2026, 9, 2)
    assert last_change("teacher", 1, "name")[0] == "张主任"  # type: ignore[index]
    assert last_change("teacher", 99, "name") is None


def test_a_write_past_the_program_has_no_name(worked: Store):
    connection = sqlite3.connect(str(worked.file))
    connection.execute("UPDATE teacher SET phone = '110' WHERE id = 1")
    connection.commit()
    connection.close()
    assert last_change("teacher", 1, "phone") == ("", "", "139", "110")
    (row,) = written_past()
    assert (row.tbl, row.row_id, row.op) == ("teacher", 1, "U")


def test_the_rows_of_any_moment_come_back(empty_store: Store, clock):
    begin = datetime(2026, 9, 1, tzinfo=UTC)
    seen = []
    for step in range(30):
        clock(begin + timedelta(hours=step))
        with empty_store.change("roster.type"):
            if step % 7 == 5:
                delete_record(Teacher, step // 7 + 1)
            elif step % 3 == 0:
                insert_record(Teacher, {"staff_no": f"{step:03}"})
            else:
                update_record(
                    Teacher, Teacher.select(Teacher.id).order_by(Teacher.id.desc()).get().id, {"phone": str(step)}
                )
        seen.append(rows_as_of(empty_store, Teacher, begin + timedelta(days=99)))
    assert rows_as_of(empty_store, Teacher, begin - timedelta(seconds=1)) == []
    for step, rows in enumerate(seen):
        assert rows_as_of(empty_store, Teacher, begin + timedelta(hours=step, minutes=30)) == rows
    assert rows_as_of(empty_store, Honour, begin) == []


def test_a_moment_needs_a_time_zone(empty_store: Store):
    with pytest.raises(ValueError, match="time zone"):
        rows_as_of(empty_store, Teacher, datetime(2026, 9, 1))


def test_a_half_typed_cell_is_kept_for_its_typist_only(empty_store: Store):
    before, usual = empty_store.latest_change(), empty_store.db.synchronous
    keep(empty_store, "roster", 3, "name", "王")
    keep(empty_store, "roster", 3, "name", "王x")
    keep(empty_store, "honours", 8, "issuer", "县")
    found = unfinished(empty_store, "roster")
    assert found is not None
    assert (found.row_id, found.field, found.text) == (3, "name", "王x")
    assert empty_store.latest_change() == before, "typing is no history"
    assert empty_store.db.synchronous == usual, "the next action is durable again"
    empty_store.actor = Actor("李老师")
    assert unfinished(empty_store, "roster") is None
    empty_store.actor = Actor("张主任")
    forget(empty_store, "roster")
    assert unfinished(empty_store, "roster") is None
    keep(empty_store, "honours", 8, "issuer", "")
    assert unfinished(empty_store, "honours") is None


def test_a_half_typed_cell_may_be_forgotten_within_the_action_that_writes_it(empty_store: Store):
    keep(empty_store, "roster", 3, "name", "王x")
    with empty_store.change("roster.type") as doing:
        forget(empty_store, "roster")
    assert doing.id is None
    assert empty_store.latest_change() == 0
    assert unfinished(empty_store, "roster") is None
