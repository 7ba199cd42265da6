"""Changing the kept plan: a clause's words, why nothing measures it, and what it rests on."""

from __future__ import annotations

from collections.abc import Collection

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.measures import MEASURES, PERSON
from models.actions.owed.obligations import ensure_obligations
from models.actions.plan_book import KINDS, Counting, Link, link_title
from models.actions.plan_kept import KeptClause, ensure_plan, kept_plan
from models.actions.registers import REGISTERS
from models.journal.writing import delete_record, insert_record, plain_text, update_record
from models.rules.rights import why_not_do
from models.tables.owed import Obligation
from models.tables.plan import ClauseLink, PlanClause
from models.tables.reading import tuples

LONGEST, LONGEST_REASON = 4000, 400


class BadClause(ValueError):
    """What was typed cannot be; ``str(error)`` says why."""


def why_not_edit(desk: Desk) -> str:
    """Why the person may not change the plan, in a sentence; ''."""
    return why_not_do(desk.store.actor.role, "plan.words", t("action.whole.plan_words"))


def set_words(desk: Desk, number: str, words: str) -> None:
    """Let the clause say that. Raises BadClause, NotAllowed, StoreError."""
    words = plain_text(words).strip()
    if not words:
        raise BadClause(t("plan_book.no_words"))
    if len(words) > LONGEST:
        raise BadClause(t("plan_book.too_long", most=LONGEST, count=len(words)))
    _change(desk, "plan.words", number, {"body": words})


def set_reason(desk: Desk, number: str, reason: str) -> None:
    """Say why nothing measures the clause; '' takes it back. Raises BadClause, NotAllowed, StoreError."""
    reason = " ".join(plain_text(reason).split())
    if len(reason) > LONGEST_REASON:
        raise BadClause(t("plan_book.too_long", most=LONGEST_REASON, count=len(reason)))
    _change(desk, "plan.reason", number, {"unmeasured": reason})


def tie(desk: Desk, number: str, wanted: Collection[tuple[str, str]]) -> None:
    """Let the clause rest on these (kind, name) pairs and on nothing else: one action.

    An obligation that names the clause stops doing so when it is left out; one that names none yet is given it.
    Raises BadClause for what there is not, NotAllowed, StoreError.
    """
    clause = _clause(desk, number)
    ensure_obligations(desk.store)
    known = {row.code: row for row in Obligation.select()}
    for kind, target in wanted:
        if target not in (REGISTERS if kind == "register" else known):
            raise BadClause(t("plan_book.no_such", name=target))
    before = {(link.kind, link.target): link.id for link in Counting(desk, counts=False).links_of(clause)}
    with desk.store.change("plan.tie", number):
        for (kind, target), row_id in before.items():
            if (kind, target) in wanted:
                continue
            if row_id:
                delete_record(ClauseLink, row_id)
            if kind == "obligation" and known[target].clause == number:
                update_record(Obligation, known[target].id, {"clause": ""})
        for kind, target in dict.fromkeys(wanted):
            if (kind, target) in before:
                continue
            if kind == "obligation" and number and not known[target].clause:
                update_record(Obligation, known[target].id, {"clause": number})
            else:
                insert_record(ClauseLink, {"clause": clause.id, "kind": kind, "target": target})


def tieable(desk: Desk) -> list[Link]:
    """Everything that a clause may rest on, by `KINDS`: obligations, registers that the person may see, targets."""
    counting = Counting(desk, counts=False)
    known = counting.obligations
    people = [code for code, one in known.items() if one.measure in MEASURES and MEASURES[one.measure].about == PERSON]
    seen = [name for name in REGISTERS if not desk.why_not_see(name)]
    by_kind = {"obligation": list(known), "register": seen, "target": people}
    return [Link(0, kind, name, link_title(kind, name, known)) for kind in KINDS for name in by_kind[kind]]


def _clause(desk: Desk, number: str) -> KeptClause:
    """The clause as it is kept, the plan made first where the school keeps none yet. Raises BadClause."""
    ensure_plan(desk)
    found = next((one for one in kept_plan(desk).clauses if one.number == number), None)
    if found is None:
        raise BadClause(t("plan_book.no_clause", number=number, known=" ".join(_numbers(desk))))
    return found


def _numbers(desk: Desk) -> list[str]:
    return [one.number for one in kept_plan(desk).clauses if one.number]


def _change(desk: Desk, action: str, number: str, facts: dict[str, str]) -> None:
    clause = _clause(desk, number)
    with desk.store.change(action, number):
        if tuples(PlanClause.select(PlanClause.id).where(PlanClause.id == clause.id)):
            update_record(PlanClause, clause.id, facts)
