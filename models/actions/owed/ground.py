"""What every measure counts over, read once for all of them: the term, the staff, the lessons and who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from models.actions.desk import Desk
from models.actions.group_lessons import away_on
from models.actions.lesson_facts import LessonFacts, lessons
from models.actions.open_days import OPEN_WEEKDAY
from models.actions.open_lessons import observed_in_term, observing_rules
from models.actions.teaching import calendar_of
from models.rules.calendar import Calendar
from models.rules.counting import Observed, Verdict, verdicts
from models.rules.obligations import Bound, Event, Window
from models.rules.terms import TermDates
from models.tables.pairing import Pairing
from models.tables.people import GroupMember, StaffGroup, Teacher
from models.tables.reading import tuples

SCHOOL = ""
"""What the whole school is called among those that something is counted for."""

Events = dict[str, list[Event]]
"""What counts, by staff number, by the name of a group, or for `SCHOOL`."""

_LEADERS = ("principal", "vice_principal", "director", "deputy_director")


_NEW_YEARS = 3
"""Who has taught for fewer years is to have a mentor."""


class Ground:
    """The present term of a school on one day. Make a new one after something was written.

    Raises NotAllowed for who may not see the roster.
    """

    def __init__(self, desk: Desk, term: TermDates) -> None:
        self.desk = desk
        self.term = term
        self.calendar: Calendar = calendar_of(term)
        self.today = desk.today.isoformat()

    @cached_property
    def people(self) -> Sequence[Mapping[str, Any]]:
        """The staff today, as the roster's values, in the school's order."""
        return self.desk.people(self.desk.today)

    @cached_property
    def numbers(self) -> dict[int, str]:
        """Staff numbers by teacher's id, of everybody that there ever was."""
        return dict(tuples(Teacher.select(Teacher.id, Teacher.staff_no)))

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The research group of each of the staff, '' for none."""
        return {one["staff_no"]: one.get("research_group") or "" for one in self.people}

    @cached_property
    def groups(self) -> list[str]:
        """The research groups that have members, in the school's order."""
        used = set(self.group_of.values())
        return [choice.code for choice in self.desk.lists.choices("research_group") if choice.code in used]

    @cached_property
    def bound(self) -> dict[str, Bound]:
        """Everybody on the staff as obligations know them."""
        heads = self._heads()
        pairs = self.pairs
        mentors, mentees = {mentor for mentor, *_ in pairs}, {mentee for _, mentee, *_ in pairs}
        mentees |= {one["staff_no"] for one in self.people if _is_new(one)}
        return {
            number: Bound(
                number,
                self.group_of[number],
                frozenset(
                    [*(["head"] if number in heads else []), *(["leader"] if one.get("position") in _LEADERS else [])]
                ),
                one.get("age"),
                number in mentors,
                number in mentees,
            )
            for one in self.people
            for number in [one["staff_no"]]
        }

    @cached_property
    def pairs(self) -> list[tuple[str, str, str]]:
        """The pairs of the term as (mentor, mentee, first day), by id."""
        rows = tuples(
            Pairing.select(Pairing.mentor, Pairing.mentee, Pairing.starts_on, Pairing.ends_on, Pairing.ended_on)
            .where(Pairing.mentor.is_null(False), Pairing.mentee.is_null(False), Pairing.starts_on != "")
            .order_by(Pairing.id)
        )
        return [
            (self.numbers[mentor], self.numbers[mentee], starts_on)
            for mentor, mentee, starts_on, ends_on, ended_on in rows
            if starts_on <= self.term.ends_on and (ended_on or ends_on or "9999") >= self.term.starts_on
        ]

    @cached_property
    def observed(self) -> list[Observed]:
        return observed_in_term(self.desk)

    @cached_property
    def verdicts(self) -> dict[int, Verdict]:
        return verdicts(self.observed, observing_rules(self.desk))

    @cached_property
    def lessons(self) -> list[LessonFacts]:
        """The open lessons of the term that were not cancelled."""
        found = lessons(since=self.term.starts_on, until=self.term.ends_on)
        return [one for one in found if one.status != "cancelled"]

    def was_held(self, one: LessonFacts) -> bool:
        """Whether the lesson is over, as far as anybody has said."""
        return one.status == "held" or one.held_on < self.today

    def away(self, day: str) -> Mapping[str, str]:
        """Who was away on an ISO day, and why."""
        if day not in self._away:
            self._away[day] = away_on(day)
        return self._away[day]

    def open_days(self, window: Window) -> list[str]:
        """The days in the window on which lessons are open to observers."""
        return [day for day in self._open_days if window.holds(day)]

    def school_days(self, window: Window) -> list[str]:
        """The taught days in the window."""
        return [day for day in self._school_days if window.holds(day)]

    @cached_property
    def _open_days(self) -> list[str]:
        return [day.isoformat() for day in self.calendar.open_days(OPEN_WEEKDAY)]

    @cached_property
    def _school_days(self) -> list[str]:
        return [day.isoformat() for day in self.calendar.days()]

    @cached_property
    def _away(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _heads(self) -> set[str]:
        rows = (
            GroupMember.select(Teacher.staff_no)
            .join(StaffGroup, on=(GroupMember.group == StaffGroup.id))
            .switch(GroupMember)
            .join(Teacher, on=(GroupMember.teacher == Teacher.id))
            .where(StaffGroup.kind == "research", GroupMember.role == "head", GroupMember.ends_on == "")
        )
        return {number for (number,) in tuples(rows)}


def _is_new(person: Mapping[str, Any]) -> bool:
    years = person.get("teaching_years")
    return years is not None and years < _NEW_YEARS
