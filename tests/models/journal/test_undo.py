"""Taking back and bringing back, in any editor's order, and being refused where others have been."""

from __future__ import annotations

import random
from typing import Any

import pytest
from peewee import IntegrityError

from models.journal.undo import NothingToUndo, UndoRefused, is_undone, redo, undo
from models.journal.writing import delete_record, insert_record, insert_records, update_record
from models.store import Actor, Store
from models.store.checking import check
from models.tables.log import ChangeSet
from models.tables.people import Honour, StaffGroup, Teacher, TeacherSubject

OFFICE, OTHER = Actor("张主任", "tty1"), Actor("李老师", "ssh")


def add(store: Store, number: str = "001", **values: Any) -> int:
    with store.change("roster.type"):
        return insert_record(Teacher, {"staff_no": number, "name": "李芳", **values})


def edit(store: Store, row_id: int, **changes: Any) -> int | None:
    with store.change("roster.type") as doing:
        update_record(Teacher, row_id, changes)
    return doing.id


def phone(row_id: int) -> str:
    return Teacher.get_by_id(row_id).phone


def test_undo_goes_back_step_by_step_and_redo_comes_forward(empty_store: Store):
    row_id = add(empty_store)
    for text in ("1", "2", "3"):
        edit(empty_store, row_id, phone=text)
    for text in ("2", "1", ""):
        undo(empty_store)
        assert phone(row_id) == text
    undo(empty_store)
    assert Teacher.select().count() == 0
    with pytest.raises(NothingToUndo):
        undo(empty_store)
    for text in ("", "1", "2", "3"):
        redo(empty_store)
        assert phone(row_id) == text
    with pytest.raises(NothingToUndo):
        redo(empty_store)
    undo(empty_store)
    assert phone(row_id) == "2"
    redo(empty_store)
    assert phone(row_id) == "3"
    assert check(empty_store) == []


def test_something_new_ends_what_could_be_redone(empty_store: Store):
    row_id = add(empty_store)
    edit(empty_store, row_id, phone="1")
    edit(empty_store, row_id, phone="2")
    undo(empty_store)
    edit(empty_store, row_id, name="王芳")
    with pytest.raises(NothingToUndo):
        redo(empty_store)
    undo(empty_store)
    undo(empty_store)
    assert (Teacher.get().name, phone(row_id)) == ("李芳", "")


def test_going_back_and_forth_for_long(empty_store: Store):
    row_id = add(empty_store)
    edit(empty_store, row_id, phone="1")
    for _ in range(30):
        undo(empty_store)
        redo(empty_store)
    undo(empty_store)
    assert phone(row_id) == ""
    undo(empty_store)
    assert Teacher.select().count() == 0


def test_what_was_undone_is_told(empty_store: Store):
    row_id = add(empty_store)
    with empty_store.change("roster.paste", "从表格粘贴") as doing:
        update_record(Teacher, row_id, {"phone": "1"})
    back = undo(empty_store)
    assert (back.action, back.reason, back.undone_id, back.touched) == (
        "roster.paste",
        "从表格粘贴",
        doing.id,
        (("teacher", row_id),),
    )
    assert is_undone(back.undone_id)
    again = redo(empty_store)
    assert (again.action, again.undone_id) == ("roster.paste", back.id)
    assert not is_undone(back.undone_id)


def test_versions_never_go_back(empty_store: Store):
    row_id = add(empty_store)
    edit(empty_store, row_id, phone="1")
    undo(empty_store)
    assert Teacher.get_by_id(row_id).version == 3
    redo(empty_store)
    assert Teacher.get_by_id(row_id).version == 4


def test_each_undoes_only_their_own(empty_store: Store):
    mine = add(empty_store)
    empty_store.actor = OTHER
    theirs = add(empty_store, "002")
    with pytest.raises(NothingToUndo):
        redo(empty_store)
    empty_store.actor = OFFICE
    undo(empty_store)
    assert [row.id for row in Teacher.select()] == [theirs]
    empty_store.actor = OTHER
    with pytest.raises(NothingToUndo):
        redo(empty_store)
    empty_store.actor = OFFICE
    redo(empty_store)
    assert {row.id for row in Teacher.select()} == {mine, theirs}


def test_anybodys_action_can_be_named(empty_store: Store):
    row_id = add(empty_store)
    change_id = edit(empty_store, row_id, phone="1")
    empty_store.actor = OTHER
    undo(empty_store, change_id)
    assert phone(row_id) == ""
    with pytest.raises(UndoRefused, match="已经撤销"):
        undo(empty_store, change_id)
    with pytest.raises(UndoRefused, match="999"):
        undo(empty_store, 999)
    empty_store.actor = OFFICE
    undo(empty_store)
    assert Teacher.select().count() == 0, "what others took back is not taken back again"


