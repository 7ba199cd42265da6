"""How the mentor pairs stand: what each owes by the school's rules, and what the store knows of it without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from data.defaults.pairing import default_duties
from models.actions.stored_pairs import stored_pairs
from models.journal.writing import insert_record
from models.rules.counting import verdicts
from models.rules.pairing import Pair
from models.rules.pairing_duties import (
    MENTEE_OBSERVES,
    MENTOR_OBSERVES,
    QUIET_DAYS,
    REFLECTION,
    REPORT,
    Deed,
    DutyRule,
    PairStanding,
    span,
    standing,
    wanted,
)
from models.rules.reflections import EXCHANGE, THERE
from models.rules.rights import Scope, may_do, may_see
from models.tables.lessons import OpenLesson
from models.tables.pairing import PairingDuty, PairingLog
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.store import Store


@dataclass
class _Known:
    """What is known of one pair: what was done, and how much of each duty is planned."""

    deeds: list[Deed] = field(default_factory=list)
    planned: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def standings(desk: Desk, pairs: Sequence[Pair] | None = None) -> list[PairStanding]:
    """How pairs (None: those of today) stand in the present term; those that the person may know of, who is furthest
    behind first. Raises NotAllowed."""
    scope = desk.sight.ensure("pairing_log")
    chosen = [pair for pair in stored_pairs() if pair.runs_on(desk.today)] if pairs is None else list(pairs)
    if scope is not Scope.ALL:
        numbers = desk.sight.numbers(scope)
        chosen = [pair for pair in chosen if pair.mentor in numbers or pair.mentee in numbers]
    return sorted(_standings(desk, chosen), key=lambda one: (one.pace, -one.silent_days, one.pair.id))


def standing_of(desk: Desk, pair: Pair) -> PairStanding | None:
    """How one pair stands; None where there is no term, or the person may not know."""
    return next(iter(standings(desk, [pair])), None)


def shares(desk: Desk, pairs: Sequence[Pair]) -> Mapping[int, int]:
    """The pace of those of the pairs that run today and that the person may know of, by id."""
    if may_see(desk.store.actor.role, "pairing_log") is Scope.NONE:
        return {}
    return {one.pair.id: one.pace for one in standings(desk, [pair for pair in pairs if pair.runs_on(desk.today)])}


def duty_rules(pair_ids: Collection[int]) -> dict[int, list[DutyRule]]:
    """What each of the pairs owes: the school's rules, its own ones in their place. A number of 0 asks for nothing."""
    rows = tuples(
        PairingDuty.select(PairingDuty.pairing, PairingDuty.duty, PairingDuty.number, PairingDuty.per)
        .where(PairingDuty.duty != "")
        .order_by(PairingDuty.id)
    )
    schools = {duty: DutyRule(duty, number, per) for pair, duty, number, per in rows if pair is None}
    schools = schools or {duty: DutyRule(duty, number, per) for duty, number, per in default_duties()}
    own: dict[int, dict[str, DutyRule]] = defaultdict(dict)
    for pair, duty, number, per in rows:
        if pair is not None:
            own[pair][duty] = DutyRule(duty, number, per)
    return {pair: list({**schools, **own.get(pair, {})}.values()) for pair in pair_ids}


def demanded_visits(desk: Desk) -> dict[tuple[str, str], tuple[int, int]]:
    """For each pair of today (mentor, mentee): how often in the present term the mentor is to see the mentee's lessons,
    and the mentee the mentor's."""
    term = desk.term
    if term is None:
        return {}
    found = [pair for pair in stored_pairs() if pair.runs_on(desk.today)]
    rules = duty_rules([pair.id for pair in found])
    demanded: dict[tuple[str, str], tuple[int, int]] = {}
    for pair in found:
        asked = {rule.duty: wanted(rule, *span(pair, term), term) for rule in rules[pair.id] if rule.number}
        before = demanded.get((pair.mentor, pair.mentee), (0, 0))
        both = (asked.get(MENTOR_OBSERVES, 0), asked.get(MENTEE_OBSERVES, 0))
        demanded[pair.mentor, pair.mentee] = (max(before[0], both[0]), max(before[1], both[1]))
    return demanded


