"""The registers of the term (台账): contests, projects, publications, homework, the school's rules, and the fund.

Points are kept in tenths, money in yuan. Days are ISO, '' for none.
"""

from __future__ import annotations

import peewee as pw

from models.tables.base import Record, day, flag, partial_date, text, whole
from models.tables.people import ClassGroup, Teacher, to
from models.tables.reflections import StoredFile


class Contest(Record):
    """A contest of courseware, of lessons or of anything else, at the school or above it."""

    title = text(120)
    kind = text(40)
    level = text(40)
    held_on = day()
    organiser = text(80)
    remark = text(400)


class ContestEntry(Record):
    """What somebody entered a contest with, and what came of it. ``score_x10`` is -1 where there is none."""

    contest = to(Contest, null=True, index=False)
    teacher = to(Teacher, null=True)
    work = text(120)
    score_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"score_x10" BETWEEN -1 AND 20000')])
    award = text(40)
    is_recommended = flag()  # to the county
    remark = text(400)

    class Meta:
        indexes = ((("contest", "teacher"), False),)


class ContestScore(Record):
    """What one judge, from the staff or from outside by name, gave an entry."""

    entry = to(ContestEntry, null=True, index=False)
    judge = to(Teacher, null=True)
    judge_name = text(40)
    score_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"score_x10" BETWEEN -1 AND 20000')])
    remark = text(400)

    class Meta:
        indexes = ((("entry", "judge"), False),)


class Project(Record):
    """A research project (课题) and the stage that it has come to."""

    title = text(120)
    number = text(40)  # as whoever approved it gave it
    level = text(40)
    stage = text(40)
    leader = to(Teacher, null=True)
    starts_on = partial_date()
    ends_on = partial_date()
    remark = text(400)


class ProjectMember(Record):
    """Who works on a project beside its leader, and at what."""

    project = to(Project, null=True, index=False)
    teacher = to(Teacher, null=True)
    task = text(100)

    class Meta:
        indexes = ((("project", "teacher"), False),)


class Publication(Record):
    """A paper that was published, awarded or exchanged."""

    teacher = to(Teacher, null=True)
    title = text(120)
    kind = text(40)
    level = text(40)
    outlet = text(80)
    on_date = partial_date()
    award = text(40)
    remark = text(400)


class HomeworkCheck(Record):
    """How long the homework of one subject took a class on one day, and for which levels of pupils it was given.
    ``minutes`` is -1 until it is noted: 0 says that there was none."""

    on_day = day()
    class_group = to(ClassGroup, null=True)
    subject = text(40)
    minutes = pw.IntegerField(default=-1, constraints=[pw.Check('"minutes" BETWEEN -1 AND 600')])
    levels = text(40)
    remark = text(200)

    class Meta:
        indexes = ((("on_day", "class_group"), False),)


class SchoolRule(Record):
    """One edition of a rule of the school (制度); the newest of a name is in force."""

    name = text(60)
    edition = whole(0, 999, default=1)
    from_on = day()
    body = text(20_000)
    remark = text(400)

    class Meta:
        indexes = ((("name", "edition"), False),)


class RuleReading(Record):
    """Somebody has read an edition of a rule."""

    rule = to(SchoolRule, null=True, index=False)
    teacher = to(Teacher, null=True)
    read_on = day()

    class Meta:
        indexes = ((("rule", "teacher"), False),)


class FundEntry(Record):
    """Money for the training: the budget, what was spent, and rewards or penalties, which a person proposes and another
    approves; who is concerned may appeal. ``yuan`` is never negative: the kind says which way it goes."""

    on_day = day()
    kind = text(40)
    yuan = whole(0, 100_000_000, default=0)
    teacher = to(Teacher, null=True)
    reason = text(200)
    state = text(40)
    approved_by = text(60)
    appeal = text(400)
    answer = text(400)


class ImprovementPlan(Record):
    """What a teacher wants to do better in class (课堂教学改进计划), how, and what came of it."""

    made_on = day()
    teacher = to(Teacher, null=True)
    problem = text(400)
    goal = text(400)
    steps = text(1000)
    checked_on = day()
    outcome = text(1000)
    state = text(40)


class Material(Record):
    """What the school has made itself or shares: teaching material, cases, guidance sheets. The file lies in
    `StoredFile` as it came; ``file_name`` is what it was called."""

    title = text(120)
    kind = text(40)
    teacher = to(Teacher, null=True)
    subject = text(40)
    made_on = day()
    summary = text(1000)
    file = to(StoredFile, null=True)
    file_name = text(200)
