"""The cell that is being typed, as the grid shows and keeps it, and the line below it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from data.words import t
from models.registers.source import RowSource, why_read_only
from models.store.errors import StoreError
from screens.kit.grid.asking import Line, Menu
from screens.kit.grid.editors import TextEditor, editor_for
from screens.kit.grid.hint import Hint, editor_hint
from screens.kit.grid.keeper import Keeper
from screens.kit.grid.layout import MARK
from screens.kit.grid.together import GridTogether

NEW_ROW = -1
LONG_AGO = float("-inf")


class GridCell(GridTogether):
    """A view in which the cell under the cursor can be open, and which asks and tells in the line below."""

    def __init__(
        self,
        source: RowSource,
        fields: Sequence[str] | None = None,
        *,
        clock: Callable[[], float] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``clock`` gives seconds for the rules about time; without it each key's own time counts."""
        super().__init__(source, fields, id=id, classes=classes)
        self.editor: TextEditor | None = None
        self.asking: Menu | Line | None = None
        self.note = Hint()
        """A message that stands in the hint line until the next key."""
        self._clock = clock
        self._key_time = LONG_AGO
        self._gap = float("inf")
        self._streak = 0  # keys that came one right after the other
        self._moved_on_at = LONG_AGO
        self._complete = False
        self._touched = False
        self._seen = ""
        self._drawn: Region | None = None
        self._kept = False
        self._keeper = Keeper(self._keep, clock or time.monotonic, self.call_later, self.set_timer)

    def open_cell(self, text: str | None = None, caret_mode: bool = False) -> bool:
        """Begin to type into the cell under the cursor, over ``text`` in ``caret_mode``; whether that may be."""
        column = self.column
        if reason := why_read_only(self.source):
            self.say(reason, alarm=True)
            return False
        if not column.editable:
            self.say(column.help or t("grid.computed"))
            return False
        self._seen = self.current_text
        old = self._seen if text is None else text
        self.editor = editor_for(column, self.source.context, old, caret_mode)
        self._complete = False
        self._touched = caret_mode
        self._moved_on_at = LONG_AGO
        self._typed()
        return True

    def close_cell(self) -> None:
        """Leave the cell as it was before."""
        self._forget_typing()
        self._shut()
        self._caret_to_cursor()
        self.show_hint()

    def reload(self) -> None:
        before = self._row_id
        super().reload()
        if self.editor and self._row_id != before:
            # Its row is gone: what was typed must not land in another one.
            typed = self.editor.text
            self._shut()
            self.say(t("grid.row_gone", text=typed), alarm=True)

    def say(self, text: str, alarm: bool = False) -> None:
        """A sentence in the hint line, until the next key."""
        self.note = Hint("", text, alarm)
        self.show_hint()

    def ask(self, question: Menu | Line | None) -> None:
        """Put a question into the hint line; None takes it away."""
        self.asking = question
        if question is None:
            self._caret_to_cursor()
        self.show_hint()

    def make_hint(self) -> Hint:
        if self.asking:
            return self.asking.hint(self.hint_width)
        if self.note.text:
            return self.note
        return editor_hint(self.editor, self.hint_width) if self.editor else super().make_hint()

    def show_caret(self) -> None:
        """Take the terminal's cursor back after something else, as a dialog, has had it."""
        self.call_after_refresh(self._caret_after_focus)

    def _shut(self) -> None:
        self.editor = None
        self._complete = False
        self._refresh_cell_typed()

    def _typed(self) -> None:
        """Show what the editor holds now."""
        self._touched = self._touched or bool(self.editor and self.editor.text)
        self._refresh_cell_typed()
        self._caret_to_editor()
        self.show_hint()

    def _keep(self) -> None:
        if self.editor and self.editor.text:
            row_id = NEW_ROW if self._row_id is None else self._row_id
            self._kept = self._keep_text(row_id, self.editor.text)

    def _forget_typing(self) -> None:
        if self._kept:
            self._kept = False
            self._keep_text(NEW_ROW if self._row_id is None else self._row_id, "")

    def _keep_text(self, row_id: int, text: str) -> bool:
        """Whether the store took it; where it cannot (a full disk) the typing goes on all the same."""
        try:
            self.source.keep_typing(row_id, self.column.field, text)
        except StoreError as error:
            self.say(str(error), alarm=True)
            return False
        return True

    def _box(self) -> tuple[int, int] | None:
        """Where the typed text stands: its x and width, wider than the column when the text needs it."""
        place = self._place()
        if place is None or self.editor is None:
            return None
        room = self.size.width - place.x
        return place.x, min(room, max(place.width, cell_len(self.editor.text) + 2))

    def _paint_cursor(self, strip: Strip) -> Strip:
        box = self._box()
        if self.editor is None or box is None:
            return super()._paint_cursor(strip)
        return self._painter.typed(strip, *box, self.editor.text, self.editor.caret)[0]

    def _refresh_cell_typed(self) -> None:
        """Paint the cell anew, and whatever the text covered before."""
        region, box = self._cell_region(), self._box()
        if region is None:
            return
        if box:
            region = Region(region.x, region.y, box[1] + MARK, 1)
        before = self._drawn
        wider = before is not None and before.y == region.y and before.right > region.right
        self.refresh(region.union(before) if before and wider else region)
        self._drawn = region if self.editor else None

    def _caret_to_editor(self) -> None:
        region, box = self._cell_region(), self._box()
        if region and box and self.editor and self.has_focus:
            _, x = self._painter.typed(Strip.blank(self.size.width), *box, self.editor.text, self.editor.caret)
            self._caret_to(x, region.y)

    def _caret_to_cursor(self) -> None:
        if self.editor:
            self._caret_to_editor()
        else:
            super()._caret_to_cursor()

    def _note_key_time(self, event: events.Event) -> None:
        now = self._clock() if self._clock else event.time
        self._gap, self._key_time = now - self._key_time, now
        self._streak = self._streak + 1 if self._gap < STREAM else 0


STREAM = 0.1
"""Seconds between two keys of a paste without brackets at the most, also where the machine is slow to take them."""
