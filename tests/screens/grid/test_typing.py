"""Typing into the grid: what is written, where the cursor goes, what the line below says."""

from __future__ import annotations

import pytest

from models.registers.source import CellEdit
from tests.screens.grid.harness import desk


async def test_typing_replaces_and_enter_goes_to_the_next_cell_that_can_be_typed():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("李雷")
        await it.press("enter")
        assert it.source.log == [("type", [CellEdit(1, "name", "李雷", "钱丽")])]
        assert it.cursor == (1, "sex")
        await it.at(0, "born_on")
        await it.press("enter")
        assert it.cursor == (1, "subjects")  # the age between follows by itself


async def test_leaving_a_cell_without_a_change_writes_nothing():
    async with desk() as it:
        await it.at(0, "remark")
        await it.press("f2", "enter", "up", "down")
        assert it.source.log == []


async def test_arrows_commit_and_move_unless_the_caret_has_them():
    async with desk() as it:
        await it.at(0, "remark")
        await it.type("好")
        await it.press("down")
        assert it.cell(0, "remark") == "好"
        await it.press("f2", "left", "left")
        await it.type("x")
        await it.press("enter")
        assert it.cell(1, "remark") == "备x注2"


async def test_a_whole_new_person_by_digits():
    async with desk(rows=[]) as it:
        await it.type("061")
        await it.press("enter")
        await it.type("王小明")
        await it.press("enter")
        await it.type("1")
        await it.type("850312")
        await it.press("enter")
        await it.type("13")
        await it.press("enter")
        await it.press("enter")  # the rank's default
        assert it.source.texts("staff_no", "name", "sex", "born_on", "subjects", "rank") == [
            ["061", "王小明", "男", "850312", "语文、英语", "一级教师"]
        ]
        assert it.source.row(0).texts["born_on"] == "1985-03-12"
        assert it.cursor == (1, "position")


async def test_a_default_is_not_written_into_an_old_row():
    async with desk() as it:
        it.source.interfere(0, "rank", "")
        await it.at(0, "rank")
        await it.press("enter")
        assert it.cell(0, "rank") == ""


async def test_the_last_cell_leads_to_the_next_row_and_the_last_row_to_a_new_one():
    async with desk(rows=1) as it:
        await it.at(0, "remark")
        await it.press("enter")
        assert it.cursor == (None, "staff_no")
        await it.type("9")
        await it.press("enter")
        assert it.cursor == (2, "name")


async def test_enter_can_go_down_and_returns_to_where_the_run_of_tab_began():
    async with desk() as it:
        await it.press("f6")
        await it.at(0, "name")
        await it.type("甲")
        await it.press("tab", "tab", "enter")
        assert it.cursor == (2, "name")
        await it.press("enter")
        assert it.cursor == (3, "name")


async def test_one_enter_too_many_after_a_code_is_swallowed():
    async with desk() as it:
        await it.at(0, "sex")
        await it.type("2")
        assert it.cursor == (1, "born_on")
        await it.press("enter", gap=0.1)
        assert it.cursor == (1, "born_on")
        await it.press("enter", gap=0.1)
        assert it.cursor == (1, "subjects")


async def test_a_late_enter_is_meant():
    async with desk() as it:
        await it.at(0, "sex")
        await it.type("2")
        await it.press("enter", gap=0.4)
        assert it.cursor == (1, "subjects")


async def test_a_key_between_ends_the_swallowing():
    async with desk() as it:
        await it.at(0, "sex")
        await it.type("2")
        await it.press("down", "tab", gap=0.05)
        assert it.cursor == (2, "subjects")


async def test_whoever_never_presses_one_too_many_is_taken_at_their_word():
    async with desk(rows=[]) as it:
        await it.type("001")
        await it.press("enter")
        await it.type("甲")
        await it.press("enter")
        await it.type("185.3")  # the code of the sex moves on and is followed by the birth date
        await it.press("enter", "enter")
        await it.type("3")  # the rank moves on as well
        await it.press("enter", gap=0.1)  # no position
        await it.type("h2")
        assert it.source.texts("sex", "born_on", "rank", "position", "ethnicity") == [
            ["男", "85.3", "高级教师", "", "回族"]
        ]


async def test_going_on_without_picking_a_date_costs_one_red_cell_and_no_more():
    async with desk(rows=1) as it:
        await it.at(0, "born_on")
        await it.type("12.3.1985")
        await it.press("enter")
        assert it.cursor == (1, "born_on")
        await it.type("6")  # meant for the subjects
        await it.press("enter")
        assert it.source.texts("born_on", "subjects") == [["12.3.1985", "音乐"]]
        assert "!12.3.1985" in it.lines()[1]


async def test_backspace_on_an_untouched_cell_reopens_the_one_left_last():
    async with desk() as it:
        await it.at(0, "sex")
        await it.type("2")
        await it.type("1990")
        await it.press("enter", "1", "backspace", "backspace")
        # From the subjects: their editor empties, then closes; the birth date is the cell before on the way.
        await it.press("escape", "backspace")
        assert it.cursor == (1, "born_on")
        assert it.grid.editor is not None
        assert it.grid.editor.caret_mode


