"""The log of the mentor pairs: an entry in one line, and writing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.words import t
from models.actions.pairing import PairingRefused, pair_of, pairs
from models.actions.pairing_checks import Checks
from models.actions.pairing_duties import standing_of
from models.journal.writing import insert_record
from models.registers.choosing import find_choice, label_of
from models.registers.source import Outcome
from models.rules.pairing import Pair
from models.rules.rights import Scope, may_do
from models.tables.pairing import PairingLog
from models.tables.people import Teacher

if TYPE_CHECKING:
    from models.actions.desk import Desk

_TIMES = re.compile(r"(\d{1,2})[次节篇份]?")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says: for which pair, which duty, how often, in which words."""

    pair: Pair
    duty: str
    times: int = 1
    words: str = ""


def read_line(desk: Desk, words: Sequence[str]) -> Entry:
    """'共同备课 荷花', '王强 教案检查 3份 第五单元' and the like: the person (needed unless one has a single pair), the
    duty by name or number, how often (once unless said), and any words. Raises PairingRefused with what is missing."""
    rest = [word for word in words if word.strip()]
    choices = desk.lists.choices("pairing_duty")
    chosen = _own_pairs(desk)
    if rest and find_choice(choices, rest[0]) is None:
        chosen = _of_person(desk, rest.pop(0), chosen)
    duty = find_choice(choices, rest.pop(0)) if rest else None
    if duty is None:
        raise PairingRefused(
            t("pairing.log_which_duty", duties=" ".join(f"{one.digits}{one.label}" for one in choices))
        )
    pair = _one(desk, chosen)
    times = 1
    if rest and (found := _TIMES.fullmatch(rest[0])) and int(found[1]):
        times = int(found[1])
        rest.pop(0)
    said = " ".join(rest).strip()
    if len(said) > LONGEST:
        raise PairingRefused(t("pairing.log_too_long", count=len(said), most=LONGEST))
    return Entry(pair, duty.code, times, said)


def log(desk: Desk, entry: Entry, on: date | None = None) -> Outcome:
    """Write an entry for a day (else today); ``message`` says how the duty stands then. Raises PairingRefused for a day
    on which the pair did not run or that is to come, NotAllowed for somebody else's pair."""
    day, pair = on or desk.today, pair_of(desk, entry.pair.id)
    checks = Checks(desk)
    if day > desk.today:
        raise PairingRefused(t("pairing.log_to_come", day=day))
    if not pair.runs_on(day):
        raise PairingRefused(t("pairing.log_not_then", pair=checks.pair_name(pair), day=day))
    office = may_do(desk.store.actor.role, "pairing_log.write") is Scope.ALL
    facts = {"duty": entry.duty, "number": entry.times, "words": entry.words, "done_on": day.isoformat()}
    writer = None if office else desk.store.actor.teacher_id
    with desk.store.change("pairing_log.write", checks.pair_name(pair)) as action:
        row_id = insert_record(PairingLog, {"pairing": pair.id, **facts, "recorded_by": writer})
    return Outcome(action.id, added=(row_id,), message=_told(desk, checks, pair, entry, day))


def _told(desk: Desk, checks: Checks, pair: Pair, entry: Entry, day: date) -> str:
    duty = label_of(desk.lists.choices("pairing_duty"), entry.duty)
    said = t("pairing.logged", pair=checks.pair_name(pair), duty=duty, count=entry.times, day=day)
    found = standing_of(desk, pair)
    state = found.state(entry.duty) if found else None
    return said if state is None else said + t("pairing.logged_so_far", done=state.done, wanted=state.wanted)


def _own_pairs(desk: Desk) -> list[Pair]:
    """The pairs of today that whoever is at the desk may write about."""
    found = pairs(desk, desk.today)
    if may_do(desk.store.actor.role, "pairing_log.write") is Scope.ALL:
        return found
    own = Teacher.get_or_none(Teacher.id == desk.store.actor.teacher_id)
    return [pair for pair in found if own is not None and own.staff_no in (pair.mentor, pair.mentee)]


def _of_person(desk: Desk, text: str, chosen: Sequence[Pair]) -> list[Pair]:
    """The pairs of the person meant: of several of that name or those initials those who are in a pair count."""
    from models.actions.looking_up import people_meant

    people = [person.staff_no for person in people_meant(desk, text)]
    found = [pair for pair in chosen if pair.mentee in people] or [pair for pair in chosen if pair.mentor in people]
    if not found:
        raise PairingRefused(t("pairing.log_no_pair", text=text))
    return found


def _one(desk: Desk, chosen: Sequence[Pair]) -> Pair:
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise PairingRefused(t("pairing.log_no_own"))
    checks = Checks(desk)
    names = t("pairing.and").join(checks.pair_name(pair) for pair in chosen[:6])
    raise PairingRefused(t("pairing.log_which_pair", names=names))
