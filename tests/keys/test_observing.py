"""T3: 8 observers' forms of 12 items in at most 150 keys. T4: 20 lessons observed by one teacher in at most 560."""

from __future__ import annotations

from itertools import pairwise

from models.rules.statistics import Key, key_cost
from tests.keys.observing import LESSONS, SCORES, lesson_records, score_sheet, source
from tests.keys.stream import cell_keys, row_keys
from tests.keys.typing import typing


def score_keys() -> list[Key]:
    """A form after the other, the first item of the first under the cursor; the names stand there already."""
    context = source(SCORES).context
    forms = [[cell_keys(column, row[column.field], context) for column in SCORES.columns[1:]] for row in score_sheet()]
    # From the last item the cursor goes to the next observer's name, which needs no typing.
    return [key for number, form in enumerate(forms) for keys in ([["tab"]] if number else []) + form for key in keys]


def lesson_keys() -> list[Key]:
    """Record after record; from the second on what is sticky stands there already."""
    context, rows = source(LESSONS).context, lesson_records()
    typed = [column for column in LESSONS.columns if not column.sticky]
    keys = row_keys(LESSONS.columns, rows[0], context)
    for above, row in pairwise(rows):
        keys += row_keys(typed, row, context, above)
    return keys


async def test_scores_of_eight_observers_take_at_most_150_keys():
    keys = score_keys()
    sheet = source(SCORES, [{"name": row["name"]} for row in score_sheet()])
    async with typing(sheet) as it:
        await it.at(0, "item1")
        await it.press_all(keys)
    fields = [column.field for column in SCORES.columns]
    assert sheet.texts(*fields) == [[row[name] for name in fields] for row in score_sheet()]
    assert key_cost(keys) <= 150


async def test_twenty_lessons_of_one_observer_take_at_most_560_keys():
    keys = lesson_keys()
    lessons = source(LESSONS)
    async with typing(lessons) as it:
        await it.press_all(keys)
    fields = [column.field for column in LESSONS.columns]
    shown = [lessons.row(index).texts for index in range(len(lessons))]
    assert [[row[name] for name in fields] for row in shown] == [[row[n] for n in fields] for row in lesson_records()]
    assert key_cost(keys) <= 560