def test_an_older_action_can_be_undone_when_nothing_stands_on_it(empty_store: Store):
    row_id = add(empty_store)
    first = edit(empty_store, row_id, phone="1")
    edit(empty_store, row_id, name="王芳")
    undo(empty_store, first)
    assert (phone(row_id), Teacher.get().name) == ("", "王芳")
    undo(empty_store)
    assert Teacher.get().name == "李芳"


def test_a_field_that_somebody_else_changed_since_refuses_the_undo(empty_store: Store):
    row_id = add(empty_store)
    edit(empty_store, row_id, phone="138", remark="原样")
    empty_store.actor = OTHER
    edit(empty_store, row_id, phone="139")
    empty_store.actor = OFFICE
    with pytest.raises(UndoRefused) as refused:
        undo(empty_store)
    for word in ("教师", f"第 {row_id} 号", "电话", "138", "139", "李老师"):
        assert word in str(refused.value)
    (obstacle,) = refused.value.obstacles
    assert (obstacle.field, obstacle.left, obstacle.found, obstacle.actor) == ("phone", "138", "139", "李老师")
    assert (phone(row_id), Teacher.get().remark) == ("139", "原样")


def test_another_field_that_somebody_else_changed_does_not(empty_store: Store):
    row_id = add(empty_store)
    edit(empty_store, row_id, phone="138")
    empty_store.actor = OTHER
    edit(empty_store, row_id, remark="新的")
    empty_store.actor = OFFICE
    undo(empty_store)
    assert (phone(row_id), Teacher.get().remark) == ("", "新的")


def test_a_row_that_others_changed_or_deleted_is_not_taken_away(empty_store: Store):
    row_id = add(empty_store)
    empty_store.actor = OTHER
    edit(empty_store, row_id, phone="139")
    empty_store.actor = OFFICE
    with pytest.raises(UndoRefused, match="李老师"):
        undo(empty_store)
    edit(empty_store, row_id, name="王芳")
    empty_store.actor = OTHER
    with empty_store.change("roster.delete"):
        delete_record(Teacher, row_id)
    empty_store.actor = OFFICE
    with pytest.raises(UndoRefused, match="李老师"):
        undo(empty_store)


def test_a_row_that_others_point_at_is_not_taken_away(empty_store: Store):
    row_id = add(empty_store)
    empty_store.actor = OTHER
    with empty_store.change("honour.type"):
        insert_record(Honour, {"teacher": row_id, "title": "backbone"})
    empty_store.actor = OFFICE
    with pytest.raises(UndoRefused, match=r"荣誉.*李老师"):
        undo(empty_store)
    assert Teacher.select().count() == 1


def test_a_row_does_not_come_back_to_a_group_that_is_gone(empty_store: Store):
    from models.tables.people import GroupMember

    teacher = add(empty_store)
    with empty_store.change("groups.type"):
        group = insert_record(StaffGroup, {"kind": "research", "name": "语文组"})
    with empty_store.change("groups.type"):
        member = insert_record(GroupMember, {"group": group, "teacher": teacher})
    with empty_store.change("groups.delete"):
        delete_record(GroupMember, member)
    empty_store.actor = OTHER
    with empty_store.change("groups.delete"):
        delete_record(StaffGroup, group)
    empty_store.actor = OFFICE
    with pytest.raises(UndoRefused, match="分组"):
        undo(empty_store)


def test_a_number_that_was_given_away_is_not_taken_back(empty_store: Store):
    row_id = add(empty_store)
    edit(empty_store, row_id, staff_no="900")
    empty_store.actor = OTHER
    add(empty_store, "001")
    empty_store.actor = OFFICE
    with pytest.raises(UndoRefused, match="唯一"):
        undo(empty_store)
    assert Teacher.get_by_id(row_id).staff_no == "900"
    assert check(empty_store) == []


def test_numbers_that_were_exchanged_go_back(empty_store: Store):
    one, two = add(empty_store, "001"), add(empty_store, "002")
    with empty_store.change("roster.paste"):
        update_record(Teacher, one, {"staff_no": "x"})
        update_record(Teacher, two, {"staff_no": "001"})
        update_record(Teacher, one, {"staff_no": "002"})
    undo(empty_store)
    assert Teacher.get_by_id(one).staff_no == "001"
    redo(empty_store)
    assert Teacher.get_by_id(one).staff_no == "002"


def test_a_deletion_comes_back_with_all_that_went_with_it(empty_store: Store):
    row_id = add(empty_store)
    with empty_store.change("roster.type"):
        insert_records(Honour, [{"teacher": row_id, "title": title} for title in ("backbone", "model")])
    with empty_store.change("roster.delete"):
        for honour in list(Honour.select()):
            delete_record(Honour, honour.id)
        delete_record(Teacher, row_id)
    undo(empty_store)
    assert [honour.teacher_id for honour in Honour.select()] == [row_id, row_id]
    redo(empty_store)
    assert Teacher.select().count() == 0


