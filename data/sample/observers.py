"""Who observed which of the sample school's open lessons, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from data.sample.observations import LAST_DAY, SampleLesson, SampleObservation, why_away
from data.sample.open_days import LAST_PLANNED, open_lessons
from data.sample.school import SEED, SampleTeacher, sample_school
from data.sample.school_days import taught_as, teaching_on

_BEHIND = {"025": 0.45, "049": 0.5, "006": 0.35, "052": 0.55, "043": 0.7, "030": 0.75, "057": 0.6, "041": 0.8}
"""Who observes far too little, in lessons an open day."""
_LEADERS = ("001", "002", "003", "004", "005")
_MEETING = ("语文组", "数学组")  # who has lessons of the whole group on other days
_EXPERTS = {"chinese": "方志远", "math": "乔雅琴"}
_EXPERT_CAME = ("2026-10-13", "2026-10-12", "2026-10-28")
_ABSENT = ("临时接待家长", "班里学生受伤，送医", "临时开会", "忘记时间")
_EXCUSED = ("病假", "事假", "外出培训")
_SHARE_PLANNED = {"2026-11-25": 1.2, LAST_PLANNED: 0.5}  # the day after next is still being filled
_VOID = ("误登，本人未到", "节次登错，已另登", "重复登记")
_WEDNESDAY = 3
_MISSED = {("2026-09-29", "030"): "病假", ("2026-10-13", "025"): "外出培训", ("2026-10-26", "041"): "事假"}
"""Who was missing from their group's lesson, which everybody has to attend, and why."""


