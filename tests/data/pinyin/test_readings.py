"""The table knows every character that a name may have, and surnames as surnames."""

from __future__ import annotations

import pytest

from data.pinyin import initials_of, pinyin_of_name, readings
from data.pinyin.surnames import SINGLE


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("王小明", "wang xiao ming"),
        ("单红", "shan hong"),
        ("曾国英", "zeng guo ying"),
        ("仇英", "qiu ying"),
        ("解梅", "xie mei"),
        ("查良玉", "zha liang yu"),
        ("区志文", "ou zhi wen"),
        ("翟静", "zhai jing"),
        ("乐嘉", "yue jia"),
        ("王乐", "wang le"),
        ("覃芳", "qin fang"),
        ("任杰", "ren jie"),
        ("朴英姬", "piao ying ji"),
        ("尉迟敏", "yu chi min"),
        ("万俟雪", "mo qi xue"),
        ("万雪", "wan xue"),
        ("长孙丽", "zhang sun li"),
        ("欧阳宁", "ou yang ning"),
        ("令狐云", "ling hu yun"),
        ("单于", "shan yu"),
        ("吕绿", "lv lv"),
        ("𠅤平", "xi ping"),
        ("王䶮", "wang yan"),
        ("Anna Maria", "anna maria"),
        ("艾力·买买提", "ai li mai mai ti"),
        ("", ""),
    ],
)
def test_names_are_read_as_names(name: str, pinyin: str):
    assert pinyin_of_name(name) == pinyin


def test_every_reading_is_known_the_likeliest_first():
    assert readings("曾") == ("ceng", "zeng")
    assert set(readings("单")) >= {"dan", "shan", "chan"}
    assert readings("女")[0] == "nv"
    assert readings("A") == ()


def test_extension_blocks_are_in_the_table():
    assert all(map(readings, "𠅤䶮〇"))
    assert not readings("\U0003fffd")


def test_a_character_without_a_reading_stands_for_itself():
    assert pinyin_of_name("王\U0003134f") == "wang \U0003134f"


def test_a_surname_reading_is_among_the_readings():
    assert all(reading in readings(surname) for surname, reading in SINGLE.items())


def test_initials():
    assert initials_of(pinyin_of_name("欧阳宁")) == "oyn"
