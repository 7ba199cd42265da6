"""Rows in their order: the row menu, rows made, repeated, moved and deleted, and sorting by one column or several."""

from __future__ import annotations

from data.words import t
from models.registers.manners import Movable
from models.registers.source import CellEdit, Outcome, Row
from screens.kit.grid.asking import Menu, Option
from screens.kit.grid.entry import Way
from screens.kit.grid.rowwork import GridRows
from screens.kit.keymap import keys_of


class GridOrder(GridRows):
    """Commands on whole rows; each that writes is one action and one step of undo."""

    def do_grid_rows(self) -> None:
        self.commit(Way.STAY, ask=False)
        count = len(self.chosen_rows())
        options = [
            Option("1", t("grid.row_insert"), self._insert_row),
            Option(
                "2",
                t("manners.duplicate", count=count) if count > 1 else t("grid.row_duplicate"),
                self._duplicate_rows,
            ),
            Option("3", t("grid.row_delete", count=count), self._delete_rows),
            Option("4", t("manners.up"), self.do_grid_row_up),
            Option("5", t("manners.down"), self.do_grid_row_down),
        ]
        more = sorted(self.cell_options(), key=lambda option: option.key)
        self.ask(Menu(t("grid.rows"), [*options, *more]))

    def why_not_grid_rows(self) -> str:
        return "" if self._row_id is not None else t("grid.no_row_here")

    def do_grid_row_up(self) -> None:
        """The chosen rows one place up in the school's own order."""
        self.commit(Way.STAY, ask=False)
        rows, first = self.chosen_rows(), self._first_chosen()
        above = self.row_at(first - 1)
        if above is None:
            self.say(t("manners.at_top"))
        else:
            self._move(rows, above.id, self.do_grid_row_up)

    def do_grid_row_down(self) -> None:
        self.commit(Way.STAY, ask=False)
        rows, first = self.chosen_rows(), self._first_chosen()
        below, behind = self.row_at(first + len(rows)), self.row_at(first + len(rows) + 1)
        if below is None:
            self.say(t("manners.at_bottom"))
        elif behind is None and self.filter_text:
            # Rows that are filtered out may follow: the one below goes up instead.
            self._move([below], rows[0].id, self.do_grid_row_down)
        else:
            self._move(rows, behind.id if behind else None, self.do_grid_row_down)

    def why_not_grid_row_up(self) -> str:
        if self._row_id is None:
            return t("grid.no_row_here")
        if not isinstance(self.source, Movable):
            return t("manners.no_order")
        return t("manners.sorted", key=keys_of("grid.restore")[0]) if self.sorted_by else self.source.why_not_move()

    why_not_grid_row_down = why_not_grid_row_up

    def _first_chosen(self) -> int:
        return self.range[0] if self.range else self._row

    def _move(self, rows: list[Row], before: int | None, again: object) -> None:
        if why_not := self.why_not_grid_row_up():
            self.say(why_not)
            return
        assert isinstance(self.source, Movable)
        end = self.row_at(self._anchor[0]) if self._anchor else None
        outcome = self.source.move([row.id for row in rows], before)
        self.take(outcome)
        self.reload()
        if end and self._anchor and (index := self.source.index_of(end.id)) is not None:
            self._anchor = (index, self._anchor[1])
        self.last = self.do_grid_row_up if again == self.do_grid_row_up else self.do_grid_row_down

    def _insert_row(self) -> None:
        outcome = self.source.insert(self._row_id)
        self._new_rows.update(outcome.added)
        self.take(outcome)
        self._show_added(outcome)
        self.last = self._insert_row

    def _duplicate_rows(self) -> None:
        """New rows with everything but what tells rows apart."""
        own = {field for key in self.source.register.keys for field in key}
        copied = [c.field for c in self.source.register.columns if c.editable and c.field not in own]
        edits = [
            CellEdit(-number, field, row.texts[field])
            for number, row in enumerate(self.chosen_rows(), 1)
            for field in copied
            if row.texts.get(field)
        ]
        self._anchor = None
        if not edits:
            self.say(t("manners.nothing_to_duplicate"))
            return
        outcome = self.source.edit(edits, "duplicate")
        self._new_rows.update(outcome.added)
        self.take(outcome)
        self._show_added(outcome)
        self.last = self._duplicate_rows

    def _show_added(self, outcome: Outcome) -> None:
        if outcome.added:
            self.go_to(outcome.added[0], self.columns[self._first()].field)

    def _delete_rows(self) -> None:
        rows = self.chosen_rows()
        if not rows:
            self.say(t("grid.no_row_here"))
            return
        self._anchor = None
        self.last = self._delete_rows
        outcome = self.source.delete([row.id for row in rows])
        self.take(outcome)
        if outcome.removed and not outcome.message:
            self.say(t("grid.deleted", count=len(outcome.removed), key=keys_of("app.undo")[0]))

    def do_grid_sort(self) -> None:
        """By this column too: rising, falling, then no longer. Columns count in the order in which they were asked."""
        self.commit(Way.STAY, ask=False)
        field, title = self.column.field, self.column.title
        falling = {None: False, False: True}.get(self.sorted_by.get(field))
        if falling is None:
            self.sorted_by = {name: down for name, down in self.sorted_by.items() if name != field}
            words = t("manners.not_sorted", title=title) if self.sorted_by else t("grid.sorted_own")
        else:
            self.sorted_by = {**self.sorted_by, field: falling}
            words = t("grid.sorted_down", title=title) if falling else t("grid.sorted_up", title=title)
        self._sort()
        self.say(words + (t("manners.sort_more", key=keys_of("grid.restore")[0]) if len(self.sorted_by) > 1 else ""))

    def unsort(self) -> None:
        """The school's own order again."""
        self.sorted_by = {}
        self._sort()
        self.say(t("grid.sorted_own"))

    def _sort(self) -> None:
        self.source.sort(list(self.sorted_by.items()))
        self._anchor = None
        self.reload()
