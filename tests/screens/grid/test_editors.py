"""The cell editors as state machines: keys in, the text to write out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.registers.column import Column
from screens.kit.grid.editors import TextEditor, editor_for
from screens.kit.grid.editors.typed import ESCAPED_DIGITS
from tests.screens.grid.memory_source import COLUMNS, STAFF, MemoryContext

CONTEXT = MemoryContext()


def opened(field: str, old: str = "", caret_mode: bool = False) -> TextEditor:
    return editor_for(STAFF.column(field), CONTEXT, old, caret_mode)


def typed(field: str, keys: str) -> tuple[TextEditor, bool]:
    """The editor after those keys, and whether the last completed the cell."""
    editor = opened(field)
    complete = False
    for key in keys:
        complete = editor.type(key).complete
    return editor, complete


@pytest.mark.parametrize(
    ("field", "keys", "text", "complete"),
    [
        ("sex", "1", "男", True),
        ("sex", "２", "女", True),
        ("rank", "3", "高级教师", True),
        ("position", "1", "班主任", False),  # 10, 11 may follow
        ("position", "11", "副校长", True),
        ("position", "3", "教研组长", True),
        ("rank", "yj", "一级教师", False),
        ("rank", "ＹＪ", "一级教师", False),
        ("rank", "高级", "高级教师", False),
        ("rank", "正", "正高级教师", False),
        ("ethnicity", "h", "h", False),  # 汉 or 回
        ("ethnicity", "h2", "回族", True),
        ("ethnicity", "苗", "苗族", False),
        ("subjects", "13", "语文、英语", False),
        ("subjects", "1，3", "语文、英语", False),
        ("subjects", "1、3；6", "语文、英语、音乐", False),
        ("subjects", "yw 2", "语文、数学", False),
        ("subjects", "11", "语文", False),
        ("phone", "１３９Ｘ", "139X", False),
        ("born_on", "１９８５。３", "1985.3", False),
        ("mentor", "zl", "曾丽(003)", False),
        ("mentor", "cl", "曾丽(003)", False),
        ("mentor", "王小", "王小明(001)", False),
        ("mentor", "wxm2", "王晓梅(002)", True),
        ("mentor", "003", "曾丽(003)", False),
        ("name", "欧阳　雪", "欧阳 雪", False),
        ("remark", "①（一）……１", "①（一）……１", False),
    ],
)
def test_keys_become_text(field: str, keys: str, text: str, complete: bool) -> None:
    editor, done = typed(field, keys)
    assert (editor.finish(), done) == (text, complete)


def test_a_number_that_no_entry_has_is_refused_and_names_the_column():
    editor = opened("sex")
    reaction = editor.type("7")
    assert "7" in reaction.refused
    assert STAFF.column("sex").title in reaction.refused
    assert editor.text == ""


def test_an_open_list_takes_the_digits_of_an_entry_to_come():
    class Open(MemoryContext):
        def new_choice(self, list_id: str, text: str):
            return object() if len(text) == 2 else None

    editor = editor_for(STAFF.column("sex"), Open())  # type: ignore[arg-type]
    assert editor.type("7").refused == ""
    assert editor.type("3").refused == ""
    assert editor.finish() == "73"


def test_a_column_that_does_not_advance_waits_for_enter():
    column = Column("sex", STAFF.column("sex").kind, 4, choices="sex", auto_advance=False)
    editor = editor_for(column, CONTEXT)
    assert not editor.type("1").complete
    assert editor.finish() == "男"


def test_two_dates_are_both_offered_and_a_digit_picks():
    editor, _ = typed("born_on", "12.3.1985")
    assert [found.label for found in editor.candidates] == ["1985-12-03", "1985-03-12"]
    assert editor.finish() is None
    assert editor.type("2").complete
    assert editor.text == "1985-03-12"


def test_a_doubtful_date_is_written_as_typed_when_enter_is_pressed_twice():
    editor, _ = typed("born_on", "12.3.1985")
    assert editor.finish() is None
    assert editor.finish() == "12.3.1985"


def test_a_date_says_how_it_will_be_read():
    editor, _ = typed("born_on", "850312")
    assert editor.reading == "1985-03-12"


def test_namesakes_are_told_apart_and_enter_asks_once():
    editor, _ = typed("mentor", "wf")
    assert [found.label for found in editor.candidates] == ["王芳(语文组)", "王芳(数学组)"]
    assert editor.finish() is None
    assert editor.type("2").complete
    assert editor.text == "王芳(005)"


@pytest.mark.parametrize("character", sorted(ESCAPED_DIGITS))
@pytest.mark.parametrize("field", ["sex", "subjects", "born_on", "phone", "mentor"])
def test_what_escape_makes_of_a_digit_is_dropped_where_digits_are_typed(field: str, character: str):
    assert typed(field, character)[0].text == ""
    assert typed("remark", character)[0].text == character


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.editable], ids=lambda column: column.field)
def test_a_broken_byte_is_refused_everywhere(column: Column):
    editor = editor_for(column, CONTEXT)
    assert "UTF-8" in editor.type("\ufffd").refused
    assert editor.text == ""


def test_the_caret_moves_and_deletes_on_both_sides():
    editor = opened("remark", "王小明", caret_mode=True)
    editor.left()
    editor.backspace()
    editor.type("大")
    assert (editor.text, editor.caret) == ("王大明", 2)
    editor.home()
    editor.delete()
    editor.end()
    editor.type("。")
    assert editor.text == "大明。"


def test_several_codes_lose_the_last_one_by_backspace():
    editor = opened("subjects", "语文、英语", caret_mode=True)
    editor.backspace()
    editor.type("6")
    assert editor.finish() == "语文、音乐"


@given(
    st.sampled_from([column for column in COLUMNS if column.editable]),
    st.lists(st.one_of(st.characters(), st.sampled_from(["BACK", "DEL", "LEFT", "RIGHT", "HOME", "END"])), max_size=12),
    st.text(max_size=8),
    st.booleans(),
)
def test_no_key_breaks_an_editor(column: Column, keys: list[str], old: str, caret_mode: bool):
    editor = editor_for(column, CONTEXT, old, caret_mode)
    moves = {
        **{"BACK": editor.backspace, "DEL": editor.delete, "LEFT": editor.left},
        **{"RIGHT": editor.right, "HOME": editor.home, "END": editor.end},
    }
    for key in keys:
        if key in moves:
            moves[key]()
        else:
            editor.type(key)
        assert 0 <= editor.caret <= len(editor.text)
        assert list(editor.candidates) is not None
    first = editor.finish()
    assert first is not None or editor.finish() is not None
