"""A day of open lessons as the office sees it: which, who observes them, whose form is owed, who could still come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.words import t
from models.actions.desk import Desk
from models.actions.form_scores import scores_of
from models.actions.lesson_facts import LessonFacts, Observer, lessons, observers
from models.actions.looking_up import people_meant
from models.actions.observing_words import person_words
from models.actions.open_lessons import TAKES_PART, Calendars, observed_in_term, observing_quotas
from models.actions.teaching import bells
from models.rules.bells import periods_of
from models.rules.calendar import SpecialDay
from models.rules.classes import class_code
from models.rules.counting import Tally, share_passed, tallies
from models.rules.meeting import Day, OpenedLesson, free_people
from models.rules.scores import half_up, show_tenths
from models.rules.slots import Slot

OPEN_WEEKDAY = 3
"""The weekday of the plan's open day, unless the school's setting says another."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One observer of a lesson: ``score_x10`` is None while no form is in."""

    observer: Observer
    score_x10: int | None
    form_in: bool

    @property
    def takes_part(self) -> bool:
        return self.observer.status in TAKES_PART


@dataclass(frozen=True, slots=True)
class DayLesson:
    """An open lesson with everybody who was put down for it."""

    facts: LessonFacts
    opened: OpenedLesson
    starts_at: str
    seats: tuple[Seat, ...]

    @property
    def taking_part(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.takes_part]

    @property
    def people(self) -> str:
        """'5/8', or '5' where nobody counts the seats."""
        count = len(self.taking_part)
        return f"{count}/{self.opened.seats}" if self.opened.seats else str(count)

    @property
    def is_full(self) -> bool:
        return self.opened.free_seats == 0

    @property
    def forms(self) -> str:
        """'2/5': forms in, of those who take part; '' without observers."""
        part = self.taking_part
        return f"{sum(seat.form_in for seat in part)}/{len(part)}" if part else ""

    @property
    def owing(self) -> int:
        """Forms of those who came that are not in."""
        return sum(not seat.form_in for seat in self.seats if seat.observer.status == "came")

    @property
    def mean(self) -> str:
        """The mean of the forms out of 100; '' without any."""
        scores = [seat.score_x10 for seat in self.seats if seat.score_x10 is not None]
        return show_tenths(half_up(sum(scores), len(scores))) if scores else ""


@dataclass(frozen=True)
class OpenDay:
    """One day: ``note`` says why it is not like others ('' for nothing), ``is_taught`` whether there are lessons."""

    day: date
    week: int
    note: str
    is_taught: bool
    facts: Day
    lessons: tuple[DayLesson, ...]

    @property
    def given(self) -> list[DayLesson]:
        """The lessons that are not cancelled."""
        return [lesson for lesson in self.lessons if not lesson.opened.cancelled]

    @property
    def observers(self) -> int:
        return sum(len(lesson.taking_part) for lesson in self.given)

    @property
    def owing(self) -> int:
        return sum(lesson.owing for lesson in self.given)


