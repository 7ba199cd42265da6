"""Every kind of cell reads what people type, and shows what it reads back."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.registers.honour_text import HonourEntry
from models.registers.kinds import parse, show
from models.registers.problem import Unreadable
from models.registers.roster import ROSTER


def read(desk: Desk, field: str, text: str):
    return parse(ROSTER.column(field), text, desk.lists)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("sex", "1", "M"),
        ("sex", "女", "F"),
        ("sex", "２", "F"),
        ("rank", "小学高级教师", "first"),
        ("rank", "中小学一级教师", "first"),
        ("rank", "高级", "senior"),
        ("rank", "中学高级", "senior"),
        ("name", " 王　小明 ", "王小明"),
        ("phone", "１３９ ０００１ ０００１", "13900010001"),
        ("born_on", "850312", "1985-03-12"),
        ("born_on", "197208", "1972-08"),
        ("teaching_since", "2007.9", "2007-09"),
        ("subjects", "12", ("chinese", "math")),
        ("subjects", "语文、道德与法治", ("chinese", "morality")),
        ("subjects", "数学，数学", ("math",)),
        ("classes", "32、三(1)班", ("3-2", "3-1")),
        ("research_group", "语文组", "语文组"),
        ("research_group", "1", "语文组"),
        ("research_group", "书法组", "书法组"),
        ("position", "校医", "校医"),
        ("status", "", ""),
        ("subjects", "  ", ()),
        ("remark", "见①（附件）", "见①（附件）"),
    ],
)
def test_what_people_type_becomes_a_value(desk: Desk, field: str, typed: str, value: object) -> None:
    assert read(desk, field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("sex", "3", "男"),
        ("rank", "教授", "职称里没有「教授」"),
        ("subjects", "语文、炼丹", "炼丹"),
        ("born_on", "1985-02-30", "1985"),
        ("classes", "火箭班", "任教班级"),
        ("remark", "长" * 401, "最多 400"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(desk: Desk, field: str, typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(desk, field, typed)


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("县骨干教师2023(县教育局)", [HonourEntry("county", "backbone", 2023, "县教育局")]),
        ("县级学科带头人", [HonourEntry("county", "subject_leader")]),
        (
            "2021年市级教学能手（市教育局、市总工会）；校优秀教师",
            [
                HonourEntry("city", "teaching_expert", 2021, "市教育局、市总工会"),
                HonourEntry("school", "excellent"),
            ],
        ),
        ("区教坛新秀", [HonourEntry("county", "rising_star")]),
        ("县教坛新秀（2024）", [HonourEntry("county", "rising_star", 2024)]),
        ("金钥匙奖", [HonourEntry("", "金钥匙奖")]),
    ],
)
def test_honours_in_one_line(desk: Desk, typed: str, entries: list[HonourEntry]) -> None:
    value = read(desk, "honours", typed)
    assert list(value) == entries
    assert read(desk, "honours", show(ROSTER.column("honours"), value, desk.lists)) == value


def test_an_honour_without_a_title_is_no_honour(desk: Desk) -> None:
    with pytest.raises(Unreadable, match="2023"):
        read(desk, "honours", "县2023")


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("sex", "M", "男"),
        ("subjects", ("chinese", "art"), "语文、美术"),
        ("classes", ("3-2",), "三(2)班"),
        ("rank", "vanished", "vanished"),
        ("age", 41, "41"),
        ("age", None, ""),
    ],
)
def test_what_a_cell_shows(desk: Desk, field: str, value: object, text: str) -> None:
    assert show(ROSTER.column(field), value, desk.lists) == text
