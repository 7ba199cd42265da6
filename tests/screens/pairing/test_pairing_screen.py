"""The pairing board by keys: carrying cards, naming people, ending pairs; what refuses says why, and all is undone."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from screen_text import screen_text
from textual.widgets import Static

from data import words
from models.actions.desk import Desk
from models.actions.pairing import pair_up, pairs
from models.actions.pairing_board import Board
from models.actions.pairing_people import pair_wishes
from models.store import Actor, Store
from models.tables.people import Teacher
from screens.kit.dialogs import Ask, Choose
from screens.kit.pairing.columns import Columns, Spot
from screens.kit.pairing.person_line import PersonLine
from screens.pairing import PairingScreen
from tests.screens.pairing.board_keys import SIZES, answer, opened, press
from tui.app import YanxiuApp

NEW, MENTOR, OTHER = "028", "015", "024"


def running(desk: Desk) -> list[tuple[str, str]]:
    return [(pair.mentor, pair.mentee) for pair in pairs(desk, desk.today)]


def spot(app: YanxiuApp) -> Spot:
    return app.screen.query_one(Columns).spot


def told(app: YanxiuApp) -> str:
    return str(app.screen.query_one("#board-told", Static).render())


@pytest.mark.parametrize("size", SIZES)
async def test_the_board_shows_who_waits_and_who_has_places(sample_desk: Desk, size: tuple[int, int]):
    async with opened(sample_desk, size=size) as (app, _):
        assert isinstance(app.screen, PairingScreen)
        shown = screen_text(app)
        rows = Board(sample_desk).mentors
        assert f"未结对{len(Board(sample_desk).waiting)}人" in shown
        assert f"师傅{len(rows)}人，还可带{2 * len(rows)}人" in shown
        assert "袁静怡   语   2" in shown
        assert "郑海燕   语   6   0/2" in shown
        assert "教龄不满 1 年" in told(app)
        board = app.screen.query_one(Columns)
        assert {cell_len(board.render_line(y).text) for y in range(board.size.height)} == {size[0]}


async def test_space_takes_up_goes_to_the_best_and_puts_down_and_the_next_one_waits(sample_desk: Desk):
    async with opened(sample_desk, "space") as (app, pilot):
        assert spot(app) == Spot("mentors", MENTOR)
        assert "提着袁静怡" in screen_text(app)
        assert "徐佳慧带袁静怡  76分：同学科 +40" in told(app)
        assert "共同空课" in told(app)
        await press(pilot, "space")
        assert running(sample_desk) == [(MENTOR, NEW)]
        assert spot(app) == Spot("waiting", "053")
        await press(pilot, "down", "down", "space", "down", "space", "space", "enter")
        assert len(running(sample_desk)) == 3
        await press(pilot, "ctrl+z")
        assert len(running(sample_desk)) == 2
        await press(pilot, "ctrl+y")
        assert len(running(sample_desk)) == 3


async def test_who_cannot_guide_says_why_on_the_card_and_is_refused(sample_desk: Desk):
    async with opened(sample_desk, "space", "end") as (app, pilot):
        assert "不可" in screen_text(app)
        assert "学科不同" in told(app)
        await press(pilot, "space")
        assert running(sample_desk) == []
        assert "提着袁静怡" in screen_text(app)
        await press(pilot, "escape")
        assert spot(app) == Spot("waiting", NEW)
        assert "提着" not in screen_text(app)


async def test_letters_name_the_mentor_from_a_mentee_and_the_mentee_from_a_mentor(sample_desk: Desk):
    async with opened(sample_desk, "f") as (app, pilot):
        assert isinstance(app.screen, PersonLine)
        await press(pilot, "d")
        assert "1 冯丹(024)  76分" in screen_text(app)
        await press(pilot, "enter")
        assert running(sample_desk) == [(OTHER, NEW)]
        assert isinstance(app.screen, PairingScreen)
        await press(pilot, "tab", *"xrl", "1")
        assert ("004", "022") in running(sample_desk)


async def test_naming_somebody_who_is_no_mentor_goes_to_the_card(sample_desk: Desk):
    async with opened(sample_desk, *"xrl", "enter") as (app, pilot):
        assert spot(app) == Spot("waiting", "022")
        await press(pilot, *"pml", "enter")
        assert running(sample_desk) == [("027", "022")]


async def test_who_is_named_first_is_who_can_be_and_nobody_writes_nothing(sample_desk: Desk):
    async with opened(sample_desk, "x") as (app, pilot):
        lines = str(app.screen.query_one("#found", Static).render()).splitlines()
        assert lines[0].startswith("1 徐佳慧")
        assert "还不能做师傅" in lines[1]
        await answer(pilot, "zzz")
        assert isinstance(app.screen, PersonLine)
        assert "没有找到「zzz」" in screen_text(app)
        await press(pilot, "escape")
        assert running(sample_desk) == []


async def test_a_pair_is_carried_to_another_mentor_back_to_those_waiting_or_to_the_ended(sample_desk: Desk):
    pair_up(sample_desk, MENTOR, NEW)
    async with opened(sample_desk, "f3") as (app, pilot):
        await answer(pilot, "yjy")
        assert spot(app) == Spot("mentors", MENTOR, 1)
        await press(pilot, "space")
        assert spot(app) == Spot("mentors", OTHER, 0)  # the best besides the own one
        await press(pilot, "space")
        assert running(sample_desk) == [(OTHER, NEW)]
        await press(pilot, "f3")
        await answer(pilot, "yjy")
        await press(pilot, "space", "shift+tab", "space")
        assert running(sample_desk) == []
        assert pairs(sample_desk) == []
        await press(pilot, "ctrl+z", "f3")
        await answer(pilot, "yjy")
        await press(pilot, "space", "tab", "space")
        assert isinstance(app.screen, Ask)
        await answer(pilot, "")
        await press(pilot, "enter")
        assert "写明结束的原因" in screen_text(app)
        await answer(pilot, "调到别校")
        await press(pilot, "enter")
        assert running(sample_desk) == []
        [pair] = pairs(sample_desk)
        assert (pair.end_reason, pair.approved_by) == ("调到别校", "教导处")
        await press(pilot, "tab")
        assert "已结束 1" in screen_text(app)


async def test_a_filter_shows_a_subject_a_grade_or_a_name_and_escape_shows_everybody(sample_desk: Desk):
    async with opened(sample_desk, "slash") as (app, pilot):
        await answer(pilot, "英语")
        assert app.screen.query_one(Columns).keys_in("waiting") == ["043", "047", "046", "045"]
        assert app.screen.query_one(Columns).keys_in("mentors") == ["044"]
        assert "只看「英语」" in screen_text(app)
        await press(pilot, "slash")
        await answer(pilot, "三年级 lsm")
        assert app.screen.query_one(Columns).keys_in("waiting") == []
        await press(pilot, "escape")
        assert len(app.screen.query_one(Columns).keys_in("waiting")) == len(Board(sample_desk).waiting)


async def test_a_pinned_or_forbidden_pair_is_noted_from_the_card(sample_desk: Desk):
    async with opened(sample_desk, "space", "insert") as (app, pilot):
        assert isinstance(app.screen, Choose)
        await press(pilot, "2")
        assert "不可结对" in told(app)
        await press(pilot, "f7")
        assert "先把光标移到一对上" in screen_text(app)


async def test_others_who_write_are_shown_and_the_card_in_hand_stays(sample_desk: Desk):
    async with opened(sample_desk, "down", "space") as (app, pilot):
        pair_up(sample_desk, MENTOR, NEW)
        screen = app.screen
        assert isinstance(screen, PairingScreen)
        screen.take_in_others()
        await pilot.pause()
        assert "袁静怡" not in screen.query_one(Columns).keys_in("waiting")
        assert screen.held
        assert screen.held.number == "053"
        assert spot(app).column == "mentors"


async def test_the_other_topic_has_a_board_of_its_own(sample_desk: Desk):
    pair_up(sample_desk, MENTOR, NEW)
    async with opened(sample_desk, "f6") as (app, _):
        screen = app.screen
        assert isinstance(screen, PairingScreen)
        assert screen.board.running == []
        assert all(screen.board.person(number).head_of_class for number in screen.board.waiting)


async def test_coming_back_finds_the_topic_and_the_card(sample_desk: Desk):
    async with opened(sample_desk, "tab", "down") as (app, pilot):
        left = app.screen.spot() if isinstance(app.screen, PairingScreen) else {}
        await press(pilot, "home", "shift+tab")
        screen = app.screen
        assert isinstance(screen, PairingScreen)
        await screen.come_back_to(left)
        assert spot(app) == Spot("mentors", "008")
        await screen.come_back_to({"column": 3, "key": None, "slot": "x"})
        assert isinstance(app.screen, PairingScreen)


async def test_who_may_not_pair_sees_the_pairs_and_is_told_why(sample_desk: Desk, tmp_path: Any):
    pair_up(sample_desk, MENTOR, NEW)
    place = str(sample_desk.store.place)
    teacher = Actor("静怡", "test", "teacher")
    with Store.open(place, teacher) as store:
        async with opened(Desk(store, today=lambda: sample_desk.today), "tab", "space") as (app, _):
            assert "袁静怡" in screen_text(app)
            assert app.screen.query_one(Columns).keys_in("waiting") == []
            assert running(sample_desk) == [(MENTOR, NEW)]
            assert "不能" in screen_text(app) or "只有" in screen_text(app)


async def test_everything_is_in_english_too(sample_desk: Desk):
    words.use("en")
    async with opened(sample_desk, "space") as (app, _):
        assert "Carrying" in screen_text(app)
        assert "points:" in told(app)


async def test_how_many_a_mentor_guides_and_who_needs_none_is_said_by_a_digit(sample_desk: Desk):
    async with opened(sample_desk, "f4") as (app, pilot):
        assert isinstance(app.screen, Choose)
        await press(pilot, "8")
        screen = app.screen
        assert isinstance(screen, PairingScreen)
        assert screen.board.person(NEW).new_subject
        await press(pilot, "f4", "7")
        assert NEW not in screen.board.waiting
        await press(pilot, "tab", "f4", "3")
        assert screen.board.mentors[0].capacity == 3
        assert "空位    空位    空位" in screen_text(app)
        await press(pilot, "f4", "9")
        assert screen.board.mentors[0].capacity == 2


async def test_a_teacher_begins_at_the_own_card_and_says_whom_they_wish(sample_desk: Desk):
    teacher = Teacher.get(Teacher.staff_no == NEW)
    actor = Actor(teacher.name, "test", "teacher", teacher_id=teacher.id)
    with Store.open(str(sample_desk.store.place), actor) as store:
        desk = Desk(store, today=lambda: sample_desk.today)
        async with opened(desk) as (app, pilot):
            assert spot(app) == Spot("waiting", NEW)
            await press(pilot, "insert")
            assert "提起一人" in screen_text(app)
            await press(pilot, "f3")
            await answer(pilot, "fd")
            assert spot(app) == Spot("mentors", OTHER)
            await press(pilot, "insert", "1")
            assert "意愿记下了" in screen_text(app)
            await press(pilot, "f4")
            assert isinstance(app.screen, PairingScreen)
    wishes = [(one.mentor, one.mentee, one.side, one.wish) for one in pair_wishes(sample_desk)]
    assert wishes == [(OTHER, NEW, "mentee", "wanted")]
