"""One person upright: every column, the grid's own editors and rules, page keys to the next, and back to the cell."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from models.actions.desk import Desk
from models.registers.roster import ROSTER
from screens.kit.grid.form import Form
from screens.kit.grid.form_screen import FormScreen
from screens.kit.help import HelpScreen
from tests.screens.roster.office import Office, office, read_back


async def opened(it: Office, row: int = 2, field: str = "born_on") -> Form:
    it.grid.go_to(it.source.row(row).id, field)
    await it.press("f7", "7")
    return (await it.until(FormScreen)).form


def shown(form: Form) -> list[str]:
    return [form.render_line(y).text.rstrip() for y in range(form.size.height)]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_column_can_be_reached_and_is_shown_with_its_value(sample_desk: Desk, size: tuple[int, int]):
    async with office(sample_desk, size) as it:
        row = it.source.row(2)
        form = await opened(it, 2, "staff_no")
        seen: dict[str, str] = {}
        for _ in ROSTER.columns:
            field = form.cursor[1]
            title = ROSTER.column(field).title
            line = next((line for line in shown(form) if line.startswith(title + " ")), shown(form)[0])
            seen[field] = line
            assert {cell_len(form.render_line(y).text) for y in range(form.size.height)} == {size[0]}
            await it.press("down")
        assert list(seen) == [column.field for column in form.columns]
        assert set(seen) == {column.field for column in ROSTER.columns}
        for name in ("name", "phone", "remark", "name_pinyin"):
            assert row.texts[name][:8] in seen[name]
        assert "第 3 行" in shown(form)[0]


async def test_a_field_is_typed_as_in_the_grid_and_written_at_once(sample_desk: Desk):
    async with office(sample_desk) as it:
        form = await opened(it)
        row_id = it.source.row(2).id
        await it.type("850312")
        if form.editor:
            await it.press("enter")
        stored = read_back(sample_desk).row_by_id(row_id)
        assert stored is not None
        assert stored.texts["born_on"] == "1985-03-12"
        assert it.app.screen.query_one(Form).cursor[1] != "born_on"
        form.go_to(row_id, "sex")
        await it.type("2")
        assert it.source.row(2).texts["sex"] == "女"
        form.go_to(row_id, "born_on")
        await it.type("1985.13")
        await it.press("enter")
        assert any("!" in line and "1985.13" in line for line in shown(form))
        await it.press("ctrl+z")
        assert not any("1985.13" in line for line in shown(form))


async def test_page_keys_turn_to_other_people_and_escape_goes_back_to_the_same_cell(sample_desk: Desk):
    async with office(sample_desk, (80, 24)) as it:
        form = await opened(it)
        await it.press("pagedown", "pagedown", "pageup", "down")
        assert form.cursor[0] == it.source.row(3).id
        name, field = it.source.row(3).texts["name"], form.cursor[1]
        assert name in shown(form)[0]
        await it.press("escape")
        assert not isinstance(it.app.screen, FormScreen)
        assert it.grid.cursor == (it.source.row(3).id, field)


async def test_what_was_written_in_the_form_stands_in_the_grid(sample_desk: Desk):
    async with office(sample_desk) as it:
        await opened(it, 1, "phone")
        await it.type("13912345678")
        await it.press("enter", "escape")
        assert it.source.row(1).texts["phone"] == "13912345678"
        assert it.app.saved_at


async def test_a_new_person_can_be_typed_upright(desk: Desk):
    async with office(desk) as it:
        await it.press("tab")
        it.grid.do_grid_form()
        await it.until(FormScreen)
        await it.type("王小明")
        await it.press("enter")
        assert read_back(desk).row(0).texts["name"] == "王小明"
        await it.type("1")
        assert read_back(desk).row(0).texts["sex"] == "男"


async def test_a_long_text_stands_there_in_full(sample_desk: Desk):
    async with office(sample_desk, (80, 24)) as it:
        form = await opened(it, 0, "remark")
        await it.paste("一二三四五六七八九十" * 12 + "完")
        assert any(line.endswith("完") for line in shown(form))
        await it.press("down", "up", "f2", "escape")
        assert any(line.endswith("完") for line in shown(form))


async def test_what_concerns_many_rows_is_refused_in_a_sentence(sample_desk: Desk):
    async with office(sample_desk) as it:
        form = await opened(it)
        for key in ("f8", "f9", "ctrl+f"):
            await it.press(key)
            assert "回到表格" in form.hint.text
        await it.paste("甲\t乙\n丙\t丁\n")
        assert "只有一行" in form.hint.text
        await it.press("f1")
        await it.until(HelpScreen)
        assert "全部栏目" in it.shown


async def test_a_column_pasted_into_the_form_goes_down_its_fields(desk: Desk):
    async with office(desk) as it:
        await it.press("tab")
        it.grid.do_grid_form()
        await it.until(FormScreen)
        await it.paste("王小明\n男\n")
        source = read_back(desk)
        assert len(source) == 1
        assert (source.row(0).texts["name"], source.row(0).texts["sex"]) == ("王小明", "男")