def ensure_duties(store: Store) -> None:
    """Put the usual duties into the register where the school has none yet and who looks may change them, so that
    there is something to change."""
    if may_do(store.actor.role, "pairing_duties.type") is not Scope.ALL:
        return
    if PairingDuty.select().where(PairingDuty.pairing.is_null()).exists():
        return
    with store.change("pairing_duties.defaults"):
        add_duties()


def add_duties() -> None:
    """The usual duties as the school's own rules. Inside an action."""
    for duty, number, per in default_duties():
        insert_record(PairingDuty, {"duty": duty, "number": number, "per": per})


def _standings(desk: Desk, pairs: Sequence[Pair]) -> list[PairStanding]:
    term = desk.term
    if term is None or not pairs:
        return []
    rules, known = duty_rules([pair.id for pair in pairs]), _known(desk, pairs, term.starts_on, term.ends_on)
    said = desk.setting("pairing", {})
    quiet = said.get("quiet_days", QUIET_DAYS) if isinstance(said, Mapping) else QUIET_DAYS
    return [
        standing(pair, rules[pair.id], known[pair.id].deeds, term, desk.today, known[pair.id].planned, int(quiet))
        for pair in pairs
    ]


def _known(desk: Desk, pairs: Sequence[Pair], first: str, last: str) -> dict[int, _Known]:
    """What the store knows of the pairs between two days."""
    known = {pair.id: _Known() for pair in pairs}
    mentees: dict[str, list[Pair]] = defaultdict(list)
    both: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        mentees[pair.mentee].append(pair)
        both[pair.mentor, pair.mentee].append(pair)
    _add_observations(desk, known, both, first, last)
    _add_lessons(known, mentees, first, last, desk.today)
    _add_reflections(known, mentees, first, last)
    rows = PairingLog.select(PairingLog.pairing, PairingLog.duty, PairingLog.done_on, PairingLog.number)
    for pair, duty, day, number in tuples(rows.where(PairingLog.pairing.in_(list(known)))):
        known[pair].deeds.append(Deed(duty, day, number))
    return known


def _add_observations(
    desk: Desk, known: Mapping[int, _Known], both: Mapping[tuple[str, str], Sequence[Pair]], first: str, last: str
) -> None:
    from models.actions.open_lessons import observed, observing_rules

    people = sorted({number for pair in both for number in pair})
    every = observed(first, last, people)
    judged = verdicts(every, observing_rules(desk))
    for one in every:
        why = judged[one.id]
        found = [(pair, MENTOR_OBSERVES) for pair in both.get((one.observer, one.teacher), ())]
        found += [(pair, MENTEE_OBSERVES) for pair in both.get((one.teacher, one.observer), ())]
        for pair, duty in found:
            if why.counts:
                known[pair.id].deeds.append(Deed(duty, one.held_on, counted=True))
            elif why.why == "planned" and one.held_on >= desk.today.isoformat():
                known[pair.id].planned[duty] += 1


def _add_lessons(
    known: Mapping[int, _Known], mentees: Mapping[str, Sequence[Pair]], first: str, last: str, today: date
) -> None:
    rows = tuples(
        OpenLesson.select(Teacher.staff_no, OpenLesson.held_on)
        .join(Teacher, on=(OpenLesson.teacher == Teacher.id))
        .where(
            OpenLesson.kind == "report",
            OpenLesson.status != "cancelled",
            OpenLesson.held_on.between(first, last),
            Teacher.staff_no.in_(sorted(mentees)),
        )
    )
    for number, held_on in rows:
        for pair in mentees[number]:
            if held_on <= today.isoformat():
                known[pair.id].deeds.append(Deed(REPORT, held_on, counted=True))
            else:
                known[pair.id].planned[REPORT] += 1


def _add_reflections(known: Mapping[int, _Known], mentees: Mapping[str, Sequence[Pair]], first: str, last: str) -> None:
    rows: Any = tuples(
        Reflection.select(Teacher.staff_no, Reflection.handed_in_on)
        .join(Teacher, on=(Reflection.teacher == Teacher.id))
        .where(
            Reflection.state.in_(THERE),
            Reflection.kind != EXCHANGE,  # that is the group's
            Reflection.handed_in_on.between(first, last),
            Teacher.staff_no.in_(sorted(mentees)),
        )
    )
    for number, day in rows:
        for pair in mentees[number]:
            known[pair.id].deeds.append(Deed(REFLECTION, day, counted=True))
