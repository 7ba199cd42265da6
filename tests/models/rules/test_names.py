"""People are found by what is quick to type, and nobody else is."""

from __future__ import annotations

import pytest

from data.pinyin import pinyin_of_name
from models.registers.column import Person
from models.rules.names import exactly_one, find_people, initials_of

NAMES = [
    "王小明", "王晓梅", "王芳", "王芳芳", "张伟", "曾国英", "单红", "陈静", "吕布", "欧阳宁", "Anna Maria", "乐怡",
    "艾力·买买提",
]  # fmt: skip
PEOPLE = [Person(f"{number:03}", name, pinyin_of_name(name)) for number, name in enumerate(NAMES, 1)]


def found(typed: str) -> list[str]:
    return [person.name for person in find_people(typed, PEOPLE)]


@pytest.mark.parametrize(
    "typed",
    [
        "wxming",
        "wangxming",
        "wangxiaoming",
        "wxiaoming",
        "wang xiao ming",
        "王小",
        "王小明",
        "王xming",
        "w小m",
        "王小m",
        "小明",
        "WANGXIAOMING",
        "ｗａｎｇｘｉａｏｍｉｎｇ",
        "001",
        "1",
        "００１",
        "wang'xiaoming",
    ],
)
def test_one_person_by_any_way_of_typing(typed: str):
    assert found(typed) == ["王小明"]
    chosen = exactly_one(typed, PEOPLE)
    assert chosen is not None
    assert chosen.name == "王小明"


def test_initials_find_all_who_share_them_in_the_order_given():
    assert found("wxm") == ["王小明", "王晓梅"]
    assert exactly_one("wxm", PEOPLE) is None


def test_a_name_in_full_comes_before_a_longer_one():
    assert found("王芳") == ["王芳", "王芳芳"]
    assert found("wangfang") == ["王芳", "王芳芳"]
    chosen = exactly_one("王芳", PEOPLE)
    assert chosen is not None
    assert chosen.staff_no == "003"


def test_every_reading_of_a_character_counts():
    assert found("zgy") == found("cgy") == ["曾国英"]
    assert found("sh") == found("dh") == ["单红"]
    assert found("yy") == ["乐怡"]
    assert found("leyi") == ["乐怡"]


def test_a_corrected_pinyin_counts_and_goes_first():
    people = [Person("1", "单杰", "dan jie"), Person("2", "戴静", "dai jing"), Person("3", "仇珍", "qiu zhen")]
    assert [person.name for person in find_people("dj", people)] == ["单杰", "戴静"]
    assert [person.name for person in find_people("sj", people)] == ["单杰"]
    odd = [Person("1", "王行", "wang xyz")]
    assert find_people("wxyz", odd) == odd


def test_u_with_dots_is_typed_as_v_or_u():
    assert found("lvbu") == found("lubu") == found("lyubu") == found("lübu") == ["吕布"]


def test_a_compound_surname_counts_each_character():
    assert found("oyn") == found("ouyangn") == found("欧阳n") == ["欧阳宁"]


def test_latin_and_minority_names():
    assert found("am") == found("anna") == found("anna m") == ["Anna Maria"]
    assert found("ailimaimaiti") == found("almmt") == found("艾力") == found("艾力买") == ["艾力·买买提"]


def test_a_pinyin_in_one_word_is_found():
    people = [Person("1", "欧阳雪", "ouyang xue")]
    assert find_people("ouyangx", people) == people
    assert find_people("oyx", people) == people


def test_a_given_name_is_found_when_no_name_begins_so():
    assert found("guoying") == ["曾国英"]
    assert found("w") == ["王小明", "王晓梅", "王芳", "王芳芳"], "张伟 only by the given name"


def test_nothing_is_found_for_nothing_or_nobody():
    assert found("") == found("　") == found("qq") == found("999") == found("[/]") == []
    assert exactly_one("qq", PEOPLE) is None


def test_at_most_as_many_as_there_is_room_for():
    many = [Person(str(n), "王芳", "wang fang") for n in range(30)]
    assert len(find_people("wf", many)) == 9
    assert len(find_people("wf", many, limit=30)) == 30
    assert exactly_one("王芳", many) is None


def test_a_staff_number_is_found_by_its_beginning_and_with_letters():
    people = [Person("T0231", "甲", "jia"), Person("T0232", "乙", "yi"), Person("1002", "丙", "bing")]
    assert [person.staff_no for person in find_people("t023", people)] == ["T0231", "T0232"]
    assert [person.staff_no for person in find_people("10", people)] == ["1002"]


def test_initials_of_a_pinyin():
    assert initials_of("wang xiao ming") == "wxm"
    assert initials_of("") == ""
