"""What the grid tells whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from models.registers.source import Outcome


@dataclass
class Changed(Message, namespace="grid"):
    """Something was written, or tried to be."""

    outcome: Outcome


class OffersChanged(Message, namespace="grid"):
    """What can be done at the cursor is not the same as before: the bottom line has to look again."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, OffersChanged)
