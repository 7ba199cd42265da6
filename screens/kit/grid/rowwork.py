"""What the grid does with whole rows, ranges and blocks, and with the order and choice of rows."""

from __future__ import annotations

from collections.abc import Callable

from data.formats.tabular import parse_tsv_block
from data.words import t
from models.registers.column import Column
from models.registers.source import CellEdit, Outcome, Row, why_read_only
from screens.kit.dispatch import perform
from screens.kit.grid.asking import Line, Option
from screens.kit.grid.blocks import TakesBlocks, pasted, same_text
from screens.kit.grid.cell import NEW_ROW
from screens.kit.grid.entry import GridEntry, Way
from screens.kit.grid.hint import Hint
from screens.kit.keymap import keys_of


class GridRows(GridEntry):
    """Commands on more than one cell; each that writes is one action and one step of undo."""

    filter_text = ""
    last: Callable[[], object] | None = None
    """The last gesture that wrote something, to be made once more elsewhere."""
    _problem_at: tuple[tuple[int | None, str], tuple[int, str]] | None = None

    def write_here(self, text: str, gesture: str) -> Outcome:
        """Write the cell under the cursor."""
        row_id = NEW_ROW if self._row_id is None else self._row_id
        return self.write([CellEdit(row_id, self.column.field, text, self.current_text)], gesture)

    def leave_path(self) -> None:
        """The cursor goes its own way: Backspace no longer leads back."""
        self._trail.forget()

    def chosen_rows(self) -> list[Row]:
        """The rows of the range, or the one under the cursor."""
        first, _, last, _ = self.range or (self._row, 0, self._row, 0)
        return [row for index in range(first, last + 1) if (row := self.row_at(index))]

    def clear_range(self, gesture: str = "clear") -> None:
        """Empty the range, or the cell."""
        edits = same_text(self.chosen_rows(), columns := self._chosen_columns(), [""] * len(columns))
        if edits:
            self.write(edits, gesture)
        elif not self.column.editable:
            self.say(t("grid.computed"))

    def do_grid_ditto(self) -> None:
        if self.editor:
            self.close_cell()
        if self._anchor is not None and self.chosen_rows()[1:]:
            self._fill_down()
            return
        above = self.row_at(self._row - 1)
        if above:
            self.write_here(above.texts.get(self.column.field, ""), "fill")
            if self.asking is None:
                self._move_on()

    def why_not_grid_ditto(self) -> str:
        if self._anchor is None and not self.column.editable:
            return t("grid.computed")
        return "" if self._row or self.range else t("grid.nothing_above")

    def _fill_down(self) -> None:
        first, *below = self.chosen_rows()
        columns = self._chosen_columns()
        edits = same_text(below, columns, [first.texts.get(column.field, "") for column in columns])
        if edits:
            self.write(edits, "fill")

    def _chosen_columns(self) -> list[Column]:
        _, first, _, last = self.range or (0, self._column, 0, self._column)
        return self.columns[first : last + 1]

    def paste_text(self, text: str) -> None:
        """A value into the cell or the range, a block from the cursor on, as one action."""
        block = parse_tsv_block(text)
        if not block:
            return
        value = block[0][0] if len(block) == 1 and len(block[0]) == 1 else None
        if value is not None and self.editor:
            reaction = self.editor.paste(value)
            self.note = Hint("", reaction.refused, True)
            self._typed()
            self._keeper.key()
        elif "\ufffd" in text:
            self.say(t("grid.not_utf8"), alarm=True)
        elif value is not None and self._anchor is None:
            if self.column.editable:
                self.write_here(value, "paste")
            else:
                self.say(t("grid.computed"))
        elif value is not None:
            columns = self._chosen_columns()
            self.write(same_text(self.chosen_rows(), columns, [value] * len(columns)), "paste")
        else:
            self._paste_block(block)

    def _paste_block(self, block: list[list[str]]) -> None:
        self.commit(Way.STAY, ask=False)
        taker = next((node for node in self.ancestors if isinstance(node, TakesBlocks)), None)
        if taker and taker.take_block(block):
            return
        row, column, _, _ = self.range or (self._row, self._column, 0, 0)
        found = pasted(block, self.columns, row, column, self.row_at)
        if not found.edits:
            self.say(t("grid.paste_changes_nothing"))
            return
        outcome = self.write(found.edits, "paste")
        if outcome.conflicts or outcome.message:
            return
        fields = {edit.field for edit in found.edits}
        wrong = sum(1 for row in outcome.rows for name, found in row.problems.items() if name in fields and found.hard)
        words = [t("grid.pasted", rows=found.rows, cells=len(found.edits))]
        if wrong:
            self.walk.red_first()
            words.append(t("grid.pasted_wrong", count=wrong, key=_key("grid.problem")))
        if found.left_out:
            words.append(t("grid.pasted_too_wide", count=found.left_out))
        if found.ragged:
            words.append(t("grid.pasted_ragged"))
        self.say("".join(words), alarm=bool(wrong))

    def cell_options(self) -> list[Option]:
        """What the row's menu offers for the cell under the cursor; without a digit it stands on the second page."""
        return []

    def do_app_undo(self) -> None:
        if self.editor:
            self.close_cell()
            return
        self._took_back(self.source.undo())

    def do_app_redo(self) -> None:
        self._took_back(self.source.redo())

    def do_app_refresh(self) -> None:
        if why_read_only(self.source):
            perform(self.app, "grid.now")
            return
        self.source.refresh()
        self.reload()

    def _took_back(self, outcome: Outcome) -> None:
        if outcome.change_id is None and not outcome.message:
            self.say(t("grid.nothing_to_undo"))
            return
        self.take(outcome)
        self.refresh()

    def do_grid_filter(self) -> None:
        self.commit(Way.STAY, ask=False)
        before = self.filter_text
        self.ask(
            Line(
                t("grid.filter"),
                before,
                done=lambda text: self.filter(text),
                left=lambda: self.filter(""),
                typed=self.filter,
                stays=True,
            )
        )

    def filter(self, text: str) -> str:
        """Show only rows that hold every word of ``text``; how many there are, in words."""
        self._anchor = None
        if text != self.filter_text:
            self.filter_text = text
            self.source.filter(text)
            self.reload()
            self.show_hint()
        return t("grid.filtered", count=len(self.source))

    def make_hint(self) -> Hint:
        hint = super().make_hint()
        if not self.filter_text or self.asking or self.note.text or self.editor:
            return hint
        shown = t("grid.filter_on", text=self.filter_text, count=len(self.source))
        return hint._replace(text=f"{shown}  {hint.text}")


def _key(command_id: str) -> str:
    return keys_of(command_id)[0]
