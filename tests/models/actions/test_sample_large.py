"""The large sample is a sound store with years behind it, and the same in every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.actions.sample_large import TERMS, found_large
from models.rules.classes import grade_of
from models.store import Actor, Store
from models.store.checking import check
from models.tables import ALL
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import Attendance, ClassGroup, Teacher, Term
from models.tables.reading import tuples
from models.tables.reflections import Reflection

pytestmark = pytest.mark.slow
SCHOOLS = 3


def rows_of() -> dict[str, list[tuple[object, ...]]]:
    return {m.__name__: list(tuples(m.select().order_by(m.id))) for m in ALL if m.journaled}


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Store]:
    told: list[tuple[int, int]] = []
    with found_large(tmp_path / "large.db", Actor("office", "test"), SCHOOLS, lambda *at: told.append(at)) as store:
        assert told == [(1, 3), (2, 3), (3, 3)]
        yield store


def test_it_is_sound_and_the_same_in_every_run(large: Store, tmp_path: Path):
    assert check(large) == []
    first = rows_of()
    with found_large(tmp_path / "other.db", Actor("office", "test"), SCHOOLS):
        assert rows_of() == first


def test_every_school_has_its_people_and_its_records_in_a_term_of_the_past(large: Store):
    assert Term.select().count() == len(TERMS) >= 7
    assert Teacher.select().count() == 62 * SCHOOLS
    for model in (Observation, OpenLesson, Attendance, Reflection):
        assert model.select().count() % SCHOOLS == 0
    lessons = list(
        tuples(
            OpenLesson.select(OpenLesson.held_on, ClassGroup.entry_year).join(ClassGroup).where(OpenLesson.held_on > "")
        )
    )
    days = [date.fromisoformat(day) for day, _ in lessons]
    assert {(2026, 10), (2026, 4), (2025, 10)} <= {(day.year, day.month) for day in days}
    assert all(count % SCHOOLS == 0 for count in Counter(map(date.weekday, days)).values()), "the same days of the week"
    grades = {grade_of(year, day) for day, (_, year) in zip(days, lessons, strict=True)}
    assert grades <= set(range(1, 7)), "a class of that time"
