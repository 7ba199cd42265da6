"""A roster copied in a spreadsheet program: three keys to paste it, one to accept, one for each cell to look at."""

from __future__ import annotations

from models.actions.desk import Desk
from screens.kit.importing.pasting import PasteView
from tests.screens.roster.office import office, read_back

HEAD = ["工号", "姓名", "性别", "出生年月", "民族", "政治面貌"]
HEAD += ["参加工作时间", "学历", "职称", "教研组", "任教学科", "联系电话"]
WRONG = {(4, 2): "不详", (9, 3): "不记得", (15, 6): "很早"}


def roster(rows: int = 20) -> list[list[str]]:
    """Invented people, with three cells that nobody can read."""
    people = []
    for n in range(1, rows + 1):
        cells = [
            f"{n:03}",
            "王李张刘陈"[n % 5] + "明芳伟娜"[n % 4] + "子丹"[n % 2],
            "男女"[n % 2],
            f"198{n % 10}.{n % 12 + 1}",
        ]
        cells += ["汉族", "群众", f"200{n % 10}.9", "本科", "一级教师", "语文组", "语文", f"139{n:08}"]
        people.append([WRONG.get((n - 1, at), cell) for at, cell in enumerate(cells)])
    return people


def as_text(cells: list[list[str]]) -> str:
    return "".join("\t".join(row) + "\r\n" for row in cells)


async def test_a_pasted_roster_of_twenty_takes_four_keys_and_one_for_each_wrong_cell(desk: Desk):
    async with office(desk) as it:
        keys = 3  # Ctrl, Shift and V, or what the terminal wants
        await it.paste(as_text([HEAD, *roster()]))
        view = await it.until(PasteView)
        assert "新增 17" in it.shown
        assert "不详" in it.shown
        await it.press("enter")
        keys += 1
        await it.settle()
        assert it.app.screen is not view
        assert "新增 20 行" in it.hint
        assert "3 格看不懂" in it.hint
        seen = []
        for _ in WRONG:
            await it.press("f3")
            keys += 1
            row_id, field = it.grid.cursor
            index = it.source.index_of(row_id or 0)
            seen.append((index, it.source.row(index or 0).texts[field]))
        assert seen == [(row, text) for (row, _), text in sorted(WRONG.items())]
        assert keys <= 10 + len(WRONG)
        stored = read_back(desk)
        texts = [[stored.row(i).texts[name] for name in ("staff_no", "name", "rank", "phone")] for i in range(20)]
        assert texts == [[row[0], row[1], row[8], row[11]] for row in roster()]
        await it.press("ctrl+z")
        assert len(read_back(desk)) == 0


async def test_pasted_over_people_who_are_there_it_shows_what_changes_and_can_be_given_up(sample_desk: Desk):
    async with office(sample_desk, (80, 24)) as it:
        row = it.source.row(0)
        block = [["姓名", "工号", "联系电话"], [row.texts["name"], row.texts["staff_no"], "13912345678"]]
        await it.paste(as_text(block))
        await it.until(PasteView)
        assert "更改 1" in it.shown
        assert "13912345678" in it.shown
        await it.press("escape")
        await it.settle()
        assert read_back(sample_desk).row(0).texts["phone"] == row.texts["phone"]


async def test_a_ragged_block_is_told_before_it_is_written(desk: Desk):
    async with office(desk) as it:
        await it.paste("姓名\t性别\t联系电话\n王小明\t男\n李梅\t女\t13900000000\n")
        await it.until(PasteView)
        assert "列数不一样" in it.shown


async def test_a_block_without_headings_goes_where_the_cursor_is(desk: Desk):
    async with office(desk) as it:
        await it.press("tab")
        await it.paste("王小明\t男\n李梅\t女\n")
        assert it.names() == ["王小明", "李梅"]
