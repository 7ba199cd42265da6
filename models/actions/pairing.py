"""Mentor pairs: who guides whom, making and ending them, and what both sides wish. All that writes is one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.pairing_checks import Checks, PairingRefused, names_of
from models.actions.pairing_wishes import SIDES, WISHES, set_profile, wish
from models.actions.stored_pairs import stored_pairs
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.source import Outcome
from models.rules.pairing import HARDLY_BEGUN, Pair, renewal, year_later
from models.tables.pairing import Pairing, PairingDuty
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

__all__ = ["SIDES", "WISHES", "Pair", "PairChange", "PairingRefused", "set_profile", "wish"]


@dataclass(frozen=True, slots=True)
class PairChange:
    """One line of a proposal. ``what`` is 'pair' (a new pair of ``mentor`` and ``mentee``), 'give' (the pair ``id``
    gets ``mentor``), 'end' (it ends on ``starts_on``, else today, for ``reason``) or 'renew'."""

    what: str
    mentor: str = ""
    mentee: str = ""
    id: int | None = None
    topic: str = "subject"
    kind: str = "entry"
    subject: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str = ""
    approved_by: str = ""


def pairs(desk: Desk, day: date | None = None) -> list[Pair]:
    """The pairs that run on a day; without one every pair that there ever was. Those that begin first come first."""
    desk.sight.ensure("pairing")
    found = stored_pairs()
    return found if day is None else [pair for pair in found if pair.runs_on(day)]


def pair_of(desk: Desk, pair_id: int) -> Pair:
    """Raises PairingRefused for one that is gone."""
    found = next((pair for pair in pairs(desk) if pair.id == pair_id), None)
    if found is None:
        raise PairingRefused(t("pairing.gone"))
    return found


def history_of(desk: Desk, staff_no: str) -> list[Pair]:
    """Every pair that somebody was ever in, as mentor or mentee."""
    return [pair for pair in pairs(desk) if staff_no in (pair.mentor, pair.mentee)]


def pair_up(
    desk: Desk,
    mentor: str,
    mentee: str,
    *,
    topic: str = "subject",
    kind: str = "entry",
    subject: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Outcome:
    """Make a pair; ``added`` has its id, ``message`` what is worth a second look. It begins today and lasts a year
    unless days are given; the subject is the mentee's main one. Raises PairingRefused where a hard rule forbids it."""
    change = PairChange("pair", mentor, mentee, None, topic, kind, subject, starts_on, ends_on)
    with desk.store.change("pairing.pair", names_of(desk, mentor, mentee)) as action:
        row_id, told = _make(desk, Checks(desk), change)
    return Outcome(action.id, added=(row_id,), message=told)


def end_pair(desk: Desk, pair_id: int, on: date | None, reason: str, approved_by: str = "") -> Outcome:
    """End a pair before its time: from that day (else today) on it is over. Raises PairingRefused without a reason or
    who agreed, and for a day on which it does not run."""
    with desk.store.change("pairing.end", reason.strip()) as action:
        _end(desk, Checks(desk), pair_id, on, reason, approved_by)
    return Outcome(action.id)


def renew(desk: Desk, pair_id: int, years: int = 1) -> Outcome:
    """Let a pair go on for another year after its end, as a new agreement; ``added`` has its id. Raises PairingRefused
    for one that ended before its time, was renewed already, or would last longer than the school lets pairs last."""
    with desk.store.change("pairing.renew") as action:
        row_id = _renew(Checks(desk), pair_id, years)
    return Outcome(action.id, added=(row_id,))


def give_to(desk: Desk, pair_id: int, mentor: str) -> Outcome:
    """Let somebody else guide the mentee: a pair that has hardly begun changes its mentor, another ends today and a new
    one begins, whose id is in ``added``. Raises PairingRefused where a hard rule forbids it."""
    with desk.store.change("pairing.give", names_of(desk, mentor)) as action:
        row_id, told = _give(desk, Checks(desk), pair_id, mentor)
    return Outcome(action.id, added=() if row_id == pair_id else (row_id,), message=told)


def take_apart(desk: Desk, pair_id: int) -> Outcome:
    """Take away a pair that was made by mistake. Raises PairingRefused for one of which something is on record."""
    pair = pair_of(desk, pair_id)
    with desk.store.change("pairing.take_apart", names_of(desk, pair.mentor, pair.mentee)) as action:
        if held := Checks(desk).on_record(pair):
            raise PairingRefused(held)
        for (duty,) in tuples(PairingDuty.select(PairingDuty.id).where(PairingDuty.pairing == pair_id)):
            delete_record(PairingDuty, duty)
        delete_record(Pairing, pair_id)
    return Outcome(action.id, removed=(pair_id,))


