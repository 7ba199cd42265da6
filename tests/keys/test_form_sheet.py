"""T3 on the sheet of a real lesson: 8 observers' forms of 12 items in at most 150 keys, sums and bands following."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.filled_forms import filled
from models.actions.form_templates import ensure_templates, templates
from models.actions.forms import choose_template
from models.actions.registers.form_sheet import FormSheet, form_sheet
from models.journal.writing import insert_record
from models.rules.statistics import Key, key_cost
from models.tables.lessons import FormItem, FormTemplate
from tests.keys.observing import MAXIMA, OBSERVERS, score_sheet
from tests.keys.stream import cell_keys
from tests.keys.typing import typing
from tests.support.lessons import open_lesson, staff

ITEMS = [f"item{seq}" for seq in range(1, len(MAXIMA) + 1)]


@pytest.fixture
def lesson(desk: Desk) -> int:
    """A lesson before eight observers whose form has twelve items, a hundred points together."""
    people = staff(desk)
    ensure_templates(desk.store)
    with desk.store.change("test.form"):
        made = insert_record(FormTemplate, {"code": "twelve", "title_zh": "十二项", "bands": "90/75/60"})
        for seq, most in enumerate(MAXIMA, 1):
            insert_record(FormItem, {"template": made, "seq": seq, "item": f"第{seq}条", "max_x10": most * 10})
    number, _ = open_lesson(desk, people[0], people[1 : 1 + OBSERVERS])
    choose_template(desk, number, next(one.id for one in templates() if one.code == "twelve"))
    return number


def keys_for(sheet: FormSheet) -> list[Key]:
    """Form after form from the first item on: nothing stands between the last item and the next observer's first."""
    columns = [sheet.register.column(name) for name in ITEMS]
    return [
        key
        for row in score_sheet()
        for column in columns
        for key in cell_keys(column, row[column.field], sheet.context)
    ]


async def test_eight_forms_of_twelve_items_take_at_most_150_keys(desk: Desk, lesson: int):
    sheet = form_sheet(desk, lesson)
    keys = keys_for(sheet)
    async with typing(sheet) as it:
        await it.at(0, "item1")
        await it.press_all(keys)
    shown = [sheet.row(index).texts for index in range(len(sheet))]
    assert [[row[name] for name in ITEMS] for row in shown] == [[row[name] for name in ITEMS] for row in score_sheet()]
    sums = [str(sum(int(row[name]) for name in ITEMS)) for row in score_sheet()]
    assert [row["form_total"] for row in shown] == sums
    assert [row["form_band"] for row in shown] == ["优" if int(total) >= 90 else "良" for total in sums]
    assert key_cost(keys) <= 150


async def test_the_total_on_each_paper_costs_three_keys_more(desk: Desk, lesson: int):
    sheet = form_sheet(desk, lesson, control=True)
    columns = [sheet.register.column(name) for name in [*ITEMS, "control_total"]]
    keys: list[Key] = []
    for row in score_sheet():
        texts = {**row, "control_total": str(sum(int(row[name]) for name in ITEMS))}
        keys += [key for column in columns for key in cell_keys(column, texts[column.field], sheet.context)]
    async with typing(sheet) as it:
        await it.at(0, "item1")
        await it.press_all(keys)
    forms = filled(sheet.row(index).id for index in range(len(sheet)))
    assert [form.control_x10 for form in forms.values()] == [form.sum.points_x10 for form in forms.values()]
    assert not any(sheet.row(index).problems.get("control_total") for index in range(len(sheet)))
    assert key_cost(keys) <= 150 + 3 * OBSERVERS


async def test_a_half_is_typed_after_going_back_and_a_dash_is_not_applicable(desk: Desk, lesson: int):
    sheet = form_sheet(desk, lesson)
    async with typing(sheet) as it:
        await it.at(0, "item3")  # of five, as items 5 and 8; the others are of ten
        await it.type("4")
        assert it.cursor[1] == "item4"
        await it.press("backspace")
        await it.type(".5")
        await it.press("enter")
        await it.type("-")
        assert it.cursor[1] == "item5"
        await it.type("6")
        assert "0 到 5 分" in it.hint
        assert it.cell(0, "item5") == ""
    row = sheet.row(0)
    assert [row.texts[name] for name in ITEMS[2:5]] == ["4.5", "-", ""]
    assert row.texts["form_total"] == "4.5"


async def test_phrases_are_typed_by_their_numbers(desk: Desk, lesson: int):
    sheet = form_sheet(desk, lesson)
    async with typing(sheet) as it:
        await it.at(0, "strengths")
        await it.type("1 ，3 ")
        await it.press("enter")
    assert sheet.row(0).texts["strengths"] == "目标明确，重点突出，问题有层次，追问到位"
