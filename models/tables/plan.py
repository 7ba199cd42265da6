"""The school's plan of the term by its clauses, and what each clause rests on."""

from __future__ import annotations

from models.tables.base import Record, text, whole, words
from models.tables.people import Term, to
from models.tables.reflections import StoredFile


class Plan(Record):
    """One term's plan (研修工作计划). ``file`` is the paper as it came, ``file_name`` what it was called."""

    term = to(Term, null=True, unique=True)
    title = text(120)
    file = to(StoredFile, null=True)
    file_name = text(200)


class PlanClause(Record):
    """One clause in the plan's own words: its number ('四.3', as `Obligation.clause` has it; '四' for a heading), and
    why nothing measures it where that is so. ``carried`` is what the term before left undone of it."""

    plan = to(Plan, null=True, index=False)
    number = text(20)
    body = text(4000)
    unmeasured = text(400)
    carried = text(400)
    sort_no = whole(0, 1_000_000, default=0)

    class Meta:
        indexes = ((("plan", "number"), False),)


class ClauseLink(Record):
    """Something that a clause rests on: an obligation by its code, a register by its name, or a target of the first
    screen by its code."""

    clause = to(PlanClause, null=True, index=False)
    kind = words("obligation", "register", "target")
    target = text(40)

    class Meta:
        indexes = ((("clause", "kind", "target"), False),)
