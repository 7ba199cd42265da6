"""One action: all of it or nothing, in the history exactly once."""

from __future__ import annotations

import threading

import pytest
from peewee import IntegrityError

from models.journal.writing import AT_ONCE, delete_record, insert_record, insert_records, update_record
from models.store import Actor, Store
from models.store.errors import StoreFull
from models.store.library import sqlite3
from models.tables.log import AuditContext, Change, ChangeSet
from models.tables.people import Honour, Teacher


def add_teacher(store: Store, number: str = "001", **values) -> int:
    with store.change("roster.type"):
        return insert_record(Teacher, {"staff_no": number, "name": "李芳", **values})


def test_an_action_leaves_one_sealed_set_with_who_where_and_why(empty_store: Store):
    with empty_store.change("roster.import", "九月名单") as doing:
        insert_records(Teacher, [{"staff_no": f"{n:03}"} for n in range(3)])
    made = ChangeSet.get_by_id(doing.id)
    assert (made.actor, made.origin, made.action, made.reason) == ("张主任", "tty1", "roster.import", "九月名单")
    assert len(made.digest) == 64
    assert [change.op for change in Change.select().where(Change.change_set_id == doing.id)] == ["I", "I", "I"]
    assert AuditContext.get().change_set_id is None


def test_many_records_are_numbered_and_told_of_in_their_order(empty_store: Store):
    numbers = [f"{number:03}" for number in range(AT_ONCE + 20)]
    with empty_store.change("roster.import") as doing:
        ids = insert_records(Teacher, ({"staff_no": number} for number in numbers))
        assert insert_records(Teacher, []) == []
    assert ids == sorted(ids)
    assert [Teacher.get_by_id(row_id).staff_no for row_id in (ids[0], ids[-1])] == [numbers[0], numbers[-1]]
    assert [row.staff_no for row in Teacher.select().order_by(Teacher.id)] == numbers
    changes = Change.select().where(Change.change_set_id == doing.id).order_by(Change.id)
    assert [change.row_id for change in changes] == ids


def test_a_difference_is_kept_as_old_and_new(empty_store: Store):
    row_id = add_teacher(empty_store)
    with empty_store.change("roster.type"):
        update_record(Teacher, row_id, {"name": '李"芳\\䶮𠅤', "head_of_class": None, "is_full_time": False})
    change = Change.select().order_by(Change.id.desc()).get()
    assert change.op == "U"
    assert change.before == '{"version":1,"name":"李芳","is_full_time":1}'
    assert change.after == '{"version":2,"name":"李\\"芳\\\\䶮𠅤","is_full_time":0}'


def test_an_action_that_changes_nothing_leaves_nothing(empty_store: Store):
    row_id = add_teacher(empty_store)
    other = sqlite3.connect(str(empty_store.file))
    seen = other.execute("PRAGMA data_version").fetchone()
    with empty_store.change("roster.type") as doing:
        assert not update_record(Teacher, row_id, {"name": "李芳", "sort_no": 0})
        assert not delete_record(Teacher, 99)
    assert doing.id is None
    assert empty_store.latest_change() == 1
    assert other.execute("PRAGMA data_version").fetchone() == seen, "nothing was written at all"
    other.close()


def test_an_action_that_fails_leaves_nothing(empty_store: Store):
    with pytest.raises(IntegrityError), empty_store.change("roster.import"):
        insert_records(Teacher, [{"staff_no": "001"}, {"staff_no": "001"}])
    assert Teacher.select().count() == 0
    assert ChangeSet.select().count() == 0
    add_teacher(empty_store)


def test_an_action_inside_another_is_a_mistake_of_the_program(empty_store: Store):
    with pytest.raises(RuntimeError, match="inside"), empty_store.change("outer"), empty_store.change("inner"):
        pass
    add_teacher(empty_store)


def test_records_are_written_inside_actions_only(empty_store: Store):
    with pytest.raises(RuntimeError, match="inside an action"):
        insert_record(Teacher, {"staff_no": "001"})


