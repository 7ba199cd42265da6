"""Going to a row, a cell or a person by name or number, and back again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from data.words import t
from models.registers.column import Kind
from models.registers.manners import Naming
from screens.kit.grid.asking import Line
from screens.kit.grid.editors import Candidate
from screens.kit.grid.editors.person import people_for
from screens.kit.grid.entry import Way
from screens.kit.grid.notes import GridNotes
from screens.kit.keymap import keys_of

_CELL = re.compile(r"(\d+)[.,/。，、 ](\d+)")


class GridJumps(GridNotes):
    """One question answers all of it: 37 is a row, 37.9 its ninth column, anything else somebody's name."""

    _came_from: tuple[int | None, str] | None = None
    _landed_on: int | None = None

    def do_grid_goto(self) -> None:
        self.commit(Way.STAY, ask=False)
        self.ask(
            Line(
                t("grid.goto"),
                "",
                done=self._go_to_words,
                left=self.show_hint,
                candidates=self._places_for,
                full=self._is_whole_address,
                help=t("grid.goto_help"),
            )
        )

    def come_back(self) -> bool:
        """Back to where the cursor stood before it jumped, as long as it is still in the row where it landed."""
        place, self._came_from = self._came_from, None
        return place is not None and self._landed_on == self._row_id and self.go_to(*place)

    def _is_whole_address(self, typed: str) -> bool:
        """Whether the address names a cell and no longer number of a column can follow."""
        found = _CELL.fullmatch(typed)
        return found is not None and int(found[2]) * 10 > len(self.columns)

    def _places_for(self, typed: str) -> list[Candidate]:
        if not typed or typed[0].isdecimal():
            return []
        return people_for(typed, self.source.context.people())

    def _go_to_words(self, typed: str) -> None:
        typed = typed.strip()
        if place := self._place_of(typed):
            self._came_from = self.cursor
            self.leave_path()
            self.move_to(*place)
            self._landed_on = self._row_id
            self.say(t("grid.goto_back", key=keys_of("grid.cancel")[0]))
        else:
            self.say(t("grid.goto_nothing", text=typed, rows=len(self.source)))

    def _place_of(self, typed: str) -> tuple[int, int] | None:
        """The row and column that are meant, from 0; None when there is no such place."""
        cell = _CELL.fullmatch(typed)
        row, column = (int(cell[1]), int(cell[2]) - 1) if cell else (0, self._column)
        if typed.isdecimal():
            row = int(typed)
        if row:
            return (row - 1, column) if row <= len(self.source) and 0 <= column < len(self.columns) else None
        people = [found.text for found in self._places_for(typed)]
        index = next((at for name in people or [typed] if (at := self._row_of(name)) is not None), None)
        return None if index is None else (index, column)

    def _row_of(self, name: str) -> int | None:
        """The next row below the cursor, then from the top, that is about that person."""
        bare, _, number = name.partition("(")
        number = number.removesuffix(")")
        names = [c.field for c in self.source.register.columns if c.kind in (Kind.NAME, Kind.PERSON)]
        numbers = [c.field for c in self.source.register.columns if c.kind is Kind.DIGITS]
        fallback = None
        for index in self._where_to_look(number, (name, bare)):
            texts = self.source.row(index).texts
            if number and any(texts.get(field) == number for field in numbers):
                return index
            if fallback is None and any(texts.get(field) in (name, bare) for field in names if texts.get(field)):
                fallback = index
        return fallback

    def _where_to_look(self, number: str, names: Sequence[str]) -> Iterable[int]:
        """The rows from the one below the cursor on and round to it, or those of them that name the person."""
        count = len(self.source)
        if isinstance(self.source, Naming):
            found = {self.source.index_of(row_id) for row_id in self.source.rows_about(number, names)}
            places = [index for index in found if index is not None]
            return sorted(places, key=lambda index: (index - self._row - 1) % count)
        return ((self._row + step) % count for step in range(1, count + 1))
