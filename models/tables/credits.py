"""Credits: the rules by which records earn points, what was counted when a term closed, and what people say to it.

Points are kept in hundredths; -1 where a limit is not set.
"""

from __future__ import annotations

import peewee as pw

from models.tables.base import Record, day, flag, text, whole, words
from models.tables.people import Teacher, Term, to


def _limit() -> pw.IntegerField:
    return whole(-1, 1_000_000, default=-1)


class CreditRule(Record):
    """So many points for each hour or piece of what the records of one source hold.

    ``source`` names the count ('open_lesson', 'study_hours', 'project_leader' …), ``level`` narrows it ('' for any).
    Of all rules with one word in ``only_highest`` only the one that earns most counts for the same content. Caps are in
    points: each time, each term, each school year. ``list_kind`` says what the points are for: credits of training, or
    a list of candidates (评优, 年度考核, 职称).
    """

    code = text(20)
    title = text(60)
    list_kind = words("training", "award", "annual", "rank")
    source = text(40)
    level = text(40)
    per = words("piece", "hour", "term")
    points_x100 = pw.IntegerField(default=0, constraints=[pw.Check('"points_x100" BETWEEN -1000000 AND 1000000')])
    cap_each_x100 = _limit()
    cap_term_x100 = _limit()
    cap_year_x100 = _limit()
    only_highest = text(20)
    clause = text(20)
    is_active = flag(True)
    note = text(400)
    sort_no = whole(0, 1_000_000, default=0)


class CreditClosing(Record):
    """A term's credits were closed, or reopened with a reason that later prints show."""

    term = to(Term, null=True, index=False)
    state = words("closed", "reopened")
    on_day = day()
    by_name = text(60)
    reason = text(400)

    class Meta:
        indexes = ((("term", "on_day"), False),)


class CreditLine(Record):
    """One line of a statement as it stood when the term was closed, with the record that it came from."""

    closing = to(CreditClosing, null=True, index=False)
    teacher = to(Teacher, null=True)
    rule_code = text(20)
    rule_title = text(60)
    on_day = day()
    what = text(200)
    source_table = text(40)
    source_row = pw.BigIntegerField(default=0)
    earned_x100 = pw.IntegerField(default=0)
    counted_x100 = pw.IntegerField(default=0)
    why = text(200)  # what was earned but not counted

    class Meta:
        indexes = ((("closing", "teacher"), False),)


class CreditAppeal(Record):
    """Somebody says that a statement or a proposal about them is wrong, and what they were answered."""

    term = to(Term, null=True, index=False)
    teacher = to(Teacher, null=True)
    about = words("training", "award", "annual", "rank")
    on_day = day()
    appeal = text(1000)
    answered_on = day()
    answered_by = text(60)
    answer = text(1000)
    state = words("open", "upheld", "rejected", "withdrawn")

    class Meta:
        indexes = ((("term", "teacher"), False),)


class Candidate(Record):
    """A line of a list of candidates: what the points propose, and what people decided and why."""

    term = to(Term, null=True, index=False)
    teacher = to(Teacher, null=True)
    list_kind = words("award", "annual", "rank")
    points_x100 = pw.IntegerField(default=0)
    proposal = text(40)
    decision = text(40)
    decided_by = text(60)
    decided_on = day()
    reason = text(400)

    class Meta:
        indexes = ((("term", "list_kind", "teacher"), False),)