def test_versions_grow_with_each_change_and_only_then(empty_store: Store):
    row_id = add_teacher(empty_store)
    for phone in ("1", "1", "2"):
        with empty_store.change("roster.type"):
            update_record(Teacher, row_id, {"phone": phone})
    assert Teacher.get_by_id(row_id).version == 3


def test_what_no_store_can_hold_is_left_out_of_text(empty_store: Store):
    row_id = add_teacher(empty_store, name="李\0芳\ud800")
    assert Teacher.get_by_id(row_id).name == "李芳"


def test_a_misspelt_field_is_a_mistake_of_the_program(empty_store: Store):
    with pytest.raises(ValueError, match="nmae"), empty_store.change("roster.type"):
        insert_record(Teacher, {"staff_no": "001", "nmae": "李芳"})
    with pytest.raises(ValueError, match="version"), empty_store.change("roster.type"):
        insert_record(Teacher, {"staff_no": "001", "version": 7})


def test_a_record_that_is_gone_cannot_be_changed(empty_store: Store):
    with pytest.raises(LookupError), empty_store.change("roster.type"):
        update_record(Teacher, 5, {"name": "李芳"})


@pytest.mark.parametrize("values", [{"staff_no": ""}, {"staff_no": "1" * 21}, {"staff_no": "1", "born_on": "1985"}])
def test_the_tables_refuse_what_they_cannot_mean(empty_store: Store, values: dict):
    with pytest.raises(IntegrityError), empty_store.change("roster.type"):
        insert_record(Teacher, values)
    assert ChangeSet.select().count() == 0


def test_a_reference_left_dangling_fails_the_whole_action(empty_store: Store):
    row_id = add_teacher(empty_store)
    with empty_store.change("roster.type"):
        insert_record(Honour, {"teacher": row_id, "title": "backbone"})
    with pytest.raises(IntegrityError), empty_store.change("roster.delete"):
        delete_record(Teacher, row_id)
    assert Teacher.select().count() == 1


def test_the_history_cannot_be_edited(empty_store: Store):
    add_teacher(empty_store)
    for query in (
        Change.update(after="{}"),
        Change.delete(),
        ChangeSet.update(actor="别人"),
        ChangeSet.update(digest=""),
        ChangeSet.delete(),
        Teacher.update(id=7),
    ):
        with pytest.raises(IntegrityError):
            query.execute()


def test_writes_past_the_program_are_in_the_history_too(empty_store: Store):
    row_id = add_teacher(empty_store)
    other = sqlite3.connect(str(empty_store.file))
    other.execute("UPDATE teacher SET phone = '139'")
    other.execute("PRAGMA recursive_triggers = 1")
    other.execute("REPLACE INTO teacher SELECT * FROM teacher")
    other.commit()
    other.close()
    past = list(Change.select().where(Change.change_set_id.is_null()).order_by(Change.id))
    assert [(change.op, change.row_id) for change in past] == [("U", row_id), ("D", row_id), ("I", row_id)]


def test_others_see_what_changed_and_by_whom(empty_store: Store):
    row_id = add_teacher(empty_store)
    seen, version = empty_store.latest_change(), empty_store.data_version()

    def work() -> None:
        with Store.open(empty_store.file, Actor("李老师")) as theirs, theirs.change("roster.type"):
            update_record(Teacher, row_id, {"phone": "139"})

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    empty_store.db.bind([Change, ChangeSet])
    assert empty_store.data_version() != version
    (touched,) = empty_store.changes_since(seen)
    assert (touched.actor, touched.tbl, touched.row_id, touched.op) == ("李老师", "teacher", row_id, "U")


def test_a_full_disk_is_named_and_work_goes_on_when_there_is_room(empty_store: Store):
    add_teacher(empty_store)
    pages = int(empty_store.db.pragma("page_count"))
    empty_store.db.execute_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreFull, match="磁盘已满"), empty_store.change("roster.import"):
        insert_records(Teacher, [{"staff_no": f"x{n}", "remark": "记" * 400} for n in range(500)])
    assert Teacher.select().count() == 1
    empty_store.db.execute_sql("PRAGMA max_page_count = 1000000")
    add_teacher(empty_store, "002")
    assert ChangeSet.select().count() == 2
