"""What each person could observe: which lessons of which teacher in which weeks, and what each would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.planning.facts import Facts

Option = tuple[int, int, int]
"""What an observer could see of a teacher: the gain, the lesson, the weeks."""


def options_of(facts: Facts) -> list[dict[int, list[Option]]]:
    """By observer and teacher: the lessons that could be seen in the weeks to plan, the most gainful first."""
    rules = facts.rules
    usable = [
        lesson
        for lesson in range(len(facts.lessons))
        if facts.runs[lesson] & facts.plannable and facts.seats[lesson] > 0
        if rules.allow_fallback or facts.lessons[lesson].day in rules.open_days
    ]
    by_teacher: dict[int, list[int]] = {}
    for lesson in usable:
        by_teacher.setdefault(facts.teacher_of[lesson], []).append(lesson)
    by_cluster: dict[str, list[int]] = {}
    for teacher in by_teacher:
        person = facts.people[teacher]
        place = f"c{person.cluster}" if rules.cross_school.allowed else f"s{person.school}"
        by_cluster.setdefault(place, []).append(teacher)
    return [_options_of(facts, observer, by_teacher, by_cluster) for observer in range(len(facts.people))]


def _options_of(
    facts: Facts, observer: int, by_teacher: dict[int, list[int]], by_cluster: dict[str, list[int]]
) -> dict[int, list[Option]]:
    person, periods = facts.people[observer], facts.rules.periods
    place = f"c{person.cluster}" if facts.rules.cross_school.allowed else f"s{person.school}"
    free = [facts.free(observer, slot) & _plannable_at(facts, slot) for slot in range(facts.slots)]
    travelling = [
        free[slot] & ~_bound_near(facts, observer, slot) if facts.rules.cross_school.allowed else 0
        for slot in range(facts.slots)
    ]
    gains: dict[tuple[str, str, int], int] = {}
    found: dict[int, list[Option]] = {}
    for teacher in by_cluster.get(place, ()):
        if not facts.may_see(observer, teacher):
            continue
        time = travelling if facts.is_cross(observer, teacher) else free
        base, several = facts.pair_gain(observer, teacher), []
        for lesson in by_teacher[teacher]:
            slot = facts.slot_of[lesson]
            if not (weeks := facts.runs[lesson] & time[slot]):
                continue
            if facts.barred and not (weeks := weeks & ~facts.barred_weeks(observer, lesson)):
                continue
            given = facts.lessons[lesson]
            kind = given.subject, given.grade, slot // periods
            if (gain := gains.get(kind)) is None:
                gain = gains[kind] = facts.lesson_gain(observer, lesson)
            several.append((base + gain, lesson, weeks))
        if several:
            several.sort(key=lambda one: (-one[0], one[1]))
            found[teacher] = several
    return found


def _plannable_at(facts: Facts, slot: int) -> int:
    """The weeks in which what is in that slot may still be planned."""
    first = facts.plannable & -facts.plannable
    return facts.plannable & ~first if slot // facts.rules.periods + 1 < facts.first_day else facts.plannable


def _bound_near(facts: Facts, observer: int, slot: int) -> int:
    """The weeks in which own lessons leave no time for the way to another school."""
    day, period = facts.time(slot)
    weeks = 0
    for near in range(period - facts.rules.cross_school.buffer, period + facts.rules.cross_school.buffer + 1):
        if 1 <= near <= facts.rules.periods:
            weeks |= facts.busy[observer][facts.slot(day, near)]
    return weeks
