"""What a plan is made from, by numbers: who is free when, which lesson runs when, what each observation brings.

Weeks are bits of a mask (bit 3 is week 3), a slot is a day and a period in one number, people are numbers in the order
of their ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from data.planning.values import Entry, Given
from models.planning.options import Option, options_of


class Facts:
    """`Given` as numbers. ``weeks`` are those that may still be planned (None: all); others keep what they have, and so
    do the days before ``first_day`` of the first of them."""

    def __init__(self, given: Given, weeks: Iterable[int] | None = None, first_day: int = 1) -> None:
        self.given, self.rules = given, given.rules
        rules = given.rules
        self.people = sorted(given.people, key=lambda person: person.id)
        self.number = {person.id: number for number, person in enumerate(self.people)}
        self.lessons = given.lessons
        self._read_pairs()
        self.every_week = (1 << (rules.weeks + 1)) - 2
        asked = range(1, rules.weeks + 1) if weeks is None else weeks
        self.plannable = sum(1 << week for week in set(asked)) & self.every_week
        self.first_day = first_day
        self.slots = rules.days * rules.periods
        self.closed = [0] * (rules.days + 1)
        for week, day in given.closed:
            if day <= rules.days:
                self.closed[day] |= 1 << week
        self._read_absences()
        self._read_lessons()
        self._read_barred()

    def _read_pairs(self) -> None:
        """Who are mentor and mentee, and how often each of them has to see the other."""
        mentees = [
            (mentee, self.number[mentor])
            for mentee, person in enumerate(self.people)
            for mentor in sorted(person.mentors)
            if mentor in self.number
        ]
        self.demanded: dict[tuple[int, int], int] = {}
        """By observer and teacher."""
        for mentee, mentor in mentees:
            for pair, least in (
                ((mentee, mentor), self.rules.mentee_sees_mentor_min),
                ((mentor, mentee), self.rules.mentor_sees_mentee_min),
            ):
                self.demanded[pair] = max(least, self.demanded.get(pair, 0))
        for observer, teacher, least in sorted(self.given.demands):
            if observer in self.number and teacher in self.number:
                self.demanded[self.number[observer], self.number[teacher]] = least
        self._mentoring = frozenset(mentees) | frozenset(pair[::-1] for pair in mentees)

    def slot(self, day: int, period: int) -> int:
        return (day - 1) * self.rules.periods + period - 1

    def time(self, slot: int) -> tuple[int, int]:
        """Day and period of a slot."""
        day, period = divmod(slot, self.rules.periods)
        return day + 1, period + 1

    def is_time(self, week: int, day: int, period: int) -> bool:
        rules = self.rules
        return 1 <= week <= rules.weeks and 1 <= day <= rules.days and 1 <= period <= rules.periods

    def _read_absences(self) -> None:
        """The weeks in which each is away, by day and by slot."""
        days = self.rules.days
        self.away_days = [[0] * (days + 1) for _ in self.people]
        for person, week, day in self.given.away_days:
            if person in self.number and day <= days:
                self.away_days[self.number[person]][day] |= 1 << week
        self.away: list[list[int]] = []
        for by_day in self.away_days:
            self.away.append([by_day[slot // self.rules.periods + 1] for slot in range(self.slots)])
        for person, week, day, period in self.given.away_slots:
            if person in self.number and self.is_time(week, day, period):
                self.away[self.number[person]][self.slot(day, period)] |= 1 << week

    def _read_lessons(self) -> None:
        """Whose each lesson is, when it takes place, and when its teacher is bound by it."""
        self.teacher_of: list[int] = []
        self.slot_of: list[int] = []
        self.runs: list[int] = []
        self.busy = [[0] * self.slots for _ in self.people]
        self.lessons_of: list[list[int]] = [[] for _ in self.people]
        for number, lesson in enumerate(self.lessons):
            teacher = self.number[lesson.teacher]
            fits = lesson.day <= self.rules.days and lesson.period <= self.rules.periods
            slot = self.slot(lesson.day, lesson.period) if fits else 0
            weeks = self.every_week if lesson.weeks is None else sum(1 << week for week in lesson.weeks)
            weeks = weeks & ~self.closed[lesson.day] & self.every_week if fits else 0
            self.teacher_of.append(teacher)
            self.slot_of.append(slot)
            # Of two lessons of one teacher at one time the first in the timetable is the one that is given.
            self.runs.append(weeks & ~self.busy[teacher][slot] & ~self.away[teacher][slot])
            self.busy[teacher][slot] |= weeks
            if fits:
                self.lessons_of[teacher].append(number)
        self.seats = [lesson.seats if lesson.seats is not None else 1 << 30 for lesson in self.lessons]

    def _read_barred(self) -> None:
        """The weeks in which a lesson must not be seen, by lesson and observer (-1: everybody)."""
        self.barred: dict[tuple[int, int], int] = {}
        for observer, week, day, period, teacher in self.given.barred:
            if teacher not in self.number or not self.is_time(week, day, period):
                continue
            lesson = self.lesson_at(self.number[teacher], week, self.slot(day, period))
            if lesson is not None and (observer in self.number or not observer):
                key = lesson, self.number.get(observer, -1)
                self.barred[key] = self.barred.get(key, 0) | 1 << week

    @cached_property
    def known(self) -> frozenset[tuple[int, int, int]]:
        """Observer, lesson and week of what people know already, may still be planned, and can be."""
        found = set()
        for observer, week, day, period, teacher in self.given.known if self.rules.weights.moved else ():
            if observer in self.number and teacher in self.number and self.is_time(week, day, period):
                lesson = self.lesson_at(self.number[teacher], week, self.slot(day, period))
                options = self.options[self.number[observer]].get(self.number[teacher], ())
                if any(one == lesson and runs >> week & 1 for _, one, runs in options):
                    found.add((self.number[observer], lesson, week))
        return frozenset(found)

    def barred_weeks(self, observer: int, lesson: int) -> int:
        return self.barred.get((lesson, observer), 0) | self.barred.get((lesson, -1), 0)

    def free(self, person: int, slot: int) -> int:
        """The weeks in which somebody has the time: neither teaching nor away, on a day of school."""
        day = slot // self.rules.periods + 1
        return self.every_week & ~self.busy[person][slot] & ~self.away[person][slot] & ~self.closed[day]

    def lesson_at(self, teacher: int, week: int, slot: int) -> int | None:
        """The lesson that the teacher gives then."""
        for lesson in self.lessons_of[teacher]:
            if self.slot_of[lesson] == slot and self.runs[lesson] >> week & 1:
                return lesson
        return None

    def is_mentor_pair(self, one: int, other: int) -> bool:
        return (one, other) in self._mentoring

    def may_see(self, observer: int, teacher: int) -> bool:
        """Whether the rules let the one ever observe the other."""
        one, other = self.people[observer], self.people[teacher]
        if observer == teacher or (one.id, other.id) in self.given.forbidden:
            return False
        return one.school == other.school or (self.rules.cross_school.allowed and one.cluster == other.cluster)

    def is_cross(self, observer: int, teacher: int) -> bool:
        return self.people[observer].school != self.people[teacher].school

    def pair_gain(self, observer: int, teacher: int) -> int:
        """What any lesson of the teacher brings the observer."""
        one, other, weights = self.people[observer], self.people[teacher], self.rules.weights
        return (
            weights.group * (not one.groups.isdisjoint(other.groups))
            + weights.mentor * self.is_mentor_pair(observer, teacher)
            + weights.honour * bool(other.honour)
            - weights.cross_school * (one.school != other.school)
        )

    def lesson_gain(self, observer: int, lesson: int) -> int:
        """What this lesson brings the observer besides."""
        one, given, weights = self.people[observer], self.lessons[lesson], self.rules.weights
        return (
            weights.subject * (given.subject == one.subject)
            + weights.grade * (given.grade in one.grades)
            - weights.fallback * (given.day not in self.rules.open_days)
        )

    def gain(self, observer: int, lesson: int) -> int:
        return self.pair_gain(observer, self.teacher_of[lesson]) + self.lesson_gain(observer, lesson)

    @cached_property
    def options(self) -> list[dict[int, list[Option]]]:
        """By observer and teacher: the lessons that could be seen in the weeks to plan, the most gainful first."""
        return options_of(self)

    def open_weeks(self, person: int) -> int:
        """The weeks in which the person could come on an open day: those over which the quota is to be spread."""
        weeks = 0
        for day in self.rules.open_days:
            if day <= self.rules.days:
                weeks |= self.every_week & ~self.closed[day] & ~self.away_days[person][day]
        return weeks

    def pace(self, person: int) -> tuple[int, int, int]:
        """The weeks over which the quota is spread, and the fewest and most a week that an even pace asks for; the
        most is -1 where there is no pace."""
        weeks, quota = self.open_weeks(person), self.people[person].quota
        count = weeks.bit_count()
        if not count or not quota:
            return 0, 0, -1
        return weeks, quota // count, -(-quota // count)

    @cached_property
    def crowded_above(self) -> list[int]:
        """By teacher: from how many observations on one is seen too often."""
        quotas: dict[str, list[int]] = {}
        for person in self.people:
            quotas.setdefault(person.school, []).append(person.quota)
        percent = self.rules.weights.crowd_factor_pct
        limit = {school: -(-sum(all_) * percent // (100 * len(all_))) for school, all_ in quotas.items()}
        return [limit[person.school] for person in self.people]

    @cached_property
    def shown_on_open_days(self) -> frozenset[int]:
        """The teachers who have any lesson on an open day: the others cannot be asked to be observed there."""
        days = self.rules.open_days
        return frozenset(self.number[lesson.teacher] for lesson in self.lessons if lesson.day in days)

    def entry(self, observer: int, lesson: int, week: int) -> Entry:
        day, period = self.time(self.slot_of[lesson])
        return Entry(self.people[observer].id, week, day, period, self.people[self.teacher_of[lesson]].id)
