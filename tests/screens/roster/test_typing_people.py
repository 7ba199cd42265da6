"""Typing people into the roster, from the first key to the row in the store."""

from __future__ import annotations

import pytest

from data import words
from models.actions.desk import Desk
from models.registers.source import CellEdit
from tests.screens.roster.office import office, read_back, somebody_else


async def test_a_person_is_typed_into_the_empty_row(desk: Desk):
    async with office(desk) as it:
        await it.press("tab")
        await it.type("单晓\r")
        await it.type("2")  # a code of one digit moves on by itself
        await it.type("850312\r")
        row = it.row("单晓")
        assert row.texts["sex"] == "女"
        assert row.values["born_on"] == "1985-03-12"
        assert row.texts["age"] == "41"
        assert row.texts["staff_no"]
        assert it.app.saved_at
        stored = read_back(desk).row(0)
        assert stored.values["name"] == "单晓"
        assert stored.values["name_pinyin"].startswith("shan")
        assert stored.values["born_on"] == "1985-03-12"


async def test_a_cell_is_in_the_store_as_soon_as_it_is_left(desk: Desk):
    async with office(desk) as it:
        await it.press("tab")
        await it.type("王芳")
        assert len(read_back(desk)) == 0
        await it.press("enter")
        assert read_back(desk).row(0).texts["name"] == "王芳"


