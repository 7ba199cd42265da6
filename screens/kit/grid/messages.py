"""What the grid tells whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from models.registers.source import Outcome
from screens.kit.grid.hint import Hint


@dataclass
class CursorMoved(Message, namespace="grid"):
    """The cursor stands on another cell; ``row_id`` is None on the empty row behind the last."""

    row_id: int | None
    field: str

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, CursorMoved)


@dataclass
class Changed(Message, namespace="grid"):
    """Something was written, or tried to be."""

    outcome: Outcome


@dataclass
class HintChanged(Message, namespace="grid"):
    """What the line under the grid should say now."""

    hint: Hint

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, HintChanged)
