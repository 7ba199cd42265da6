"""One text for many cells: a range typed once, a series, and the last gesture done again."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from data.words import t
from models.registers.column import Column, Kind
from models.registers.source import CellEdit, Outcome, Row, why_read_only
from models.rules.series import series
from screens.kit.grid.asking import Menu, Option
from screens.kit.grid.blocks import same_text
from screens.kit.grid.copying import GridCopying
from screens.kit.grid.entry import Way
from screens.kit.grid.hint import Hint
from screens.kit.keymap import keys_of

_ONE_TEXT = ("type", "set", "clear", "fill", "paste")


class GridFilling(GridCopying):
    """What is typed while a range stands over several rows goes into the column of all of them, as one action."""

    def do_grid_range(self) -> None:
        """Begin a range; once more: what can be done with it, and the range ends with any other key."""
        self.commit(Way.STAY, ask=False)
        if self._anchor is None:
            self._anchor = (self._row, self._column)
            self.refresh()
            self.say(t("manners.range", key=keys_of("grid.range")[0]))
            return
        options = [
            Option("1", t("manners.fill"), self._fill_down),
            Option("2", t("manners.series"), self._series_or_why_not),
            Option("3", t("manners.column"), self.do_grid_column),
            Option("4", t("manners.copy"), self.do_grid_copy),
            Option("5", t("manners.clear"), self.clear_range),
            Option("6", t("manners.end"), self.end_range),
            Option("grid.range", "", self.end_range),
        ]
        self.ask(Menu(t("manners.range_menu", rows=len(self.chosen_rows())), options, left=self.end_range))

    def make_hint(self) -> Hint:
        told, hint = self._range_told(), super().make_hint()
        return hint._replace(text=f"{told}  {hint.text}") if told else hint

    @property
    def hint_width(self) -> int:
        return super().hint_width - (cell_len(told) + 2 if (told := self._range_told()) else 0)

    def _range_told(self) -> str:
        """How much is chosen, while the line below has nothing else to say: a range is easily forgotten."""
        chosen = self.range
        if chosen is None or self.asking or self.note.text or self.editor:
            return ""
        return t("manners.chosen", rows=chosen[2] - chosen[0] + 1, columns=chosen[3] - chosen[1] + 1)

    def end_range(self) -> None:
        self._anchor = None
        self.refresh()
        self.show_hint()

    def do_grid_column(self) -> None:
        """Choose this column in every row that is shown."""
        self.commit(Way.STAY, ask=False)
        self._anchor = (0, self._column)
        self.move_to(len(self.source) - 1, self._column)
        self.refresh()
        self.say(t("manners.column_chosen", count=len(self.source), title=self.column.title))

    def why_not_grid_column(self) -> str:
        return "" if len(self.source) else t("grid.no_row_here")

    def write_typed(self, column: Column, row_id: int | None, text: str, way: Way) -> Way:
        rows = self.chosen_rows() if self.range else []
        if row_id is None or len(rows) < 2:
            return super().write_typed(column, row_id, text, way)
        if len(rows) == len(self.source):
            words = t("manners.set_all", count=len(rows), title=column.title, text=text or t("grid.blank"))
            options = [
                Option("1", t("manners.yes"), lambda: self._set(rows, column, text)),
                Option("2", t("manners.no"), self.end_range),
            ]
            self.ask(Menu(words, options, alarm=True, weighty=True))
        else:
            self._set(rows, column, text)
        return Way.STAY

    def _set(self, rows: Sequence[Row], column: Column, text: str) -> None:
        self.end_range()
        edits = same_text(rows, [column], [text])
        if not edits:
            self.say(t("manners.all_so", title=column.title))
            return
        outcome = self.write(edits, "set")
        if not outcome.message:
            self.tell(t("manners.set_done", count=len(edits), title=column.title), outcome, {column.field})

    def tell(self, words: str, outcome: Outcome, fields: set[str]) -> None:
        """Say what was done, and how many of the cells in ``fields`` could not be read."""
        wrong = sum(found.hard for row in outcome.rows for name, found in row.problems.items() if name in fields)
        if wrong:
            words += t("grid.pasted_wrong", count=wrong, key=keys_of("grid.problem")[0])
        self.say(words, alarm=bool(wrong))

    def do_grid_series(self) -> None:
        """Let each column of the range go on from its first one or two cells."""
        self.commit(Way.STAY, ask=False)
        rows = self.chosen_rows()
        edits: list[CellEdit] = []
        seen = False
        for column in (column for column in self._chosen_columns() if column.editable):
            texts = [row.texts.get(column.field, "") for row in rows]
            order = self._order_of(column)
            found = series(texts[:2], len(rows), order) or series(texts[:1], len(rows), order)
            seen |= found is not None
            for row, old, new in zip(rows, texts, found or texts, strict=True):
                if old != new:
                    edits.append(CellEdit(row.id, column.field, new, old))
        if not seen:
            self.say(t("manners.no_series", text=self._first_text(rows)))
        elif not edits:
            self.say(t("manners.series_there"))
        else:
            outcome = self.write(edits, "series")
            self.last = self._series_or_why_not
            if not outcome.message:
                fields = {edit.field for edit in edits}
                self.tell(t("manners.series_done", count=len(edits)), outcome, fields)

    def _order_of(self, column: Column) -> list[str]:
        """The entries of the column's code list as cells show them; none where it takes no code."""
        return (
            [choice.label for choice in self.source.context.choices(column.choices)] if column.kind is Kind.CODE else []
        )

    def why_not_grid_series(self) -> str:
        enough = len(self.chosen_rows()) > 1
        return why_read_only(self.source) or (
            "" if enough else t("manners.series_needs_range", key=keys_of("grid.range")[0])
        )

    def _series_or_why_not(self) -> None:
        if words := self.why_not_grid_series():
            self.say(words)
        else:
            self.do_grid_series()

    def _first_text(self, rows: Sequence[Row]) -> str:
        return rows[0].texts.get(self._chosen_columns()[0].field, "") or t("grid.blank")

    # -- once more -------------------------------------------------------------------------------------------------

    def do_grid_repeat(self) -> None:
        """The last gesture that wrote something, at the cell or the range where the cursor is now."""
        self.commit(Way.STAY, ask=False)
        if self.last and self.asking is None:
            self.last()

    def why_not_grid_repeat(self) -> str:
        return why_read_only(self.source) or ("" if self.last or self.editor else t("manners.nothing_to_repeat"))

    def write(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        texts = {edit.text for edit in edits}
        outcome = super().write(edits, gesture)
        if gesture in _ONE_TEXT and len(texts) == 1:
            self.last = lambda: self._once_more(texts, gesture)
        return outcome

    def _once_more(self, texts: set[str], gesture: str) -> None:
        (text,) = texts
        if not self.column.editable:
            self.say(t("grid.computed"))
        elif self._row_id is None:
            self.write_here(text, gesture)
        elif edits := same_text(self.chosen_rows(), [self.column], [text]):
            self.write(edits, gesture)

    def _paste_block(self, block: list[list[str]]) -> None:
        super()._paste_block(block)
        self.last = lambda: self._paste_block(block)
