"""T4 on the real register: twenty lessons that one teacher observed, typed into the school's own store."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

from models.actions.desk import Desk
from models.actions.open_lessons import Calendars
from models.registers.observing import OBSERVATIONS
from models.rules.classes import class_label
from models.rules.statistics import Key, key_cost
from models.tables.lessons import EvaluationForm, Observation, OpenLesson
from tests.keys.stream import row_keys
from tests.keys.typing import typing

TOPICS = ("荷花", "圆的面积", "观潮", "分数", "秋天的雨", "折线统计图", "搭石", "植树问题")
FIELDS = OBSERVATIONS.entry
RECORDS = 20


def records(desk: Desk) -> list[dict[str, str]]:
    """What stands in somebody's notebook: lessons of the timetable, on different days, none of them twice."""
    chance, calendars = Random(20), Calendars(desk)
    days = sorted(chance.sample([f"2026-{month}-{day:02}" for month in (10, 11) for day in range(9, 21)], RECORDS))
    phrases = [choice.label for choice in desk.lists.choices("observing_phrase")]
    people = {person.staff_no: person.name for person in desk.lists.people()}
    alone = [number for number, name in people.items() if [*people.values()].count(name) == 1]
    rows = []
    for day in days:
        given = calendars.given(date.fromisoformat(day)) or calendars.given(date(2026, 11, 18))
        slot = chance.choice([slot for slot in given if slot.teacher in alone and slot.teacher != "060"])
        rows.append(
            {
                "observer": people["060"],
                "lesson_kind": "推门",
                "held_on_day": day,
                "class_group": class_label(slot.class_code),
                "lesson_teacher": people[slot.teacher],
                "topic": chance.choice(TOPICS),
                "score": str(chance.randint(78, 97)),
                "remark": chance.choice(phrases),
            }
        )
    return rows


def keys_for(desk: Desk, rows: list[dict[str, str]]) -> list[Key]:
    columns = [OBSERVATIONS.column(name) for name in FIELDS]
    typed = [column for column in columns if not column.sticky]
    keys = row_keys(columns, rows[0], desk.lists)
    for above, row in pairwise(rows):
        keys += row_keys(typed, row, desk.lists, above)
    return keys


async def test_twenty_observations_take_at_most_560_keys_and_each_counts_as_a_form(sample_desk: Desk):
    wanted = records(sample_desk)
    keys = keys_for(sample_desk, wanted)
    source = sample_desk.source("observations")
    async with typing(source, FIELDS) as it:
        await it.press_all(keys)
        await it.press("escape")
    shown = [source.row(index).texts for index in range(len(source))]
    assert [[row[name] for name in FIELDS] for row in shown] == [[row[name] for name in FIELDS] for row in wanted]
    assert key_cost(keys) <= 560
    assert (Observation.select().count(), OpenLesson.select().count()) == (RECORDS, RECORDS)
    assert EvaluationForm.select().where(EvaluationForm.status == "handed_in").count() == RECORDS
