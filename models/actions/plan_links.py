"""What a person calls the ends of a clause's links."""

from __future__ import annotations

from data.words import t
from models.actions.registers import REGISTERS
from models.tables.owed import Obligation
from models.tables.reading import tuples


def link_words(field: str, stored: str) -> str:
    """The kind or the target of a link as the plan's screen says it; the bare name of what is gone."""
    if field == "kind":
        return t(f"plan_book.kind_{stored}")  # family plan_book.kind_*
    if stored in REGISTERS:
        return t(f"register.{stored}")  # family register.*
    rows = tuples(Obligation.select(Obligation.title).where(Obligation.code == stored))
    return str(rows[0][0]) if rows else stored
