"""A plan's text by its clauses, numbered as people cite them."""

from __future__ import annotations

import pytest

from data.sample.plan import sample_plan
from models.rules.plan_text import read_plan_text, section_of


def numbers(text: str) -> list[str]:
    return [part.number for part in read_plan_text(text).parts]


def test_the_real_plan_has_its_six_sections_and_every_item_under_its_number():
    plan = read_plan_text(sample_plan())
    assert plan.title == "小学校本研修工作计划"
    found = {part.number: part.body for part in plan.parts}
    assert [number for number in found if len(number) == 1] == list("一二三四五六")
    assert {"二(一)", "二(二)"} <= found.keys()
    counts = {section: sum(number.startswith(f"{section}.") for number in found) for section in "一二三四五六"}
    assert counts == {"一": 0, "二": 9, "三": 8, "四": 6, "五": 3, "六": 5}
    assert "每学期听课不少于20节" in found["四.3"]
    assert found["二.9"].startswith("80%以上的教师")
    assert "现有教职员工60人" in found["一"]
    assert "组长：xxx" in found["六.1"], "what is numbered (1) belongs to the item that it stands in"


def test_every_word_of_the_real_plan_is_in_one_clause():
    plan = read_plan_text(sample_plan())
    kept = plan.title + "".join(part.body for part in plan.parts)
    for line in sample_plan().splitlines():
        assert line.lstrip("一二三四五六七八九十(（)）、0123456789")[:20].strip() in kept


def test_an_item_that_lost_its_number_gets_it_from_its_neighbours_and_says_so():
    plan = read_plan_text("三、问题\n1、甲。\n、乙。\n3、丙。\n四、途径\n、丁。")
    assert [(part.number, part.guessed) for part in plan.parts] == [
        ("三", False),
        ("三.1", False),
        ("三.2", True),
        ("三.3", False),
        ("四", False),
        ("四.1", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "四、途径\n1、听课\n2、评课",
        "四.途径\n1.听课\n2.评课",
        "四．途径\n１．听课\n２．评课",
        "四，途径\n 1， 听课\n 2， 评课",
    ],
)
def test_full_and_half_width_signs_read_alike(text: str):
    assert [(part.number, part.body) for part in read_plan_text(text).parts] == [
        ("四", "途径"),
        ("四.1", "听课"),
        ("四.2", "评课"),
    ]


def test_two_parts_of_a_section_that_both_begin_with_one_are_told_apart():
    text = "二、目标\n（一）总体\n1、甲\n（二）阶段\n1、乙\n2、丙"
    assert numbers(text) == ["二", "二(一)", "二.1", "二(二)", "二(二).1", "二(二).2"]
    assert section_of("二(二).1") == "二"


def test_two_items_of_one_number_are_both_kept():
    assert numbers("四、途径\n1、甲\n1、乙\n2、丙") == ["四", "四.1", "四.1*", "四.2"]


def test_a_number_in_running_text_begins_no_item():
    assert numbers("四、途径\n1.5倍的工作量\n2026年9月开学\n3篇心得") == ["四"]


def test_the_headings_of_a_word_file_are_read_without_their_mark():
    plan = read_plan_text("# 研修计划\n# 一、现状\n好。\n# (一)总体\n1、甲")
    assert (plan.title, [part.number for part in plan.parts]) == ("研修计划", ["一", "一(一)", "一.1"])


def test_what_stands_before_the_first_section_is_kept_without_a_number():
    plan = read_plan_text("计划\n为了提高。\n1、目的\n一、现状\n好。")
    assert (plan.title, [(part.number, part.body) for part in plan.parts]) == (
        "计划",
        [("", "为了提高。\n1、目的"), ("一", "现状\n好。")],
    )


@pytest.mark.parametrize("text", ["", "\n \n", "、", "(一)", "没有编号的一段话，也没有句号"])
def test_a_text_that_is_no_plan_gives_no_numbered_clause(text: str):
    assert [number for number in numbers(text) if number] == []
