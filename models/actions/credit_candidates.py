"""The lists of candidates (评优树模, 年度考核, 职称评定): the points propose an order, people decide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.actions.credits import Statement, credit_rules, statements
from models.actions.desk import Desk
from models.journal.writing import insert_record, update_record
from models.rules.credits import TRAINING, CreditRule
from models.tables.credits import Candidate
from models.tables.people import Term
from models.tables.reading import dicts

PROPOSED = {"award": "recommended", "annual": "excellent", "rank": "recommended"}
"""What the best of a list are proposed for; how many is for people to say."""
_REST = {"award": "", "annual": "pass", "rank": ""}


@dataclass(frozen=True, slots=True)
class Tried:
    """What a changed rule would do to one person: points and place in the list before and after."""

    teacher_id: int
    staff_no: str
    name: str
    before_x100: int
    after_x100: int
    place_before: int
    place_after: int


def ranked(found: list[Statement]) -> list[tuple[int, Statement]]:
    """The statements with their places, the most points first; of equals all have the first one's place."""
    order = sorted(found, key=lambda one: -one.counted_x100)
    places: list[tuple[int, Statement]] = []
    for number, one in enumerate(order, 1):
        same = places and places[-1][1].counted_x100 == one.counted_x100
        places.append((places[-1][0] if same else number, one))
    return places


def propose(desk: Desk, list_kind: str, how_many: int) -> int:
    """Write the list of the term with everybody who has points and what is proposed, the first ``how_many`` for the
    better; what people have decided already stays. One action; how many rows. Raises NotAllowed."""
    term = desk.term
    row = Term.get(Term.school_year == term.school_year, Term.number == term.number) if term else None
    there = {
        one["teacher"]: one
        for one in dicts(Candidate.select().where(Candidate.term == row, Candidate.list_kind == list_kind))
    }
    written = 0
    with desk.store.change("candidates.propose", list_kind):
        for place, one in ranked(statements(desk, list_kind)):
            if not one.counted_x100:
                continue
            proposal = PROPOSED[list_kind] if place <= how_many else _REST[list_kind]
            facts = {"points_x100": one.counted_x100, "proposal": proposal}
            kept = there.get(one.teacher_id)
            if kept is None:
                insert_record(Candidate, {"term": row, "teacher": one.teacher_id, "list_kind": list_kind, **facts})
            elif any(kept[name] != value for name, value in facts.items()):
                update_record(Candidate, kept["id"], facts)
            else:
                continue
            written += 1
    return written


def tried(desk: Desk, points: dict[str, int], list_kind: str = TRAINING) -> list[Tried]:
    """Who would gain or lose if the rules of those codes gave so many hundredths, the most changed first; nothing is
    written. Raises KeyError for a code that there is not, NotAllowed."""
    rules = credit_rules()
    known = {rule.code for rule in rules}
    if missing := next((code for code in points if code not in known), None):
        raise KeyError(missing)
    before = ranked(statements(desk, list_kind, rules))
    after = {one.teacher_id: (place, one) for place, one in ranked(statements(desk, list_kind, changed(rules, points)))}
    found = [
        Tried(
            *(one.teacher_id, one.staff_no, one.name),
            *(one.counted_x100, after[one.teacher_id][1].counted_x100, place, after[one.teacher_id][0]),
        )
        for place, one in before
    ]
    moved = [one for one in found if one.before_x100 != one.after_x100 or one.place_before != one.place_after]
    return sorted(moved, key=lambda one: (-abs(one.after_x100 - one.before_x100), one.place_after))


def changed(rules: list[CreditRule], points: dict[str, int]) -> list[CreditRule]:
    """The rules with other points."""
    return [replace(rule, points_x100=points.get(rule.code, rule.points_x100)) for rule in rules]


def adopt(desk: Desk, points: dict[str, int]) -> None:
    """Let the rules of those codes give so many hundredths from now on, as one action. Raises NotAllowed."""
    from models.actions.credits import ensure_rules
    from models.tables.credits import CreditRule as Row

    ensure_rules(desk.store)
    with desk.store.change("credit_rules.adopt", " ".join(points)):
        for code, x100 in points.items():
            update_record(Row, Row.get(Row.code == code).id, {"points_x100": x100})