async def test_a_wrong_code_is_mended_by_going_back_and_typing_the_right_one():
    async with desk() as it:
        await it.at(0, "sex")
        await it.type("1")
        await it.press("backspace")
        assert it.cursor == (1, "sex")
        assert "1男 2女" in it.hint
        await it.type("2")
        assert it.cell(0, "sex") == "女"
        assert it.cursor == (1, "born_on")


async def test_back_skips_a_row_that_is_gone():
    async with desk() as it:
        await it.at(0, "name")
        await it.press("enter")
        await it.at(1, "sex")
        await it.press("enter")
        it.source.delete([2])
        it.grid.reload()
        await it.press("backspace")
        assert it.cursor == (1, "name")


@pytest.mark.parametrize("key", ["ctrl+u", "escape"])
async def test_the_old_value_comes_back(key: str):
    async with desk() as it:
        await it.at(0, "name")
        await it.type("别人")
        await it.press(key)
        assert it.grid.editor is None
        assert it.source.log == []
        assert it.lines()[1].split()[2] == "钱丽"


async def test_a_refused_key_does_not_empty_the_cell():
    async with desk() as it:
        await it.at(0, "sex")
        await it.type("7")
        assert "没有编号 7" in it.hint
        await it.press("enter")
        await it.at(0, "sex")
        await it.type("™")
        await it.press("enter")
        assert it.cell(0, "sex") == "女"
        assert it.source.log == []


async def test_a_broken_byte_says_what_to_do():
    async with desk() as it:
        await it.at(0, "remark")
        await it.type("\ufffd")
        assert "UTF-8" in it.hint
        await it.press("down")
        assert it.source.log == []


async def test_text_that_means_nothing_stays_red_and_lets_the_cursor_go():
    async with desk() as it:
        await it.at(0, "born_on")
        await it.type("1985.13")
        await it.press("enter")
        assert it.cursor == (1, "subjects")
        assert "!1985.13" in it.lines()[1]
        await it.press("left", "left")
        assert "13 月" in it.hint


async def test_the_hint_shows_codes_and_pages_by_space():
    async with desk(size=(44, 12)) as it:
        await it.at(0, "sex")
        assert it.hint == "性别 1男 2女"
        await it.at(0, "rank")
        assert "空格看全部" in it.hint
        await it.press("space")
        assert "空格换页 1/2" in it.hint
        await it.press("space")
        assert "空格换页 2/2" in it.hint
        assert "4正高级教师" in it.hint
        await it.press("enter")
        assert it.source.log == []


async def test_people_are_offered_and_picked_by_digit():
    async with desk() as it:
        await it.at(0, "mentor")
        await it.type("wxm")
        assert "1王小明 2王晓梅" in it.hint
        await it.type("2")
        assert it.cell(0, "mentor") == "王晓梅"
        assert it.cursor == (1, "phone")


async def test_enter_asks_once_which_namesake_is_meant():
    async with desk() as it:
        await it.at(0, "mentor")
        await it.type("wf")
        await it.press("enter")
        assert it.cursor == (1, "mentor")
        await it.type("1")
        assert it.cell(0, "mentor") == "王芳(004)"


async def test_a_computed_cell_says_why_it_takes_nothing():
    async with desk() as it:
        await it.at(0, "age")
        await it.type("3")
        assert it.grid.editor is None
        assert it.hint == "按出生年月自动计算"


async def test_ditto_repeats_the_row_above_and_goes_on():
    async with desk() as it:
        await it.at(1, "rank")
        await it.type("+")
        assert it.cell(1, "rank") == it.cell(0, "rank")
        assert it.cursor == (2, "position")
        await it.at(1, "remark")
        await it.type("+")
        assert it.grid.editor is not None  # a sign like any other in a cell of words
        await it.press("escape", "f4")
        assert it.cell(1, "remark") == "备注1"
        await it.at(0, "rank")
        await it.press("ctrl+d")
        assert "第一行" in it.hint


async def test_commands_with_an_input_method_on():
    async with desk() as it:
        await it.at(1, "rank")
        await it.pilot.press("fullwidth_plus_sign")
        assert it.cell(1, "rank") == it.cell(0, "rank")


async def test_keys_of_others_pass_by():
    async with desk() as it:
        await it.at(0, "sex")
        await it.press("f5", "ctrl+q", "f12")
        await it.press("question_mark")
        assert it.app.unused == ["ctrl+q", "f12", "question_mark"]


async def test_sticky_cells_come_into_a_new_row_in_the_same_step():
    async with desk(rows=1) as it:
        await it.at(0, "subjects")
        it.grid.do_grid_sticky()
        await it.at(1, "staff_no")
        await it.type("002")
        await it.press("enter")
        assert it.source.texts("staff_no", "subjects")[1] == ["002", "数学"]
        assert len(it.source.log) == 1
        await it.press("ctrl+z")
        assert len(it.source) == 1


