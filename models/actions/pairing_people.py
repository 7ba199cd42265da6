"""Everybody as far as pairing goes, the school's rules of it and the wishes, read from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.actions.desk import Desk
from models.actions.stored_pairs import stored_pairs
from models.actions.teaching import slots
from models.rules.mentoring import MentoringRules, PairPerson, Wish
from models.rules.mentoring_circle import Circle
from models.rules.mentoring_setting import rules_said
from models.rules.pairing import SUBJECT
from models.rules.rights import Scope, may_see
from models.rules.staff import is_in_post
from models.tables.pairing import PairingProfile, PairingWish
from models.tables.people import Teacher
from models.tables.reading import tuples

SETTING = "pairing"
"""The setting that holds the school's own rules of pairing."""

_SCHOOL_DAYS = range(1, 6)


def mentoring_rules(desk: Desk) -> MentoringRules:
    """The school's own rules, from the setting 'pairing'; what it does not say, or says wrongly, is as usual."""
    said = desk.setting(SETTING, {})
    return rules_said(said if isinstance(said, Mapping) else {})


def pair_people(desk: Desk) -> list[PairPerson]:
    """The staff of today as far as pairing goes, in the school's order; with what whoever is at the desk may see of
    them. Whose mentor has left waits for another one. Raises NotAllowed."""
    desk.sight.ensure("pairing")
    staff = desk.people(desk.today)
    busy, times = _lessons(desk)
    here = {one["staff_no"] for one in staff}
    guides, guided_by, past = _pairs(desk.today)
    profiles = _profiles(desk)
    return [
        PairPerson(
            number,
            one["name"],
            tuple(one["subjects"]),
            frozenset(code.partition("-")[0] for code in one["classes"]),
            one["research_group"],
            frozenset(one["group_roles"]),
            frozenset(group for group, role in one["group_roles"].items() if role == "head"),
            one["head_of_class"],
            one["position"],
            one["teaching_years"],
            one["age"] or None,
            one["rank"],
            tuple((honour.level, honour.title) for honour in one["honours"]),
            times - busy[number],
            is_in_post(one),
            guides=tuple(guides[number]),
            guided_by=tuple(pair for pair in guided_by[number] if pair[0] in here),
            past=frozenset(past[number]),
            **profiles.get(number, {}),
        )
        for one in staff
        for number in (one["staff_no"],)
    ]


def pair_wishes(desk: Desk) -> tuple[Wish, ...]:
    """The wishes that whoever is at the desk may see. Raises NotAllowed."""
    scope = desk.sight.ensure("pairing_wishes")
    mentor: Any = Teacher.alias()
    mentee: Any = Teacher.alias()
    rows = tuples(
        PairingWish.select(mentor.staff_no, mentee.staff_no, PairingWish.side, PairingWish.wish, PairingWish.rank)
        .join(mentor, on=(PairingWish.mentor == mentor.id))
        .switch(PairingWish)
        .join(mentee, on=(PairingWish.mentee == mentee.id))
        .order_by(PairingWish.id)
    )
    known = None if scope is Scope.ALL else desk.sight.numbers(scope)
    return tuple(Wish(*row) for row in rows if known is None or row[0] in known or row[1] in known)


def pair_circle(desk: Desk, topic: str = SUBJECT) -> Circle:
    """Everybody, the rules and the wishes together. Raises NotAllowed."""
    sees_wishes = may_see(desk.store.actor.role, "pairing_wishes") is not Scope.NONE
    return Circle(
        {person.staff_no: person for person in pair_people(desk)},
        mentoring_rules(desk),
        pair_wishes(desk) if sees_wishes else (),
        topic,
    )


def _lessons(desk: Desk) -> tuple[dict[str, set[tuple[int, int]]], frozenset[tuple[int, int]]]:
    """When each teacher has an own lesson in any week, and every time at which lessons are given."""
    iso = desk.today.isoformat()
    busy: dict[str, set[tuple[int, int]]] = defaultdict(set)
    times = set()
    for slot in slots(desk.today, _SCHOOL_DAYS):
        if slot.lasts_until(iso):
            busy[slot.teacher].add((slot.weekday, slot.period))
            times.add((slot.weekday, slot.period))
    return busy, frozenset(times)


_Pairs = dict[str, list[tuple[str, str]]]


def _pairs(today: date) -> tuple[_Pairs, _Pairs, dict[str, set[str]]]:
    """By person: whom they guide, who guides them, and with whom a pair is over."""
    guides: _Pairs = defaultdict(list)
    guided_by: _Pairs = defaultdict(list)
    past: dict[str, set[str]] = defaultdict(set)
    for pair in stored_pairs():
        if pair.is_over(today):
            past[pair.mentor].add(pair.mentee)
            past[pair.mentee].add(pair.mentor)
        elif (pair.mentee, pair.topic) not in guides[pair.mentor]:  # a renewal is another row
            guides[pair.mentor].append((pair.mentee, pair.topic))
            guided_by[pair.mentee].append((pair.mentor, pair.topic))
    for one, others in past.items():
        others.difference_update(other for other, _ in [*guides[one], *guided_by[one]])
    return guides, guided_by, past


def _profiles(desk: Desk) -> dict[str, dict[str, Any]]:
    """What the school says of single people, as far as it may be seen."""
    scope = may_see(desk.store.actor.role, "pairing_profiles")
    if scope is Scope.NONE:
        return {}
    rows = tuples(
        PairingProfile.select(
            Teacher.staff_no,
            PairingProfile.capacity,
            PairingProfile.may_mentor,
            PairingProfile.wants_mentor,
            PairingProfile.new_subject,
        ).join(Teacher, on=(PairingProfile.teacher == Teacher.id))
    )
    known = None if scope is Scope.ALL else desk.sight.numbers(scope)
    return {
        number: {"capacity": capacity, "may_mentor": may, "wants_mentor": wants, "new_subject": bool(new)}
        for number, capacity, may, wants, new in rows
        if known is None or number in known
    }
