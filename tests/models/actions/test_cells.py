"""Typing into a register: every cell is written when it is left, and nothing typed is ever lost."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.store_source import StoreSource
from models.registers.source import CellEdit
from models.store import Store


def typed(source: StoreSource, row_id: int, field: str, text: str, seen: str | None = None):
    row = source.row_by_id(row_id)
    before = row.texts[field] if seen is None and row else seen or ""
    return source.edit([CellEdit(row_id, field, text, before)], "type")


def new_person(source: StoreSource, **cells: str) -> int:
    outcome = source.edit([CellEdit(-1, field, text) for field, text in cells.items()], "type")
    return outcome.added[0]


def test_the_first_cell_of_the_empty_row_makes_a_person(desk: Desk) -> None:
    source = desk.source("roster")
    row = source.row_by_id(new_person(source, name="单小明"))
    assert row is not None
    assert (row.texts["name"], row.texts["staff_no"], row.texts["status"]) == ("单小明", "001", "在岗")
    assert row.texts["name_pinyin"] == "shan xiao ming"
    assert row.problems["born_on"].hard is False
    assert len(desk.source("roster")) == 1


def test_staff_numbers_go_on_from_the_highest(desk: Desk) -> None:
    source = desk.source("roster")
    new_person(source, staff_no="0107", name="李芳")
    row = source.row_by_id(new_person(source, name="王强"))
    assert row is not None
    assert row.texts["staff_no"] == "0108"


def test_an_unreadable_text_waits_in_red_and_the_record_keeps_its_value(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(source, name="李芳", born_on="850312")
    typed(source, row_id, "born_on", "1985-02-30")
    for again in (source, desk.source("roster")):
        row = again.row_by_id(row_id)
        assert row is not None
        assert row.texts["born_on"] == "1985-02-30"
        assert row.problems["born_on"].hard
        assert row.values["born_on"] == "1985-03-12"
    typed(source, row_id, "born_on", "850313")
    row = desk.source("roster").row_by_id(row_id)
    assert row is not None
    assert row.values["born_on"] == "1985-03-13"
    assert "born_on" not in row.problems


def test_a_staff_number_twice_is_refused_with_the_name(desk: Desk) -> None:
    source = desk.source("roster")
    new_person(source, staff_no="001", name="李芳")
    row_id = new_person(source, staff_no="002", name="王强")
    typed(source, row_id, "staff_no", "001")
    row = source.row_by_id(row_id)
    assert row is not None
    assert "李芳" in row.problems["staff_no"].message
    assert row.values["staff_no"] == "002"


def test_a_block_is_one_step_back(desk: Desk) -> None:
    source = desk.source("roster")
    edits = [
        CellEdit(-n, field, text)
        for n in (1, 2, 3)
        for field, text in (("name", f"李芳{'甲乙丙'[n - 1]}"), ("sex", "2"))
    ]
    outcome = source.edit(edits, "paste")
    assert len(outcome.added) == 3
    undone = source.undo()
    assert len(source) == 0
    assert undone.message
    source.redo()
    assert [source.row(i).texts["name"] for i in range(3)] == ["李芳甲", "李芳乙", "李芳丙"]
    assert [source.row(i).id for i in range(3)] == list(outcome.added)


def test_undo_of_a_red_cell_brings_the_old_text_back(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(source, name="李芳", sex="女")
    typed(source, row_id, "sex", "7")
    source.undo()
    row = source.row_by_id(row_id)
    assert row is not None
    assert row.texts["sex"] == "女"
    assert "sex" not in row.problems


def test_two_people_at_different_cells_of_a_row_both_get_theirs(desk: Desk, store: Store) -> None:
    mine, theirs = desk.source("roster"), desk.source("roster")
    row_id = new_person(mine, name="李芳", phone="13900010001")
    theirs.reload()
    typed(theirs, row_id, "phone", "13900010002")
    outcome = typed(mine, row_id, "sex", "女", seen="")
    assert outcome.conflicts == ()
    row = desk.source("roster").row_by_id(row_id)
    assert row is not None
    assert (row.texts["phone"], row.texts["sex"]) == ("13900010002", "女")


def test_the_same_cell_shows_both_texts_to_choose_from(desk: Desk) -> None:
    mine, theirs = desk.source("roster"), desk.source("roster")
    row_id = new_person(mine, name="李芳", phone="13900010001")
    theirs.reload()
    typed(theirs, row_id, "phone", "13900010002")
    outcome = typed(mine, row_id, "phone", "13900010003", seen="13900010001")
    (conflict,) = outcome.conflicts
    assert (conflict.mine, conflict.theirs, conflict.who) == ("13900010003", "13900010002", "office")
    assert desk.source("roster").row_by_id(row_id).texts["phone"] == "13900010002"  # type: ignore[union-attr]
    chosen = typed(mine, row_id, "phone", "13900010003", seen="13900010002")
    assert chosen.conflicts == ()
    assert desk.source("roster").row_by_id(row_id).texts["phone"] == "13900010003"  # type: ignore[union-attr]


def test_a_corrected_syllable_stays_with_its_character(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(source, name="单小明")
    typed(source, row_id, "name_pinyin", "dan xiao ming")
    typed(source, row_id, "name", "单晓明")
    assert source.row_by_id(row_id).texts["name_pinyin"] == "dan xiao ming"  # type: ignore[union-attr]


def test_groups_classes_and_subjects_are_kept_beside(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(
        source, name="李芳", research_group="书法组", classes="32 41", subjects="1", honours="县骨干教师2023"
    )
    row = desk.source("roster").row_by_id(row_id)
    assert row is not None
    assert row.texts["research_group"] == "书法组"
    assert row.texts["classes"] == "三(2)班、四(1)班"
    assert row.texts["honours"] == "县骨干教师2023"
    assert any(choice.label == "书法组" and choice.digits for choice in desk.lists.choices("research_group"))


def test_a_deleted_row_comes_back_whole(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(
        source, name="李芳", subjects="1", research_group="语文组", honours="校优秀教师", born_on="不知道"
    )
    before = source.row_by_id(row_id)
    assert source.delete([row_id]).removed == (row_id,)
    assert len(source) == 0
    source.undo()
    after = source.row_by_id(row_id)
    assert after is not None
    assert before is not None
    assert after.texts == before.texts
    assert after.problems.keys() == before.problems.keys()


def test_leavers_leave_the_list_and_stay_in_the_past(desk: Desk) -> None:
    from datetime import date

    source = desk.source("roster")
    row_id = new_person(source, name="李芳", status="退休", status_since="2026.10")
    assert len(desk.source("roster")) == 0
    assert len(desk.source("roster", everybody=True)) == 1
    assert desk.people(date(2026, 9, 1))[0]["name"] == "李芳"
    assert desk.people(date(2026, 11, 1)) == []
    assert row_id


def test_filter_by_initials_and_sort_by_pinyin(desk: Desk) -> None:
    source = desk.source("roster")
    for name in ("王强", "单小明", "曾玉", "安然"):
        new_person(source, name=name)
    source.filter("sxm")
    assert [source.row(i).texts["name"] for i in range(len(source))] == ["单小明"]
    source.filter("")
    source.sort([("name", False)])
    assert [source.row(i).texts["name"] for i in range(len(source))] == ["安然", "单小明", "王强", "曾玉"]


def test_f3_walks_from_finding_to_finding_and_round(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(source, name="李芳", sex="7")
    first = source.next_problem(None, hard_only=True)
    assert first == (row_id, "sex")
    assert source.next_problem(first, hard_only=True) == (row_id, "sex")


def test_a_cell_left_half_typed_is_offered_again(desk: Desk) -> None:
    source = desk.source("roster")
    row_id = new_person(source, name="李芳")
    source.keep_typing(row_id, "phone", "1390001")
    left = desk.source("roster").unfinished()
    assert left is not None
    assert (left.row_id, left.field, left.text) == (row_id, "phone", "1390001")
    source.keep_typing(row_id, "phone", "")
    assert desk.source("roster").unfinished() is None


def test_others_changes_are_taken_in(desk: Desk, store: Store) -> None:
    source = desk.source("roster")
    assert not source.refresh()
    other = Desk(store)
    new_person(other.source("roster"), name="李芳")
    assert source.refresh()
    assert len(source) == 1


def test_experts_never_count_as_staff(desk: Desk) -> None:
    experts = desk.source("experts")
    experts.edit([CellEdit(-1, "name", "郑研"), CellEdit(-1, "workplace", "县教研室")], "type")
    assert len(experts) == 1
    assert desk.people(desk.today) == []


def test_who_is_in_a_group_as_what(desk: Desk) -> None:
    new_person(desk.source("roster"), name="李芳")
    groups = desk.source("groups")
    outcome = groups.edit(
        [CellEdit(-1, "group", "校本研修领导小组"), CellEdit(-1, "teacher", "lf"), CellEdit(-1, "role", "1")], "type"
    )
    assert outcome.rows[0].texts["teacher"] == "李芳"
    (person,) = desk.people(desk.today)
    assert person["group_roles"] == {"校本研修领导小组": "head"}
    groups.edit([CellEdit(-1, "group", "校本研修领导小组"), CellEdit(-1, "teacher", "lf")], "type")
    assert any(p.hard for p in groups.row(1).problems.values())


def test_what_is_added_to_an_open_list_is_named_so_that_a_slip_does_not_go_unseen(desk: Desk):
    source = desk.source("roster")
    done = source.edit([CellEdit(-1, "name", "李芳"), CellEdit(-1, "research_group", "数组")], "type")
    assert done.message == "新增了：数组；写错了请撤销"
    known = source.edit([CellEdit(-1, "name", "王强"), CellEdit(-1, "research_group", "数学组")], "type")
    assert known.message == ""