async def test_a_wrong_date_stays_red_with_its_sentence_and_f3_finds_it(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at("罗小曼", "born_on")
        await it.type("1990.13.45")
        await it.press("enter")
        row = it.row("罗小曼")
        assert row.texts["born_on"] == "1990.13.45"
        assert row.problems["born_on"].hard
        assert row.values["born_on"] == "1995-12-16"
        await it.press("home", "home", "f3")
        assert it.grid.cursor == (row.id, "born_on")
        assert row.problems["born_on"].message in it.hint
        assert "错误 1 格" in it.shown
        await it.type("19901203\r")
        await it.press("f3")
        assert "没有" in it.hint
        assert "错误" not in it.shown.splitlines()[2]


async def test_undo_takes_back_the_last_step_and_goes_there_and_redo_does_it_again(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at("单国平", "phone")
        row_id = it.row("单国平").id
        before = it.row("单国平").texts["phone"]
        await it.type("13900001111\r")
        await it.press("home", "pagedown")
        await it.press("ctrl+z")
        assert it.row("单国平").texts["phone"] == before
        assert it.grid.cursor == (row_id, "phone")
        assert "已撤销" in it.hint
        await it.press("home", "home", "ctrl+y")
        assert it.row("单国平").texts["phone"] == "13900001111"
        assert it.grid.cursor == (row_id, "phone")


async def test_a_block_from_a_spreadsheet_appends_people_as_one_action(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at_end("name")
        await it.paste("欧阳一\t女\t1990.5\r\n仇二\t男\t19880101\r\n阿依古丽·买买提\t女\t850312\r\n")
        assert len(it.source) == 63
        assert it.row("仇二").values["born_on"] == "1988-01-01"
        assert it.row("阿依古丽·买买提").texts["sex"] == "女"
        assert "3 行" in it.hint
        await it.press("ctrl+z")
        assert len(it.source) == 60
        assert len(read_back(sample_desk)) == 60


async def test_rows_are_inserted_and_deleted_by_f7(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at("单国平", "name")
        await it.press("f7")
        await it.type("1")
        assert len(it.source) == 61
        await it.press("ctrl+z")
        await it.at("单国平", "name")
        await it.press("f7")
        await it.type("3")
        assert "单国平" not in it.names()
        assert "已删除 1 行" in it.hint
        await it.press("ctrl+z")
        assert it.names()[2] == "单国平"


async def test_the_filter_takes_initials_and_f9_sorts(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at("周明远", "sex")
        await it.press("slash")
        await it.type("sgp")
        assert it.names() == ["单国平"]
        await it.press("escape")
        assert len(it.source) == 60
        await it.at("周明远", "born_on")
        await it.press("f9")
        dates = [row.texts["born_on"] for row in it.rows()]
        assert dates == sorted(dates)
        await it.press("f9")
        assert [row.texts["born_on"] for row in it.rows()] == sorted(dates, reverse=True)
        await it.press("f9")
        assert it.names()[0] == "周明远"


async def test_leavers_are_listed_by_command_and_put_away_again(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.command("离校人员")
        assert len(it.source) > 60
        assert "含离校人员" in it.shown
        assert it.message
        await it.command("离校人员")
        assert len(it.source) == 60


async def test_what_another_process_writes_appears_and_the_cursor_stays(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at("高婷婷", "phone")
        cursor = it.grid.cursor
        first = it.row("周明远")
        somebody_else(
            sample_desk.store, f"desk.source('roster').edit([CellEdit({first.id}, 'remark', '新来的字', '')], 'type')"
        )
        for _ in range(300):
            if it.row("周明远").texts["remark"] == "新来的字":
                break
            await it.pilot.pause(0.01)
        assert it.row("周明远").texts["remark"] == "新来的字"
        assert it.grid.cursor == cursor


@pytest.mark.parametrize(("answer", "stays"), [("1", "我的话"), ("2", "别人的话")])
async def test_a_conflict_offers_both_texts(sample_desk: Desk, answer: str, stays: str):
    async with office(sample_desk) as it:
        await it.at("周明远", "remark")
        await it.type("我的话")
        row = it.row("周明远")
        somebody_else(
            sample_desk.store,
            f"desk.source('roster').edit([CellEdit({row.id}, 'remark', '别人的话', '')], 'type')",
        )
        await it.press("enter")
        assert "我的话" in it.hint
        assert "别人的话" in it.hint
        assert "副主任" in it.hint
        await it.type(answer)
        await it.settle()
        assert read_back(sample_desk).row_by_id(row.id).texts["remark"] == stays  # type: ignore[union-attr]


async def test_a_row_that_goes_while_it_is_typed_in_does_not_hand_the_text_to_its_neighbour(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.at("单国平", "remark")
        row = it.row("单国平")
        neighbours = {found.id: found.texts["remark"] for found in it.rows() if found.id != row.id}
        await it.type("只给单国平")
        somebody_else(sample_desk.store, f"desk.source('roster').delete([{row.id}])")
        for _ in range(300):
            if it.source.row_by_id(row.id) is None:
                break
            await it.pilot.pause(0.01)
        assert it.source.row_by_id(row.id) is None
        await it.press("enter")
        after = read_back(sample_desk)
        assert {found.id: found.texts["remark"] for found in (after.row(i) for i in range(len(after)))} == neighbours


@pytest.mark.parametrize("nasty", ["[/]", "[red]x", "[", "[/b]"])
async def test_names_that_look_like_markup_are_only_names(desk: Desk, nasty: str):
    async with office(desk) as it:
        await it.press("tab")
        await it.type(nasty)
        await it.press("enter")
        assert it.row(nasty)
        assert nasty in it.shown
        await it.press("up", "slash", "escape", "f1", "escape", "f12", "escape", "ctrl+s", "escape")
        assert nasty in it.shown


async def test_the_register_changes_by_the_menu_and_takes_a_teacher_by_initials(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.register", "honours")
        before = len(it.source)
        assert it.source.register.id == "honours"
        await it.at_end("teacher")
        await it.type("sgp")
        assert "单国平" in it.hint
        await it.press("enter")
        assert len(it.source) == before + 1
        for register in ("groups", "experts", "codes", "roster"):
            await it.press("ctrl+s")
            await it.choose("roster.register", register)
            assert it.source.register.id == register
            assert it.source.register.title in it.shown
        assert it.grid.has_focus


async def test_the_half_typed_cell_of_a_broken_session_is_offered_again(sample_desk: Desk):
    source = sample_desk.source("roster")
    row = source.row(4)
    source.keep_typing(row.id, "remark", "说到一半")
    async with office(sample_desk) as it:
        assert "说到一半" in it.hint
        await it.press("enter")
        await it.press("enter")
        assert it.source.row_by_id(row.id).texts["remark"] == "说到一半"  # type: ignore[union-attr]
        assert sample_desk.source("roster").unfinished() is None


async def test_everything_speaks_english(sample_desk: Desk):
    words.use("en")
    async with office(sample_desk) as it:
        shown = it.shown
        assert "60 people" in shown
        assert "Name" in shown
        await it.press("ctrl+s")
        assert "Everything typed is saved" in it.shown
        await it.press("4")
        assert "Which register" in it.shown


async def test_the_rows_edited_elsewhere_in_the_same_program_are_seen_at_once(sample_desk: Desk):
    async with office(sample_desk) as it:
        row = it.row("周明远")
        sample_desk.source("roster").edit([CellEdit(row.id, "remark", "同屋的字", row.texts["remark"])], "type")
        await it.press("ctrl+o", "1")
        await it.press("2")
        assert it.row("周明远").texts["remark"] == "同屋的字"
