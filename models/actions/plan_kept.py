"""The plan that the school keeps: which one counts now, and the one that a new school starts with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.defaults.plan import default_plan
from models.actions.desk import Desk
from models.journal.writing import insert_record, insert_records
from models.rules.terms import TermDates
from models.tables.people import Term
from models.tables.plan import ClauseLink, Plan, PlanClause
from models.tables.reading import dicts, tuples
from models.tables.reflections import StoredFile

Links = Sequence[tuple[str, str]]
"""Pairs of kind ('obligation', 'register', 'target') and name."""


@dataclass(frozen=True, slots=True)
class KeptClause:
    """A clause as it is stored; ``links`` with the ids of their rows. Of a plan not kept yet all ids are 0."""

    id: int
    number: str
    body: str
    unmeasured: str
    carried: str
    links: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """``term`` is the label of the plan's term, ``dates`` its days (None: none); ``is_of_now`` says whether that is the
    present one."""

    id: int
    title: str
    term: str
    dates: TermDates | None
    is_of_now: bool
    file: int | None
    file_name: str
    clauses: tuple[KeptClause, ...]


def kept_plan(desk: Desk) -> KeptPlan:
    """The plan of the present term; the last one before it where that has none yet; the one that a new school starts
    with where the school keeps none at all."""
    found = tuples(
        Plan.select(
            Plan.id, Plan.title, Plan.file, Plan.file_name, Term.school_year, Term.number, Term.starts_on, Term.ends_on
        ).left_outer_join(Term, on=(Plan.term == Term.id))
    )
    rows = sorted(found, key=lambda row: (row[6] or "", row[0]))  # a plan of no term goes before every other
    now = desk.term
    begun = [row for row in rows if now is None or not row[6] or row[6] <= now.starts_on]
    if not rows:
        return _default(now)
    plan_id, title, file, file_name, year, number, starts_on, ends_on = (begun or rows)[-1]
    term = TermDates(year, number, starts_on, ends_on) if year else None
    label = term.label if term else ""
    return KeptPlan(plan_id, title, label, term, term == now, file, file_name, tuple(_clauses(plan_id)))


def plan_file(desk: Desk) -> tuple[str, bytes] | None:
    """The name and content of the file that the plan was read from, as it came; None where it was read from none.

    Raises NotAllowed for who may not see the plan.
    """
    desk.sight.ensure("plan")
    plan = kept_plan(desk)
    rows = tuples(StoredFile.select(StoredFile.content).where(StoredFile.id == (plan.file or 0)))
    return (plan.file_name, bytes(rows[0][0])) if rows else None


def ensure_plan(desk: Desk) -> None:
    """Give a school that keeps no plan the one that a new school starts with, as one action of its own."""
    if Plan.select().exists():
        return
    with desk.store.change("plan.defaults"):
        if not Plan.select().exists():  # somebody else may have been faster
            add_plan(desk.term)


def add_plan(term: TermDates | None) -> int:
    """Write the plan that a new school starts with. Inside an action only; its id."""
    plan = default_plan()
    return write_plan(plan.title, term, ((one.number, one.body, one.links) for one in plan.clauses))


def write_plan(title: str, term: TermDates | None, clauses: Iterable[tuple[str, str, Links]]) -> int:
    """Write a plan by its clauses. Inside an action only; its id."""
    plan_id = insert_record(Plan, {"title": title, "term": term_id(term)})
    add_clauses(plan_id, clauses)
    return plan_id


def add_clauses(plan_id: int, clauses: Iterable[tuple[str, str, Links]], place: int = 1) -> None:
    """Write clauses of a plan with what they rest on, the first in that place. Inside an action only."""
    for sort_no, (number, body, links) in enumerate(clauses, place):
        facts = {"plan": plan_id, "number": number, "body": body, "sort_no": sort_no * 10}
        clause_id = insert_record(PlanClause, facts)
        insert_records(ClauseLink, ({"clause": clause_id, "kind": kind, "target": target} for kind, target in links))


def term_id(term: TermDates | None) -> int | None:
    """The row of the term; None for none."""
    if term is None:
        return None
    rows = tuples(Term.select(Term.id).where(Term.school_year == term.school_year, Term.number == term.number))
    return rows[0][0] if rows else None


def _clauses(plan_id: int) -> list[KeptClause]:
    links: dict[int, list[tuple[int, str, str]]] = {}
    rows = tuples(
        ClauseLink.select(ClauseLink.clause, ClauseLink.id, ClauseLink.kind, ClauseLink.target)
        .join(PlanClause, on=(ClauseLink.clause == PlanClause.id))
        .where(PlanClause.plan == plan_id)
        .order_by(ClauseLink.id)
    )
    for clause, *link in rows:
        links.setdefault(clause, []).append((link[0], link[1], link[2]))
    query = PlanClause.select().where(PlanClause.plan == plan_id).order_by(PlanClause.sort_no, PlanClause.id)
    return [
        KeptClause(
            row["id"], row["number"], row["body"], row["unmeasured"], row["carried"], tuple(links.get(row["id"], ()))
        )
        for row in dicts(query)
    ]


def _default(now: TermDates | None) -> KeptPlan:
    plan = default_plan()
    clauses = (
        KeptClause(0, one.number, one.body, "", "", tuple((0, kind, target) for kind, target in one.links))
        for one in plan.clauses
    )
    return KeptPlan(0, plan.title, now.label if now else "", now, True, None, "", tuple(clauses))
