"""The sample school's past is one that could have been: nobody is in two places, and people differ as people do."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from data.defaults.forms import default_forms
from data.sample.observations import ABSENCES, LAST_DAY, SampleHistory, sample_history
from data.sample.open_days import GROUP_LESSONS
from data.sample.school import sample_school
from data.sample.timetable import DAYS, sample_slots
from models.rules.adjusted import Mark, adjust
from models.rules.calendar import Calendar, SpecialDay
from models.rules.counting import Observed, ObservingRules, share_passed, tallies
from models.rules.ladder import LadderRules, Poll, count_votes
from models.rules.meeting import Away, Day, OpenedLesson, free_to_cover, why_not
from models.rules.slots import Slot
from models.rules.terms import TermDates


@pytest.fixture(scope="module")
def history() -> SampleHistory:
    return sample_history()


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    school = sample_school()
    return Calendar.of(TermDates(2026, 1, school.starts_on, school.ends_on), [SpecialDay(*day) for day in DAYS])


@pytest.fixture(scope="module")
def days(history: SampleHistory, calendar: Calendar) -> dict[str, Day]:
    slots = [
        Slot(number, "{}-{}".format(*code), *facts, "all", starts_on, ends_on)
        for number, (code, *facts, starts_on, ends_on) in enumerate(sample_slots(), 1)
    ]
    opened = [
        OpenedLesson(
            number,
            one.held_on,
            one.period,
            one.teacher,
            "{}-{}".format(*one.class_group) if one.class_group else "",
            one.subject,
            one.seats,
            tuple(
                o.observer
                for o in history.observations
                if o.lesson == number and o.observer and o.status in ("planned", "came")
            ),
            cancelled=one.status == "cancelled",
        )
        for number, one in enumerate(history.lessons)
    ]
    away = [Away(*one) for one in ABSENCES]
    return {
        iso: Day.of(date.fromisoformat(iso), slots, calendar, opened, away)
        for iso in {lesson.held_on for lesson in opened}
    }


def test_nobody_is_in_two_places_and_no_room_is_overfull(history: SampleHistory, days: dict[str, Day]):
    covered = {(one.lesson, one.observer) for one in history.observations if one.covered_by}
    for day in days.values():
        for lesson in day.lessons:
            assert not lesson.seats or len(lesson.observers) <= lesson.seats
            empty = replace(lesson, observers=(), cancelled=False)
            rest = replace_lesson(day, empty)
            for observer in () if lesson.cancelled else lesson.observers:
                assert why_not(observer, empty, rest, (lesson.id, observer) in covered) is None, (lesson, observer)


def replace_lesson(day: Day, lesson: OpenedLesson) -> Day:
    """The day as it was before anybody was put down for the lesson."""
    return Day(day.day, day.slots, [lesson if one.id == lesson.id else one for one in day.lessons], day.away)


def test_open_days_are_open_and_classes_left_behind_are_covered(history: SampleHistory, days: dict[str, Day]):
    assert all(day.is_open for day in days.values())
    covered = [one for one in history.observations if one.covered_by]
    assert covered
    for one in covered:
        day = days[history.lessons[one.lesson].held_on]
        slot = day.busy[one.observer, history.lessons[one.lesson].period]
        assert free_to_cover(slot, [one.covered_by], day) == [one.covered_by]


def test_some_are_ahead_some_behind_forms_are_owed_and_some_came_late(history: SampleHistory, calendar: Calendar):
    form = {one.observation: one.status for one in history.forms}
    observed = [
        Observed(
            number,
            one.lesson,
            one.observer,
            history.lessons[one.lesson].teacher,
            history.lessons[one.lesson].held_on,
            history.lessons[one.lesson].period,
            one.status,
            form.get(number) == "handed_in",
            one.recorded_on,
            elsewhere=history.lessons[one.lesson].kind == "elsewhere",
            cancelled=history.lessons[one.lesson].status == "cancelled",
        )
        for number, one in enumerate(history.observations)
        if one.observer
    ]
    staff = [person.staff_no for person in sample_school().teachers]
    found = tallies(observed, staff, ObservingRules(), share_passed(calendar, date.fromisoformat(LAST_DAY)))
    counted = [tally.counted for tally in found.values()]
    assert 11 <= statistics.mean(counted) <= 13
    assert max(counted) >= 16
    assert min(counted) <= 5
    assert 20 <= sum(tally.behind > 0 for tally in found.values()) <= 40
    assert sum(tally.behind >= 5 for tally in found.values()) >= 5
    assert 15 <= sum(tally.owing_forms for tally in found.values()) <= 60
    assert 20 <= sum(tally.late for tally in found.values()) <= 70
    assert {one.status for one in history.observations} == {"planned", "came", "absent", "excused", "void"}
    assert all(one.reason for one in history.observations if one.status in ("absent", "excused", "void"))


def test_forty_one_of_sixty_have_shown_a_lesson_with_the_touch_panel(history: SampleHistory):
    assert len({one.teacher for one in history.lessons if one.uses_touch_panel and one.status == "held"}) == 41


def test_everybody_of_a_group_is_on_the_list_of_its_lesson(history: SampleHistory):
    groups = {person.staff_no: person.research_group for person in sample_school().teachers}
    for number, lesson in enumerate(history.lessons):
        if lesson.kind == "research":
            named = {one.observer for one in history.observations if one.lesson == number and one.observer}
            group = groups[lesson.teacher]
            assert named == {n for n, name in groups.items() if name == group} - {lesson.teacher}
    assert sum(lesson.kind == "research" for lesson in history.lessons) == len(GROUP_LESSONS)


def test_points_keep_within_their_items_and_add_up(history: SampleHistory):
    items = {form.code: form.items for form in default_forms()}
    for form in history.forms:
        for seq, value in form.points.items():
            assert value is None or 0 <= value <= items[form.template][seq - 1].most * 10
        whole = not form.template or len(form.points) == len(items[form.template])
        assert whole or form.status == "draft"
        assert form.total_x10 == -1 or not form.points


def test_observers_differ_in_strictness_and_lessons_in_quality(history: SampleHistory):
    marks = []
    for form in history.forms:
        if form.status == "handed_in" and form.points:
            most = {item.code: item.items for item in default_forms()}[form.template]
            given = {seq: value for seq, value in form.points.items() if value is not None}
            full = sum(most[seq - 1].most for seq in given)
            one = history.observations[form.observation]
            marks.append(Mark(one.lesson, one.observer or one.expert, sum(given.values()) * 10 / full))
    adjustment = adjust(marks)
    assert adjustment is not None
    assert 1.5 < adjustment.between < 4
    assert 1 < adjustment.chance < 4
    means = [adjusted.mean for adjusted in adjustment.lessons.values()]
    assert 2 < statistics.stdev(means) < 6
    assert 78 < statistics.mean(means) < 92


def test_it_is_the_same_every_time(history: SampleHistory):
    sample_history.cache_clear()
    assert sample_history() == history
    assert Counter(one.status for one in history.lessons)["cancelled"] == 2


def test_who_went_up_the_ladder_had_the_votes(history: SampleHistory):
    groups = {person.staff_no: person.research_group for person in sample_school().teachers}
    rounds: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(history.nominations):
        if one.decided_on:
            group = groups[history.lessons[one.lesson].teacher] if one.stage == "group" else ""
            rounds.setdefault((one.stage, group), []).append(number)
    assert len(rounds) == 3
    for (stage, _), numbers in rounds.items():
        polls = []
        for number in numbers:
            one = history.nominations[number]
            teacher = history.lessons[one.lesson].teacher
            favour = frozenset(voter for voter, favours in one.votes.items() if favours)
            polls.append(Poll(number, teacher, groups[teacher], None, favour, frozenset(one.votes) - favour))
        entitled = {voter: groups[voter] for voter in history.nominations[numbers[0]].votes}
        count = count_votes(stage, polls, entitled, LadderRules())
        assert set(count.going_on) == {n for n in numbers if history.nominations[n].outcome == "advanced"}
        assert count.uncounted == ()
        assert count.has_quorum
