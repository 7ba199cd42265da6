"""Where the registers about mentor pairs are kept, each in a table of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.pairing_evaluation import evaluation_rules
from models.actions.register_table import Stored
from models.actions.registers.of_pairs import DutyTable, EvaluationTable, LogTable
from models.actions.registers.simple import SimpleTable
from models.actions.stored_pairs import pair_names, stored_pairs
from models.journal.writing import delete_record, insert_record
from models.registers.pairing import PAIRING, PROFILES, WISHES
from models.rules.mentoring import MentoringRules
from models.rules.pairing import Pair, in_the_way, load
from models.rules.rights import Scope, may_do, may_see
from models.store import Actor
from models.store.errors import NotAllowed, StoreError
from models.tables.pairing import Pairing, PairingDuty, PairingEvaluation, PairingLog, PairingProfile, PairingWish
from models.tables.people import Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

Shares = Callable[[Sequence[Pair]], Mapping[int, int]]
"""The pace of pairs in hundredths, by id, as far as the person may know it."""

_YES_NO = {"yes": True, "no": False}


class PairTable(SimpleTable):
    """The agreements, the earliest first, with how each stands."""

    def __init__(self, lists: SchoolLists, shares: Shares | None = None, most: int = MentoringRules().most) -> None:
        names = {"pair_topic": "topic", "pair_kind": "kind"}
        super().__init__(PAIRING, Pairing, lists, (Pairing.starts_on, Pairing.id), names)
        self._pairs: Mapping[int, Pair] = {}
        self._pace: Mapping[int, int] = {}
        self._shares, self._most = shares, most

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._pairs = {pair.id: pair for pair in stored_pairs()}
        if self._shares and (fields is None or "pair_share" in fields):
            wanted = self._pairs if ids is None else {i: self._pairs[i] for i in ids if i in self._pairs}
            self._pace = self._shares(list(wanted.values()))
        return super().read(ids, fields)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return insert_record(Pairing, self._facts(values))

    def delete(self, row_id: int) -> None:
        """Raises StoreError for a pair of which something is on record: it ends with a reason, and is kept."""
        logged = PairingLog.select().where(PairingLog.pairing == row_id).count()
        judged = PairingEvaluation.select().where(PairingEvaluation.pairing == row_id).count()
        if logged or judged:
            raise StoreError(t("pairing.has_records", pair=pair_names().get(row_id, ""), count=logged + judged))
        if Pairing.select().where(Pairing.after == row_id).exists():
            raise StoreError(t("pairing.has_renewal", pair=pair_names().get(row_id, "")))
        for (duty,) in tuples(PairingDuty.select(PairingDuty.id).where(PairingDuty.pairing == row_id)):
            delete_record(PairingDuty, duty)
        super().delete(row_id)

    def fitting(self, found: Sequence[Stored], values: Mapping[str, Any]) -> list[Stored]:
        """Which agreement of two people a line of a file means: the one of its day, without a day the latest."""
        starts = values.get("starts_on")
        if starts:
            return [row for row in found if row.values["starts_on"] in (starts, "")]
        return [max(found, key=lambda row: row.values["starts_on"])]

    def called(self, values: Mapping[str, Any]) -> str:
        names = [self._lists.people().numbered(values.get(side) or "") for side in ("mentor", "mentee")]
        return t("pairing.pair", mentor=names[0].name, mentee=names[1].name) if names[0] and names[1] else ""

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        pair = self._pairs.get(row["id"])
        told = super()._values({**row, "pair_state": self._state(pair), "pair_share": self._share(row["id"])})
        return {**told, "against_others": self._against(pair)}

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        defaults = {"topic": "subject", "kind": "entry"}
        return facts | {name: usual for name, usual in defaults.items() if name in facts and not facts[name]}

    def _state(self, pair: Pair | None) -> str:
        if pair is None:
            return ""
        today = self._lists.today
        if pair.ended_on and pair.ended_on <= today.isoformat():
            return t("pairing.state_ended")
        if pair.is_over(today):
            return t("pairing.state_over")
        return t("pairing.state_running") if pair.runs_on(today) else t("pairing.state_coming")

    def _share(self, row_id: int) -> str:
        return f"{self._pace[row_id]}%" if row_id in self._pace else ""

    def _against(self, pair: Pair | None) -> tuple[tuple[str, str], ...]:
        """What the other pairs say against one that is not over."""
        if pair is None or pair.is_over(self._lists.today):
            return ()
        found, others = [], self._pairs.values()
        if taken := in_the_way(pair, others):
            found.append(("mentee", t("pairing.two_mentors", who=self._name(taken[0].mentor))))
        if (count := load(pair, others) + 1) > self._most:
            found.append(("mentor", t("pairing.many_mentees", count=count)))
        return tuple(found)

    def _name(self, number: str) -> str:
        person = self._lists.people().numbered(number)
        return person.name if person else number


class ProfileTable(SimpleTable):
    """What the school says of single people; one row a person."""

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(PROFILES, PairingProfile, lists, (PairingProfile.id,))

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, "new_subject": "yes" if row["new_subject"] else ""})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "new_subject" in facts:
            facts["new_subject"] = _YES_NO.get(facts["new_subject"], False)
        return facts


class WishTable(SimpleTable):
    """Wishes and what the office has pinned or ruled out. Whoever is not the office writes the own side's alone:
    ``own`` is their staff number, None for the office."""

    def __init__(self, lists: SchoolLists, own: str | None = None) -> None:
        names = {"wish_side": "side", "pair_wish": "wish", "wish_rank": "rank"}
        super().__init__(WISHES, PairingWish, lists, (PairingWish.mentee, PairingWish.rank, PairingWish.id), names)
        self._own = own

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return insert_record(PairingWish, self._facts({"wish_side": "", **values}))

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        if self._own is not None:
            [row] = self.read([row_id])
            self._ensure_own({**row.values, **changes})
        super().update(row_id, changes)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        told = super()._values(row)
        return {**told, "wished_by": told.get(told["wish_side"], "")}

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        if "wish_side" in values and not values["wish_side"]:
            values = {**values, "wish_side": self._usual_side(values)}
        if self._own is not None and "mentor" in values and "mentee" in values:
            self._ensure_own(values)
        facts = super()._facts(values)
        return facts | ({"wish": "wanted"} if "wish" in facts and not facts["wish"] else {})

    def _usual_side(self, values: Mapping[str, Any]) -> str:
        if self._own is None:
            return "office"
        return "mentor" if values.get("mentor") == self._own else "mentee"

    def _ensure_own(self, values: Mapping[str, Any]) -> None:
        if values.get(values.get("wish_side") or "") != self._own or values.get("pair_wish") == "pinned":
            raise NotAllowed(t("pairing.wish_own_side"))


def pairing_tables(
    lists: SchoolLists, actor: Actor | None = None, desk: Desk | None = None
) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each of these registers, by its id, as ``actor`` may read and write it (None: as the
    office does); with the ``desk``, what follows from other records is shown too."""
    role = actor.role if actor else "admin"
    teacher = actor.teacher_id if actor else None
    number = dict(tuples(Teacher.select(Teacher.id, Teacher.staff_no).where(Teacher.id == teacher))).get(teacher, "")

    def own(scope: Scope) -> str | None:
        return None if scope is Scope.ALL else number

    return {
        "pairing": lambda: PairTable(lists) if desk is None else _with_pace(lists, desk),
        "pairing_profiles": lambda: ProfileTable(lists),
        "pairing_wishes": lambda: WishTable(lists, own(may_do(role, "pairing_wishes.type"))),
        "pairing_duties": lambda: DutyTable(lists),
        "pairing_log": lambda: LogTable(
            lists,
            own(may_see(role, "pairing_log_words")),
            None if may_do(role, "pairing_log.type") is Scope.ALL else teacher,
        ),
        "pairing_evaluations": lambda: EvaluationTable(lists, evaluation_rules(desk) if desk else None),
    }


def _with_pace(lists: SchoolLists, desk: Desk) -> PairTable:
    from models.actions.pairing_duties import shares
    from models.actions.pairing_people import mentoring_rules

    return PairTable(lists, partial(shares, desk), mentoring_rules(desk).most)
