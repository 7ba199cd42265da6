"""Where the registers about mentor pairs are kept, each in a table of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import peewee as pw

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.cell_sql import CellSql
from models.actions.registers.simple import SimpleTable
from models.actions.stored_pairs import pair_names, stored_pairs
from models.journal.writing import delete_record, insert_record
from models.registers.column import Column
from models.registers.pairing import DUTIES, EVALUATIONS, LOG, PAIRING, PROFILES, WISHES
from models.rules.mentoring import MentoringRules
from models.rules.pairing import Pair, in_the_way, load
from models.rules.rights import Scope, may_do, may_see
from models.store import Actor
from models.store.errors import NotAllowed, StoreError
from models.tables.pairing import Pairing, PairingDuty, PairingEvaluation, PairingLog, PairingProfile, PairingWish
from models.tables.people import Teacher
from models.tables.reading import tuples

_YES_NO = {"yes": True, "no": False}


class PairTable(SimpleTable):
    """The agreements, the earliest first, with how each stands."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {"pair_topic": "topic", "pair_kind": "kind"}
        super().__init__(PAIRING, Pairing, lists, (Pairing.starts_on, Pairing.id), names)
        self._pairs: Mapping[int, Pair] = {}
        self._shares: Mapping[int, int] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._pairs = {pair.id: pair for pair in stored_pairs()}
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

    def _share(self, _row_id: int) -> str:
        return ""

    def _against(self, pair: Pair | None) -> tuple[tuple[str, str], ...]:
        """What the other pairs say against one that is not over."""
        if pair is None or pair.is_over(self._lists.today):
            return ()
        found, others = [], self._pairs.values()
        if taken := in_the_way(pair, others):
            found.append(("mentee", t("pairing.two_mentors", who=self._name(taken[0].mentor))))
        if (count := load(pair, others) + 1) > MentoringRules().most:
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


class OfPairTable(SimpleTable):
    """Records that belong to a pair, which its cell names by both people."""

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._pairs = {pair.id: pair for pair in stored_pairs()}
        return super().read(ids, fields)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        pair = self._pairs.get(row["pairing"] or 0)
        told = super()._values({**row, "pairing": str(row["pairing"] or "")})
        return {**told, "mentor": pair.mentor if pair else "", "mentee": pair.mentee if pair else ""}

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "pairing" in facts:
            facts["pairing"] = int(facts["pairing"]) if facts["pairing"] else None
        return facts

    def _cell(self, column: Column) -> CellSql:
        if column.field != "pair":
            return super()._cell(column)
        field = self._field("pair")
        choices = self._lists.choices("pair")
        places = [(int(choice.code), place) for place, choice in enumerate(choices)]

        def holds(word: str) -> Any:
            found = [int(choice.code) for choice in choices if word in choice.label.lower()]
            return field.in_(found) if found else None

        key = pw.Case(field, places, len(places)) if places else field
        return CellSql((key, field), field.is_null(), holds)


class DutyTable(OfPairTable):
    """How often something is owed; the school's own rule where no pair is named."""

    def __init__(self, lists: SchoolLists) -> None:
        names = {"pair": "pairing", "pair_duty": "duty", "duty_number": "number", "duty_per": "per"}
        super().__init__(DUTIES, PairingDuty, lists, (PairingDuty.pairing, PairingDuty.id), names)

    def fitting(self, found: Sequence[Stored], values: Mapping[str, Any]) -> list[Stored]:
        """The school's rule is no pair's, whatever duty it is."""
        return [row for row in found if row.values["pair"] == (values.get("pair") or "")]

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        """The store's index does not see two rules of the school as the same."""
        if field != "pair_duty" or not value:
            return ""
        own: Any = PairingDuty.get_or_none(PairingDuty.id == row_id) if row_id else None
        if own is None or own.pairing_id is not None:
            return ""
        same = PairingDuty.select().where(PairingDuty.pairing.is_null(), PairingDuty.duty == value)
        return t("pairing.duty_twice") if same.where(PairingDuty.id != row_id).exists() else ""

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        return super().insert({"duty_per": "", **values}, before)

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        return facts | ({"per": "term"} if "per" in facts and not facts["per"] else {})


class LogTable(OfPairTable):
    """What pairs did. Words are shown to the pair and the office: ``reader`` is the staff number of who may read those
    of their own pairs alone, None for who may read all. ``writer`` is the id of who of the pair writes, None for the
    office."""

    def __init__(self, lists: SchoolLists, reader: str | None = None, writer: int | None = None) -> None:
        names = {"pair": "pairing", "pair_duty": "duty", "times": "number", "log_words": "words"}
        super().__init__(LOG, PairingLog, lists, (PairingLog.done_on, PairingLog.id), names)
        self._reader, self._writer = reader, writer
        if reader is not None:
            self.unsearchable = frozenset({"log_words"})

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        day = {"done_on": values.get("done_on") or self._lists.today.isoformat()}
        return insert_record(PairingLog, {**self._facts({**values, **day}), "recorded_by": self._writer})

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        told = super()._values({**row, "recorded_by": self._called(row["recorded_by"])})
        if self._reader not in (None, told["mentor"], told["mentee"]) and told["log_words"]:
            told["log_words"] = t("pairing.words_hidden")
        return told

    def _called(self, teacher: int | None) -> str:
        found = Teacher.get_or_none(Teacher.id == teacher) if teacher else None
        return found.name if found else t("pairing.by_office")

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        return facts | ({"number": 1} if "number" in facts and not facts["number"] else {})


_PARTS = {
    "duty_part": "completion_x10",
    "change_part": "change_x10",
    "panel_part": "panel_x10",
    "evaluation_total": "total_x10",
}


class EvaluationTable(OfPairTable):
    """What came of each pair, by parts; the total follows from them by the school's weights."""

    def __init__(self, lists: SchoolLists, weights: Mapping[str, int] | None = None) -> None:
        names = {"pair": "pairing", "pair_level": "level", "judged_words": "words", **_PARTS}
        order = (PairingEvaluation.judged_on, PairingEvaluation.id)
        super().__init__(EVALUATIONS, PairingEvaluation, lists, order, names)
        self._weights = weights

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return super()._values({**row, **{name: None if row[name] < 0 else row[name] for name in _PARTS.values()}})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        return {name: -1 if name in _PARTS.values() and value is None else value for name, value in facts.items()}


def pairing_tables(lists: SchoolLists, actor: Actor | None = None) -> dict[str, Callable[[], SimpleTable]]:
    """How to make the table of each of these registers, by its id, as ``actor`` may read and write it (None: as the
    office does)."""
    role = actor.role if actor else "admin"
    teacher = actor.teacher_id if actor else None
    number = dict(tuples(Teacher.select(Teacher.id, Teacher.staff_no).where(Teacher.id == teacher))).get(teacher, "")

    def own(scope: Scope) -> str | None:
        return None if scope is Scope.ALL else number

    return {
        "pairing": lambda: PairTable(lists),
        "pairing_profiles": lambda: ProfileTable(lists),
        "pairing_wishes": lambda: WishTable(lists, own(may_do(role, "pairing_wishes.type"))),
        "pairing_duties": lambda: DutyTable(lists),
        "pairing_log": lambda: LogTable(
            lists,
            own(may_see(role, "pairing_log_words")),
            None if may_do(role, "pairing_log.type") is Scope.ALL else teacher,
        ),
        "pairing_evaluations": lambda: EvaluationTable(lists),
    }
