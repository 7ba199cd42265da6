"""Rows as a whole: adding, repeating, deleting, sorting, filtering, finding, and from problem to problem."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from data import words
from data.words import t
from models.registers.column import Column, Kind
from models.registers.register import Register
from screens.kit.grid.layout import Layout
from tests.screens.grid.harness import desk
from tests.screens.grid.memory_source import COLUMNS, sample


async def test_the_row_menu_stands_in_the_hint_line_and_takes_a_digit():
    async with desk() as it:
        await it.at(1, "name")
        await it.press("f7")
        assert "1在上面加一行 2照这行加一行 3删去 1 行" in it.hint
        await it.type("1")
        assert len(it.source) == 4
        assert it.source.texts("staff_no") == [["001"], [""], ["002"], ["003"]]
        assert it.cursor == (4, "staff_no")


async def test_a_row_is_repeated_without_what_tells_people_apart():
    async with desk() as it:
        await it.at(1, "name")
        await it.press("f7")
        await it.type("2")
        assert it.source.texts("staff_no", "name", "sex", "rank")[3] == ["", "", "男", "高级教师"]
        assert len(it.source.log) == 1


async def test_the_rows_of_a_range_are_deleted_and_come_back():
    async with desk(rows=5) as it:
        await it.at(1, "name")
        await it.press("f8", "down", "f7")
        assert "3删去 2 行" in it.hint
        await it.type("3")
        assert it.source.texts("staff_no") == [["001"], ["004"], ["005"]]
        assert "Ctrl+Z" in it.hint
        await it.press("ctrl+z")
        assert len(it.source) == 5


async def test_another_key_leaves_the_menu():
    async with desk() as it:
        await it.press("f7", "down")
        assert it.grid.asking is None
        assert it.cursor == (2, "staff_no")
        await it.press("f7", "escape")
        assert it.cursor == (2, "staff_no")


async def test_the_empty_row_has_no_menu():
    async with desk(rows=1) as it:
        await it.press("down", "f7")
        assert it.grid.asking is None
        assert "空行" in it.hint


async def test_sorting_goes_round_and_the_cursor_stays_with_its_row():
    async with desk(rows=5) as it:
        await it.at(0, "name")
        await it.press("f9")
        assert it.source.texts("name") == sorted(it.source.texts("name"))
        assert it.cursor == (1, "name")
        assert "姓名^" in it.lines()[0].replace(" ", "")
        await it.press("f9")
        assert it.source.texts("name") == sorted(it.source.texts("name"), reverse=True)
        assert "姓名v" in it.lines()[0].replace(" ", "")
        await it.press("f9")
        assert it.source.texts("staff_no") == [["001"], ["002"], ["003"], ["004"], ["005"]]


async def test_filtering_narrows_with_each_key():
    async with desk(rows=16) as it:
        await it.at(0, "sex")
        await it.type("/")
        await it.type("李")
        assert {name[0] for (name,) in it.source.texts("name")} == {"李"}
        assert "2 行" in it.hint
        await it.press("enter")
        assert "筛选「李」2 行" in it.hint
        await it.press("ctrl+u")
        assert len(it.source) == 16


async def test_the_terminals_cursor_is_where_the_filter_is_typed():
    async with desk() as it:
        before = it.app.cursor_position
        await it.press("ctrl+f")
        await it.type("李")
        line = it.app.query_one("GridHint").region
        assert it.app.cursor_position == (len("筛选李") * 2 + 2, line.y)
        await it.press("escape")
        assert it.app.cursor_position == before


async def test_filtering_is_given_up_by_escape_and_kept_by_moving():
    async with desk(rows=16) as it:
        await it.press("ctrl+f")
        await it.type("李")
        await it.press("down")
        assert it.grid.asking is None
        assert len(it.source) == 2
        await it.press("ctrl+f", "backspace")
        assert len(it.source) == 16
        await it.type("不存在")
        await it.press("escape")
        assert len(it.source) == 16


async def test_going_to_a_row_or_a_person():
    async with desk(rows=30) as it:
        await it.press("ctrl+g")
        await it.type("27")
        await it.press("enter")
        assert it.cursor == (27, "staff_no")
        await it.press("ctrl+g")
        await it.type("zl")
        assert "1曾丽" in it.hint
        await it.press("enter")
        assert it.cursor == (3, "staff_no")  # the number of 曾丽
        await it.press("ctrl+g")
        await it.type("999")
        await it.press("enter")
        assert "1 到 30" in it.hint


async def test_from_problem_to_problem_and_round_again():
    rows = sample(5)
    rows[1]["born_on"] = "1985.13"
    rows[3]["sex"] = "不详"
    async with desk(rows=rows) as it:
        await it.press("f3")
        assert it.cursor == (2, "born_on")
        assert "13 月" in it.hint
        await it.press("f3")
        assert it.cursor == (4, "sex")
        await it.press("f3")
        assert it.cursor == (2, "born_on")


async def test_a_problem_in_a_hidden_column_is_told():
    rows = sample(2)
    rows[1]["born_on"] = "1985.13"
    async with desk(rows=rows) as it:
        it.grid.show_columns(["staff_no", "name"])
        await it.press("f3")
        assert it.cursor == (2, "staff_no")
        assert "13 月" in it.hint


async def test_no_problem_says_so():
    async with desk(rows=2) as it:
        await it.press("f3")
        assert "没有要看的问题" in it.hint


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 10)])
async def test_the_cursor_is_always_on_the_screen(size: tuple[int, int]):
    async with desk(rows=200, size=size) as it:
        for keys in (["pagedown"] * 4, ["end", "end"], ["right"] * 3, ["pageup"] * 2, ["home", "home"], ["down"] * 40):
            await it.press(*keys)
            row = it.grid.current
            assert row is not None
            shown = [line for line in it.lines() if f" {row.texts['staff_no']} " in line]
            assert shown, (keys, it.cursor)
            assert all(len(line) for line in it.lines())


async def test_home_and_end_go_to_the_rows_ends_and_then_to_the_tables():
    async with desk(rows=30) as it:
        await it.at(10, "sex")
        await it.press("end")
        assert it.cursor == (11, "remark")
        await it.press("end")
        assert it.cursor == (30, "remark")
        await it.press("home")
        assert it.cursor == (30, "staff_no")
        await it.press("home")
        assert it.cursor == (1, "staff_no")


async def test_the_window_moves_by_half_a_page():
    async with desk(rows=100, size=(80, 22)) as it:
        moves = []
        for _ in range(60):
            before = it.grid.scroll_offset.y
            await it.press("down")
            moves.append(it.grid.scroll_offset.y - before)
        assert set(moves) - {0} == {10}


async def test_a_reload_keeps_the_cursor_on_its_row():
    async with desk(rows=10) as it:
        await it.at(6, "name")
        it.source.delete([2, 3])
        it.grid.reload()
        await it.pilot.pause()
        assert it.cursor == (7, "name")


@pytest.mark.parametrize("width", range(10, 130, 7))
def test_columns_never_overlap_and_every_one_can_be_reached(width: int):
    for column in range(len(COLUMNS)):
        layout = Layout(COLUMNS, width, 4)
        layout = Layout(COLUMNS, width, 4, layout.left_to_show(column))
        place = layout.at(column)
        assert place is not None
        assert place.whole or place.x + place.width == width
        ends = [4, *(p.x + p.width for p in layout.places)]
        assert [p.x - 1 for p in layout.places] == ends[:-1]
        assert ends[-1] <= width


async def test_a_register_of_one_column_works():
    only = Register("one", (Column("remark", Kind.TEXT, 20),), keys=())
    async with desk(rows=1) as it:
        it.grid.source.register = only  # type: ignore[misc]
        it.grid.show_columns(None)
        await it.press("enter")
        assert it.cursor == (None, "remark")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_the_row_menu_has_room_for_more_than_nine_at_80_columns(language: str):
    words.use(language)
    async with desk(rows=3, size=(80, 24)) as it:
        await it.at(0, "remark")
        await it.press("f7")
        pages = [it.hint]
        while not pages[-1].endswith(f"{len(pages)}/{len(pages)}"):
            await it.press("0")
            pages.append(it.hint)
            assert len(pages) < 6
        assert all(f" {digit}" in " ".join(pages[:-1]) for digit in range(1, 10))
        assert t("manners.replace_option") in pages[-1]
        assert all(cell_len(page) < 80 for page in pages)
        await it.press("0")
        assert it.hint == pages[0]
        await it.press(*["0"] * (len(pages) - 1), "1")
        assert t("manners.find", title=it.grid.column.title) in it.hint
        await it.press("escape", "f7", "1")
        assert len(it.source) == 4
