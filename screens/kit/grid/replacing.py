"""Finding words in the rows shown and putting others in their place: in this column, in a range, or everywhere."""

from __future__ import annotations

from functools import partial

from data.words import t
from models.registers.source import CellEdit, why_read_only
from screens.kit.grid.asking import Line, Menu, Option
from screens.kit.grid.entry import Way
from screens.kit.grid.filling import GridFilling

_MOST_SEARCHED = 20_000  # rows


class GridReplacing(GridFilling):
    """Asked for in the hint line. What is put in is read as if it were typed: what means nothing there turns red."""

    _find = ""
    _instead = ""
    _everywhere = False
    _found_in: tuple[int, int, int, int] | None = None

    def do_grid_replace(self) -> None:
        self.commit(Way.STAY, ask=False)
        chosen = self.range
        self._found_in = chosen if chosen and chosen[:2] != chosen[2:] else None
        self._everywhere = False
        self.end_range()
        words = t("manners.find_chosen") if self._found_in else t("manners.find", title=self.column.title)
        self.ask(Line(words, "", done=self._ask_instead, left=self.show_hint))

    def why_not_grid_replace(self) -> str:
        return why_read_only(self.source) or ("" if len(self.source) else t("grid.no_row_here"))

    def _ask_instead(self, find: str) -> None:
        if not find:
            return
        self._find = find
        words = t("manners.instead", find=find)
        self.ask(Line(words, "", done=self._begin, left=self.show_hint))

    def _begin(self, instead: str) -> None:
        self._instead = instead
        self._next_match(here=True)

    def matches(self) -> list[tuple[int, int]]:
        """The cells that hold the words, as (row, column) of the screen, row by row."""
        first, left, last, right = self._found_in or (0, self._column, len(self.source) - 1, self._column)
        if self._everywhere and self._found_in is None:
            left, right = 0, len(self.columns) - 1
        columns = [(at, c.field) for at, c in enumerate(self.columns) if left <= at <= right and c.editable]
        found: list[tuple[int, int]] = []
        for index in range(first, min(last + 1, len(self.source), first + _MOST_SEARCHED)):
            texts = self.source.row(index).texts
            found += [(index, at) for at, field in columns if self._find in texts.get(field, "")]
        return found

    def _next_match(self, here: bool = False) -> None:
        """To the next cell with the words, from the top again after the last; and ask what to do with it."""
        found = self.matches()
        if not found:
            self._tell_none()
            return
        now = (self._row, self._column)
        row, column = next((cell for cell in found if cell > now or (here and cell == now)), found[0])
        self.leave_path()
        self.move_to(row, column)
        where = t("manners.this_column") if self._everywhere else t("manners.every_column")
        options = [
            Option("1", t("manners.replace_one"), self._replace_one),
            Option("2", t("manners.replace_all", count=len(found)), self._replace_all),
            Option("3", t("manners.next"), self._next_match),
            Option("grid.problem", "", self._next_match),
        ]
        if self._found_in is None:
            options.append(Option("4", where, self._other_columns))
        self.ask(Menu(t("manners.match", find=self._find, instead=self._instead or t("grid.blank")), options))

    def _tell_none(self) -> None:
        if self._everywhere or self._found_in:
            self.say(t("manners.not_found", find=self._find))
            return
        options = [Option("1", t("manners.every_column"), self._other_columns)]
        self.ask(Menu(t("manners.not_in_column", find=self._find, title=self.column.title), options))

    def _other_columns(self) -> None:
        self._everywhere = not self._everywhere
        self._next_match(here=True)

    def _replace_one(self) -> None:
        outcome = self.write(self._edits([(self._row, self._column)]), "replace")
        self.last = partial(self._replace_again, self._find, self._instead, False)
        if outcome.conflicts or self.asking:
            return
        if self.matches():
            self._next_match()
        else:
            self.tell(t("manners.replaced", count=1), outcome, {self.column.field})

    def _replace_all(self) -> None:
        edits = self._edits(self.matches())
        outcome = self.write(edits, "replace")
        in_range = self._found_in is not None
        self.last = partial(self._replace_again, self._find, self._instead, not in_range, self._everywhere)
        if not outcome.message:
            self.tell(t("manners.replaced", count=len(edits)), outcome, {edit.field for edit in edits})
            if len(self.source) > _MOST_SEARCHED and self._found_in is None:
                self.say(self.note.text + t("manners.searched", rows=_MOST_SEARCHED), self.note.alarm)

    def _replace_again(self, find: str, instead: str, in_column: bool, everywhere: bool = False) -> None:
        """The same words in the range that stands now; without one in this cell, in its whole column or everywhere, as
        it was asked for before."""
        self._find, self._instead, self._everywhere = find, instead, everywhere
        cell = None if in_column else (self._row, self._column, self._row, self._column)
        self._found_in = self.range or cell
        self.end_range()
        if self.matches():
            self._replace_all()
        else:
            self.say(t("manners.not_here" if self._found_in else "manners.not_found", find=find))

    def _edits(self, cells: list[tuple[int, int]]) -> list[CellEdit]:
        edits = []
        for index, at in cells:
            row, field = self.source.row(index), self.columns[at].field
            old = row.texts[field]
            edits.append(CellEdit(row.id, field, old.replace(self._find, self._instead), old))
        return edits

    def cell_options(self) -> list[Option]:
        return [*super().cell_options(), Option("", t("manners.replace_option"), self._replace_or_why_not)]

    def _replace_or_why_not(self) -> None:
        if words := self.why_not_grid_replace():
            self.say(words)
        else:
            self.do_grid_replace()
