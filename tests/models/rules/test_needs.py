"""The needs analysis counts as the plan does, says what it does not know, and keeps to the day asked for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from data import words
from data.sample.school import sample_school
from models.registers.honour_text import HonourEntry
from models.rules.needs import Part, PyramidBar, needs, percent
from models.rules.needs_tables import mean_age, needs_facts, needs_tables, paragraph

DAY = date(2026, 11, 24)
SAMPLE: list[dict[str, Any]] = [
    {**asdict(person), "honours": tuple(HonourEntry(*honour) for honour in person.honours)}
    for person in sample_school().teachers
]


@pytest.fixture(autouse=True)
def chinese():
    words.use("zh_CN")
    yield
    words.use("zh_CN")


def person(number: int = 1, **values: Any) -> dict[str, Any]:
    return {"staff_no": f"{number:03d}", "name": f"甲{number}", **values}


@pytest.mark.parametrize("day", [date(2026, 9, 1), DAY, date(2027, 1, 22)])
def test_the_sample_school_gives_the_plans_figures(day: date):
    found = needs(SAMPLE, day)
    assert (found.headcount, found.full_time.count, found.mean_age_rounded) == (60, 60, 35)
    assert [(part.code, part.count, part.percent) for part in found.by["age"].parts] == [
        ("<35", 35, 58),
        ("35-49", 23, 38),
        ("50+", 2, 3),
    ]
    assert found.bachelors == Part("bachelor", 36, 60)
    assert found.qualified == Part("qualified", 60, 100)
    assert found.middle == Part("middle", 13, 22)
    assert [(part.code, part.count) for part in found.by["honour"].parts] == [
        ("subject_leader", 1),
        ("backbone", 1),
        ("rising_star", 5),
    ]
    assert found.honoured == Part("honoured", 7, 12)


def test_the_paragraph_says_the_plans_figures():
    said = paragraph(needs(SAMPLE, DAY), "青禾小学")
    for figure in (
        "青禾小学现有教职工60人",
        "专任教师60人",
        "平均年龄35岁",
        "青年教师35人，约占58%",
        "中年教师23人，约占38%",
        "2人，约占3%",
        "本科学历36人，约占60%",
        "13人，约占22%",
        "学科带头人1人、骨干教师1人、教坛新秀5人，共7人，约占12%",
    ):
        assert figure in said


def test_other_edges_make_other_bands():
    found = needs(SAMPLE, DAY, edges=(30, 40, 50))
    assert [part.code for part in found.by["age"].parts] == ["<30", "30-39", "40-49", "50+"]
    assert sum(part.count for part in found.by["age"].parts) == 60
    assert "不满30周岁的教师" in paragraph(found, "青禾小学")


def test_halves_round_up_and_nothing_of_nobody_is_nothing():
    assert [percent(1, 8), percent(1, 200), percent(7, 60), percent(0, 0)] == [13, 1, 12, 0]
    halves = [person(1, born_on="1990-01"), person(2, born_on="1991-01")]
    assert needs(halves, date(2026, 6, 1)).mean_age_rounded == 36
    nobody = needs([], DAY)
    assert (nobody.headcount, nobody.mean_age, nobody.pyramid) == (0, None, ())
    assert paragraph(nobody, "语文组") == "语文组在这一天没有教职工。"


def test_the_mean_is_shown_to_a_tenth():
    three = [person(n, born_on=born) for n, born in enumerate(("2000-01", "2000-01", "2001-01"), 1)]
    assert mean_age(needs(three, DAY)) == "25.7"
    assert mean_age(needs([person()], DAY)) == "-"


def test_who_lacks_a_datum_is_named_and_counted_nowhere_else():
    found = needs([person(1, born_on="1990-05", sex="F"), person(2, sex="M", qualification="college")], DAY)
    assert found.by["age"].unknown == ("甲2(002)",)
    assert found.by["qualification"].unknown == ("甲1(001)",)
    assert sum(part.count for part in found.by["age"].parts) == 1
    assert found.by["rank"].unknown == ("甲1(001)", "甲2(002)")
    missing = needs_tables(found)[-1]
    assert ("年龄段", 1, "甲2(002)") in missing.rows


def test_nothing_of_a_later_day_counts():
    later = person(1, rank="first", rank_since="2026-12", honours=(HonourEntry("county", "backbone", 2027),))
    found = needs([later], DAY)
    assert found.middle.count == 0
    assert found.by["rank"].unknown == ("甲1(001)",)
    assert found.honoured.count == 0
    after = needs([later], date(2027, 1, 5))
    assert (after.middle.count, after.honoured.count) == (1, 1)


def test_a_person_with_two_honours_is_one_person_and_school_honours_stay_out():
    both = person(1, honours=(HonourEntry("county", "rising_star", 2019), HonourEntry("city", "backbone", 2023)))
    school = person(2, honours=(HonourEntry("school", "backbone", 2020), HonourEntry("county", "excellent", 2020)))
    found = needs([both, school], DAY)
    assert found.honoured.count == 1
    assert {part.code: part.count for part in found.by["honour"].parts} == {"rising_star": 1, "backbone": 1}


def test_a_month_without_a_day_counts_from_its_first():
    assert needs([person(born_on="1991-11")], date(2026, 11, 1)).by["age"].parts[1].count == 1
    assert needs([person(born_on="1991-11-02")], date(2026, 11, 1)).by["age"].parts[0].count == 1


def test_the_pyramid_has_every_step_and_everybody():
    people = [
        person(1, born_on="2003-01", sex="F"),
        person(2, born_on="1990-01", sex="M"),
        person(3, born_on="1990-01"),
    ]
    assert needs(people, DAY).pyramid == (
        PyramidBar(20, 24, 1, 0),
        PyramidBar(25, 29, 0, 0),
        PyramidBar(30, 34, 0, 0),
        PyramidBar(35, 39, 0, 1, 1),
    )
    whole = needs(SAMPLE, DAY).pyramid
    assert sum(bar.women + bar.men + bar.others for bar in whole) == 60


def test_subjects_count_the_main_one_and_tell_the_others():
    found = needs([person(1, subjects=("chinese", "morality")), person(2, subjects=("math", "morality"))], DAY)
    assert [(part.code, part.count) for part in found.by["subject"].parts] == [("chinese", 1), ("math", 1)]
    assert found.also_teach == {"morality": 2}
    table = next(table for table in needs_tables(found) if "主教学科" in table.title)
    assert ("道德与法治", 0, "", 2) in table.rows


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_figure_has_words(language: str):
    words.use(language)
    found = needs([*SAMPLE, person(99)], DAY)
    tables = needs_tables(found)
    said = [paragraph(found, "X"), *(str(cell) for table in tables for row in table.rows for cell in row)]
    said += [table.title for table in tables] + [heading for table in tables for heading in table.headings]
    assert not [text for text in said if "<needs" in text]
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.headings)}


def test_facts_carry_codes_for_programs():
    facts = {(fact.section, fact.code): (fact.value, fact.percent) for fact in needs_facts(needs(SAMPLE, DAY))}
    assert facts["overview", "staff"] == (60, 100)
    assert facts["overview", "mean_age"][1] is None
    assert facts["age", "<35"] == (35, 58)
    assert facts["rank", "first"] == (13, 22)
    assert facts["honour", "rising_star"] == (5, 8)


def test_empty_bands_and_unknown_ages_are_left_out_of_the_paragraph():
    young = [person(1, born_on="2000-01")]
    assert "周岁以上" not in paragraph(needs(young, DAY), "语文组")
    assert "周岁" not in paragraph(needs([person(1)], DAY), "语文组")
