"""May this be written by whoever acts? Asked before an action begins, and of its rows before it is sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.wording import action_title
from models.rules.rights import (
    ALSO_OF_GROUP,
    OWNERS,
    RECORDS,
    SECOND_OWNERS,
    Scope,
    may_do,
    may_undo_others,
    who_may_do,
    why_not_do,
)
from models.store.errors import NotAllowed

if TYPE_CHECKING:
    from models.store.store import Store

STEPS_BACK = ("undo", "redo")
_BESIDE = ("pending_cell", "cell_note")
_MOST_HOPS = 4


def ensure_may(store: Store, action: str) -> None:
    """Raises NotAllowed, with who may, when the actor's role has no part in such an action."""
    role = store.actor.role
    if action not in STEPS_BACK and may_do(role, action) is Scope.NONE:
        raise NotAllowed(why_not_do(role, action, action_title(action)))


def ensure_same_account(store: Store) -> None:
    """Raises NotAllowed when the actor's account was switched off or given another role since they came."""
    actor = store.actor
    if actor.account_id is None:
        return
    query = f"SELECT role, is_active FROM account WHERE id = {store.db.param}"
    found = store.db.execute_sql(query, (actor.account_id,)).fetchone()
    if found is None or (found[0], bool(found[1])) != (actor.role, True):
        raise NotAllowed(t("rights.account_changed"))


def ensure_within(store: Store, action: str, set_id: int) -> None:
    """Raises NotAllowed when the set being written changed what lies beyond the actor's own part."""
    if store.actor.role == "admin":
        return
    if action in STEPS_BACK:
        action = _ensure_step_back(store, set_id)
    scope = may_do(store.actor.role, action)
    if scope is Scope.ALL:
        return
    reach = Reach(store, scope)
    changes = (
        f'SELECT tbl, row_id, op, "before", "after" FROM change WHERE change_set_id = {store.db.param} ORDER BY id'
    )
    for tbl, row_id, op, before, after in store.db.execute_sql(changes, (set_id,)).fetchall():
        sides = [json.loads(side) for side in (before, after) if side]
        whole = sides if op != "U" else [reach.row(tbl, row_id) | side for side in sides]
        if not all(reach.holds(tbl, row_id, side) for side in whole):
            raise NotAllowed(reach.refusal(tbl, whole, action))


def _ensure_step_back(store: Store, set_id: int) -> str:
    """The action at the beginning of what is taken back or brought back, which the actor must be entitled to."""
    query = f"SELECT actor, action, undo_of FROM change_set WHERE id = {store.db.param}"
    doers, action, number = [], "", set_id
    while number is not None:
        actor, action, number = store.db.execute_sql(query, (number,)).fetchone()
        doers.append(actor)
    others = [name for name in (doers[-1], doers[1 if len(doers) > 1 else 0]) if name != store.actor.name]
    if others and not may_undo_others(store.actor.role):
        raise NotAllowed(t("history.not_yours", who=others[0]))
    ensure_may(store, action)
    return action


class Reach:
    """The people who are an actor's own part of the school: themselves, or the groups that they head."""

    def __init__(self, store: Store, scope: Scope) -> None:
        self._store = store
        self._scope = scope

    @cached_property
    def people(self) -> frozenset[int]:
        """The teachers' ids. Read from the store as it is, whatever day is being looked at."""
        own = self._store.actor.teacher_id
        if own is None:
            return frozenset()
        return frozenset((own, *(members_of(self._store, own) if self._scope is Scope.GROUP else ())))

    def holds(self, tbl: str, row_id: int, row: dict[str, Any], hops: int = _MOST_HOPS) -> bool:
        """Whether a row of that table, with these values, is the actor's own part."""
        if tbl in _BESIDE:
            tbl, row_id = RECORDS.get(row["register"], ""), row["row_id"]
            row = self.row(tbl, row_id) if tbl else {}
        if self._scope is Scope.GROUP and tbl in ALSO_OF_GROUP:
            other, column = ALSO_OF_GROUP[tbl]
            if row.get(column) and self.holds(other, row[column], self.row(other, row[column]), hops - 1):
                return True
        if tbl in SECOND_OWNERS and row.get(SECOND_OWNERS[tbl][1]) in self.people:
            return True
        points_at, column = OWNERS.get(tbl, ("", ""))
        owner = row_id if column == "id" else row.get(column) if column else None
        if owner is None or not hops:
            return self._made_by_actor(tbl, row_id)
        if points_at == "teacher":
            return owner in self.people
        if points_at == "account":
            return owner == self._store.actor.account_id
        return self.holds(points_at, owner, self.row(points_at, owner), hops - 1)

    def row(self, tbl: str, row_id: int) -> dict[str, Any]:
        """The row as it is; as it was when it was deleted; {} for one that never was."""
        database, place = self._store.db, self._store.db.param
        cursor = database.execute_sql(f'SELECT * FROM "{tbl}" WHERE id = {place}', (row_id,))
        names = [name for name, *_ in cursor.description]
        if found := cursor.fetchone():
            return dict(zip(names, found, strict=True))
        query = f'SELECT "before" FROM change WHERE tbl = {place} AND row_id = {place} AND op = {place}'
        gone = database.execute_sql(f"{query} ORDER BY id DESC LIMIT 1", (tbl, row_id, "D")).fetchone()
        return json.loads(gone[0]) if gone else {}

    def refusal(self, tbl: str, sides: Iterable[dict[str, Any]], action: str) -> str:
        """Whose row it was that the actor may not change, and who may."""
        facts = {"what": action_title(action), "who": who_may_do(action)}
        column = OWNERS.get(tbl, ("", ""))[1]
        for side in sides:
            owner = side.get(column)
            if OWNERS.get(tbl, ("",))[0] == "teacher" and owner is not None and owner not in self.people:
                name = self.row("teacher", owner).get("name") or t("history.nobody_yet")
                return t("rights.not_yours", whose=name, **facts)
        return t("rights.beyond", **facts)

    def _made_by_actor(self, tbl: str, row_id: int) -> bool:
        place = self._store.db.param
        query = (
            "SELECT s.actor FROM change AS c JOIN change_set AS s ON s.id = c.change_set_id "
            f"WHERE c.tbl = {place} AND c.row_id = {place} AND c.op = 'I' ORDER BY c.id LIMIT 1"
        )
        found = self._store.db.execute_sql(query, (tbl, row_id)).fetchone()
        return found is not None and found[0] == self._store.actor.name


def members_of(store: Store, teacher_id: int) -> list[int]:
    """The members now of the research, grade and preparation groups that the teacher heads."""
    query = (
        "SELECT DISTINCT m.teacher_id FROM group_member AS h "
        "JOIN staff_group AS g ON g.id = h.group_id JOIN group_member AS m ON m.group_id = h.group_id "
        "WHERE h.role = 'head' AND h.ends_on = '' AND m.ends_on = '' AND m.teacher_id IS NOT NULL "
        f"AND g.kind IN ('research', 'grade', 'prep') AND h.teacher_id = {store.db.param}"
    )
    return [teacher for (teacher,) in store.db.execute_sql(query, (teacher_id,)).fetchall()]
