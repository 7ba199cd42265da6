"""The inbox by keys: one key a piece, undo, back to where one stopped, and what others may see and do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from screen_text import screen_text
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from data import words
from models.actions.desk import Desk
from models.actions.reflections import Piece, Wanted, hand_in, inbox, pieces, save_draft, share
from models.rules.reflections import STATES
from models.tables.people import Teacher
from screens.inbox import InboxScreen
from screens.kit.dialogs import Choose, Tell
from screens.kit.forms.sheet import FormSheetScreen
from screens.kit.inbox.owed import OwedScreen
from screens.kit.inbox.pane import PiecePane
from screens.kit.inbox.phrases import AskPhrase
from screens.kit.inbox.reading_room import ReadingRoom
from tests.support.lessons import open_lesson, staff
from tests.support.small_school import MEMBER, small_school
from tui.app import YanxiuApp

BODY = "\n".join(["# 发生了什么", "孩子们抢着说荷叶像什么。" * 40, "# 下次怎么改", "让更多的人先写一写。" * 60])
SIZES = [(80, 24), (120, 36)]


@asynccontextmanager
async def opened(
    desk: Desk, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5", *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def handed_in(desk: Desk, count: int = 3) -> list[int]:
    staff(desk)
    made = [
        save_draft(desk, teacher=f"{number:03}", kind="insight", title=f"第{number}篇", body=BODY).id
        for number in range(1, count + 1)
    ]
    hand_in(desk, made)
    return made


def facts(desk: Desk, ids: list[int]) -> list[tuple[str, str]]:
    return [(piece.state, piece.grade) for piece in pieces(desk, ids)]


def here(app: YanxiuApp) -> Piece:
    found = app.screen.query_one(PiecePane).piece
    assert found is not None
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_a_piece_grades_files_and_shows_the_next(desk: Desk, size: tuple[int, int]):
    made = handed_in(desk)
    async with opened(desk, "enter", "1", "2", "3", size=size) as (app, _):
        assert facts(desk, made) == [("filed", "excellent"), ("filed", "a"), ("filed", "b")]
        shown = screen_text(app)
        assert "阅完了" in shown
        assert "归档3" in shown
        assert "发生了什么" in shown


async def test_full_width_digits_of_an_input_method_grade_too(desk: Desk):
    made = handed_in(desk, 1)
    async with opened(desk, "enter") as (app, pilot):
        app.post_message(events.Key("１", "１"))
        await pilot.pause()
        assert facts(desk, made) == [("filed", "excellent")]


async def test_grading_alone_stays_and_enter_files_and_goes_on(desk: Desk):
    made = handed_in(desk, 2)
    async with opened(desk, "enter", "f6", "2") as (app, pilot):
        assert facts(desk, made)[0] == ("read", "a")
        assert here(app).id == made[0]
        await press(pilot, "enter")
        assert facts(desk, made)[0] == ("filed", "a")
        assert here(app).id == made[1]
    async with opened(desk, "enter", "2") as (app, _):  # the choice is remembered
        assert facts(desk, made)[1] == ("read", "a")


async def test_a_piece_goes_back_with_a_sentence_by_its_digit_or_with_ones_own(desk: Desk):
    made = handed_in(desk, 2)
    async with opened(desk, "enter", "0") as (app, pilot):
        assert isinstance(app.screen, AskPhrase)
        await press(pilot, "3")
        assert facts(desk, made)[0] == ("returned", "")
        assert "学生的反应" in pieces(desk, made)[0].answer
        await press(pilot, "f7")
        app.screen.query_one(Input).value = "请把第2段写清楚"
        await press(pilot, "enter")
        assert pieces(desk, made)[1].answer == "请把第2段写清楚"
        await press(pilot, "ctrl+z")
        assert facts(desk, made)[1] == ("handed_in", "")
        assert here(app).id == made[1]
        await press(pilot, "0", "escape")
        assert facts(desk, made)[1] == ("handed_in", "")


async def test_undo_goes_back_to_the_piece_and_redo_does_it_again(desk: Desk):
    made = handed_in(desk)
    async with opened(desk, "enter", "1", "1", "ctrl+z") as (app, pilot):
        assert here(app).id == made[1]
        assert facts(desk, made) == [("filed", "excellent"), ("handed_in", ""), ("handed_in", "")]
        await press(pilot, "ctrl+y")
        assert facts(desk, made)[1] == ("filed", "excellent")


async def test_one_goes_on_where_one_stopped_in_another_session_too(desk: Desk):
    made = handed_in(desk, 5)
    async with opened(desk, "enter", "1", "down", "down") as (app, pilot):
        assert here(app).id == made[3]
        await press(pilot, "escape")
        assert isinstance(app.screen, InboxScreen)
        assert here(app).id == made[3]
    async with opened(desk) as (app, _):
        assert here(app).id == made[3]
    async with opened(desk, "enter", "2", "escape") as (app, _):
        assert here(app).id == made[4]  # the next, for that one has left the box


async def test_space_turns_the_page_and_comes_to_the_next_at_the_end(desk: Desk):
    made = handed_in(desk, 2)
    async with opened(desk, "enter") as (app, pilot):
        for _ in range(9):
            await press(pilot, "space")
            if here(app).id == made[1]:
                break
        assert here(app).id == made[1]
        assert app.screen.query_one("#piece-scroll").scroll_y == 0


async def test_outline_tag_flag_words_and_steps(desk: Desk):
    made = handed_in(desk, 1)
    async with opened(desk, "enter", "f4") as (app, pilot):
        assert isinstance(app.screen, Choose)
        await press(pilot, "2")
        assert app.screen.query_one("#piece-scroll").scroll_y > 0
        await press(pilot, "*")
        await press(pilot, "+")
        app.screen.query_one(Input).value = "提问"
        await press(pilot, "enter", "f2")
        app.screen.query_one(Input).value = "片段写得好"
        await press(pilot, "enter", "1")
        piece = pieces(desk, made)[0]
        assert (piece.is_flagged, piece.consent, piece.tags, piece.answer) == (True, "asked", ("提问",), "片段写得好")
        assert (piece.state, piece.grade) == ("filed", "excellent")
        await press(pilot, "+", "1")  # the same word again takes it off
        assert pieces(desk, made)[0].tags == ()
        await press(pilot, "f9")
        assert isinstance(app.screen, Tell)
        assert "已归档" in app.screen.text


async def test_the_lesson_and_its_forms_are_one_key_away(desk: Desk):
    people = staff(desk)
    lesson, _ = open_lesson(desk, people[0], people[1:4])
    hand_in(desk, [save_draft(desk, teacher="001", kind="after_lesson", body=BODY, lesson=lesson).id])
    async with opened(desk, "enter") as (app, pilot):
        assert "荷花" in screen_text(app)
        await press(pilot, "f8")
        assert isinstance(app.screen, FormSheetScreen)


async def test_boxes_and_limits_choose_what_is_listed(desk: Desk):
    made = handed_in(desk, 4)
    async with opened(desk, "enter", "1", "escape") as (app, pilot):
        assert "待阅 3" in screen_text(app)
        await press(pilot, "left", "left", "left")
        assert [piece.id for piece in inbox(desk, Wanted(states=("filed",)))] == [made[0]]
        assert here(app).id == made[0]
        await press(pilot, "right", "right", "right", "f4", "4")
        app.screen.query_one(Input).value = "cj"
        await press(pilot, "enter")
        assert here(app).name == "陈静"
        assert "只看：" in screen_text(app)
        await press(pilot, "f4", "8")
        assert "只看：" not in screen_text(app)


async def test_a_short_text_warns_and_hinders_nothing(desk: Desk):
    staff(desk)
    made = save_draft(desk, teacher="001", kind="insight", body="太短").id
    assert hand_in(desk, [made]).done == (made,)
    async with opened(desk) as (app, _):
        assert "少498字" in screen_text(app)


async def test_markup_in_texts_and_titles_is_text(desk: Desk):
    staff(desk)
    hand_in(desk, [save_draft(desk, teacher="001", kind="insight", title="[/b]", body="[red]x[/]\n# [/]").id])
    async with opened(desk, "enter", "f4") as (app, _):
        assert "[/]" in screen_text(app)


async def test_a_teacher_sees_the_own_with_the_answer_and_cannot_judge(desk: Desk):
    school = small_school(desk)
    number = Teacher.get(Teacher.name == MEMBER).staff_no
    made = [save_draft(desk, teacher=number, kind="insight", title="荷花", body=BODY).id]
    hand_in(desk, made)
    async with opened(school.enter("office"), "enter", "0", "1"):
        pass
    async with opened(school.enter("teacher")) as (app, pilot):
        assert "退回理由" in screen_text(app)
        await press(pilot, "enter", "1")
        assert facts(desk, made) == [("returned", "")]
        assert "教导处" in screen_text(app)


async def test_a_head_reads_only_what_was_shared(desk: Desk):
    school = small_school(desk)
    number = Teacher.get(Teacher.name == MEMBER).staff_no
    made = [save_draft(desk, teacher=number, kind="insight", title=title, body=BODY).id for title in ("甲", "乙")]
    hand_in(desk, made)
    share(desk, made[1:])
    async with opened(school.enter("head"), "enter") as (app, pilot):
        assert "荷叶" in screen_text(app)
        await press(pilot, "down")
        assert here(app).id == made[0]
        assert "荷叶" not in screen_text(app)


async def test_what_others_write_comes_into_the_list(desk: Desk):
    handed_in(desk, 1)
    async with opened(desk) as (app, pilot):
        hand_in(desk, [save_draft(desk, teacher="002", kind="case", body=BODY).id])
        page = app.screen
        assert isinstance(page, InboxScreen)
        page.take_in_others()
        await pilot.pause()
        assert "待阅 2" in screen_text(app)


@pytest.mark.parametrize("size", [(60, 16), *SIZES, (160, 48)])
async def test_english_fits_every_size(past_desk: Desk, size: tuple[int, int]):
    words.use("en")
    async with opened(past_desk, "enter", size=size) as (app, _):
        assert isinstance(app.screen, ReadingRoom)
        assert len(inbox(past_desk, Wanted(states=STATES), limit=1000)) > 400
        assert "Handed in" in screen_text(app)


# -- who owes what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_who_owes_what_is_one_key_and_the_reminder_is_copied(past_desk: Desk, size: tuple[int, int]):
    async with opened(past_desk, "f9", size=size) as (app, pilot):
        assert isinstance(app.screen, OwedScreen)
        first = app.screen.people[0]
        assert first.owed > 0
        assert first.name in screen_text(app)
        await press(pilot, "left")
        assert app.screen.month == "2026-10"
        await press(pilot, "f2", "1")
        assert isinstance(app.screen, Tell)
        assert "心得还差" in app.clipboard
        await press(pilot, "escape", "right", "enter")
        assert isinstance(app.screen, InboxScreen)
        assert here(app).name == first.name


async def test_a_piece_that_has_gone_meanwhile_is_told_and_nothing_breaks(desk: Desk):
    made = handed_in(desk, 2)
    async with opened(desk, "enter") as (app, pilot):
        desk.source("reflections").delete([made[0]])
        for key in ("1", "enter", "*"):
            await press(pilot, key)
            assert "没有了" in screen_text(app)
        await press(pilot, "tab", "2")
        assert facts(desk, made) == [("filed", "a")]
