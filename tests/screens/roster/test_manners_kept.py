"""Manners over a real school: columns that stay as liked, rows that move, what was done, and the history's words."""

from __future__ import annotations

from models.actions.desk import Desk
from models.journal.history import entries
from screens.kit.grid.columns_dialog import ColumnsDialog
from screens.kit.grid.deeds import DeedsDialog
from tests.screens.roster.office import office, read_back


async def test_columns_stay_as_liked_for_the_next_time(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.press("f7")
        await it.type("9")
        await it.until(ColumnsDialog)
        assert "花名册的栏" in it.shown
        await it.press("down", "down", "space", "down", "minus", "enter")
        assert [column.field for column in it.grid.columns][:3] == ["staff_no", "name", "born_on"]
        assert "性别" not in it.shown
    changes = sample_desk.store.latest_change()
    async with office(sample_desk) as it:
        assert "sex" not in [column.field for column in it.grid.columns]
        assert sample_desk.store.latest_change() == changes


async def test_a_row_moves_in_the_schools_order_and_back(sample_desk: Desk):
    async with office(sample_desk) as it:
        names = it.names()
        await it.at(names[3], "name")
        await it.press("f7")
        await it.type("4")
        moved = [*names[:2], names[3], names[2], *names[4:]]
        assert it.names() == moved
        assert it.grid.current_text == names[3]
        assert [row.texts["name"] for row in map(read_back(sample_desk).row, range(60))] == moved
        assert entries(limit=1)[0].action == "roster.move"
        await it.press("ctrl+z")
        assert it.names() == names
        assert it.grid.current
        assert it.grid.current.texts["name"] == names[3]


async def test_many_rows_are_set_as_one_action_and_listed(sample_desk: Desk):
    async with office(sample_desk) as it:
        names = it.names()
        before = [row.texts["establishment"] for row in it.rows()]
        await it.at(names[1], "establishment")
        await it.press("f8", "down", "down")
        await it.type("3")
        await it.settle()
        texts = [it.row(name).texts["establishment"] for name in names[1:4]]
        assert len(set(texts)) == 1
        assert texts[0]
        assert entries(limit=1)[0].action == "roster.set"
        it.grid.do_grid_deeds()
        await it.until(DeedsDialog)
        assert "花名册：填成一样" in it.shown
        await it.press("enter")
        await it.settle()
        assert [row.texts["establishment"] for row in it.rows()] == before
        assert entries(limit=1)[0].action == "undo"


async def test_honours_say_why_their_rows_stay(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.press("ctrl+s")
        await it.choose("roster.register", "honours")
        await it.press("f7")
        await it.type("4")
        await it.settle()
        assert "没有自己的顺序" in it.hint or "最上面" in it.hint
        await it.press("down", "f7")
        await it.type("4")
        await it.settle()
        assert "没有自己的顺序" in it.hint


async def test_the_day_of_leaving_is_passed_by_for_those_in_post(sample_desk: Desk):
    async with office(sample_desk) as it:
        name = it.names()[0]
        await it.at(name, "status")
        assert it.grid.current_text == "在岗"
        await it.press("tab")
        assert it.grid.column.field == "position"