def accept(desk: Desk, changes: Sequence[PairChange]) -> Outcome:
    """Write a whole proposal as one action. Each line is checked against the store as it is then; what no longer holds
    is left out, and ``message`` says what and why. ``added`` has the new pairs."""
    left, added = [], []
    circles = Checks(desk).circles
    with desk.store.change("pairing.accept") as action:
        for change in sorted(changes, key=lambda one: _ORDER.index(one.what)):
            try:
                with desk.store.db.atomic():
                    row_id = _apply(desk, Checks(desk, circles), change)
            except PairingRefused as refusal:
                left.append(str(refusal))
            else:
                if row_id is not None and row_id != change.id:
                    added.append(row_id)
    told = t("pairing.left_out", count=len(left), why=t("pairing.gap").join(left)) if left else ""
    return Outcome(action.id, added=tuple(added), message=told)


_ORDER = ("end", "give", "renew", "pair")
"""What ends makes room for what begins."""


def _apply(desk: Desk, checks: Checks, change: PairChange) -> int | None:
    if change.what == "pair":
        return _make(desk, checks, change)[0]
    assert change.id is not None
    match change.what:
        case "give":
            return _give(desk, checks, change.id, change.mentor)[0]
        case "renew":
            return _renew(checks, change.id, 1)
        case _:
            _end(desk, checks, change.id, change.starts_on, change.reason, change.approved_by)
            return None


def _make(desk: Desk, checks: Checks, change: PairChange) -> tuple[int, str]:
    starts = (change.starts_on or desk.today).isoformat()
    pair = Pair(
        0,
        1,
        change.mentor,
        change.mentee,
        change.topic,
        change.kind,
        (change.subject or checks.main_subject(change.mentee)) if change.topic == "subject" else "",
        starts,
        change.ends_on.isoformat() if change.ends_on else year_later(starts, checks.years),
    )
    told = checks.ensure(pair)
    return insert_record(Pairing, _facts(checks, pair)), told


def _end(desk: Desk, checks: Checks, pair_id: int, on: date | None, reason: str, approved_by: str) -> None:
    pair, day = checks.there(pair_id), on or desk.today
    if not reason.strip():
        raise PairingRefused(t("pairing.reason_needed"))
    if not approved_by.strip():
        raise PairingRefused(t("pairing.approval_needed"))
    if pair.ended_on or pair.is_over(day):
        raise PairingRefused(t("pairing.over_already", pair=checks.pair_name(pair)))
    if day.isoformat() < pair.starts_on:
        raise PairingRefused(t("pairing.not_begun", pair=checks.pair_name(pair), day=pair.starts_on))
    facts = {"ended_on": day.isoformat(), "end_reason": reason.strip(), "approved_by": approved_by.strip()}
    update_record(Pairing, pair_id, facts)


def _renew(checks: Checks, pair_id: int, years: int) -> int:
    pair = checks.there(pair_id)
    if pair.ended_on or not pair.ends_on:
        raise PairingRefused(t("pairing.not_renewable", pair=checks.pair_name(pair)))
    if any(other.after == pair_id for other in checks.pairs):
        raise PairingRefused(t("pairing.renewed_already", pair=checks.pair_name(pair)))
    new = renewal(pair, years)
    checks.ensure(new, as_before=True)
    return insert_record(Pairing, _facts(checks, new))


def _give(desk: Desk, checks: Checks, pair_id: int, mentor: str) -> tuple[int, str]:
    pair, today = checks.there(pair_id), desk.today
    if pair.mentor == mentor:
        raise PairingRefused(t("pairing.theirs_already", pair=checks.pair_name(pair)))
    if pair.ended_on or pair.is_over(today):
        raise PairingRefused(t("pairing.over_already", pair=checks.pair_name(pair)))
    fresh = pair.starts_on > today.isoformat() or (today - date.fromisoformat(pair.starts_on)).days <= HARDLY_BEGUN
    if fresh and not checks.on_record(pair):
        told = checks.ensure(replace(pair, mentor=mentor))
        update_record(Pairing, pair_id, {"mentor": checks.id_of(mentor)})
        return pair_id, told
    facts = {"ended_on": today.isoformat(), "end_reason": t("pairing.given", who=checks.name(mentor))}
    update_record(Pairing, pair_id, {**facts, "approved_by": desk.who[:60]})
    ended = replace(pair, ended_on=today.isoformat())
    new = replace(pair, id=0, mentor=mentor, starts_on=today.isoformat(), after=None)
    told = checks.ensure(new, instead_of=ended)
    return insert_record(Pairing, _facts(checks, new)), told


def _facts(checks: Checks, pair: Pair) -> Mapping[str, Any]:
    people = {"mentor": checks.id_of(pair.mentor), "mentee": checks.id_of(pair.mentee)}
    kept = ("topic", "kind", "subject", "starts_on", "ends_on", "after", "goal", "remark")
    return {**people, **{name: getattr(pair, name) for name in kept}}
