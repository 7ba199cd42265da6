"""A school's own spreadsheet: understood, shown as a difference, written as one step, and the same again is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data.formats.problem import FileProblem
from data.sample.messy import write_messy_roster
from models.actions.desk import Desk
from models.actions.exporting import export_problems, export_register, export_template
from models.actions.importing import apply_import, plan_import
from models.registers.source import CellEdit

HEADINGS = ["工号", "姓名", "性别", "出生年月", "职称", "联系电话"]


def sheet(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return sheet(
        tmp_path / "staff.xlsx",
        [
            ["001", "李芳", "女", "1985.3.12", "中小学一级教师", 13900010001],
            ["002", "王 强", "男", "198011", "小学高级教师", "13900010002"],
            ["003", "赵敏", "1", "1990年8月", "二级", None],
        ],
    )


def test_nothing_is_written_before_it_is_accepted(desk: Desk, three: Path) -> None:
    plan = plan_import(desk, "roster", three)
    assert [row.action for row in plan.rows] == ["new", "new", "new"]
    assert len(desk.source("roster")) == 0
    result = apply_import(desk, plan, accepted={0, 2})
    assert (result.added, result.changed) == (2, 0)
    assert [row["name"] for row in desk.people(desk.today)] == ["李芳", "赵敏"]


def test_values_are_read_as_people_write_them(desk: Desk, three: Path) -> None:
    apply_import(desk, plan_import(desk, "roster", three))
    people = {person["name"]: person for person in desk.people(desk.today)}
    assert people["王强"]["rank"] == "first"
    assert people["王强"]["born_on"] == "1980-11"
    assert people["李芳"]["phone"] == "13900010001"
    assert people["赵敏"]["sex"] == "M"
    assert people["赵敏"]["name_pinyin"] == "zhao min"


def test_an_import_is_undone_as_one_step(desk: Desk, three: Path) -> None:
    source = desk.source("roster")
    apply_import(desk, plan_import(desk, "roster", three))
    source.undo()
    assert len(source) == 0
    source.redo()
    assert len(source) == 3


def test_the_same_file_again_changes_nothing(desk: Desk, three: Path) -> None:
    apply_import(desk, plan_import(desk, "roster", three))
    before = desk.store.latest_change()
    again = plan_import(desk, "roster", three)
    assert [row.action for row in again.rows] == ["same", "same", "same"]
    assert apply_import(desk, again).change_id is None
    assert desk.store.latest_change() == before


def test_a_changed_file_shows_just_the_changed_cells(desk: Desk, three: Path, tmp_path: Path) -> None:
    apply_import(desk, plan_import(desk, "roster", three))
    other = sheet(
        tmp_path / "later.xlsx",
        [
            ["001", "李芳", "女", "1985-03-12", "高级教师", "13900010001"],
            ["002", "王强", "男", "1980-11", "一级教师", "13900010009"],
            ["004", "钱进", "男", "1991-01", "三级教师", ""],
        ],
    )
    plan = plan_import(desk, "roster", other)
    assert [(row.action, dict(row.changes)) for row in plan.rows[:2]] == [
        ("change", {"rank": ("first", "senior")}),
        ("change", {"phone": ("13900010002", "13900010009")}),
    ]
    assert plan.rows[2].action == "new"


def test_problems_name_the_cell_and_leave_the_rest_alone(desk: Desk, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "staff.xlsx",
        [["001", "李芳", "女", "1985.13", "教授", ""], ["002", "王强", "男", "1980.11", "一级教师", ""]],
    )
    plan = plan_import(desk, "roster", path)
    assert [cell for cell, _ in plan.rows[0].problems] == ["D2", "E2"]
    assert "教授" in plan.rows[0].problems[1][1]
    assert apply_import(desk, plan).added == 1


def test_problem_rows_go_to_a_file_with_the_reasons_as_comments(desk: Desk, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "staff.xlsx", [["001", "李芳", "女", "1985.13", "", ""], ["002", "王强", "男", "1980.11", "", ""]]
    )
    target = tmp_path / "problems.xlsx"
    assert export_problems(plan_import(desk, "roster", path), target) == 1
    page = load_workbook(target).active
    assert page is not None
    commented = [cell for row in page.iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in commented] == ["1985.13"]
    assert "1985.13" in {str(cell.value) for row in page.iter_rows() for cell in row}
    again = plan_import(desk, "roster", target)
    assert [row.action for row in again.rows] == ["problem"]


def test_a_file_with_titles_notes_and_every_kind_of_mess(desk: Desk, tmp_path: Path) -> None:
    messy = write_messy_roster(tmp_path / "messy.xlsx")
    plan = plan_import(desk, "roster", messy.path)
    assert plan.table.header_row == messy.header_row
    assert len(plan.rows) == messy.people
    hard = {cell for row in plan.rows for cell, _ in row.problems}
    assert hard <= set(messy.problems)
    apply_import(desk, plan)
    assert len(desk.source("roster")) == messy.people - plan.count("problem")
    again = plan_import(desk, "roster", messy.path)
    assert again.count("same") == messy.people - plan.count("problem")
    assert again.count("new") == again.count("change") == 0


def test_a_month_that_lost_its_zero_is_not_guessed(desk: Desk, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "staff.xlsx", [["001", "李芳", 1985.1], ["002", "王强", 1985.11]], ["工号", "姓名", "出生年月"]
    )
    first, second = plan_import(desk, "roster", path).rows
    assert "1985-10" in first.problems[0][1]
    assert second.values["born_on"] == "1985-11"


def test_columns_can_be_matched_otherwise(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "staff.xlsx", [["李芳", "13900010001", "甲"]], ["姓名", "怎么找", "电话"])
    plan = plan_import(desk, "roster", path)
    assert [match.field for match in plan.columns] == ["name", None, "phone"]
    plan = plan_import(desk, "roster", path, columns={1: "phone", 2: "remark"})
    assert plan.rows[0].values["phone"] == "13900010001"
    assert plan.rows[0].values["remark"] == "甲"


def test_two_rows_about_one_person_are_joined(desk: Desk, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "staff.xlsx",
        [["001", "李芳", "语文", "语文组"], ["001", "李芳", "书法", ""], ["002", "王强", "数学", "数学组"]],
        ["工号", "姓名", "任教学科", "教研组"],
    )
    plan = plan_import(desk, "roster", path)
    assert [row.numbers for row in plan.rows] == [(2, 3), (4,)]
    assert plan.rows[0].values["subjects"] == ("chinese", "calligraphy")


def test_a_second_post_is_kept_in_the_remark(desk: Desk, tmp_path: Path) -> None:
    rows = [["001", "李芳", "教导主任"], ["001", "李芳", "班主任"]]
    path = sheet(tmp_path / "staff.xlsx", rows, ["工号", "姓名", "职务"])
    apply_import(desk, plan_import(desk, "roster", path))
    row = desk.source("roster").row(0)
    assert (row.texts["position"], row.texts["remark"]) == ("教导主任", "另有职务：班主任")


def test_rows_about_one_person_that_disagree_are_a_problem(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "staff.xlsx", [["001", "李芳", "女"], ["001", "李芳", "男"]], ["工号", "姓名", "性别"])
    (row,) = plan_import(desk, "roster", path).rows
    assert row.action == "problem"
    assert "性别" in row.problems[0][1]


def test_namesakes_of_one_age_with_numbers_of_their_own_stay_two(desk: Desk, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "staff.xlsx",
        [["001", "王芳", "1983-04"], ["002", "王芳", "1983-04"]],
        ["工号", "姓名", "出生年月"],
    )
    assert apply_import(desk, plan_import(desk, "roster", path)).added == 2


def test_digits_behind_namesakes_are_dropped_and_told(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "staff.xlsx", [["王芳1", "1983-04"], ["王芳2", "1991-07"]], ["姓名", "出生年月"])
    plan = plan_import(desk, "roster", path)
    assert [row.values["name"] for row in plan.rows] == ["王芳", "王芳"]
    assert "王芳1" in plan.rows[0].notes[0][1]
    assert apply_import(desk, plan).added == 2
    again = plan_import(desk, "roster", path)
    assert [row.action for row in again.rows] == ["same", "same"]


def test_a_namesake_without_a_number_is_not_guessed(desk: Desk, tmp_path: Path) -> None:
    source = desk.source("roster")
    for born in ("1983-04", "1991-07"):
        source.edit([CellEdit(-1, "name", "王芳"), CellEdit(-1, "born_on", born)], "type")
    path = sheet(tmp_path / "staff.xlsx", [["王芳", "女"]], ["姓名", "性别"])
    (row,) = plan_import(desk, "roster", path).rows
    assert row.action == "problem"
    assert "2 个人" in row.problems[0][1]


def test_a_row_changed_since_the_preview_is_left_out_and_named(desk: Desk, three: Path, tmp_path: Path) -> None:
    apply_import(desk, plan_import(desk, "roster", three))
    other = sheet(tmp_path / "later.xlsx", [["001", "李芳", "男"], ["002", "王强", "女"]], ["工号", "姓名", "性别"])
    plan = plan_import(desk, "roster", other)
    source = desk.source("roster")
    source.edit([CellEdit(source.row(0).id, "remark", "病假", "")], "type")
    result = apply_import(desk, plan)
    assert result.changed == 1
    assert "李芳" in result.left_out[0][1]


def test_an_honour_without_year_and_issuer_says_nothing_against_them(desk: Desk, tmp_path: Path) -> None:
    source = desk.source("roster")
    source.edit([CellEdit(-1, "name", "李芳"), CellEdit(-1, "honours", "县骨干教师2023(县教育局)")], "type")
    path = sheet(tmp_path / "staff.xlsx", [["李芳", "县级骨干教师"]], ["姓名", "荣誉称号"])
    assert plan_import(desk, "roster", path).rows[0].action == "same"
    path = sheet(tmp_path / "staff.xlsx", [["李芳", "县级骨干教师2024"]], ["姓名", "荣誉称号"])
    assert plan_import(desk, "roster", path).rows[0].action == "change"


def test_an_empty_cell_leaves_what_is_there_unless_asked(desk: Desk, three: Path, tmp_path: Path) -> None:
    apply_import(desk, plan_import(desk, "roster", three))
    other = sheet(tmp_path / "later.xlsx", [["001", "李芳", None]], ["工号", "姓名", "联系电话"])
    assert plan_import(desk, "roster", other).rows[0].action == "same"
    clearing = plan_import(desk, "roster", other, empty_clears=True)
    assert dict(clearing.rows[0].changes) == {"phone": ("13900010001", "")}


def test_what_is_exported_comes_back_unchanged(desk: Desk, tmp_path: Path) -> None:
    messy = write_messy_roster(tmp_path / "messy.xlsx")
    apply_import(desk, plan_import(desk, "roster", messy.path))
    source = desk.source("roster")
    rows = [source.row(index) for index in range(len(source))]
    for name in ("roster.xlsx", "roster.csv", "roster.tsv"):
        path = tmp_path / name
        assert export_register(desk, source.register, rows, path, source.register.columns) == len(rows)
        plan = plan_import(desk, "roster", path)
        assert {row.action for row in plan.rows} == {"same"}, name
        assert len(plan.rows) == len(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_every_usual_encoding(desk: Desk, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes("工号,姓名,职称\r\n001,李芳,一级教师\r\n".encode(encoding))
    (row,) = plan_import(desk, "roster", path).rows
    assert (row.values["name"], row.values["rank"]) == ("李芳", "first")


def test_a_file_that_is_none_gets_a_sentence(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("empty.xlsx", b""), ("fake.xlsx", b"not a workbook"), ("empty.csv", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FileProblem, match=name.split(".")[0]):
            plan_import(desk, "roster", path)
    with pytest.raises(FileProblem):
        plan_import(desk, "roster", tmp_path / "missing.xlsx")


def test_the_blank_template_is_understood_column_by_column(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    export_template(desk, desk.table("roster").register, path)
    book = load_workbook(path)
    page = book.worksheets[0]
    page.append([])
    headings = {str(cell.value).strip("* \n"): cell for row in page.iter_rows() for cell in row if cell.value}
    row = headings["姓名"].row + 1
    page.cell(row, headings["姓名"].column, "李芳")
    page.cell(row, headings["职称"].column, "一级教师")
    assert page.data_validations.dataValidation
    assert any(other.sheet_state == "hidden" for other in book.worksheets)
    book.save(path)
    plan = plan_import(desk, "roster", path)
    assert [match.heading for match in plan.columns if match.heading and not match.field] == []
    assert [row.values["name"] for row in plan.rows] == ["李芳"]


def test_other_registers_come_in_the_same_way(desk: Desk, tmp_path: Path) -> None:
    source = desk.source("roster")
    source.edit([CellEdit(-1, "name", "李芳")], "type")
    path = sheet(
        tmp_path / "honours.xlsx",
        [["李芳", "县级", "骨干教师", 2023, "县教育局"]],
        ["姓名", "级别", "荣誉名称", "年份", "发证单位"],
    )
    assert apply_import(desk, plan_import(desk, "honours", path)).added == 1
    assert plan_import(desk, "honours", path).rows[0].action == "same"
    assert desk.people(desk.today)[0]["honours"][0].issuer == "县教育局"
