"""Words beside a cell, the mark on a doubtful one, and a long cell read in full."""

from __future__ import annotations

from data.words import t
from models.registers.column import Kind
from models.registers.manners import Doubting
from screens.kit.dispatch import perform
from screens.kit.grid.asking import Line, Option
from screens.kit.grid.editors import WORDS
from screens.kit.grid.entry import BURST, Way
from screens.kit.grid.hint import Hint
from screens.kit.grid.rowwork import GridRows
from screens.kit.grid.whole import WholeText
from screens.kit.keymap import command_for, keys_of

_HOLD_STARS = WORDS | {Kind.DIGITS}
"""Kinds in which an asterisk may be a part of what is typed (139****0000)."""


class GridNotes(GridRows):
    """What can be said about a cell without changing it; each time one action and one step of undo."""

    def marks_doubt(self, key: str) -> bool | None:
        """Whether that key, if it is the one for doubt, means it here; None for any other key.

        On a cell that is not open it does, whatever the cell holds; in an open one only where no asterisk can be meant:
        the cell is written first. What arrives faster than hands type is text.
        """
        if command_for("grid", key) != "grid.doubt":
            return None
        return self.column.kind not in _HOLD_STARS or (self.editor is None and self._gap >= BURST)

    def do_grid_doubt(self) -> None:
        """Mark the cell as doubtful, or as settled, and go on; of a range every cell, in one step."""
        self.commit(Way.STAY, ask=False)
        if self.range and self.asking is None and isinstance(self.source, Doubting):
            self._doubt_range(self.source)
            return
        row = self.current
        if self.asking or row is None:
            return
        field = self.column.field
        self.take(self.source.annotate(row.id, field, doubtful=field not in row.doubtful))
        self._go(Way.ENTER)

    def _doubt_range(self, source: Doubting) -> None:
        """Doubtful as long as any of them is not, else settled."""
        fields = [column.field for column in self._chosen_columns()]
        cells = [(row, field) for row in self.chosen_rows() for field in fields]
        doubtful = not all(field in row.doubtful for row, field in cells)
        changing = [(row.id, field) for row, field in cells if (field in row.doubtful) != doubtful]
        self._anchor = None
        self.refresh()
        if not changing:
            self.say(t("grid.no_row_here"))
            return
        outcome = source.doubt(changing, doubtful)
        self.take(outcome)
        if not outcome.message:
            self.say(t("note.doubted" if doubtful else "note.settled", count=len(changing)))

    def why_not_grid_doubt(self) -> str:
        return self._needs_a_row()

    def do_grid_note(self) -> None:
        """Ask for the words that belong beside the cell; none take them away."""
        self.commit(Way.STAY, ask=False)
        row, column = self.current, self.column
        if self.asking or row is None:
            return

        def write(words: str) -> None:
            self.take(self.source.annotate(row.id, column.field, words=words))

        self.ask(Line(t("note.ask", title=column.title), row.notes.get(column.field, ""), write, self.show_hint))

    def why_not_grid_note(self) -> str:
        return self._needs_a_row()

    def do_grid_whole(self) -> None:
        """The cell's text, its finding and its note in a box that is as large as they need."""
        self.commit(Way.STAY, ask=False)
        row, column = self.current, self.column
        if row is None:
            return
        problem, note = row.problems.get(column.field), row.notes.get(column.field)
        parts = [self.current_text or t("grid.blank"), problem.message if problem else ""]
        parts.append(t("note.shown", text=note) if note else "")
        self.app.push_screen(WholeText(column.title, "\n\n".join(filter(None, parts))))

    def do_grid_form(self) -> None:
        """The whole row upright, every column of it; back again with the cursor on the same person and field."""
        from screens.kit.grid.form_screen import FormScreen

        self.commit(Way.STAY, ask=False)
        if self.asking:
            return
        screen = FormScreen(self.source, *self.cursor)

        def back(cell: tuple[int | None, str] | None) -> None:
            self.reload()
            if cell and not self.go_to(*cell):
                self.go_to(cell[0])
            if screen.last:
                self.post_message(self.Changed(screen.last))

        self.app.push_screen(screen, back)

    def why_not_grid_whole(self) -> str:
        return self._needs_a_row()

    def cell_options(self) -> list[Option]:
        """What the row's menu offers for the cell under the cursor."""
        return [
            *super().cell_options(),
            Option("6", t("note.option"), self.do_grid_note),
            Option("7", t("form.option"), self.do_grid_form),
            Option("8", t("history.option"), self._tell_past),
        ]

    def _tell_past(self) -> None:
        perform(self.app, "grid.cell_history")  # whoever holds the grid knows the store

    def make_hint(self) -> Hint:
        hint, row, field = super().make_hint(), self.current, self.column.field
        if row is None or self.asking or self.note.text or self.editor:
            return hint
        said = [t("note.doubtful", key=keys_of("grid.doubt")[0])] if field in row.doubtful else []
        said += [t("note.shown", text=row.notes[field])] if field in row.notes else []
        return hint._replace(text="  ".join([*said, hint.text])) if said else hint

    def _needs_a_row(self) -> str:
        return "" if self._row_id is not None or self.editor else t("grid.no_row_here")
