"""A day's homework of the whole school: two keys an entry, and the class over its limit is told the same moment."""

from __future__ import annotations

from typing import Any

import pytest
from screen_text import screen_text

from models.actions.desk import Desk
from models.actions.registers.homework_day import homework_day
from models.actions.today import today
from models.journal.writing import insert_record
from models.registers.column import Choice
from models.registers.homework_day import mark_code, mark_facts, marks, other_mark
from models.registers.source import CellEdit
from models.rules.statistics import Key, key_cost
from models.tables.people import ClassGroup
from screens.kit.homework_sheet import HomeworkSheet
from tui.app import YanxiuApp

DAY: list[Key] = ["0", *["4", "1", "3", "1", "2", "2"] * 3]
"""A first grade without homework; then three classes: 20 minutes on three levels, 15 on three, 10 on two."""
ABC, AB = Choice("abc", "A、B、C 三层", "1", ("ABC",)), Choice("ab", "A、B 两层", "2", ("AB",))


def of_today(desk: Desk) -> list[dict[str, Any]]:
    source = desk.source("homework")
    rows = [dict(source.row(index).values) for index in range(len(source))]
    return [one for one in rows if one["on_day"] == "2026-11-24"]


@pytest.fixture
def four_classes(desk: Desk) -> Desk:
    """A school of four classes, one of the first grade."""
    with desk.store.change("classes.type"):
        for grade in (1, 3, 5, 6):
            insert_record(ClassGroup, {"entry_year": 2027 - grade, "class_no": 1})
    desk.lists.forget()
    return desk


def alarm(desk: Desk) -> list[tuple[str, str]]:
    """What the first screen says of today's homework."""
    return [(one.value, one.note) for one in today(desk).entries if one.item == "今天作业超量"]


async def test_every_class_and_subject_takes_two_keys_an_entry(four_classes: Desk):
    app = YanxiuApp(four_classes)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await app.screen.show_register("homework")  # type: ignore[attr-defined]  # the roster's page is in front
        await pilot.pause()
        await pilot.press("ctrl+s", "1")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeworkSheet)
        for key in DAY:
            assert isinstance(key, str)
            await pilot.press(key)
        assert "已查 4/4 班" in screen_text(app)
        assert "超量" not in screen_text(app)
        await pilot.press("up", "home", "right", *"91")  # the last class again: 45 minutes in the first subject
        await pilot.pause()
        assert "超量 1 班：六(1)班 70/60" in screen_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, HomeworkSheet)
    entries = of_today(four_classes)
    assert len(entries) == 1 + 3 * 3
    assert key_cost(DAY) == 1 + 3 * 3 * 2, "two keys an entry, and one for a class without homework"
    assert {(one["minutes"], one["layers"]) for one in entries if one["subject"] == "english"} == {(10, "ab")}


def test_every_digit_means_five_minutes_and_no_code_begins_another():
    found = marks((ABC, AB))
    assert len(found) == 1 + 9 * 2
    assert next(one for one in found if one.digits == "42").code == mark_code(20, "ab")
    digits = [one.digits for one in found]
    assert not [one for one in digits for other in digits if one != other and other.startswith(one)]
    assert all(mark_code(*mark_facts(one.code)) == one.code for one in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [("22 ABC", "22abc"), ("AB22", "22ab"), ("22-", "22-"), ("22", None), ("999abc", None), ("x", None)],
)
def test_other_minutes_are_typed_in_full(text: str, code: str | None):
    found = other_mark(text, (ABC, AB))
    assert (found and found.code) == code


def test_the_sheet_shows_and_changes_the_register_and_an_empty_cell_is_not_checked(past_desk: Desk):
    typed = {"on_day": "2026-11-24", "class_group": "三(1)班", "subject": "语文", "minutes": "22", "layers": "ABC"}
    past_desk.source("homework").edit([CellEdit(-1, field, text) for field, text in typed.items()], "type")
    sheet = homework_day(past_desk, past_desk.today)
    row = next(one for one in map(sheet.row, range(len(sheet))) if one.texts["class_group"] == "三(1)班")
    assert (row.texts["subject_chinese"], row.texts["day_total"]) == ("ABC 22", "22/60")
    sheet.edit([CellEdit(row.id, "subject_chinese", "65 AB", "ABC 22")], "type")
    assert sheet.checked() == (1, ["三(1)班 65/60"])
    assert [(one["minutes"], one["layers"]) for one in of_today(past_desk)] == [(65, "ab")]
    assert alarm(past_desk) == [("1 班", "三(1)班 65/60")]
    sheet.edit([CellEdit(row.id, "subject_chinese", "", "AB 65")], "type")
    assert of_today(past_desk) == []
    assert alarm(past_desk) == []
    sheet.undo()
    assert [one["minutes"] for one in of_today(past_desk)] == [65]


def test_homework_on_paper_in_the_first_grade_is_over_at_once(past_desk: Desk):
    sheet = homework_day(past_desk, past_desk.today)
    row = sheet.row(0)
    sheet.edit([CellEdit(row.id, "subject_chinese", "5 ABC", "")], "type")
    assert sheet.row(0).problems["day_total"].message == "一、二年级不留书面作业"
