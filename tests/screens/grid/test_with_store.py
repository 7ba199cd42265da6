"""The grid over a real store: what is typed is in the record, in the history, and comes back."""

from __future__ import annotations

from models.actions.desk import Desk
from models.registers.source import CellEdit
from tests.screens.grid.harness import over


async def test_a_new_person_typed_by_digits_is_stored_and_undone_cell_by_cell(desk: Desk):
    source = desk.source("roster")
    async with over(source, (160, 24)) as it:
        await it.type("061")
        await it.press("enter")
        await it.type("王小明")
        await it.press("enter")
        await it.type("2")
        await it.type("850312")
        await it.press("enter")
        values = desk.source("roster").row(0).values
        assert (values["staff_no"], values["name"], values["born_on"]) == ("061", "王小明", "1985-03-12")
        assert values["name_pinyin"] == "wang xiao ming"
        await it.press("ctrl+z")
        assert it.cursor == (source.row(0).id, "born_on")
        assert desk.source("roster").row(0).values["born_on"] == ""


async def test_what_cannot_be_read_waits_in_red_and_survives(desk: Desk):
    source = desk.source("roster")
    async with over(source) as it:
        await it.paste("001\t王小明\t不详\n002\t李梅\t女\n")
        assert "1 格看不懂" in it.hint
        await it.press("f3")
        assert it.cursor[1] == "sex"
    fresh = desk.source("roster")
    assert fresh.row(0).texts["sex"] == "不详"
    assert fresh.row(0).problems["sex"].hard


async def test_leaving_the_program_writes_the_cell(desk: Desk):
    async with over(desk.source("roster")) as it:
        await it.paste("001\t王小明\n")
        await it.at(0, "remark")
        await it.type("还没写完")
    assert desk.source("roster").row(0).texts["remark"] == "还没写完"


async def test_a_cell_left_half_typed_is_offered_by_the_next_session(desk: Desk):
    source = desk.source("roster")
    row_id = source.edit([CellEdit(-1, "name", "王小明")], "type").added[0]
    source.keep_typing(row_id, "remark", "还没写")  # and the line breaks
    async with over(desk.source("roster")) as it:
        assert "还没写" in it.hint
        await it.press("enter")
        await it.type("完")
        await it.press("enter")
        assert it.cell(0, "remark") == "还没写完"
    async with over(desk.source("roster")) as it:
        assert "还没写" not in it.hint


async def test_two_sessions_see_each_others_text_for_the_same_cell(desk: Desk):
    source = desk.source("roster")
    async with over(source) as it:
        await it.paste("001\t王小明\n")
        await it.at(0, "name")
        await it.type("王大明")
        other = desk.source("roster")
        row = other.row(0)
        other.edit([CellEdit(row.id, "name", "王中明", row.texts["name"])], "type")
        await it.press("enter")
        assert "1我的：王大明 2对方的：王中明" in it.hint
        await it.type("1")
        assert desk.source("roster").row(0).texts["name"] == "王大明"
