"""A plan of the school's own out of its file: its clauses, the promises found in it, and taking both over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import peewee as pw

from data.formats.texts.reader import LARGEST, TextReader
from data.words import t
from models.actions.desk import Desk
from models.actions.materials import keep_file
from models.actions.owed.obligations import ensure_obligations, obligations
from models.actions.plan_kept import KeptClause, KeptPlan, add_clauses, ensure_plan, kept_plan, term_id
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.choosing import label_of
from models.rules.plan_promises import CHANGED, NEW, Proposal, compared, promises_of
from models.rules.plan_text import PlanPart, PlanText, read_plan_text
from models.tables.owed import Obligation
from models.tables.plan import ClauseLink, Plan, PlanClause
from models.tables.reading import tuples


class CannotRead(ValueError):
    """The file is no plan that can be read; ``str(error)`` says why, and what to do."""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan as its file says it, with what it promises beside what the school has promised already."""

    text: PlanText
    proposals: tuple[Proposal, ...]
    file_name: str
    content: bytes

    @property
    def clauses(self) -> int:
        """How many clauses have a number."""
        return sum(bool(part.number) for part in self.text.parts)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What taking a plan over has changed."""

    clauses: int
    changed: int
    added: int


def read_new_plan(path: Path) -> NewPlan:
    """Read it in the process that opens what nobody vouches for. Raises CannotRead."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CannotRead(t("plan_book.unreadable", name=path.name, why=error.strerror or str(error))) from error
    with TextReader() as reader:
        found = reader.read(path.name, content)
    if found.why:
        raise CannotRead(found.problem)
    text = read_plan_text(found.text)
    if not any(part.number for part in text.parts):
        raise CannotRead(t("plan_book.no_clauses", name=path.name))
    return NewPlan(text, tuple(compared(promises_of(text.parts), obligations())), path.name, content)


def take_over(desk: Desk, plan: NewPlan, accepted: Sequence[Proposal]) -> TakenOver:
    """Let the present term's plan say what the file says, and promise what was accepted: one action.

    A clause keeps what it rests on where its number or its very words stay. Raises NotAllowed, StoreError.
    """
    ensure_plan(desk)
    ensure_obligations(desk.store)
    changed, added = 0, 0
    with desk.store.change("plan.read", plan.file_name):
        kept = _plan_of_now(desk)
        moved = _put_clauses(kept, plan.text.parts)
        facts = {
            "title": plan.text.title[:120] or kept.title,
            "file": keep_file(plan.content, Path(plan.file_name).suffix),
            "file_name": plan.file_name[:200],
        }
        update_record(Plan, kept.id, facts)
        for row_id, clause in tuples(Obligation.select(Obligation.id, Obligation.clause)):
            if clause in moved:
                update_record(Obligation, row_id, {"clause": moved[clause]})
        for one in compared([each.promise for each in accepted], obligations()):
            changed += one.state == CHANGED
            added += one.state == NEW
            _promise(one)
    return TakenOver(plan.clauses, changed, added)


def edited(one: Proposal, title: str, number: int, per: str, measure: str) -> Proposal:
    """The proposal as somebody wants it, beside what the school has promised already."""
    promise = replace(one.promise, title=title, number=number, per=per, measure=measure)
    return compared([promise], obligations())[0]


def proposal_words(desk: Desk, one: Proposal) -> str:
    """What would be promised, and what that is beside what is promised already: '听课 每学期 25（原来 20）'."""
    promise = one.promise
    title = one.known.title if one.known else _measure_words(desk, promise.measure) or promise.title
    told = t(
        "plan_book.promised",
        what=title,
        per=t(f"plan_book.per_{promise.per}"),  # family plan_book.per_*
        number=f"{promise.number}%" if promise.unit == "percent" else promise.number,
    )
    if one.known is None:
        return told + t("plan_book.is_new")
    if one.state != CHANGED:
        return told + t("plan_book.is_same")
    old = f"{one.known.number}%" if one.known.unit == "percent" else one.known.number
    return told + t("plan_book.is_changed", per=t(f"plan_book.per_{one.known.per}"), number=old)


def _measure_words(desk: Desk, measure: str) -> str:
    return label_of(desk.lists.choices("measure"), measure) if measure else ""


def _plan_of_now(desk: Desk) -> KeptPlan:
    """The present term's plan; made from the last one where it has none yet. Inside an action only."""
    kept = kept_plan(desk)
    if kept.is_of_now:
        return kept
    plan_id = insert_record(Plan, {"title": kept.title, "term": term_id(desk.term)})
    links = [(one.number, one.body, [(kind, target) for _, kind, target in one.links]) for one in kept.clauses]
    add_clauses(plan_id, links)
    return kept_plan(desk)


def _put_clauses(kept: KeptPlan, parts: Sequence[PlanPart]) -> dict[str, str]:
    """Let the plan have these clauses; the numbers of those that moved, old to new."""
    by_number = {one.number: one for one in kept.clauses}
    by_words = {one.body: one for one in kept.clauses}
    old_of: dict[str, KeptClause] = {}
    used: set[int] = set()
    for part in parts:  # the very words first: an item may have moved to where another stood
        if (old := by_words.get(part.body)) and old.id not in used:
            old_of[part.number] = old
            used.add(old.id)
    for part in parts:
        if part.number not in old_of and (old := by_number.get(part.number)) and old.id not in used:
            old_of[part.number] = old
            used.add(old.id)
    for one in kept.clauses:
        if one.id not in used:
            for row_id, _, _ in one.links:
                delete_record(ClauseLink, row_id)
            delete_record(PlanClause, one.id)
    for place, part in enumerate(parts, 1):
        facts = {"number": part.number, "body": part.body, "sort_no": place * 10}
        if old := old_of.get(part.number):
            update_record(PlanClause, old.id, facts)
        else:
            add_clauses(kept.id, [(part.number, part.body, ())], place)
    return {old.number: number for number, old in old_of.items() if old.number and number and old.number != number}


def _promise(one: Proposal) -> None:
    promise = one.promise
    facts = {"per": promise.per, "number": promise.number, "unit": promise.unit, "clause": promise.clause}
    if one.known and one.known.id:
        update_record(Obligation, one.known.id, facts)
        return
    last = tuples(Obligation.select(pw.fn.MAX(Obligation.sort_no)))[0][0] or 0
    own = {"title": promise.title[:60], "measure": promise.measure, "binds": promise.binds, "bound": promise.bound}
    insert_record(Obligation, {"code": _free_code(), "sort_no": last + 10, "note": promise.words[:400], **own, **facts})


def _free_code() -> str:
    taken = {code for (code,) in tuples(Obligation.select(Obligation.code))}
    return next(code for number in range(21, 100_000) if (code := f"O{number}") not in taken)
