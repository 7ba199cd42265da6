"""Writing through either source, beside others who write: every row right, every repetition told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.actions.desk import Desk
from models.actions.register_table import LongTable
from models.actions.registers.roster import RosterTable
from models.actions.source import RegisterSource
from models.actions.store_source import StoreSource
from models.actions.window import BLOCK, WindowSource
from models.registers.source import CellEdit, Outcome

Opened = Callable[[], StoreSource]


@pytest.fixture(params=["list", "window"])
def opened(request: pytest.FixtureRequest, desk: Desk) -> Opened:
    """Opens the roster in a source of the kind."""

    def open_it() -> StoreSource:
        table = desk.table("roster")
        if request.param == "list":
            return RegisterSource(desk.store, table, desk.lists)
        assert isinstance(table, LongTable)
        return WindowSource(desk.store, table, desk.lists)

    return open_it


def typed(source: StoreSource, row_id: int, field: str, text: str) -> Outcome:
    row = source.row_by_id(row_id)
    return source.edit([CellEdit(row_id, field, text, row.texts[field] if row else "")], "type")


def people(source: StoreSource, *names: str, **cells: str) -> list[int]:
    edits = [
        CellEdit(-number, field, text)
        for number, name in enumerate(names, 1)
        for field, text in {"name": name, **cells}.items()
    ]
    return list(source.edit(edits, "paste").added)


def names(source: StoreSource) -> list[str]:
    return [source.row(index).texts["name"] for index in range(len(source))]


def cell(source: StoreSource, row_id: int, field: str) -> str:
    row = source.row_by_id(row_id)
    assert row is not None
    return row.texts[field]


def doubted(source: StoreSource, field: str) -> list[str]:
    """The names of the rows with a soft finding in the field that is no empty cell."""
    rows = [source.row(index) for index in range(len(source))]
    return [row.texts["name"] for row in rows if field in row.problems and row.texts[field]]


def test_new_rows_stand_at_the_end_until_sorted(opened: Opened) -> None:
    source = opened()
    people(source, "王强", "李芳")
    source.sort([("name", False)])
    people(source, "陈静")
    assert names(source) == ["李芳", "王强", "陈静"]
    source.sort([("name", False)])
    assert names(source) == ["陈静", "李芳", "王强"]


def test_a_typed_cell_changes_its_row_and_what_follows_from_it(opened: Opened) -> None:
    source = opened()
    first, second = people(source, "王强", "李芳", born_on="1980-01", subjects="语文", other_groups="电教组")
    before, revision = source.row_by_id(second), source.revision
    outcome = typed(source, first, "born_on", "1990-03")
    assert source.revision != revision
    assert (cell(source, first, "born_on"), cell(source, first, "age")) == ("1990-03", "36")
    assert outcome.rows == (source.row_by_id(first),)
    assert source.row_by_id(second) == before
    typed(source, first, "name", "单强")
    assert cell(source, first, "name_pinyin") == "shan qiang"
    for field, text, shown in (
        ("subjects", "数学、英语", "数学、英语"),
        ("honours", "县骨干教师2023", "县骨干教师2023"),
        ("grade_group", "三年级组", "三年级组"),
    ):
        typed(source, first, field, text)
        assert cell(source, first, field) == shown
    assert source.row_by_id(first) == opened().row_by_id(first)


def test_a_red_cell_is_mended_and_found(opened: Opened) -> None:
    source = opened()
    first, second, third = people(source, "王强", "李芳", "陈静")
    typed(source, second, "born_on", "1985-02-30")
    assert source.next_problem(None, hard_only=True) == (second, "born_on")
    assert source.next_problem((third, "name"), hard_only=True) == (second, "born_on")
    assert source.findings()[0] == 1
    typed(source, second, "born_on", "1985-02")
    assert source.next_problem(None, hard_only=True) is None
    assert source.row_by_id(second) == opened().row_by_id(second)
    assert source.next_problem((first, "name")) == (first, "sex")


def test_two_edits_of_one_red_cell_in_one_gesture_leave_the_last(opened: Opened) -> None:
    source = opened()
    (row_id,) = people(source, "王强")
    source.edit([CellEdit(row_id, "sex", "7", ""), CellEdit(row_id, "sex", "1", "")], "paste")
    assert cell(source, row_id, "sex") == "男"
    assert "sex" not in source.row_by_id(row_id).problems  # type: ignore[union-attr]


def test_namesakes_are_told_as_they_come_and_go(opened: Opened) -> None:
    source = opened()
    first, second, third = people(source, "李芳", "王强", "陈静")
    assert doubted(source, "name") == []
    typed(source, second, "name", "李芳")
    assert doubted(source, "name") == ["李芳", "李芳"]
    typed(source, first, "born_on", "1980-01")
    assert doubted(source, "name") == ["李芳", "李芳"]
    typed(source, second, "born_on", "1990-01")
    assert doubted(source, "name") == []
    typed(source, third, "remark", "与重名无关")
    typed(source, second, "born_on", "1980-01")
    assert doubted(source, "name") == ["李芳", "李芳"]
    typed(source, first, "remark", "仍是重名")
    assert doubted(source, "name") == ["李芳", "李芳"]
    source.delete([second])
    assert doubted(source, "name") == []
    source.undo()
    assert doubted(source, "name") == ["李芳", "李芳"]
    typed(source, second, "status", "退休")
    assert doubted(opened(), "name") == []


def test_one_telephone_of_two_people_is_told(opened: Opened) -> None:
    source = opened()
    first, _ = people(source, "李芳", "王强", phone="13900010001")
    assert doubted(source, "phone") == ["李芳", "王强"]
    typed(source, first, "phone", "13900010002")
    assert doubted(source, "phone") == []


def test_a_row_is_inserted_above_another_in_any_filter(opened: Opened) -> None:
    source = opened()
    first, second = people(source, "李芳", "李明")
    people(source, "王强")
    source.filter("李")
    new = source.insert(second).added[0]
    assert [source.row(index).id for index in range(len(source))] == [first, new, second]
    assert [source.index_of(row_id) for row_id in (first, new, second)] == [0, 1, 2]
    source.filter("")
    assert names(source) == ["李芳", "", "李明", "王强"]


def test_deleted_rows_are_gone_and_come_back_at_their_place(opened: Opened) -> None:
    source = opened()
    first, second, third = people(source, "李芳", "王强", "陈静")
    source.delete([first, second])
    assert names(source) == ["陈静"]
    assert (source.index_of(first), source.row_by_id(first), source.index_of(third)) == (None, None, 0)
    outcome = source.undo()
    assert names(source) == ["李芳", "王强", "陈静"]
    assert outcome.focus is not None
    source.redo()
    assert names(source) == ["陈静"]


def test_undo_goes_to_the_cell_it_changed(opened: Opened) -> None:
    source = opened()
    _, second = people(source, "李芳", "王强")
    typed(source, second, "remark", "甲")
    typed(source, second, "remark", "乙")
    assert source.undo().focus == (second, "remark")
    assert cell(source, second, "remark") == "甲"


def test_what_others_do_arrives_with_the_next_look(opened: Opened) -> None:
    mine, theirs = opened(), opened()
    first, second = people(mine, "李芳", "王强")
    assert theirs.refresh()
    assert not theirs.refresh()
    typed(theirs, first, "remark", "别人写的")
    above = theirs.insert(first).added[0]
    typed(theirs, above, "name", "陈静")
    typed(theirs, second, "sex", "8")
    assert mine.refresh()
    assert names(mine) == ["陈静", "李芳", "王强"]
    assert cell(mine, first, "remark") == "别人写的"
    assert mine.row_by_id(second).problems["sex"].hard  # type: ignore[union-attr]
    theirs.delete([first])
    typed(theirs, second, "sex", "1")
    assert mine.refresh()
    assert (names(mine), cell(mine, second, "sex")) == (["陈静", "王强"], "男")
    assert not mine.refresh()


THEIRS = (
    ("remark", "别人写的"),
    ("name", "安小小"),
    ("name_pinyin", "zz an"),
    ("rank", "正高级教师"),
    ("rank", "不知道"),
    ("rank", "高级教师"),
    ("honours", "县骨干教师2023"),
    ("status", "退休"),
    ("status", "在岗"),
    ("research_group", "语文组"),
    ("born_on", "1999-01"),
)


@pytest.mark.parametrize("sort", [[], [("name", False)], [("rank", True), ("name", False)], [("honours", False)]])
@pytest.mark.parametrize("words", ["", "李", "语文", "不知道"])
def test_what_others_write_leaves_rows_where_they_belong(
    opened: Opened, sort: list[tuple[str, bool]], words: str
) -> None:
    source, theirs = opened(), opened()
    people(theirs, "李芳", "王强", "陈静", "李小明", rank="一级教师")
    source.refresh()
    source.sort(sort)
    source.filter(words)
    row_id = theirs.row(2).id
    for field, text in THEIRS:
        typed(theirs, row_id, field, text)
        source.refresh()
        fresh = opened()
        fresh.sort(sort)
        fresh.filter(words)
        assert names(source) == names(fresh), (field, text)
        if (row := fresh.row_by_id(row_id)) is not None:
            assert source.row_by_id(row_id) == row
    theirs.insert(theirs.row(0).id)
    theirs.delete([theirs.row(2).id])
    source.refresh()
    fresh.refresh()
    assert names(source) == names(fresh)


def test_a_change_that_moves_nothing_reads_no_ids_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, table = desk.source("roster"), RosterTable(desk.lists)
    people(theirs, "李芳", "王强", "陈静")
    source = WindowSource(desk.store, table, desk.lists)
    source.sort([("name", False)])
    read: list[object] = []
    arranged = table.arranged

    def spy(*given: object) -> object:
        read.append(given[4:] and given[4])
        return arranged(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(table, "arranged", spy)
    row_id = theirs.row(1).id
    typed(theirs, row_id, "remark", "好")
    assert source.refresh()
    assert cell(source, row_id, "remark") == "好"
    assert read == [{row_id}]
    typed(theirs, row_id, "name", "安强")
    assert source.refresh()
    assert names(source)[0] == "安强"
    assert read[1:] == [None]


def test_nothing_is_new_while_others_only_type(opened: Opened) -> None:
    mine, theirs = opened(), opened()
    (row_id,) = people(mine, "李芳")
    theirs.refresh()
    revision = mine.revision
    theirs.keep_typing(row_id, "remark", "说到一")
    assert not mine.refresh()
    assert mine.revision == revision


def test_a_new_group_of_somebody_else_is_in_the_list(opened: Opened) -> None:
    mine, theirs = opened(), opened()
    (row_id,) = people(mine, "李芳")
    mine.context.choices("research_group")
    theirs.refresh()
    typed(theirs, row_id, "research_group", "书法组")
    mine.refresh()
    assert "书法组" in [choice.label for choice in mine.context.choices("research_group")]
    assert cell(mine, row_id, "research_group") == "书法组"


def test_my_write_behind_theirs_takes_both_in(opened: Opened) -> None:
    mine, theirs = opened(), opened()
    first, second = people(mine, "李芳", "王强")
    theirs.refresh()
    typed(theirs, first, "remark", "别人写的")
    typed(mine, second, "remark", "我写的")
    assert [cell(mine, row_id, "remark") for row_id in (first, second)] == ["别人写的", "我写的"]


def test_a_conflict_shows_both_texts(opened: Opened) -> None:
    mine, theirs = opened(), opened()
    (row_id,) = people(mine, "李芳")
    theirs.refresh()
    typed(theirs, row_id, "remark", "别人写的")
    outcome = mine.edit([CellEdit(row_id, "remark", "我写的", "")], "type")
    (conflict,) = outcome.conflicts
    assert (conflict.mine, conflict.theirs) == ("我写的", "别人写的")
    assert cell(mine, row_id, "remark") == "别人写的"


def test_what_is_written_past_the_program_arrives_too(opened: Opened, desk: Desk) -> None:
    source = opened()
    (row_id,) = people(source, "李芳")
    desk.store.db.execute_sql(f"UPDATE teacher SET remark = 'x', version = version + 1 WHERE id = {row_id}")
    assert source.refresh()
    assert cell(source, row_id, "remark") == "x"


def test_notes_are_kept_when_other_cells_change(opened: Opened) -> None:
    source = opened()
    (row_id,) = people(source, "李芳")
    source.annotate(row_id, "name", "查户口本", True)
    typed(source, row_id, "remark", "甲")
    row = source.row_by_id(row_id)
    assert row is not None
    assert (row.notes, row.doubtful) == ({"name": "查户口本"}, {"name"})
    assert source.next_problem(None) == (row_id, "name")


def test_initials_follow_the_corrected_pinyin(opened: Opened) -> None:
    source = opened()
    (row_id,) = people(source, "单明")
    source.filter("dm")
    assert len(source) == 0
    source.filter("")
    typed(source, row_id, "name_pinyin", "dan ming")
    source.filter("dm")
    assert names(source) == ["单明"]


def test_a_window_over_many_rows_holds_few_and_shows_all(desk: Desk) -> None:
    count = 40 * BLOCK
    table = desk.table("roster")
    assert isinstance(table, LongTable)
    source = WindowSource(desk.store, table, desk.lists)
    with desk.store.change("roster.paste"):
        for number in range(count):
            table.insert({"name": f"第{number}人", "staff_no": f"{number:05}", "sex": "F", "name_pinyin": "di"})
    assert source.refresh()
    assert names(source) == [f"第{number}人" for number in range(count)]
    last = source.row(count - 1).id
    typed(source, last, "remark", "末行")
    source.sort([("staff_no", True)])
    assert (source.row(0).texts["remark"], source.index_of(last)) == ("末行", 0)


def test_the_search_for_problems_goes_on_where_it_gave_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.actions.window._MOST_LOOKED_AT", 10)
    table = desk.table("experts")
    assert isinstance(table, LongTable)
    source = WindowSource(desk.store, table, desk.lists)
    edits = [
        CellEdit(-n, field, text)
        for n in range(1, 30)
        for field, text in (("name", chr(0x4E00 + n)), ("workplace", "某校"))
    ]
    source.edit(edits, "paste")
    last = source.row(len(source) - 1).id
    typed(source, last, "workplace", "")
    first = source.row(0).id
    presses = 0
    while (found := source.next_problem((first, "name"))) is None:
        assert source.searched
        presses += 1
    assert found == (last, "workplace")
    assert presses == 2
    assert source.searched == ""


def test_a_register_of_many_opens_a_window(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(desk.source("roster"), RegisterSource)
    monkeypatch.setattr("models.actions.desk.LONGEST_LIST", 1)
    people(desk.source("roster"), "李芳", "王强")
    assert isinstance(desk.source("roster"), WindowSource)
    assert names(desk.source("roster")) == ["李芳", "王强"]