async def test_undo_goes_to_the_cell_that_it_changed():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        await it.press("enter")
        await it.at(2, "phone")
        await it.press("ctrl+z")
        assert it.cell(0, "name") == "钱丽"
        assert it.cursor == (1, "name")
        await it.press("ctrl+y")
        assert it.cell(0, "name") == "甲"
        await it.press("ctrl+y")
        assert "没有" in it.hint


async def test_undo_while_typing_gives_up_the_cell_only():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        await it.press("ctrl+z")
        assert it.cell(0, "name") == "钱丽"
        assert it.grid.editor is None


async def test_somebody_elses_change_is_shown_beside_mine():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        it.source.interfere(0, "name", "乙")
        await it.press("enter")
        assert "李主任" in it.hint
        assert "1我的：甲 2对方的：乙" in it.hint
        await it.press("down")
        assert it.cursor == (1, "name")  # the question waits
        await it.type("1")
        assert it.cell(0, "name") == "甲"
        assert it.grid.asking is None


async def test_theirs_can_stay():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        it.source.interfere(0, "name", "乙")
        await it.press("enter")
        await it.type("2")
        assert it.cell(0, "name") == "乙"


async def test_many_conflicts_are_settled_one_by_one_or_together():
    async with desk(size=(60, 12)) as it:
        await it.at(0, "name")
        await it.press("f8", "down", "down")
        stale = [it.source.row(index).texts["name"] for index in range(3)]
        for index in range(3):
            it.source.interfere(index, "name", "乙")
        it.grid.write([CellEdit(index + 1, "name", "甲", stale[index]) for index in range(3)], "paste")
        await it.pilot.pause()
        pages = [it.hint]
        for _ in range(3):
            await it.press("space")
            pages.append(it.hint)
        for answer in ("1我的：甲", "2对方的：乙", "3全部 3 处用我的", "4全部 3 处用对方的"):
            assert any(answer in page for page in pages)
        await it.type("2")
        assert it.cursor == (2, "name")
        await it.type("3")
        assert it.source.texts("name") == [["乙"], ["甲"], ["甲"]]


async def test_what_is_typed_is_kept_and_forgotten_when_it_is_written():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("王", gap=1)
        await it.type("小", gap=1)
        assert it.source.kept[0] == (1, "name", "王")
        await it.press("enter")
        assert it.source.kept[-1] == (1, "name", "")
        kept = len(it.source.kept)
        await it.type("1")
        assert len(it.source.kept) == kept  # a code is complete before it could be lost


async def test_quick_keys_cost_one_write():
    async with desk() as it:
        await it.at(0, "remark")
        await it.type("一二三四五六七八", gap=0.01)
        assert len(it.source.kept) == 1


async def test_a_half_typed_cell_is_offered_again():
    async with desk() as it:
        it.source.left = CellEdit(2, "name", "王小", "孙建国")
        it.grid.offer_unfinished()
        await it.pilot.pause()
        assert "王小" in it.hint
        await it.press("enter")
        await it.type("明")
        await it.press("enter")
        assert it.cell(1, "name") == "王小明"
        assert it.source.kept[-1][2] == ""


@pytest.mark.parametrize("key", ["delete", "escape"])
async def test_the_offer_can_be_dropped(key: str):
    async with desk() as it:
        it.source.left = CellEdit(-1, "name", "王小")
        it.grid.offer_unfinished()
        await it.press(key)
        assert it.source.kept == [(-1, "name", "")]
        assert it.cell(0, "staff_no") == "001"


async def test_leaving_the_grid_writes_the_cell():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        it.app.screen.set_focus(None)
        await it.pilot.pause()
        assert it.cell(0, "name") == "甲"


async def test_the_terminals_cursor_follows_the_typed_text():
    async with desk() as it:
        await it.at(1, "name")
        start = it.app.cursor_position
        await it.type("王小明")
        assert it.app.cursor_position == (start.x + 6, start.y)
        await it.press("enter")
        assert it.app.cursor_position.x > start.x + 6


async def test_a_message_says_what_changed_and_the_grid_where_the_cursor_is():
    async with desk() as it:
        await it.at(0, "name")
        await it.type("甲")
        await it.press("enter")
        changed = [m.outcome.rows[0].id for m in it.app.messages if hasattr(m, "outcome")]  # type: ignore[attr-defined]
        assert it.grid.cursor == (1, "sex")
        assert changed == [1]


async def test_what_is_typed_never_lands_in_another_row():
    async with desk() as it:
        await it.at(1, "name")
        await it.type("甲")
        it.source.delete([2])
        it.grid.reload()
        await it.pilot.pause()
        assert it.grid.editor is None
        assert "甲" in it.hint
        await it.press("enter")
        assert it.source.log == []


async def test_the_empty_row_stays_empty_when_others_add_rows():
    async with desk(rows=1) as it:
        await it.at(1, "name")
        await it.type("甲")
        it.source.insert(None)
        it.grid.reload()
        await it.press("enter")
        assert it.source.texts("name") == [["钱丽"], [""], ["甲"]]
