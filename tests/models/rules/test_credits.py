"""Points by rules: caps hold, the highest counts, and the order of the records does not matter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.credits import NO_CAP, CreditRule, Unit, lines_of, points_of, shown_points

STUDY = CreditRule("C1", "学习", "training", "study_hours", "", "hour", 100, cap_each_x100=200, cap_year_x100=800)
GROUP = CreditRule("C2", "教研", "training", "group_hours", "", "hour", 100, cap_each_x100=100, cap_term_x100=300)
LED = CreditRule("C6", "主持（校）", "training", "project_leader", "school", "piece", 800, only_highest="project")
LED_HIGH = CreditRule("C6b", "主持", "training", "project_leader", "", "piece", 1000, only_highest="project")
TOOK_PART = CreditRule("C7", "参加", "training", "project_member", "", "piece", 400, only_highest="project")
MISSED = CreditRule("K2", "缺勤", "annual", "absence", "", "piece", -100)
RULES = (STUDY, GROUP, LED, LED_HIGH, TOOK_PART, MISSED)


def unit(row: int, source: str, amount_x100: int = 100, day: str = "2026-10-01", **facts: str) -> Unit:
    known = {"level": "", "content": "", "term": "2026-1", **facts}
    return Unit(1, source, known["level"], amount_x100, day, known["term"], "x", "attendance", row, known["content"])


def counted(*units: Unit, list_kind: str = "training") -> list[tuple[int, int, bool]]:
    return [
        (line.earned_x100, line.counted_x100, bool(line.why)) for line in lines_of(units, RULES, list_kind=list_kind)
    ]


def test_an_hour_earns_a_point_and_no_more_than_the_cap_each_time():
    assert counted(unit(1, "study_hours", 150), unit(2, "study_hours", 300)) == [(150, 150, False), (200, 200, False)]


def test_a_terms_cap_is_for_each_term_and_says_why():
    units = [unit(row, "group_hours", day=f"2026-10-{row:02}") for row in range(1, 6)]
    units += [unit(9, "group_hours", day="2027-03-01", term="2026-2")]
    assert [line[1] for line in counted(*units)] == [100, 100, 100, 0, 0, 100]
    assert "3" in lines_of(units, RULES)[3].why


def test_a_years_cap_lets_through_what_there_is_room_for():
    units = [unit(row, "study_hours", 150, day=f"2026-10-{row:02}") for row in range(1, 8)]
    assert [line[1] for line in counted(*units)] == [150, 150, 150, 150, 150, 50, 0]


def test_of_one_project_only_the_highest_counts():
    leads = unit(1, "project_leader", level="school", content="p1")
    member = unit(2, "project_member", content="p1", day="2026-09-01")
    other = unit(3, "project_member", content="p2")
    assert counted(leads, member, other) == [(400, 0, True), (800, 800, False), (400, 400, False)]


def test_the_rule_of_the_level_goes_before_the_one_for_any():
    assert counted(unit(1, "project_leader", level="school"), unit(2, "project_leader", level="nation")) == [
        (800, 800, False),
        (1000, 1000, False),
    ]


def test_a_list_has_its_own_rules_and_points_may_be_taken():
    units = [unit(1, "absence"), unit(2, "study_hours")]
    assert counted(*units, list_kind="annual") == [(-100, -100, False)]


UNITS = st.lists(
    st.builds(
        unit,
        st.integers(1, 500),
        st.sampled_from(["study_hours", "group_hours", "project_leader", "project_member", "absence"]),
        st.integers(1, 500),
        st.dates().map(lambda day: f"2026-1{day.month % 3}-{day.day:02}"),
        level=st.sampled_from(["", "school", "county"]),
        content=st.sampled_from(["", "p1", "p2"]),
        term=st.sampled_from(["2026-1", "2026-2"]),
    ),
    max_size=30,
    unique_by=lambda one: one.row,
)


@given(UNITS, st.randoms())
def test_caps_hold_and_order_does_not_matter(units: list[Unit], rng):  # type: ignore[no-untyped-def]
    lines = lines_of(units, RULES)
    shuffled = list(units)
    rng.shuffle(shuffled)
    assert lines_of(shuffled, RULES) == lines
    for rule in RULES:
        mine = [line for line in lines if line.rule_code == rule.code]
        assert all(0 <= line.counted_x100 <= line.earned_x100 for line in mine)
        assert all(rule.cap_each_x100 == NO_CAP or line.earned_x100 <= rule.cap_each_x100 for line in mine)
        assert rule.cap_year_x100 == NO_CAP or sum(line.counted_x100 for line in mine) <= rule.cap_year_x100
        for term in ("2026-1", "2026-2"):
            total = sum(line.counted_x100 for line in mine if line.term == term)
            assert rule.cap_term_x100 == NO_CAP or total <= rule.cap_term_x100
    assert all(bool(line.why) == (line.counted_x100 != line.earned_x100) for line in lines)


@given(UNITS)
def test_more_records_never_earn_less(units: list[Unit]):
    before = sum(line.counted_x100 for line in lines_of(units, RULES))
    more = [*units, replace(unit(900, "study_hours"), on_day="2026-12-31")]
    assert sum(line.counted_x100 for line in lines_of(more, RULES)) >= before


@pytest.mark.parametrize(("text", "x100"), [("2", 200), ("3.5", 350), ("0.25", 25), ("-1", -100), ("0", 0)])
def test_points_are_typed_and_shown(text: str, x100: int):
    assert points_of(text) == x100
    assert shown_points(x100) == text


@pytest.mark.parametrize("text", ["", "x", "1.", ".5", "1.234", "99999", "1,5", "--1"])
def test_what_is_no_number_of_points(text: str):
    with pytest.raises(ValueError, match=r"0\.25"):
        points_of(text)