class Week:
    """The open days of a desk's term. Make a new one after something was written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._calendars = Calendars(desk)
        self._bells = bells()
        self._tallies: dict[str, Tally] | None = None

    @property
    def first_day(self) -> date:
        """What to show first: today, or the open day of this week that is still to come, or the next day of school."""
        calendar, today = self._calendars.calendar, self._desk.today
        if calendar is None:
            return today
        ahead = [day for day in calendar.open_days(OPEN_WEEKDAY) if day >= today]
        return ahead[0] if ahead else today

    def open_day_before(self, day: date) -> date:
        """The open day before that day; the day itself where there is none."""
        calendar = self._calendars.calendar
        gone = [one for one in calendar.open_days(OPEN_WEEKDAY) if one < day] if calendar else []
        return gone[-1] if gone else day

    def step(self, day: date, by: int) -> date:
        """The next (``by`` 1) or last (-1) day that is taught; the day itself where there is none."""
        calendar = self._calendars.calendar
        if calendar is None:
            return day + timedelta(days=by)
        found = day
        for _ in range(60):
            found += timedelta(days=by)
            if calendar.taught_as(found):
                return found
        return day

    def open_day(self, day: date) -> OpenDay:
        calendar, facts = self._calendars.calendar, self._calendars.day(day)
        special = calendar.special.get(day.isoformat()) if calendar else None
        iso = day.isoformat()
        told = lessons(since=iso, until=iso)
        opened = {lesson.id: lesson for lesson in facts.lessons}
        seated = observers([lesson.id for lesson in told])
        scores = scores_of([one.observation for one in seated])
        return OpenDay(
            day,
            calendar.week_of(day) if calendar else 0,
            _note(special) if special else "",
            bool(facts.slots),
            facts,
            tuple(
                DayLesson(
                    lesson,
                    opened[lesson.id],
                    self._starts_at(day, opened[lesson.id]),
                    tuple(
                        Seat(one, scores.get(one.observation), one.observation in scores)
                        for one in seated
                        if one.lesson == lesson.id
                    ),
                )
                for lesson in told
                if lesson.id in opened
            ),
        )

    def could_come(self, lesson: DayLesson, day: Day, most: int = 12) -> list[tuple[str, int]]:
        """Who could still observe a lesson, ``(name, observations missing)``, those first who miss the most."""
        staff = [person.staff_no for person in self._desk.lists.people()]
        found = free_people(lesson.opened, staff, day)
        standing = self.tallies
        ranked = sorted((n for n in found if n in standing), key=lambda number: -standing[number].missing)
        return [(person_words(self._desk, n), standing[n].missing) for n in ranked[:most]]

    @property
    def tallies(self) -> dict[str, Tally]:
        """How everybody on the staff stands in the term, by staff number."""
        if self._tallies is None:
            calendar, today = self._calendars.calendar, self._desk.today
            staff = [values["staff_no"] for values in self._desk.people(today)]
            share = share_passed(calendar, today, OPEN_WEEKDAY) if calendar else 0.0
            self._tallies = tallies(observed_in_term(self._desk), staff, observing_quotas(self._desk), share)
        return self._tallies

    def _starts_at(self, day: date, lesson: OpenedLesson) -> str:
        grade = int(lesson.class_code.partition("-")[0]) if lesson.class_code else 3
        calendar = self._calendars.calendar
        weekday = calendar.taught_as(day) if calendar else day.isoweekday()
        bell = periods_of(self._bells, weekday or day.isoweekday(), grade).get(lesson.period)
        return bell.starts_at if bell else ""


def _note(special: SpecialDay) -> str:
    words = t(f"observing.kind_of_day.{special.kind}")  # family observing.kind_of_day.*
    return f"{words} {special.note}".strip()


def meant_slots(desk: Desk, typed: str, day: date) -> Iterator[tuple[str, Sequence[Slot]]]:
    """The lessons of the timetable that a line of text means, part by part: 'lf 2，三2 4' are the lesson of 李芳 in
    period 2 and that of class 三(2) in period 4. For each part what fits it: one lesson, or more or none."""
    given = Calendars(desk).given(day)
    for part in typed.replace("，", ",").replace("、", ",").replace("；", ",").split(","):
        words = part.split()
        if not words:
            continue
        period = int(words[-1]) if len(words) > 1 and words[-1].isdecimal() and len(words[-1]) < 3 else None
        named = " ".join(words[:-1] if period is not None else words)
        code = class_code(named)
        if code and any(slot.class_code == code for slot in given):
            fitting = [slot for slot in given if slot.class_code == code]
        else:
            numbers = {person.staff_no for person in people_meant(desk, named)}
            fitting = [slot for slot in given if slot.teacher in numbers]
        yield part.strip(), [slot for slot in fitting if period in (None, slot.period)]
