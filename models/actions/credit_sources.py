"""What may earn credits in a school year, read from the records that the other screens keep: nobody enters it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.words import t
from models.actions.desk import Desk
from models.actions.open_lessons import observed, observing_quotas
from models.actions.registers.attendance import CAME
from models.registers.choosing import label_of
from models.rules.counting import verdicts
from models.rules.credits import HUNDREDTHS, Unit
from models.rules.terms import TermDates
from models.tables.lessons import Nomination, OpenLesson
from models.tables.pairing import Pairing
from models.tables.people import Activity, ActivityRecord, Attendance, Honour, Teacher, Term
from models.tables.reading import tuples
from models.tables.records import Contest, ContestEntry, Project, ProjectMember, Publication

SHOWN = ("research", "report", "demonstration", "contest")
"""The kinds of open lesson that are prepared for others; every Wednesday's are not."""
_STUDY, _GROUP = ("study", "lecture", "outside", "online"), ("preparation", "group")
_LED = ("lecture", "study")
_STAGES = ("approved", "opened", "midterm", "finished", "awarded")
_SIGNS = re.compile(r"[\W_]+")


def year_terms(desk: Desk) -> list[TermDates]:
    """The terms of the present school year, in order; [] where there is no term."""
    now = desk.term
    if now is None:
        return []
    rows = tuples(
        Term.select(Term.school_year, Term.number, Term.starts_on, Term.ends_on)
        .where(Term.school_year == now.school_year)
        .order_by(Term.number)
    )
    return [TermDates(*row) for row in rows]


def term_key(term: TermDates) -> str:
    """'2026-1'."""
    return f"{term.school_year}-{term.number}"


def units(desk: Desk, terms: Sequence[TermDates]) -> list[Unit]:
    """Everything of those terms, up to today, that some rule may give points for; teachers by their ids."""
    found = [unit for part in _PARTS for unit in part(_Year(desk, terms))]
    return [unit for unit in found if unit.teacher and unit.on_day <= desk.today.isoformat()]


class _Year:
    """The days of a school year, and in which of its terms a day lies."""

    def __init__(self, desk: Desk, terms: Sequence[TermDates]) -> None:
        self.desk = desk
        self.terms = terms
        self.first, self.last = terms[0].starts_on, terms[-1].ends_on
        # Holidays belong to the term before them; the summer after the year's last term to that term.
        self.until = f"{terms[0].school_year + 1}-08-31"

    def term(self, day: str) -> str:
        begun = [term for term in self.terms if term.starts_on <= day]
        return term_key((begun or self.terms)[-1 if begun else 0])

    def day(self, partial: str) -> str:
        """The day of a date of which perhaps only the month is known: the month's first in the year."""
        return max(partial, self.first) if len(partial) == 10 else max(f"{partial}-01", self.first)

    def holds(self, partial: str) -> bool:
        """Whether a day or a month lies in the school year."""
        return bool(partial) and self.first[: len(partial)] <= partial <= self.until[: len(partial)]


def _attendance(year: _Year) -> Iterator[Unit]:
    """Hours of study and of group work by who came; what everybody starts with, and unexcused absences."""
    minutes = dict(tuples(ActivityRecord.select(ActivityRecord.activity, ActivityRecord.minutes)))
    rows = tuples(
        Attendance.select(
            *(Attendance.id, Attendance.teacher, Attendance.status),
            *(Activity.id, Activity.kind, Activity.held_on, Activity.title),
        )
        .join(Activity, on=(Attendance.activity == Activity.id))
        .where(Attendance.teacher.is_null(False), Activity.held_on.between(year.first, year.until))
        .order_by(Activity.held_on, Attendance.id)
    )
    terms: set[tuple[int, str]] = set()
    for row_id, teacher, status, activity, kind, day, title in rows:
        source = "study_hours" if kind in _STUDY else "group_hours" if kind in _GROUP else ""
        term = year.term(day)
        if (teacher, term) not in terms:
            terms.add((teacher, term))
            yield Unit(teacher, "attendance", "", HUNDREDTHS, day, term, t("credits.attendance"), "attendance", row_id)
        if status in CAME and source:
            length = minutes.get(activity) or 60
            known = bool(minutes.get(activity))
            words = t("credits.hours", title=title, minutes=length) if known else t("credits.an_hour", title=title)
            amount = (length * HUNDREDTHS + 30) // 60
            yield Unit(teacher, source, "", amount, day, term, words, "attendance", row_id)
        elif status == "absent":
            yield Unit(teacher, "absence", "", HUNDREDTHS, day, term, title, "attendance", row_id)


