"""What cannot be seen goes, what only looks different becomes the same, and prose stays as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clean import clean_code, clean_name, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 　王小明\u200b\ufeff ", "王小明"),
        ("三年级　一班", "三年级 一班"),
        ("ＡＢ１２年级", "AB12年级"),
        ("⼈⽂", "人文"),
        ("⻢⻓", "马长"),
        ("①（一）㎡……，“四有”", "①（一）㎡……，“四有”"),
        ("a\0b\ud800c", "abc"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("\u202d13285970256\u202c", "13285970256"),
        ("A\xa0B", "A B"),
        ("𠅤䶮", "𠅤䶮"),
    ],
)
def test_free_text_keeps_its_meaning(typed: str, kept: str):
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３２８５９７０２５６", "13285970256"),
        ("０５１４－８８", "0514-88"),
        ("0514—88", "0514-88"),
        ("Ｘ１", "X1"),
        ("（一）", "(一)"),
    ],
)
def test_a_code_becomes_plain(typed: str, kept: str):
    assert clean_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("李 娜", "李娜"),
        ("李　　娜", "李娜"),
        (" 欧阳 宁 静 ", "欧阳宁静"),
        ("Anna   Maria Smith", "Anna Maria Smith"),
        ("艾力•买买提", "艾力·买买提"),
        ("艾力．买买提", "艾力·买买提"),
        ("艾力 · 买买提", "艾力·买买提"),
        ("艾力.买买提", "艾力·买买提"),
        ("J. Smith", "J. Smith"),
        ("⻢丽", "马丽"),
        ("𠅤 平", "𠅤平"),
        ("王 Anna", "王 Anna"),
    ],
)
def test_a_name_has_one_spelling(typed: str, kept: str):
    assert clean_name(typed) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str):
    for clean in (clean_text, clean_code, clean_name):
        once = clean(text)
        assert clean(once) == once
        once.encode("utf-8")
