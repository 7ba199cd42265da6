"""Whatever is typed into a lesson's place of the week: it is taken apart, or told in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.actions.desk import Desk
from models.registers.lesson_text import parts_of
from tests.doors.fuzz import shaken


@pytest.fixture(scope="module")
def school(sample_file, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    from models.store import Actor, Store

    file = tmp_path_factory.mktemp("lesson") / "sample.db"
    file.write_bytes(sample_file.read_bytes())
    with Store.open(file, Actor("office", "test")) as store:
        yield Desk(store)


@shaken
@given(st.text(alphabet="语数英科李芳王单双周@（）()/、., 12　x", max_size=12))
@example("/")
@example("、")
@example("()")
@example("@")
@example("单")
def test_any_signs_in_a_place_of_the_week(school: Desk, text: str):
    found = parts_of(text, school.lists)
    assert found.subject == "" or found.subject in {choice.code for choice in school.lists.choices("subject")}
    assert found.weeks in ("all", "odd", "even")