def _led(year: _Year) -> Iterator[Unit]:
    rows = tuples(
        ActivityRecord.select(ActivityRecord.id, ActivityRecord.lead, Activity.held_on, Activity.title)
        .join(Activity, on=(ActivityRecord.activity == Activity.id))
        .where(
            ActivityRecord.lead.is_null(False),
            Activity.kind.in_(_LED),
            Activity.held_on.between(year.first, year.until),
        )
        .order_by(Activity.held_on, ActivityRecord.id)
    )
    for row_id, teacher, day, title in rows:
        at = year.term(day)
        yield Unit(teacher, "lecture_given", "school", HUNDREDTHS, day, at, title, "activity_record", row_id)


def _lessons(year: _Year) -> Iterator[Unit]:
    """Lessons shown to others: at the level that they came to on the ladder, else the school's."""
    to_county = Nomination.select(Nomination.lesson).where(
        Nomination.stage == "county", Nomination.outcome == "advanced"
    )
    county = {lesson for (lesson,) in tuples(to_county)}
    rows = tuples(
        OpenLesson.select(OpenLesson.id, OpenLesson.teacher, OpenLesson.held_on, OpenLesson.topic, OpenLesson.kind)
        .where(
            OpenLesson.teacher.is_null(False),
            OpenLesson.status == "held",
            OpenLesson.kind.in_(SHOWN),
            OpenLesson.held_on.between(year.first, year.until),
        )
        .order_by(OpenLesson.held_on, OpenLesson.id)
    )
    kinds = year.desk.lists.choices("open_lesson_kind")
    for row_id, teacher, day, topic, kind in rows:
        words = t("credits.lesson", kind=label_of(kinds, kind), topic=topic) if topic else label_of(kinds, kind)
        level = "county" if row_id in county else "school"
        at = year.term(day)
        yield Unit(teacher, "open_lesson", level, HUNDREDTHS, day, at, words, "open_lesson", row_id, _content(topic))


def _observations(year: _Year) -> Iterator[Unit]:
    """Each counted observation beyond what somebody owed in the term."""
    rules = observing_quotas(year.desk)
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    for term in year.terms:
        seen = observed(term.starts_on, term.ends_on)
        judged = verdicts(seen, rules)
        counted: dict[str, int] = {}
        for one in sorted(seen, key=lambda one: (one.held_on, one.period, one.id)):
            if one.observer and judged[one.id].counts:
                counted[one.observer] = counted.get(one.observer, 0) + 1
                if counted[one.observer] > rules.quota_for(one.observer):
                    words = t("credits.more_observed", number=counted[one.observer])
                    at = term_key(term)
                    teacher = ids.get(one.observer, 0)
                    yield Unit(
                        teacher, "more_observations", "", HUNDREDTHS, one.held_on, at, words, "observation", one.id
                    )


def _projects(year: _Year) -> Iterator[Unit]:
    """Projects under way in the year: their leaders and members; of one project each person counts once."""
    rows = tuples(
        Project.select(
            *(Project.id, Project.title, Project.level, Project.stage, Project.leader),
            *(Project.starts_on, Project.ends_on),
        ).order_by(Project.id)
    )
    running: dict[int, Unit] = {}
    for row_id, title, level, stage, leader, starts_on, ends_on in rows:
        over = bool(ends_on) and ends_on < year.first[: len(ends_on)]
        if stage in _STAGES and not over and (not starts_on or starts_on <= year.until[: len(starts_on)]):
            day = year.day(starts_on) if starts_on else year.first
            unit = Unit(leader or 0, "project_leader", level, HUNDREDTHS, day, year.term(day), title, "project", row_id)
            running[row_id] = replace(unit, content=f"project {row_id}")
            yield running[row_id]
    members = ProjectMember.select(ProjectMember.id, ProjectMember.project, ProjectMember.teacher)
    for row_id, project, teacher in tuples(members.order_by(ProjectMember.id)):
        if (led := running.get(project)) and teacher:
            yield replace(led, teacher=teacher, source="project_member", table="project_member", row=row_id)


