"""The sample school is whole, plausible, the same every time, and gives the plan's figures on every day of its term."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from data.defaults.codes import code_lists
from data.defaults.groups import default_groups
from data.sample.school import SampleTeacher, sample_school

SCHOOL = sample_school()
FIRST, LAST = date.fromisoformat(SCHOOL.starts_on), date.fromisoformat(SCHOOL.ends_on)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def age(person: SampleTeacher, day: date) -> int:
    year, month, *rest = (int(part) for part in person.born_on.split("-"))
    return day.year - year - ((day.month, day.day) < (month, rest[0] if rest else 1))


def test_ages_are_the_plans_all_term_on_either_side_of_an_edge():
    for day in EVERY_DAY:
        ages = [age(person, day) for person in SCHOOL.teachers]
        assert round(sum(ages) / 60) == 35
        assert not {35, 50} & set(ages)
        assert (sum(a < 35 for a in ages), sum(35 < a < 50 for a in ages), sum(a > 50 for a in ages)) == (35, 23, 2)


def test_figures_that_do_not_depend_on_the_day():
    people = SCHOOL.teachers
    assert len(people) == 60
    assert all(person.is_full_time for person in people)
    assert sum(person.qualification == "bachelor" for person in people) == 36
    assert all(person.qualification for person in people)
    assert sum(person.rank == "first" for person in people) == 13
    county = [(person.staff_no, h.title) for person in people for h in person.honours if h.level == "county"]
    assert Counter(title for _, title in county) == {"subject_leader": 1, "backbone": 1, "rising_star": 5}
    assert len({number for number, _ in county}) == 7
    assert {h.level for person in people for h in person.honours} <= {"school", "township", "county"}


def test_everything_required_is_filled_in():
    required = [
        "staff_no",
        "name",
        "name_pinyin",
        "sex",
        "born_on",
        "research_group",
        "subjects",
        "classes",
        "rank",
        "teaching_since",
        "status",
        "grade_group",
    ]
    for person in (*SCHOOL.teachers, *SCHOOL.leavers):
        assert [field for field in required if not getattr(person, field)] == []


def test_codes_are_those_of_the_lists():
    lists = {list_id: {entry.code for entry in entries} | {""} for list_id, entries in code_lists().items()}
    single = [
        "sex",
        "rank",
        "status",
        "ethnicity",
        "political",
        "qualification",
        "degree",
        "establishment",
        "post_grade",
        "position",
        "putonghua",
    ]
    for person in (*SCHOOL.teachers, *SCHOOL.leavers):
        assert [f for f in single if getattr(person, f) not in lists[f]] == []
        assert {*person.subjects, person.certificate_subject} <= lists["subject"]
        assert {honour.title for honour in person.honours} <= lists["honour_title"]
        assert {honour.level for honour in person.honours} <= lists["honour_level"]


def test_numbers_and_telephones_are_unique_and_telephones_clearly_invented():
    everybody = (*SCHOOL.teachers, *SCHOOL.leavers)
    phones = [person.phone for person in everybody] + [expert.phone for expert in SCHOOL.experts]
    assert len({person.staff_no for person in everybody}) == 62
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("1390000") and len(phone) == 11 for phone in phones)


def test_names_are_awkward_where_real_ones_are():
    names = Counter(person.name for person in SCHOOL.teachers)
    assert {name for name, count in names.items() if count > 1} == {"王芳"}
    namesakes = [person for person in SCHOOL.teachers if person.name == "王芳"]
    assert len({person.research_group for person in namesakes}) == 2
    pinyin = {person.name: person.name_pinyin for person in SCHOOL.teachers}
    assert pinyin["单国平"] == "shan guo ping"
    assert pinyin["曾玉兰"] == "zeng yu lan"
    assert pinyin["仇红霞"] == "qiu hong xia"
    assert "欧阳思琪" in pinyin
    assert "Emma Clark" in pinyin
    assert any(ord(character) > 0xFFFF for name in pinyin for character in name)
    assert any("䶮" in name for name in pinyin)
    assert {person.status for person in SCHOOL.teachers} == {"active", "maternity", "seconded"}


def test_leavers_left_before_the_term():
    assert {person.status for person in SCHOOL.leavers} == {"retired", "transferred"}
    assert all(person.status_since < SCHOOL.starts_on for person in SCHOOL.leavers)


def test_every_class_is_taught_and_led():
    classes = {(grade, number) for grade in range(1, 7) for number in range(1, 5)}
    assert {(2026 - year + 1, number) for year, number in SCHOOL.classes} == classes
    for subject, lowest in {"chinese": 1, "math": 1, "english": 3, "pe": 1, "music": 1, "art": 1, "it": 3}.items():
        taught = {code for person in SCHOOL.teachers if subject in person.subjects for code in person.classes}
        assert taught >= {code for code in classes if code[0] >= lowest}
    led = Counter(person.head_of_class for person in SCHOOL.teachers if person.head_of_class)
    assert led == Counter(classes)
    for person in SCHOOL.teachers:
        assert person.head_of_class is None or person.head_of_class in person.classes


def test_careers_are_in_order():
    for person in (*SCHOOL.teachers, *SCHOOL.leavers):
        steps = (person.working_since, person.teaching_since)
        assert steps[0] <= steps[1] <= "2026-09"
        assert person.joined_on[:4] >= person.teaching_since[:4]
        assert 20 <= int(person.teaching_since[:4]) - int(person.born_on[:4]) <= 30
        assert not person.rank_since or person.teaching_since < person.rank_since < "2026"


def test_groups_have_one_head_and_known_members():
    known = {person.staff_no: person for person in SCHOOL.teachers}
    assert [group.name for group in SCHOOL.groups] == [group.name for group in default_groups()]
    for group in SCHOOL.groups:
        numbers = [member.staff_no for member in group.members]
        assert len(set(numbers)) == len(numbers)
        assert set(numbers) <= set(known)
        assert [member.role for member in group.members].count("head") == 1
        assert group.members[0].role == "head"
    for person in SCHOOL.teachers:
        mine = {group.name for group in SCHOOL.groups if any(m.staff_no == person.staff_no for m in group.members)}
        assert mine == {person.research_group, person.grade_group, *person.other_groups}


def test_experts_are_no_staff():
    assert len(SCHOOL.experts) == 3
    assert not {expert.name for expert in SCHOOL.experts} & {person.name for person in SCHOOL.teachers}
