"""Spreadsheets in and out of the roster's screen."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import OptionList

from data import words
from data.formats.tabular import find_table
from data.sample.messy import write_messy_roster
from models.actions.desk import Desk
from models.actions.importing import headings_of
from screens.kit.dialogs import Choose, Dialog
from screens.kit.help import HelpScreen
from screens.kit.importing import files
from screens.kit.importing.paths import SavePath, typed_path
from screens.kit.importing.view import ImportView
from screens.kit.importing.wrapping import folded_lines
from screens.kit.palette import Palette
from screens.roster import RosterScreen
from tests.screens.roster.office import Office, office, read_back


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder is the test's own, and no other folder is looked into."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("user_desktop_path", "user_downloads_path", "user_documents_path"):
        monkeypatch.setattr(files, name, lambda: folder)
    return folder


@pytest.fixture
def messy(own_folder: Path) -> Path:
    path = own_folder / "教师信息.xlsx"
    write_messy_roster(path)
    return path


async def preview(it: Office, path: Path) -> ImportView:
    """The preview of that file, which is among the newest."""
    await it.press("ctrl+s")
    await it.choose("roster.import", str(path))
    return await it.until(ImportView)


def listed(view: ImportView) -> list[str]:
    return [str(option.prompt) for option in view.query_one(OptionList).options]


def cursor_row(view: ImportView) -> Any:
    here = view.query_one(OptionList).highlighted_option
    return view.plan.rows[int(here.id)]  # type: ignore[union-attr, arg-type]


async def test_a_school_imports_its_spreadsheet_and_takes_it_back_at_once(desk: Desk, messy: Path):
    async with office(desk) as it:
        view = await preview(it, messy)
        assert "教师信息.xlsx" in it.shown
        new, problem = view.plan.count("new"), view.plan.count("problem")
        assert new > 50
        assert problem
        assert f"新增 {new}" in it.shown
        assert len(read_back(desk)) == 0
        await it.press("enter")
        await it.until(RosterScreen)
        assert len(it.source) == new
        assert f"新增 {new} 行" in it.message
        assert it.grid.has_focus
        left = messy.with_name("教师信息-问题.xlsx")
        assert left.name in it.message
        table = find_table(left, headings_of(it.source.register))
        assert len(table.rows) == sum(len(row.numbers) for row in view.plan.rows if row.action == "problem")
        await it.press("ctrl+z")
        assert len(it.source) == 0
        assert "已撤销" in it.hint
        await it.press("ctrl+y")
        assert len(it.source) == new


async def test_space_refuses_a_row_and_gives_it_back(desk: Desk, messy: Path):
    async with office(desk) as it:
        view = await preview(it, messy)
        new, refused = view.plan.count("new"), cursor_row(view)
        await it.press("space")
        assert "[ ]" in listed(view)[0]
        await it.press("space", "space")
        await it.press("enter")
        await it.until(RosterScreen)
        assert len(it.source) == new - 1
        assert refused.values["staff_no"] not in [row.texts["staff_no"] for row in it.rows()]


async def test_a_row_with_a_problem_cannot_be_taken_and_says_so(desk: Desk, messy: Path):
    async with office(desk, (80, 24)) as it:
        view = await preview(it, messy)
        await it.press("f3")
        while cursor_row(view).action != "problem":
            await it.press("f3")
        assert cursor_row(view).problems[0][1][:12] in it.shown.replace("\n", "")
        before = set(view.accepted)
        await it.press("space")
        assert it.message
        assert view.accepted == before


async def test_esc_writes_nothing(desk: Desk, messy: Path):
    async with office(desk) as it:
        await preview(it, messy)
        await it.press("escape")
        await it.until(RosterScreen)
        assert len(read_back(desk)) == 0
        assert not messy.with_name("教师信息-问题.xlsx").exists()


async def test_a_column_is_matched_anew_in_the_preview(desk: Desk, own_folder: Path):
    path = own_folder / "名单.csv"
    path.write_text("工号,姓名,联系号\n001,王芳,13900001111\n002,李明,13900002222\n", "utf-8")
    async with office(desk) as it:
        view = await preview(it, path)
        assert "联系号" in it.shown
        await it.press("f2")
        await it.choose("2", "phone")
        assert view.plan.rows[0].values["phone"] == "13900001111"
        await it.press("f2")
        await it.choose("0", "-")
        assert "staff_no" not in view.plan.rows[0].values
        await it.press("enter")
        await it.until(RosterScreen)
        assert it.row("王芳").texts["phone"] == "13900001111"


async def test_the_same_file_again_changes_nothing(desk: Desk, messy: Path):
    async with office(desk) as it:
        await preview(it, messy)
        await it.press("enter")
        await it.until(RosterScreen)
        view = await preview(it, messy)
        assert view.plan.count("new") == view.plan.count("change") == 0
        await it.press("enter")
        assert isinstance(it.app.screen, ImportView)
        assert "没有打勾的行" in it.message
        await it.press("escape")


async def test_rows_with_problems_are_saved_by_f6_to_a_file_that_can_be_read(desk: Desk, messy: Path):
    async with office(desk) as it:
        view = await preview(it, messy)
        await it.press("f6")
        saved = messy.with_name("教师信息-问题.xlsx")
        assert saved.name in it.message
        assert find_table(saved, headings_of(view.plan.register)).rows
        await it.press("enter")
        await it.until(RosterScreen)
        assert len(list(messy.parent.glob("*问题*"))) == 1


async def test_a_wrong_path_is_told_and_the_dialog_stays(desk: Desk, own_folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(own_folder))
    async with office(desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.import")
        await it.line("~/没有这个.xlsx")
        assert "找不到" in it.shown
        assert "没有这个.xlsx" in it.shown
        await it.line("~")
        assert "文件夹" in it.shown
        (own_folder / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
        await it.line("~/坏的.xlsx")
        assert "坏的.xlsx" in (await it.until(Dialog)).problem
        (own_folder / "好的.csv").write_text("姓名\n王芳\n", "utf-8")
        await it.line("'~/好的.csv'")
        await it.until(ImportView)
        await it.press("enter")
        await it.until(RosterScreen)
        assert it.names() == ["王芳"]


async def test_a_file_is_chosen_by_digit(desk: Desk, messy: Path):
    async with office(desk) as it:
        await it.press("ctrl+s")
        await it.until(Choose)
        await it.press("1")
        await it.pilot.pause()
        await it.until(Choose)
        assert messy.name in it.shown
        await it.press("1")
        assert (await it.until(ImportView)).plan.path.name == messy.name


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
async def test_what_is_exported_reads_back(sample_desk: Desk, own_folder: Path, ending: str):
    async with office(sample_desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.export")
        await it.choose("internal")
        await it.line("教研组长例会")
        await it.line(str(own_folder / f"全部{ending}"))
        await it.until(RosterScreen)
        assert "60 行" in it.message
        table = find_table(own_folder / f"全部{ending}", headings_of(it.source.register))
        assert len(table.rows) == 60
        view = await preview(it, own_folder / f"全部{ending}")
        assert view.plan.count("same") == 60


async def test_a_file_that_exists_is_replaced_only_after_a_second_enter(sample_desk: Desk, own_folder: Path):
    there = own_folder / "旧的.xlsx"
    there.write_text("old")
    async with office(sample_desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.export")
        await it.choose("internal")
        await it.line("教研组长例会")
        dialog = await it.until(SavePath)
        assert str(own_folder) in dialog.value or "~" in dialog.value
        await it.line(str(there))
        assert "已经有 旧的.xlsx 了" in it.shown
        assert there.read_text() == "old"
        await it.press("enter")
        await it.until(RosterScreen)
        assert there.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("bad", ["名单.doc", "没有的/名单.xlsx", "."])
async def test_a_place_that_cannot_be_written_is_told_and_the_dialog_stays(
    sample_desk: Desk, own_folder: Path, bad: str
):
    async with office(sample_desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.export")
        await it.choose("internal")
        await it.line("教研组长例会")
        await it.line(str(own_folder / bad))
        assert isinstance(it.app.screen, SavePath)
        assert list(own_folder.iterdir()) == []


async def test_the_blank_form_is_written(sample_desk: Desk, own_folder: Path):
    async with office(sample_desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.template")
        await it.until(SavePath)
        await it.press("enter")
        await it.until(RosterScreen)
        (form,) = own_folder.glob("*.xlsx")
        assert form.name in it.message
        assert not find_table(form, headings_of(it.source.register)).rows


@pytest.mark.parametrize("nasty", ["[/]", "[red]x", "["])
async def test_markup_in_files_headings_and_cells_is_only_text(desk: Desk, own_folder: Path, nasty: str):
    folder = own_folder / nasty.replace("/", "b")
    folder.mkdir()
    path = own_folder / f"{nasty.replace('/', 'b')}.csv"
    path.write_text(f"姓名,{nasty},出生年月\n{nasty},{nasty},{nasty}\n李明{nasty},,1990.5\n", "utf-8")
    async with office(desk) as it:
        view = await preview(it, path)
        assert path.name in it.shown
        assert any(nasty in prompt for prompt in listed(view))
        await it.press("f2")
        await it.until(Choose)
        await it.press("escape", "f6", "space", "f3", "f4")
        await it.press("f1")
        await it.until(HelpScreen)
        await it.press("escape")
        assert it.app.screen is view
        view.query_one(OptionList).highlighted = 0
        await it.press("enter")
        await it.until(RosterScreen)
        assert f"李明{nasty}" in it.names()


async def test_help_and_commands_are_at_hand_in_the_preview(desk: Desk, messy: Path):
    async with office(desk) as it:
        view = await preview(it, messy)
        await it.press("f1")
        await it.until(HelpScreen)
        assert "导入前先看差别" in it.shown
        await it.press("escape", "f12")
        await it.until(Palette)
        await it.type("改对应列")
        await it.press("enter")
        await it.until(Choose)
        await it.press("escape")
        assert it.app.screen is view


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 16)])
async def test_nothing_in_the_preview_is_cut_or_of_uncertain_width(desk: Desk, messy: Path, size: tuple[int, int]):
    async with office(desk, size) as it:
        view = await preview(it, messy)
        room = view.query_one(OptionList).scrollable_content_region.width
        assert all(cell_len(line) <= room for prompt in listed(view) for line in prompt.splitlines())
        assert {c for c in it.shown if unicodedata.east_asian_width(c) == "A"} == set()
        assert view.query_one(OptionList).size.height >= size[1] // 2


async def test_the_preview_speaks_english(desk: Desk, messy: Path):
    words.use("en")
    async with office(desk, (80, 24)) as it:
        await preview(it, messy)
        assert "ticked rows to write" in it.shown
        assert "Refresh" not in it.shown, "what cannot be done here is not offered"


@pytest.mark.parametrize("width", [20, 40, 78])
def test_long_lines_are_folded_whole(width: int):
    text = "工号「0５」和第 12 行的一样，请核对：Nanpu Normal University 汉语言文学专业、小学教育（函授）" * 3
    lines = folded_lines(text, width, 6)
    assert all(cell_len(line) <= width and line.startswith("      ") for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("typed", ["", "  ", "''"])
def test_no_path_is_no_path(typed: str):
    assert typed_path(typed) is None


def test_an_unknown_home_is_an_ordinary_name():
    assert typed_path("~nobody-of-that-name/x.xlsx") == Path("~nobody-of-that-name/x.xlsx")
