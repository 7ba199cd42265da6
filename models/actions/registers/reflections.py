"""The records of reflections; what is typed here came on paper, and its text with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.simple import SimpleTable
from models.journal.writing import delete_record, update_record
from models.registers.choosing import label_of
from models.registers.reflections import REFLECTIONS
from models.rules.reflections import DRAFT, FILED, HANDED_IN, READ, WAITING, may_follow, month_of
from models.rules.rights import Scope, may_do
from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionStep, ReflectionTag, ReflectionText

if TYPE_CHECKING:
    from models.actions.desk import Desk

NAMES = {
    "reflection_kind": "kind",
    "reflection_month": "month",
    "reflection_title": "title",
    "reflection_handed_in": "handed_in_on",
    "reflection_state": "state",
    "reflection_grade": "grade",
    "reflection_characters": "characters",
    "reflection_week": "week",
    "reflection_file": "file_name",
}
_ONLY_SHARED = ("reflection_title", "reflection_file")


class ReflectionTable(SimpleTable):
    """Reflections in the order of their coming. Without a ``desk`` it only says what its columns are."""

    def __init__(self, lists: SchoolLists, desk: Desk | None = None) -> None:
        order = (Reflection.received_at, Reflection.id)
        super().__init__(REFLECTIONS, Reflection, lists, order, NAMES)
        self._desk = desk
        role = desk.store.actor.role if desk else "admin"
        self._peers = may_do(role, "reflections.judge") is not Scope.ALL and role != "leader"
        if self._peers:
            self.unsearchable = frozenset(("reflection_grade", *_ONLY_SHARED))

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        found = super().read(ids, None if self._peers else fields)
        hidden = self._drafts_of_others([row.id for row in found])
        return [row for row in found if row.id not in hidden]

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        from models.actions.reflections import begin, come_into

        desk = self._at_desk()
        facts = {**self._facts(values), "came_by": "paper"}
        facts = {name: value for name, value in facts.items() if value not in ("", None)}
        facts.setdefault("month", month_of(facts.get("handed_in_on") or desk.today))
        made = begin(desk, facts, "", HANDED_IN)
        if facts.get("grade"):
            come_into(desk, made, READ, "", {})
        return made

    def update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        from models.actions.reflections import come_into, row_of

        facts = self._facts(changes)
        state = row_of(row_id)["state"]
        if facts.get("grade") and state not in (READ, FILED):
            come_into(self._at_desk(), row_id, READ, "", facts)
        else:
            update_record(Reflection, row_id, facts)

    def delete(self, row_id: int) -> None:
        """The piece goes with its text, steps and tags; the history keeps them."""
        for table in (ReflectionTag, ReflectionStep, ReflectionText):
            for (beside,) in tuples(table.select(table.id).where(table.reflection == row_id)):
                delete_record(table, beside)
        super().delete(row_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        """A grade is for what was handed in."""
        if field != "reflection_grade" or not value or row_id is None:
            return ""
        found = tuples(Reflection.select(Reflection.state).where(Reflection.id == row_id))
        if not found or may_follow(found[0][0], READ) or found[0][0] == FILED:
            return ""
        return t("reflections.no_grade_yet", state=label_of(self._lists.choices("reflection_state"), found[0][0]))

    def row_of(self, table: str, row_id: int) -> int | None:
        if table == "reflection":
            return row_id
        beside: dict[str, Any] = {
            "reflection_text": ReflectionText,
            "reflection_step": ReflectionStep,
            "reflection_tag": ReflectionTag,
        }
        if table not in beside:
            return None
        found = tuples(beside[table].select(beside[table].reflection).where(beside[table].id == row_id))
        return found[0][0] if found else None

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        state = label_of(self._lists.choices("reflection_state"), row["state"])
        values = super()._values({**row, "state": state, "characters": row["characters"] or None})
        if self._peers and row["teacher"] != self._own:
            hidden = {"reflection_grade": ""} | ({} if row["is_shared"] else dict.fromkeys(_ONLY_SHARED, ""))
            values |= hidden
        return values

    def _scope(self, everybody: bool) -> Any:
        from models.actions.reflection_pieces import not_others_drafts

        # What nobody has claimed yet is matched in the inbox: here it would be a row with nothing in it.
        claimed = Reflection.state != WAITING
        seen = not_others_drafts(self._desk) if self._desk else None
        return claimed if seen is None else claimed & seen

    def _drafts_of_others(self, ids: Sequence[int]) -> set[int]:
        from models.actions.reflection_pieces import not_others_drafts

        allowed = not_others_drafts(self._desk) if self._desk else None
        if allowed is None or not ids:
            return set()
        drafts = Reflection.select(Reflection.id).where(Reflection.state == DRAFT)
        seen = {row_id for (row_id,) in tuples(drafts.where(allowed))}
        return {row_id for (row_id,) in tuples(drafts)} - seen

    @property
    def _own(self) -> int | None:
        return self._desk.store.actor.teacher_id if self._desk else None

    def _at_desk(self) -> Desk:
        if self._desk is None:
            raise RuntimeError("records are written at a desk only")
        return self._desk
