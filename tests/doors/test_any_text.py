"""Whatever is typed into a cell, and whatever a file is called: it becomes a value that shows and reads back the same,
or is told in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.actions.cells import read_value
from models.actions.desk import Desk
from models.actions.register_shelves import SHELVES
from models.registers.kinds import show
from models.registers.problem import Unreadable
from models.rules.file_marks import marks_in, stem_of
from models.rules.plan_promises import promises_of
from models.rules.plan_text import read_plan_text
from models.store import Actor, Store
from tests.doors.fuzz import shaken

REGISTERS = [name for names in SHELVES.values() for name in names]
SIGNS = "/\\.,;:，。；：、-—~～@#()（）[]【】'\" \t　"
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text(alphabet=SIGNS + "0123456789年月日第周节班级单双", max_size=14),
    st.text(alphabet=SIGNS, max_size=4),
    st.lists(
        st.sampled_from(["李芳", "wxm", "语文", "一级", "2026-02-30", "9", "一", "1985", "优", "校级"]), max_size=4
    ).map("、".join),
)


@pytest.fixture(scope="module")
def school(sample_file, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """One sample school for all: nothing is written here."""
    file = tmp_path_factory.mktemp("typed") / "sample.db"
    file.write_bytes(sample_file.read_bytes())
    with Store.open(file, Actor("office", "test")) as store:
        yield Desk(store)


@pytest.mark.parametrize("register", REGISTERS)
def test_any_text_in_any_cell(school: Desk, register: str):
    columns = [column for column in school.table(register).register.columns if column.editable]

    @shaken
    @given(st.sampled_from(columns), TEXTS)
    @example(columns[0], "/")
    @example(columns[-1], "99999999999999999999")
    def typed(column, text: str) -> None:  # type: ignore[no-untyped-def]
        try:
            value = read_value(school.table(register).register, column, text, {}, school.lists)
        except Unreadable as problem:
            said = str(problem)
        else:
            said = "-"
            assert value in ("", (), None) or show(column, value, school.lists) is not None
        assert said
        assert "<" not in said[:1], said

    if columns:
        typed()


@shaken
@given(st.text(alphabet="一二三四五六七八九十百两月周班第年学期()《》0123456789.-_反思教学听课李芳 ", max_size=24))
@example("十二一月教学反思")
def test_any_name_of_a_file(name: str):
    marks = marks_in(stem_of(name), date(2026, 11, 24))
    assert 0 <= marks.week <= 30
    assert marks.month == "" or date.fromisoformat(f"{marks.month}-01")


@shaken
@given(
    st.text(
        alphabet="一二三四五六七八九十百两.、（）()第条章每学期月周人次节不少于至多篇听课反思 \n0123456789", max_size=60
    )
)
def test_any_plan(text: str):
    assert all(promise.number >= 0 for promise in promises_of(read_plan_text(text).parts))
