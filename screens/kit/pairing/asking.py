"""Asking for a person on the pairing board: whom the card can meet comes first, with how well they would fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from models.actions.desk import Desk
from models.actions.looking_up import people_meant
from models.actions.pairing_board import Board
from models.actions.pairing_moves import Held, fit_of, met
from models.registers.column import Person
from screens.kit.pairing.lines import Wording
from screens.kit.pairing.person_line import PersonLine

_FACTS = 60  # cells


async def ask_person(
    app: App[Any], desk: Desk, board: Board, title: str, begun: str = "", held: Held | None = None
) -> str | None:
    """The staff number of somebody named by a few letters; None when given up."""
    said = Wording(desk, board)

    def fits(person: Person) -> bool:
        deed = met(board, held, person.staff_no) if held else None
        return bool(deed and deed.mentor and fit_of(board, deed).is_possible)

    def meant(typed: str) -> Sequence[Person]:
        found = people_meant(desk, typed)
        return sorted(found, key=lambda one: not fits(one)) if held else found

    def told(number: str) -> str:
        deed = met(board, held, number) if held else None
        if deed is None or not deed.mentor:
            return said.facts(board.person(number), _FACTS)
        return said.why(board.person(deed.mentor), board.person(deed.mentee), fit_of(board, deed))

    return await app.push_screen_wait(PersonLine(title, meant, told, begun))