def _publications(year: _Year) -> Iterator[Unit]:
    rows = tuples(
        Publication.select(
            Publication.id, Publication.teacher, Publication.title, Publication.level, Publication.on_date
        )
        .where(Publication.teacher.is_null(False), Publication.on_date != "")
        .order_by(Publication.id)
    )
    for row_id, teacher, title, level, on_date in rows:
        if year.holds(on_date):
            day = year.day(on_date)
            at, words = year.term(day), t("credits.work", title=title)
            yield Unit(
                teacher, "publication", level, HUNDREDTHS, day, at, words, "publication", row_id, _content(title)
            )


def _awards(year: _Year) -> Iterator[Unit]:
    rows = tuples(
        ContestEntry.select(
            *(ContestEntry.id, ContestEntry.teacher, ContestEntry.work, ContestEntry.award),
            *(Contest.title, Contest.level, Contest.held_on),
        )
        .join(Contest, on=(ContestEntry.contest == Contest.id))
        .where(
            ContestEntry.teacher.is_null(False),
            ContestEntry.award.not_in(("", "none")),
            Contest.held_on.between(year.first, year.until),
        )
        .order_by(ContestEntry.id)
    )
    awards = year.desk.lists.choices("contest_award")
    for row_id, teacher, work, award, contest, level, day in rows:
        words = t("credits.award", contest=contest, award=label_of(awards, award))
        at, content = year.term(day), _content(work)
        yield Unit(teacher, "contest_award", level, HUNDREDTHS, day, at, words, "contest_entry", row_id, content)


def _pairs(year: _Year) -> Iterator[Unit]:
    """Both sides of each pair, once for each term that it lasted into."""
    rows = tuples(
        Pairing.select(
            *(Pairing.id, Pairing.mentor, Pairing.mentee, Pairing.starts_on, Pairing.ends_on, Pairing.ended_on),
        )
        .where(Pairing.mentor.is_null(False), Pairing.mentee.is_null(False), Pairing.starts_on != "")
        .order_by(Pairing.id)
    )
    names = dict(tuples(Teacher.select(Teacher.id, Teacher.name)))
    for row_id, mentor, mentee, starts_on, ends_on, ended_on in rows:
        for term in year.terms:
            if starts_on <= term.ends_on and (ended_on or ends_on or "9999") >= term.starts_on:
                day, at = max(starts_on, term.starts_on), term_key(term)
                words = t("pairing.pair", mentor=names.get(mentor, ""), mentee=names.get(mentee, ""))
                for source, teacher in (("mentoring", mentor), ("mentoring", mentee), ("guiding", mentor)):
                    yield Unit(teacher, source, "", HUNDREDTHS, day, at, words, "pairing", row_id)


def _honours(year: _Year) -> Iterator[Unit]:
    """Honours of which the calendar year lies in the school year; they are counted from the day it has begun."""
    years = (year.terms[0].school_year, year.terms[0].school_year + 1)
    rows = tuples(
        Honour.select(Honour.id, Honour.teacher, Honour.title, Honour.level, Honour.year)
        .where(Honour.teacher.is_null(False), Honour.year.in_(years), Honour.title != "")
        .order_by(Honour.id)
    )
    titles = year.desk.lists.choices("honour_title")
    for row_id, teacher, title, level, calendar_year in rows:
        day = year.first if calendar_year == years[0] else f"{calendar_year}-01-01"
        words, at = label_of(titles, title), year.term(day)
        yield Unit(teacher, "honour", level, HUNDREDTHS, day, at, words, "honour", row_id)


def _content(title: str) -> str:
    """What two records of the same work have in common: its title without signs and spaces."""
    return _SIGNS.sub("", title).lower()


_PARTS = (*(_attendance, _led, _lessons, _observations, _projects, _publications, _awards, _pairs, _honours),)
