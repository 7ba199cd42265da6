"""Values reach the screen as they are: no markup, no control characters, no half of a Chinese character."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from tests.screens.grid.harness import desk
from tests.screens.grid.memory_source import sample

NASTY = [
    "[/]",
    "[/b]",
    "[red]x[/red]",
    "[",
    "]",
    "[@click=app.quit]x[/]",
    "\\[",
    "a\x1b[31mb",
    "a\tb\nc\r",
    "$x",
    "{x}",
]


async def test_every_path_shows_markup_as_text():
    rows = sample(len(NASTY))
    for row, value in zip(rows, NASTY, strict=True):
        row |= {"name": value, "sex": value, "born_on": value, "mentor": value, "remark": value * 12}
    async with desk(rows=rows) as it:
        for line, value in zip(it.lines()[1:], NASTY, strict=False):
            assert re.search(rf"\d\d\d    {re.escape(value[0])}", line)
        for index, value in enumerate(NASTY):
            for field in ("name", "sex", "remark"):
                await it.at(index, field)  # the hint tells the value or the problem
                await it.press("f2", "escape")
            it.grid.ask(None)
            await it.paste(f"{value}\t{value}\n{value}")
            await it.press("ctrl+f")
            await it.paste(value)
            await it.press("escape", "ctrl+g")
            await it.paste(value)
            await it.press("enter", "f3")
            assert all(re.search(r"[\x00-\x1f\x7f]", line) is None for line in it.lines())
        await it.press("f8", "up", "right", "ctrl+c", "ctrl+v", "f7", "escape", "f9", "f3")


async def test_a_conflict_shows_markup_as_text():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("[red]x")
        it.source.interfere(0, "name", "[/]")
        await it.press("enter")
        assert "1我的：[red]x 2对方的：[/]" in it.hint


@pytest.mark.parametrize("width", range(24, 100, 5))
async def test_no_line_is_wider_or_narrower_than_the_screen(width: int):
    rows = sample(3)
    rows[0] |= {"name": "欧阳上官司马诸葛夏侯", "remark": "ａｂ" * 30, "subjects": "语文、数学、英语、科学"}
    async with desk(rows=rows, size=(width, 8)) as it:
        for field in ("staff_no", "subjects", "remark"):
            await it.at(0, field)
            assert {cell_len(line) for line in it.lines()} == {width}
            await it.press("f2")
            assert {cell_len(line) for line in it.lines()} == {width}
            await it.press("escape")


async def test_a_clipped_cell_is_told_in_full():
    rows = sample(1)
    rows[0]["remark"] = "一二三四五六七八九十甲乙丙丁"
    async with desk(rows=rows) as it:
        await it.at(0, "remark")
        assert "一二三四五六七八九>" in it.lines()[1]
        assert rows[0]["remark"] in it.hint


async def test_meaning_has_a_sign_beside_its_colour():
    rows = sample(3)
    rows[0]["born_on"] = "1985.13"
    rows[1]["sex"] = ""
    async with desk(rows=rows) as it:
        await it.at(2, "subjects")
        it.grid.do_grid_sticky()
        assert "!1985.13" in it.lines()[1]
        assert "_    " in it.lines()[2]
        assert "任教学科=" in it.lines()[0]
        assert not re.search("[─-╿▀-▟…·—→★●①×]", "".join(it.lines()))


async def test_a_long_text_scrolls_under_the_caret():
    async with desk(size=(60, 8)) as it:
        await it.at(0, "name")
        await it.type("一二三四五六七八九十" * 4)
        line = it.lines()[1]
        assert cell_len(line) == 60
        assert line.rstrip().endswith("九十")
        await it.press("escape")
        assert "二三四五" not in it.lines()[1]