class Attending:
    """The open lessons with their observations, entered lesson by lesson."""

    def __init__(self) -> None:
        school = sample_school()
        self.lessons: list[SampleLesson] = open_lessons()
        self.observations: list[SampleObservation] = []
        self._people: Sequence[SampleTeacher] = school.teachers
        self._person = {person.staff_no: person for person in school.teachers}
        self._taken: set[tuple[str, str, int]] = {(one.teacher, one.held_on, one.period) for one in self.lessons}
        self._seats: dict[int, int] = {}
        days: dict[str, list[int]] = {}
        for number, lesson in enumerate(self.lessons):
            days.setdefault(lesson.held_on, []).append(number)
        for day, numbers in days.items():
            self._fill(day, numbers)

    def _fill(self, day: str, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._summon(number, self.lessons[number])
        ordinary = [number for number in numbers if self.lessons[number].kind in ("open_day", "demonstration")]
        if taught_as(day) == _WEDNESDAY:
            chance = Random(f"{SEED}:who:{day}")
            for person in chance.sample(self._people, len(self._people)):
                self._choose(person, day, ordinary)

    def _summon(self, number: int, lesson: SampleLesson) -> None:
        """Those who attend without having chosen: a group its own lesson, leaders a walk-in, some a trip."""
        chance = Random(f"{SEED}:summon:{lesson.held_on}:{lesson.period}:{lesson.teacher}")
        if lesson.kind == "research":
            group = self._person[lesson.teacher].research_group
            for person in self._people:
                if person.research_group == group and person.staff_no != lesson.teacher:
                    self._put_down(number, person.staff_no, covered=True)
        elif lesson.kind == "walk_in":
            for leader in chance.sample(_LEADERS, chance.choice((1, 1, 1, 2))):
                if self._is_free(leader, lesson):
                    self._put_down(number, leader)
        elif lesson.kind == "elsewhere":
            able = [person for person in self._people if lesson.subject == person.subjects[0]]
            free = [person.staff_no for person in able if self._is_free(person.staff_no, lesson)]
            for observer in chance.sample(free, min(4, len(free))):
                self._put_down(number, observer)
        if lesson.held_on in _EXPERT_CAME and lesson.subject in _EXPERTS and lesson.seats >= 20:
            self.observations.append(
                SampleObservation(number, "", "came", lesson.held_on, expert=_EXPERTS[lesson.subject])
            )

    def _choose(self, person: SampleTeacher, day: str, numbers: Sequence[int]) -> None:
        """As many lessons of the day as the person is used to, rather those of the own subject."""
        chance = Random(f"{SEED}:observes:{day}:{person.staff_no}")
        rate = _rate(person) * _SHARE_PLANNED.get(day, 1)
        for _ in range(int(rate) + (chance.random() < rate % 1)):
            able = [n for n in numbers if self._is_free(person.staff_no, self.lessons[n]) and self._has_seat(n)]
            if able:
                weights = [self._liking(person, self.lessons[n]) for n in able]
                self._put_down(chance.choices(able, weights)[0], person.staff_no)

    def _liking(self, person: SampleTeacher, lesson: SampleLesson) -> float:
        teacher = self._person[lesson.teacher]
        same_subject, same_grade = lesson.subject == person.subjects[0], teacher.grade_group == person.grade_group
        return (6.0 if same_subject else 1.0) * (2.0 if same_grade else 1.0) * (3.0 if lesson.seats >= 20 else 1.0)

    def _is_free(self, observer: str, lesson: SampleLesson) -> bool:
        time = (observer, lesson.held_on, lesson.period)
        teaches = (observer, lesson.period) in teaching_on(lesson.held_on)
        return not teaches and time not in self._taken and not why_away(observer, lesson.held_on)

    def _has_seat(self, number: int) -> bool:
        return self._seats.get(number, 0) < self.lessons[number].seats

    def _put_down(self, number: int, observer: str, covered: bool = False) -> None:
        lesson = self.lessons[number]
        if why := why_away(observer, lesson.held_on):
            self.observations.append(SampleObservation(number, observer, "excused", lesson.held_on, why))
            return
        cover = ""
        if covered and (observer, lesson.period) in teaching_on(lesson.held_on):
            cover = self._cover(lesson)
        became = _became(lesson, observer)
        self._taken.add((observer, lesson.held_on, lesson.period))
        self._seats[number] = self._seats.get(number, 0) + 1
        self.observations.append(became._replace(lesson=number, covered_by=cover))

    def _cover(self, lesson: SampleLesson) -> str:
        """Somebody of another group who is free takes the class meanwhile."""
        group = self._person[lesson.teacher].research_group
        free = [
            person.staff_no
            for person in self._people
            if person.research_group != group and self._is_free(person.staff_no, lesson)
        ]
        cover = Random(f"{SEED}:cover:{lesson.held_on}").choice(free)
        self._taken.add((cover, lesson.held_on, lesson.period))
        return cover


def _rate(person: SampleTeacher) -> float:
    """How many lessons somebody observes on an open day."""
    if person.staff_no in _BEHIND:
        return _BEHIND[person.staff_no]
    habit = Random(f"{SEED}:habit:{person.staff_no}").uniform(0.85, 1.35)
    if person.position in ("research_head", "director"):
        habit += 0.35
    summoned = person.research_group in _MEETING or person.staff_no in _LEADERS
    return habit - 0.35 if summoned else habit


def _became(lesson: SampleLesson, observer: str) -> SampleObservation:
    """What became of it: mostly the observer came, and it was entered at once or within days, now and then late."""
    if lesson.held_on > LAST_DAY or lesson.status == "cancelled":
        return SampleObservation(0, observer)
    chance = Random(f"{SEED}:came:{lesson.held_on}:{lesson.period}:{observer}")
    delay = chance.choices((0, 1, 2, 3, chance.randint(4, 12)), (70, 12, 7, 5, 6))[0]
    entered = (date.fromisoformat(lesson.held_on) + timedelta(days=delay)).isoformat()
    recorded = min(entered, LAST_DAY)
    if reason := _MISSED.get((lesson.held_on, observer), ""):
        return SampleObservation(0, observer, "excused", recorded, reason)
    fate = chance.random()
    if lesson.kind == "research" or fate >= 0.055:
        return SampleObservation(0, observer, "came", recorded)
    if fate < 0.025:
        return SampleObservation(0, observer, "absent", recorded, chance.choice(_ABSENT))
    if fate < 0.043:
        return SampleObservation(0, observer, "excused", recorded, chance.choice(_EXCUSED))
    return SampleObservation(0, observer, "void", recorded, chance.choice(_VOID))
