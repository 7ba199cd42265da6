"""Writing in the app: a draft that is never lost, its length, handing in, mending what was returned, sharing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from models.actions.desk import Desk
from models.actions.reflections import Wanted, give_back, hand_in, inbox, pieces, save_draft, steps_of, text_of
from models.rules.reflections import STATES
from models.tables.people import Teacher
from screens.inbox import InboxScreen
from screens.kit.dialogs import Choose, Confirm
from screens.kit.inbox.writing import Paper, WritingRoom
from tests.support.lessons import open_lesson, staff
from tests.support.small_school import MEMBER, OTHER, small_school
from tui.app import YanxiuApp

EVERYTHING = Wanted(states=STATES)


@asynccontextmanager
async def opened(desk: Desk, *keys: str) -> AsyncIterator[tuple[YanxiuApp, Pilot[Any]]]:
    app = YanxiuApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def teacher(desk: Desk) -> Desk:
    return small_school(desk).enter("teacher")


def number(name: str = MEMBER) -> str:
    return Teacher.get(Teacher.name == name).staff_no


async def test_a_teacher_writes_leaves_goes_on_and_hands_in(teacher: Desk):
    async with opened(teacher, "insert", "1") as (app, pilot):
        assert isinstance(app.screen, WritingRoom)
        assert "课题与班级" in screen_text(app)
        assert "少" in screen_text(app)
        await press(pilot, *"荷叶像伞")
        await press(pilot, "escape")
        (draft,) = inbox(teacher, EVERYTHING)
        assert (draft.state, draft.kind, draft.month, draft.name) == ("draft", "insight", "2026-11", MEMBER)
        await press(pilot, "f2")
        assert isinstance(app.screen, WritingRoom)
        await press(pilot, *"很大", "f9")
        assert isinstance(app.screen, Confirm)
        assert "字" in app.screen.text
        await press(pilot, "enter")
        assert isinstance(app.screen, InboxScreen)
    (piece,) = inbox(teacher, EVERYTHING)
    assert piece.state == "handed_in"
    body = text_of(teacher, piece.id)
    assert "荷叶像伞" in body
    assert "很大" in body
    assert [step.state for step in steps_of(teacher, piece.id)] == ["draft", "handed_in"]


async def test_a_broken_line_loses_no_key(teacher: Desk):
    async with opened(teacher, "insert", "1") as (_, pilot):
        await press(pilot, *"还没存")
    assert inbox(teacher, EVERYTHING) == []
    async with opened(teacher, "insert") as (app, pilot):
        assert isinstance(app.screen, WritingRoom)
        assert "还没存" in app.screen.query_one(Paper).text
        assert "找回来" in screen_text(app)
        await press(pilot, "escape")
    assert [piece.state for piece in inbox(teacher, EVERYTHING)] == ["draft"]
    async with opened(teacher, "insert") as (app, _):
        assert isinstance(app.screen, Choose)


async def test_nothing_written_leaves_nothing(teacher: Desk):
    async with opened(teacher, "insert", "4", "escape") as (app, _):
        assert isinstance(app.screen, InboxScreen)
    assert inbox(teacher, EVERYTHING) == []


async def test_an_empty_text_is_kept_as_a_draft_with_the_reason(teacher: Desk):
    made = save_draft(teacher, teacher=number(), kind="insight", title="空").id
    async with opened(teacher, "f2", "f9", "enter") as (app, _):
        assert "还没有写正文" in screen_text(app)
        assert pieces(teacher, [made])[0].state == "draft"


async def test_what_was_returned_is_mended_and_comes_in_again(desk: Desk):
    school = small_school(desk)
    made = save_draft(desk, teacher=number(), kind="insight", title="荷花", body="太短").id
    hand_in(desk, [made])
    give_back(school.enter("office"), [made], "请写具体")
    async with opened(school.enter("teacher"), "f2") as (_, pilot):
        await press(pilot, *"片段", "f9", "enter")
    piece = pieces(desk, [made])[0]
    assert piece.state == "again"
    assert text_of(desk, made) == "太短片段"


async def test_title_month_and_outline_have_their_keys(teacher: Desk):
    async with opened(teacher, "insert", "1", *"写", "f2") as (app, pilot):
        app.screen.query_one(Input).value = "荷花"
        await press(pilot, "enter", "f3")
        app.screen.query_one(Input).value = "没有的月"
        await press(pilot, "enter")
        app.screen.query_one(Input).value = "2026年10月"
        await press(pilot, "enter", "f4", "5")
        await press(pilot, *"改", "ctrl+s", "escape")
    (piece,) = inbox(teacher, EVERYTHING)
    assert (piece.title, piece.month) == ("荷花", "2026-10")
    assert text_of(teacher, piece.id).splitlines()[-1] == "改"


async def test_the_office_writes_for_somebody_about_a_lesson(desk: Desk):
    people = staff(desk)
    lesson, _ = open_lesson(desk, people[0], people[1:3])
    async with opened(desk, "insert") as (app, pilot):
        app.screen.query_one(Input).value = "lf"
        await press(pilot, "enter", "2", "1", *"讲多了", "escape")
    (piece,) = inbox(desk, EVERYTHING)
    assert (piece.name, piece.lesson, piece.title) == ("李芳", lesson, "《荷花》教后反思")
    assert app is not None


async def test_sharing_consent_and_throwing_away_are_the_authors(desk: Desk):
    school = small_school(desk)
    own = save_draft(desk, teacher=number(), kind="insight", title="我的", body="写了").id
    hand_in(desk, [own])
    teacher = school.enter("teacher")
    async with opened(teacher, "f6") as (app, pilot):
        assert pieces(teacher, [own])[0].is_shared
        await press(pilot, "delete")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert "只有草稿" in screen_text(app)
        assert pieces(teacher, [own])[0].state == "handed_in"
    others = save_draft(school.enter("admin"), teacher=number(OTHER), kind="insight", body="写了").id
    hand_in(desk, [others])
    async with opened(school.enter("head")) as (app, pilot):
        await press(pilot, "f6")
        assert "作者本人" in screen_text(app)
