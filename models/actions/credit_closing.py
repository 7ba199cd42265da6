"""Closing a term's credits: the statements are kept as they stood, and later changes of records show as differences."""

from __future__ import annotations

from dataclasses import dataclass

import peewee as pw

from data.words import t
from models.actions.credit_sources import term_key
from models.actions.credits import is_on, statements
from models.actions.desk import Desk
from models.journal.writing import insert_record, insert_records
from models.rules.credits import TRAINING
from models.rules.rights import Scope
from models.rules.terms import TermDates
from models.tables.credits import CreditClosing
from models.tables.credits import CreditLine as Row
from models.tables.people import Teacher, Term
from models.tables.reading import dicts, tuples

CLOSED, REOPENED = "closed", "reopened"


class ClosingRefused(ValueError):
    """It cannot be closed or reopened; ``str(error)`` says why."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What was done last with a term's credits: ``state`` closed or reopened, when, by whom and why."""

    id: int
    state: str
    on_day: str
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One person whose records say something else now than when the term was closed, in hundredths of a point."""

    teacher_id: int
    staff_no: str
    name: str
    closed_x100: int
    now_x100: int


def closings(term: TermDates) -> list[Closing]:
    """Everything that was done with a term's credits, the first first; each reopening stays visible with its reason."""
    rows = dicts(
        CreditClosing.select(*(CreditClosing.id, CreditClosing.state, CreditClosing.on_day), CreditClosing.by_name)
        .select_extend(CreditClosing.reason)
        .join(Term, on=(CreditClosing.term == Term.id))
        .where(Term.school_year == term.school_year, Term.number == term.number)
        .order_by(CreditClosing.id)
    )
    return [Closing(row["id"], row["state"], row["on_day"], row["by_name"], row["reason"]) for row in rows]


def standing_closing(term: TermDates) -> Closing | None:
    """The closing in effect; None for a term that is open."""
    last = closings(term)[-1:]
    return last[0] if last and last[0].state == CLOSED else None


def close(desk: Desk, term: TermDates, reason: str = "") -> int:
    """Keep everybody's statement of the term as it stands now, as one action; how many lines were kept.

    Raises ClosingRefused where credits are off or the term is closed, NotAllowed.
    """
    if not is_on(desk):
        raise ClosingRefused(t("credits.off"))
    if standing_closing(term):
        raise ClosingRefused(t("credits.closed_already", term=term.label))
    found = [
        {
            **{"teacher": one.teacher_id, "rule_code": line.rule_code, "rule_title": line.rule_title},
            **{"on_day": line.on_day, "what": line.what[:200], "source_table": line.source_table},
            **{"source_row": line.source_row, "earned_x100": line.earned_x100, "counted_x100": line.counted_x100},
            "why": line.why[:200],
        }
        for one in statements(desk)
        for line in one.lines
        if line.term == term_key(term)
    ]
    with desk.store.change("credits.close", reason.strip()):
        closing = insert_record(CreditClosing, _closing(desk, term, CLOSED, reason))
        insert_records(Row, [{**one, "closing": closing} for one in found])
    return len(found)


def reopen(desk: Desk, term: TermDates, reason: str) -> None:
    """Let the term's statements follow the records again, as one action; what was kept stays in the store.

    Raises ClosingRefused without a reason or for an open term, NotAllowed.
    """
    if not reason.strip():
        raise ClosingRefused(t("credits.reopen_reason"))
    if standing_closing(term) is None:
        raise ClosingRefused(t("credits.not_closed", term=term.label))
    with desk.store.change("credits.reopen", reason.strip()):
        insert_record(CreditClosing, _closing(desk, term, REOPENED, reason))


def closed_points(desk: Desk, term: TermDates) -> dict[int, int]:
    """What counted when the term was closed, by teacher's id, of those whom the person may see; {} for an open term."""
    scope = desk.sight.ensure("credits")
    closing = standing_closing(term)
    if closing is None:
        return {}
    rows = tuples(
        Row.select(Row.teacher, pw.fn.SUM(Row.counted_x100)).where(Row.closing == closing.id).group_by(Row.teacher)
    )
    visible = None if scope is Scope.ALL else desk.sight.people(scope)
    return {teacher: int(total) for teacher, total in rows if visible is None or teacher in visible}


def differences(desk: Desk, term: TermDates) -> list[Difference]:
    """Whose points of a closed term the records put otherwise now, in the school's order; [] for an open term."""
    if standing_closing(term) is None:
        return []
    kept, key = closed_points(desk, term), term_key(term)
    now = {
        one.teacher_id: sum(line.counted_x100 for line in one.lines if line.term == key)
        for one in statements(desk, TRAINING)
    }
    found = tuples(Teacher.select(Teacher.id, Teacher.staff_no, Teacher.name))
    people = {row_id: (number, name) for row_id, number, name in found}
    return [
        Difference(row_id, *people[row_id], kept.get(row_id, 0), now.get(row_id, 0))
        for row_id in dict.fromkeys((*now, *kept))
        if kept.get(row_id, 0) != now.get(row_id, 0)
    ]


def _closing(desk: Desk, term: TermDates, state: str, reason: str) -> dict[str, object]:
    row = Term.get(Term.school_year == term.school_year, Term.number == term.number)
    facts = {"state": state, "on_day": desk.today.isoformat(), "by_name": desk.who[:60], "reason": reason.strip()[:400]}
    return {"term": row.id, **facts}
