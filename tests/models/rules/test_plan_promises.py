"""The promises in a plan's text, each with the words that say so, beside what the school has promised already."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.defaults.obligations import default_obligations
from data.sample.plan import sample_plan
from models.rules.obligations import PERIODS, Obligation
from models.rules.plan_promises import CHANGED, NEW, SAME, Promise, compared, number_in, promises_of
from models.rules.plan_text import PlanPart, read_plan_text

_FIELDS = ("code", "title", "measure", "per", "number", "unit", "binds", "bound", "warn_days", "weight", "clause")
KEPT = [Obligation(place, *(row[name] for name in _FIELDS)) for place, row in enumerate(default_obligations(), 1)]


def promised(text: str) -> list[Promise]:
    return promises_of([PlanPart("四.1", text)])


def told(text: str) -> list[tuple[str, str, int]]:
    return [(one.measure, one.per, one.number) for one in promised(text)]


def test_every_promise_with_a_number_in_the_real_plan_is_found_with_its_clause_and_words():
    found = promises_of(read_plan_text(sample_plan()).parts)
    assert [(one.clause, one.words, one.measure, one.per, one.number, one.most, one.unit) for one in found] == [
        ("二.9", "80%以上", "research", "year", 80, 0, "percent"),
        ("四.1", "每月写两篇", "insights", "month", 2, 0, "count"),
        ("四.3", "每周的星期三", "open_days", "week", 1, 0, "count"),
        ("四.3", "每学期听课不少于20节", "observed", "term", 20, 0, "count"),
        ("四.6", "每月交流两次", "exchanges", "month", 2, 0, "count"),
        ("五.1", "一位", "group_lessons", "term", 1, 0, "count"),
        ("五.1", "1—2名", "nominations", "term", 1, 2, "count"),
    ]
    plan = {part.number: part.body for part in read_plan_text(sample_plan()).parts}
    assert all(one.words in plan[one.clause] for one in found)


def test_the_real_plan_promises_what_a_new_school_keeps():
    proposals = compared(promises_of(read_plan_text(sample_plan()).parts), KEPT)
    assert [(one.state, one.known and one.known.code) for one in proposals] == [
        (SAME, code) for code in ("O13", "O1", "O2", "O3", "O6", "O7", "O8")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每月两篇心得体会。", [("insights", "month", 2)]),
        ("每人每月写２篇研修心得", [("insights", "month", 2)]),
        ("一学期听课不少于十五节。", [("observed", "term", 15)]),
        ("每学期至少听课 二十 节".replace(" ", ""), [("observed", "term", 20)]),
        ("每周听课1～2节", [("observed", "week", 1)]),
        ("每周星期三为教学开放日", [("open_days", "week", 1)]),
        ("每两周集体备课一次", [("preparations", "month", 2)]),
        ("举行课件制作比赛2-3次", [("contests", "term", 2)]),
        ("教师人均发表论文1篇", [("", "term", 1)]),
        ("全年邀请专家讲座不少于两次", [("lectures", "year", 2)]),
        ("每周三次晨会", [("", "week", 3)]),
        ("每学期上一节汇报课，90%以上的教师参加课题研究", [("group_lessons", "term", 1), ("research", "year", 90)]),
    ],
)
def test_numbers_digits_and_ranges_in_any_width(text: str, expected: list[tuple[str, str, int]]):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "学校现有教职员工60人，其中专任教师60人，35周岁以下青年教师35人，约占58%。",
        "所有在职教师学历100%达标，县级骨干教师各1人。",
        "校长任组长，为第一责任人。",
        "每一位教师都要参加，第三节课后集合。",
        "按照县教育局的要求开展校本研修工作。",
    ],
)
def test_a_number_that_only_describes_is_no_promise(text: str):
    assert told(text) == []


def test_several_people_in_one_sentence_each_get_their_own_number():
    found = promised("每学期听课教师不少于25节，教研组长不少于30节，校领导不少于四十节。")
    assert [(one.number, one.binds, one.bound) for one in found] == [
        (25, "all", ""),
        (30, "role", "head"),
        (40, "role", "leader"),
    ]
    assert [(one.state, one.known and one.known.code) for one in compared(found, KEPT)] == [
        (CHANGED, "O3"),
        (CHANGED, "O3a"),
        (CHANGED, "O3b"),
    ]
    assert found[1].words == "教研组长不少于30节"


def test_what_the_school_has_not_promised_yet_is_new_with_the_words_as_its_title():
    [one] = compared(promised("青年教师每学期上一节汇报课。"), KEPT)
    assert (one.state, one.known, one.promise.title) == (NEW, None, "青年教师每学期上一节汇报课")
    assert (one.promise.binds, one.promise.bound) == ("younger", "35")


@pytest.mark.parametrize(
    ("text", "number"),
    [("20", 20), ("两", 2), ("十", 10), ("十二", 12), ("三十", 30), ("四十五", 45), ("一百二十", 120), ("几", 0)],
)
def test_numbers_in_chinese(text: str, number: int):
    assert number_in(text) == number


_SCRAPS = (
    *("一", "二、", "(三)", "4、", "、", "，", "。", "\n"),
    *("每月", "每两周", "不少于", "20", "两", "节", "%以上", "1—2名", "教研组长", "听课"),
)


@given(st.lists(st.one_of(st.sampled_from(_SCRAPS), st.text(max_size=3)), max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_a_text_holds_its_clauses_and_promises_are_found_with_their_own_words(scraps: list[str]):
    parts = read_plan_text("".join(scraps)).parts
    assert len({part.number for part in parts}) == len(parts)
    bodies = {part.number: part.body for part in parts}
    for one in promises_of(parts):
        assert one.words in bodies[one.clause]
        assert 0 < one.number < 100_000
        assert one.per in PERIODS
        assert compared([one], KEPT)[0].state in (SAME, CHANGED, NEW)
