"""What people wish of mentor pairs, and where the school's general rules do not fit somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.pairing_checks import Checks, PairingRefused, names_of
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.source import Outcome
from models.rules.rights import Scope, may_do
from models.store.errors import NotAllowed
from models.tables.pairing import PairingProfile, PairingWish

if TYPE_CHECKING:
    from models.actions.desk import Desk

SIDES, WISHES = ("mentor", "mentee", "office"), ("wanted", "pinned", "forbidden")
_PROFILE = ("capacity", "may_mentor", "wants_mentor", "new_subject", "reason")


def wish(desk: Desk, mentor: str, mentee: str, side: str, wish: str, rank: int = 0, reason: str = "") -> Outcome:
    """Note what a side wishes ('' takes it back): the mentor or the mentee wants the pair, the office pins or forbids
    it. Raises PairingRefused for what is no wish, NotAllowed for somebody else's side."""
    if side not in SIDES or wish not in ("", *WISHES):
        raise ValueError(f"no wish: {side} {wish}")
    checks = Checks(desk)
    people = {"mentor": mentor, "mentee": mentee}
    if may_do(desk.store.actor.role, "pairing_wishes.wish") is not Scope.ALL:
        own = checks.number_of(desk.store.actor.teacher_id)
        if people.get(side) != own or wish == "pinned":
            raise NotAllowed(t("pairing.wish_own_side"))
    if mentor == mentee:
        raise PairingRefused(t("pairing.oneself", who=checks.name(mentor)))
    key = {"mentor": checks.id_of(mentor), "mentee": checks.id_of(mentee), "side": side}
    with desk.store.change("pairing_wishes.wish", names_of(desk, mentor, mentee)) as action:
        found = PairingWish.get_or_none(**key)
        facts = {"wish": wish, "rank": rank, "reason": reason}
        if not wish:
            if found is not None:
                delete_record(PairingWish, found.id)
        elif found is None:
            insert_record(PairingWish, {**key, **facts})
        else:
            update_record(PairingWish, found.id, facts)
    return Outcome(action.id)


def set_profile(desk: Desk, staff_no: str, **fields: Any) -> Outcome:
    """Say where the general rules do not fit somebody: capacity, may_mentor, wants_mentor, new_subject, reason."""
    if unknown := set(fields) - set(_PROFILE):
        raise ValueError(f"no such field: {sorted(unknown)}")
    teacher = Checks(desk).id_of(staff_no)
    with desk.store.change("pairing_profiles.set", names_of(desk, staff_no)) as action:
        found = PairingProfile.get_or_none(PairingProfile.teacher == teacher)
        if found is None:
            insert_record(PairingProfile, {"teacher": teacher, **fields})
        else:
            update_record(PairingProfile, found.id, fields)
    return Outcome(action.id)
