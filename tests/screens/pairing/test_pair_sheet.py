"""One pair over the whole screen, its log in a few keys, the pace of all, and the registers from the board's menu."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from rich.cells import cell_len
from screen_text import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from data import words
from models.actions.desk import Desk
from models.actions.pairing import end_pair, pair_up, pairs
from models.store import Actor, Store
from models.tables.pairing import PairingEvaluation, PairingLog
from models.tables.people import Teacher
from screens.kit.dialogs import Ask, Choose
from screens.kit.grid.form_screen import FormScreen
from screens.kit.importing.paths import OpenPath, SavePath
from screens.kit.importing.view import ImportView
from screens.kit.line_list import LineList
from screens.kit.pairing.columns import Columns, Spot
from screens.kit.pairing.logging import parts_of
from screens.kit.pairing.pace_sheet import PaceSheet
from screens.kit.pairing.pair_sheet import PairSheet
from screens.kit.pairing.register_sheet import RegisterSheet
from screens.kit.pairing.rules_sheet import RulesSheet
from screens.pairing import PairingScreen
from tests.screens.pairing.board_keys import SIZES, answer, opened, press

NEW, MENTOR, OTHER = "028", "015", "024"


def paired(desk: Desk) -> int:
    made = pair_up(desk, MENTOR, NEW, starts_on=desk.today - timedelta(days=60))
    return made.added[0]


async def to_pair(pilot: Pilot[Any], *keys: str) -> None:
    await press(pilot, "f3")
    await answer(pilot, "yjy")
    await press(pilot, *keys)


def shown(screen: Any) -> str:
    lines = screen.query_one(LineList)
    return "\n".join(lines._line(index, lines.size.width).text for index in range(lines._count))


@pytest.mark.parametrize("size", SIZES)
async def test_a_pair_shows_its_agreement_duties_and_both_people(sample_desk: Desk, size: tuple[int, int]):
    paired(sample_desk)
    async with opened(sample_desk, size=size) as (app, pilot):
        await to_pair(pilot, "enter")
        assert isinstance(app.screen, PairSheet)
        text = shown(app.screen)
        for part in ("学科 语文", "入门", "师傅听徒弟课", "二级教师", "教坛新秀", "共同空课", "同学科 +40"):
            assert part in text
        lines = app.screen.query_one(LineList)
        assert {cell_len(lines.render_line(y).text) for y in range(lines.size.height)} == {size[0]}
        await press(pilot, "escape")
        assert isinstance(app.screen, PairingScreen)


async def test_somebody_who_waits_shows_every_mentor_with_points_or_the_reason_why_not(sample_desk: Desk):
    async with opened(sample_desk, "enter") as (app, _):
        assert isinstance(app.screen, PairSheet)
        text = shown(app.screen)
        assert "徐佳慧" in text
        assert "学科不同" in text
        assert "教龄不满 1 年" in text


async def test_what_a_pair_did_is_noted_with_a_digit_and_a_few_words(sample_desk: Desk):
    pair_id = paired(sample_desk)
    async with opened(sample_desk) as (app, pilot):
        await to_pair(pilot, "f9")
        assert isinstance(app.screen, Choose)
        await press(pilot, "3")
        await answer(pilot, "11.20 一起备《草船借箭》")
        [row] = PairingLog.select()
        assert (row.pairing.id, row.done_on, row.duty) == (pair_id, "2026-11-20", "joint_preparation")
        assert row.words == "一起备《草船借箭》"
        assert "已记" in screen_text(app)
        await press(pilot, "enter")
        assert "一起备《草船借箭》" in shown(app.screen)
        await press(pilot, "escape", "ctrl+z")
        assert PairingLog.select().count() == 0


def test_a_line_of_the_log_may_begin_with_a_day_and_a_number(sample_desk: Desk):
    today, friday = sample_desk.today, date(2026, 11, 20)
    assert parts_of(sample_desk, " 11.20 备课 ") == (friday, 1, "备课")
    assert parts_of(sample_desk, "11.20 3次 备课 一二单元") == (friday, 3, "备课 一二单元")
    assert parts_of(sample_desk, "2份 第五单元") == (today, 2, "第五单元")
    assert parts_of(sample_desk, "3节课都备了") == (today, 1, "3节课都备了")
    assert parts_of(sample_desk, "") == (today, 1, "")


async def test_kind_and_term_are_changed_in_a_form_and_a_pair_is_renewed_or_ended_from_its_sheet(sample_desk: Desk):
    paired(sample_desk)
    async with opened(sample_desk) as (app, pilot):
        await to_pair(pilot, "f4")
        assert isinstance(app.screen, FormScreen)
        await press(pilot, "2", "escape")
        assert isinstance(app.screen, PairingScreen)
        assert pairs(sample_desk)[0].kind == "cooperation"
        await to_pair(pilot, "enter", "f8")
        assert isinstance(app.screen, PairingScreen)
        assert "续签了一年" in screen_text(app)
        assert len(pairs(sample_desk)) == 2
        await press(pilot, "ctrl+z")
        await to_pair(pilot, "enter", "f7")
        await answer(pilot, "调到别校")
        await press(pilot, "enter")
        assert pairs(sample_desk)[0].end_reason == "调到别校"
        assert "这一对结束了" in screen_text(app)


async def test_the_pace_of_all_pairs_tells_who_is_quiet_and_opens_one(sample_desk: Desk):
    paired(sample_desk)
    async with opened(sample_desk, "ctrl+s") as (app, pilot):
        await press(pilot, "3")
        assert isinstance(app.screen, PaceSheet)
        text = shown(app.screen)
        assert "徐佳慧" in text
        assert "60天！" in text
        assert "1对久没有动静" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, PairSheet)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, PairingScreen)


async def test_a_pair_is_judged_by_what_is_known_and_the_panels_points(sample_desk: Desk):
    pair_id = paired(sample_desk)
    async with opened(sample_desk) as (app, pilot):
        await to_pair(pilot, "ctrl+s", "2")
        assert "任务完成0" in screen_text(app)
        await answer(pilot, "很好")
        assert "不是分数" in screen_text(app)
        await answer(pilot, "180")
        assert "0 到 100" in screen_text(app)
        await answer(pilot, "90 进步明显")
        [row] = PairingEvaluation.select()
        assert (row.pairing.id, row.panel_x10, row.words) == (pair_id, 900, "进步明显")
        assert "考核记下了" in screen_text(app)


async def test_a_rule_is_changed_and_the_board_follows(sample_desk: Desk):
    async with opened(sample_desk, "ctrl+s") as (app, pilot):
        assert isinstance(app.screen, Choose)
        at = next(n for n, (name, _) in enumerate(app.screen.options) if name == "rules")
        await press(pilot, *["down"] * at, "enter")
        screen = app.screen
        assert isinstance(screen, RulesSheet)
        usual = next(n for n, rule in enumerate(screen.rules) if rule.name == "usual")
        screen.query_one(LineList).show(len(screen.rules), usual)
        await press(pilot, "enter")
        await answer(pilot, "9")
        assert isinstance(app.screen, Ask)
        await answer(pilot, "1")
        assert "学校定" in shown(screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, PairingScreen)
        assert {row.capacity for row in app.screen.board.mentors} == {1}


async def test_a_register_opens_in_a_grid_and_esc_comes_back(sample_desk: Desk):
    async with opened(sample_desk, "ctrl+s") as (app, pilot):
        assert isinstance(app.screen, Choose)
        at = next(n for n, (name, _) in enumerate(app.screen.options, 1) if name == "pairing_profiles")
        await press(pilot, str(at))
        assert isinstance(app.screen, RegisterSheet)
        await press(pilot, *"hlj", "enter", "3", "enter")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, PairingScreen)
        row = next(one for one in app.screen.board.mentors if one.staff_no == "005")
        assert row.capacity == 3


async def test_agreements_of_one_and_of_all_pairs_and_the_list_are_saved(sample_desk: Desk, tmp_path: Path):
    paired(sample_desk)
    pair_up(sample_desk, OTHER, "022")
    async with opened(sample_desk) as (app, pilot):
        for keys, name, count in (
            (("ctrl+s", "1"), "one.docx", 1),
            (("ctrl+s", "3"), "all.docx", 2),
        ):
            await to_pair(pilot, *keys)
            assert isinstance(app.screen, SavePath)
            await answer(pilot, str(tmp_path / name))
            text = "\n".join(one.text for one in Document(str(tmp_path / name)).paragraphs)
            assert text.count("师徒结对协议书") == count
            assert f"协议书 {count} 份" in screen_text(app)
        await to_pair(pilot, "ctrl+s", "4")
        await answer(pilot, str(tmp_path / "list.txt"))
        listed = (tmp_path / "list.txt").read_text("utf-8")
        assert "徐佳慧" in listed
        assert "共 2 对" in listed


async def test_an_existing_list_is_taken_in_by_names(sample_desk: Desk, tmp_path: Path):
    file = tmp_path / "pairs.csv"
    file.write_text("师傅,徒弟,开始日期,结束日期\n徐佳慧,袁静怡,2026-09-01,2027-08-31\n", "utf-8-sig")
    async with opened(sample_desk, "ctrl+s") as (app, pilot):
        assert isinstance(app.screen, Choose)
        await press(pilot, "end", "enter")
        if isinstance(app.screen, Choose):  # the newest files of this machine first
            await press(pilot, "end", "enter")
        assert isinstance(app.screen, OpenPath)
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        assert isinstance(app.screen, ImportView)
        await press(pilot, "enter")
        assert [(pair.mentor, pair.mentee) for pair in pairs(sample_desk)] == [(MENTOR, NEW)]
        assert isinstance(app.screen, PairingScreen)
        assert app.screen.board.pair_of_mentee(NEW)


async def test_what_a_log_says_is_for_the_pair_and_the_office(sample_desk: Desk):
    pair_id = paired(sample_desk)
    sample_desk.source("pairing_log")  # the office may
    PairingLog.insert(pairing=pair_id, done_on="2026-11-20", duty="talk", words="只给两人看").execute()
    for number, reads in ((NEW, True), ("020", False)):
        teacher = Teacher.get(Teacher.staff_no == number)
        actor = Actor(teacher.name, "test", "teacher", teacher_id=teacher.id)
        with Store.open(str(sample_desk.store.place), actor) as store:
            async with opened(Desk(store, today=lambda: sample_desk.today)) as (app, pilot):
                await to_pair(pilot, "enter")
                assert isinstance(app.screen, PairSheet)
                assert ("只给两人看" in shown(app.screen)) is reads


async def test_the_past_of_two_people_is_told(sample_desk: Desk):
    end_pair(sample_desk, paired(sample_desk), None, "调到别校", "教导处")
    async with opened(sample_desk, "space") as (app, pilot):
        app.screen.query_one(Columns).go_to(Spot("mentors", MENTOR))
        await pilot.pause()
        assert "以前结过1次对" in screen_text(app)
        assert "以前结过对 -15" in screen_text(app)
        await press(pilot, "escape", "tab", "tab")
        assert "调到别校" in screen_text(app)
        assert "以前结过1次" not in screen_text(app)
        await press(pilot, "tab", "enter")
        assert "调到别校" in shown(app.screen)


async def test_the_sheets_speak_english(sample_desk: Desk):
    paired(sample_desk)
    words.use("en")
    async with opened(sample_desk) as (app, pilot):
        await to_pair(pilot, "enter")
        assert "Duties this term" in shown(app.screen)