def test_an_import_is_one_step(empty_store: Store):
    with empty_store.change("roster.import"):
        insert_records(Teacher, [{"staff_no": f"{n:03}"} for n in range(300)])
    assert len(undo(empty_store).touched) == 300
    assert Teacher.select().count() == 0
    redo(empty_store)
    assert Teacher.select().count() == 300


def test_the_making_of_the_store_is_not_undone(empty_store: Store):
    with empty_store.change("store.create") as made:
        insert_record(StaffGroup, {"kind": "research", "name": "语文组"})
    add(empty_store)
    undo(empty_store)
    with pytest.raises(NothingToUndo):
        undo(empty_store)
    with pytest.raises(UndoRefused, match="不能撤销"):
        undo(empty_store, made.id)
    assert StaffGroup.select().count() == 1


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows without their versions, which only grow."""
    found = {}
    for model in (Teacher, TeacherSubject, Honour):
        rows = [dict(row) for row in model.select().order_by(model.id).dicts()]
        found[model.__name__] = [tuple(value for name, value in row.items() if name != "version") for row in rows]
    return found


class Editor:
    """A model of an editor: what the tables held before and after each step of one person working alone."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.rng = store, random.Random(seed)
        self.past, self.future, self.now = [], [], everything()

    def step(self) -> None:
        {0: self.undo, 1: self.undo, 2: self.redo, 3: self.redo}.get(self.rng.randrange(10), self.act)()
        assert everything() == self.now

    def undo(self) -> None:
        if not self.past:
            with pytest.raises(NothingToUndo):
                undo(self.store)
            return
        undo(self.store)
        self.future.append(self.now)
        self.now = self.past.pop()

    def redo(self) -> None:
        if not self.future:
            with pytest.raises(NothingToUndo):
                redo(self.store)
            return
        redo(self.store)
        self.past.append(self.now)
        self.now = self.future.pop()

    def act(self) -> None:
        try:
            with self.store.change("roster.type") as doing:
                for _ in range(self.rng.randrange(1, 5)):
                    self.write()
        except IntegrityError:  # two with one number, or a subject twice: nothing has happened
            return
        if doing.id is not None:
            self.past.append(self.now)
            self.future.clear()
            self.now = everything()

    def write(self) -> None:
        rng = self.rng
        ids = [row.id for row in Teacher.select(Teacher.id)]
        kind = rng.randrange(6) if ids else 0
        if kind == 0:
            insert_record(Teacher, {"staff_no": str(rng.randrange(12)) or "x", "name": rng.choice("李王䶮")})
        elif kind == 1:
            update_record(Teacher, rng.choice(ids), {"staff_no": str(rng.randrange(12))})
        elif kind == 2:
            update_record(Teacher, rng.choice(ids), {"phone": rng.choice(("", "1")), "name": rng.choice(("李", "王"))})
        elif kind == 3:
            subject = {"teacher": rng.choice(ids), "subject": rng.choice(("chinese", "maths")), "seq": 0}
            insert_record(TeacherSubject, subject)
        elif kind == 4:
            insert_record(Honour, {"teacher": rng.choice(ids), "title": "backbone", "year": rng.randrange(3)})
        else:
            gone = rng.choice(ids)
            for model in (TeacherSubject, Honour):
                for row in list(model.select().where(model.teacher == gone)):
                    delete_record(model, row.id)
            delete_record(Teacher, gone)


@pytest.mark.parametrize("seed", range(6))
def test_any_mix_of_work_undo_and_redo_ends_where_an_editor_would(empty_store: Store, seed: int):
    editor = Editor(empty_store, seed)
    for _ in range(120):
        editor.step()
    assert check(empty_store) == []
    assert ChangeSet.select().where(ChangeSet.undo_of.is_null(False)).count() > 5


@pytest.mark.parametrize("seed", range(3))
def test_undoing_in_any_order_is_exact_or_refused(empty_store: Store, seed: int):
    rng = random.Random(seed)
    editor = Editor(empty_store, seed)
    for _ in range(40):
        editor.act()
    done = refused = 0
    for change_id in rng.sample(range(1, empty_store.latest_change() + 1), empty_store.latest_change()):
        before = everything()
        try:
            undo(empty_store, change_id)
        except UndoRefused:
            refused += 1
            assert everything() == before
            continue
        done += 1
        redo(empty_store)
        assert everything() == before
        undo(empty_store)
    assert done
    assert refused
    assert check(empty_store) == []
