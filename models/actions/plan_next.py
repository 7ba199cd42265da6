"""The next term's plan out of this one's: its clauses and what they rest on, with what was missed marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.obligations import ensure_obligations
from models.actions.plan_book import Clause, clauses
from models.actions.plan_kept import ensure_plan, kept_plan, term_id
from models.actions.school import add_term
from models.journal.writing import insert_record, insert_records
from models.rules.terms import TermDates, term_named
from models.tables.plan import ClauseLink, Plan, PlanClause
from models.tables.reading import tuples

_LONGEST = 400


class NoNextTerm(ValueError):
    """That term's plan cannot be begun; ``str(error)`` says why."""


@dataclass(frozen=True, slots=True)
class NextPlan:
    """What was begun: the term's label, and the clauses of which something was missed."""

    term: str
    clauses: int
    missed: tuple[str, ...]


def next_term_name(desk: Desk) -> str:
    """'2026-2' after '2026-1': the term to propose; the present one where it has no plan of its own yet; '' without a
    term."""
    now = desk.term
    if now is None:
        return ""
    if not kept_plan(desk).is_of_now:
        return f"{now.school_year}-{now.number}"
    return f"{now.school_year}-2" if now.number == 1 else f"{now.school_year + 1}-1"


def begin_next(desk: Desk, name: str) -> NextPlan:
    """Begin the plan of that term with this one's clauses, links and reasons; what falls short now is marked in each
    clause. The term is made where the school has none of that name yet. One action: what is promised (the obligations)
    holds from term to term until somebody changes it.

    Raises BadTerm for no name of a term, NoNextTerm for one that is not after the last plan's or has a plan already,
    NotAllowed, StoreError.
    """
    term = term_named(name)
    plan = kept_plan(desk)
    now = plan.dates
    if now is not None and (term.school_year, term.number) <= (now.school_year, now.number):
        raise NoNextTerm(t("plan_book.not_after", term=term.label, now=now.label))
    ensure_plan(desk)
    ensure_obligations(desk.store)
    plan = kept_plan(desk)
    found = clauses(desk if plan.is_of_now or now is None else _at_its_end(desk, now), plan=plan)
    marks = {one.number: mark for one in found if (mark := missed(one, now))}
    with desk.store.change("plan.next", term.label):
        there = term_id(term)
        if there is not None and tuples(Plan.select(Plan.id).where(Plan.term == there)):
            raise NoNextTerm(t("plan_book.has_plan", term=term.label))
        row = there or add_term(term)
        plan_id = insert_record(Plan, {"title": plan.title, "term": row})
        for place, one in enumerate(plan.clauses, 1):
            facts = {
                "plan": plan_id,
                "number": one.number,
                "body": one.body,
                "unmeasured": one.unmeasured,
                "carried": marks.get(one.number, ""),
                "sort_no": place * 10,
            }
            clause = insert_record(PlanClause, facts)
            links = ({"clause": clause, "kind": kind, "target": target} for _, kind, target in one.links)
            insert_records(ClauseLink, links)
    return NextPlan(term.label, len(plan.clauses), tuple(marks))


def _at_its_end(desk: Desk, term: TermDates) -> Desk:
    """The desk on the last day of a term that is over: what was missed then."""
    last = date.fromisoformat(term.ends_on)
    return Desk(desk.store, today=lambda: last)


def missed(clause: Clause, term: TermDates | None) -> str:
    """What of the clause is not all done, '2026 秋：听课 563/985'; '' for nothing."""
    short = [one for one in clause.figures if one.link.kind == "obligation" and one.done < one.of]
    if not short:
        return ""
    told = t("home.list_gap").join(f"{one.label} {one.text}" for one in short)
    return t("plan_book.missed", term=term.label if term else "", what=told)[:_LONGEST]
