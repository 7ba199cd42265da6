"""Personal fields seen in full from elsewhere leave a mark in the history: who, when, which, of how many, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.words import t
from models.registers.column import Column
from models.registers.register import Register
from models.rules.rights import PERSONAL, REMOTE, Scope, may_see

if TYPE_CHECKING:
    from models.actions.desk import Desk

_LONGEST = 300


def note_personal(
    desk: Desk, register: Register, columns: Sequence[Column], rows: int, action: str = "personal.export", why: str = ""
) -> int | None:
    """Write the mark 'personal.export' or 'personal.show'; the change set's number.

    None, and no mark, at the school's own machine, where the columns hold nothing personal, and for those who see
    them masked. Who sees the own group's or the own ones only needs no mark. Raises StoreError.
    """
    actor = desk.store.actor
    personal = [column.title for column in columns if column.field in PERSONAL.get(register.id, ())]
    if not actor.origin.startswith(REMOTE) or not personal or not rows or may_see(actor.role, "personal") != Scope.ALL:
        return None
    told = t("rights.shown", register=register.title, columns="、".join(personal), count=rows)
    told += t("rights.shown_why", reason=why) if why.strip() else ""
    with desk.store.change(action, told[:_LONGEST]) as mark:
        pass
    return mark.id
