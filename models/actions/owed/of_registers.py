"""What counts of the registers of the term: contests, research, homework within the limits, rules and the fund."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.actions.owed.ground import SCHOOL, Events, Ground
from models.rules.classes import grade_of
from models.rules.homework import most_minutes
from models.rules.obligations import DONE, OWING, PLANNED, Event
from models.tables.credits import CreditClosing
from models.tables.people import ClassGroup, Term
from models.tables.reading import tuples
from models.tables.records import Contest, FundEntry, HomeworkCheck, Project, ProjectMember, Publication, SchoolRule

APPROVED = ("approved", "opened", "midterm", "finished", "awarded")
"""The stages of a project that somebody has approved."""


def contests(ground: Ground) -> Events:
    rows = tuples(
        Contest.select(Contest.id, Contest.held_on)
        .where(_in_term(ground, Contest.held_on))
        .order_by(Contest.held_on, Contest.id)
    )
    return {SCHOOL: [Event(day, _state(ground, day), "contest", row_id) for row_id, day in rows]}


def research(ground: Ground) -> Events:
    """Everybody on the staff who can do research: leads or works on a project that was approved, or has a paper. Each
    counts once, by what came first; what lies before the term counts from its first day."""
    approved = Project.stage.in_(APPROVED)
    led = tuples(
        Project.select(Project.leader, Project.starts_on, Project.id).where(approved, Project.leader.is_null(False))
    )
    joined = tuples(
        ProjectMember.select(ProjectMember.teacher, Project.starts_on, ProjectMember.id)
        .join(Project, on=(ProjectMember.project == Project.id))
        .where(approved, ProjectMember.teacher.is_null(False))
    )
    wrote = tuples(
        Publication.select(Publication.teacher, Publication.on_date, Publication.id).where(
            Publication.teacher.is_null(False)
        )
    )
    first: dict[int, Event] = {}
    for table, rows in (("project", led), ("project_member", joined), ("publication", wrote)):
        for teacher, since, row_id in rows:
            day = _in_the_term(ground, since)
            event = Event(day, _state(ground, day), table, row_id)
            if ground.numbers[teacher] in ground.group_of and (teacher not in first or day < first[teacher].day):
                first[teacher] = event
    return {SCHOOL: [first[teacher] for teacher in sorted(first)]}


def homework(ground: Ground) -> Events:
    """Each day of each class on which homework was checked: whether all subjects together kept within the limit."""
    total = pw.fn.SUM(HomeworkCheck.minutes)
    rows = tuples(
        HomeworkCheck.select(
            HomeworkCheck.on_day, ClassGroup.entry_year, ClassGroup.class_no, total, pw.fn.MIN(HomeworkCheck.id)
        )
        .join(ClassGroup, on=(HomeworkCheck.class_group == ClassGroup.id))
        .where(HomeworkCheck.minutes >= 0, _in_term(ground, HomeworkCheck.on_day))
        .group_by(HomeworkCheck.on_day, ClassGroup.entry_year, ClassGroup.class_no)
        .order_by(HomeworkCheck.on_day, ClassGroup.entry_year, ClassGroup.class_no)
    )
    found = []
    for day, entry_year, class_no, minutes, row_id in rows:
        most = most_minutes(f"{grade_of(entry_year, ground.desk.today)}-{class_no}")
        found.append(Event(day, DONE if most is None or minutes <= most else OWING, "homework_check", row_id))
    return {SCHOOL: found}


def rules(ground: Ground) -> Events:
    """The rules in force, each once whatever its edition."""
    rows = tuples(
        SchoolRule.select(SchoolRule.name, SchoolRule.from_on, SchoolRule.id)
        .where(SchoolRule.name != "", SchoolRule.from_on != "")
        .order_by(SchoolRule.from_on, SchoolRule.id)
    )
    first: dict[str, Event] = {}
    for name, since, row_id in rows:
        day = _in_the_term(ground, since)
        first.setdefault(name, Event(day, _state(ground, since), "school_rule", row_id))
    return {SCHOOL: list(first.values())}


def fund(ground: Ground) -> Events:
    """Rewards and penalties that were decided about in the term, and what was spent; what is proposed waits for
    somebody to approve it. A budget is a plan: it rewards nobody."""
    rows = tuples(
        FundEntry.select(FundEntry.id, FundEntry.on_day, FundEntry.state)
        .where(
            _in_term(ground, FundEntry.on_day),
            FundEntry.kind.in_(("reward", "penalty", "spent")),
            FundEntry.state.in_(("approved", "paid", "proposed")),
        )
        .order_by(FundEntry.on_day, FundEntry.id)
    )
    return {
        SCHOOL: [
            Event(day, PLANNED if state == "proposed" else _state(ground, day), "fund_entry", row_id)
            for row_id, day, state in rows
        ]
    }


def _in_term(ground: Ground, field: Any) -> Any:
    return field.between(ground.term.starts_on, ground.term.ends_on)


def _in_the_term(ground: Ground, since: str) -> str:
    """A day or month, as a day that is not before the term; its first day where nobody said."""
    return max(ground.term.starts_on, f"{since}-01-01"[:10] if len(since) == 4 else f"{since}-01"[:10] if since else "")


def _state(ground: Ground, day: str) -> str:
    return DONE if day <= ground.today else PLANNED


def credits(ground: Ground) -> Events:
    """The terms of the school year whose credits are closed: from then on everybody's statement stands."""
    rows = tuples(
        CreditClosing.select(CreditClosing.id, CreditClosing.term, CreditClosing.state, CreditClosing.on_day)
        .join(Term, on=(CreditClosing.term == Term.id))
        .where(Term.school_year == ground.term.school_year)
        .order_by(CreditClosing.id)
    )
    latest = {term: (row_id, state, day) for row_id, term, state, day in rows}
    return {
        SCHOOL: [Event(day, DONE, "credit_closing", row) for row, state, day in latest.values() if state == "closed"]
    }
