"""The grid as a place to type: the editor inside the cell, and the way from cell to cell."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from enum import Enum, auto

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from data.words import t
from models.registers.source import CellEdit, Outcome, RowSource
from screens.kit.grid.asking import Line, Menu, Option
from screens.kit.grid.editors import TextEditor, editor_for
from screens.kit.grid.hint import Hint, editor_hint
from screens.kit.grid.keeper import Keeper
from screens.kit.grid.layout import MARK
from screens.kit.grid.trail import Trail
from screens.kit.grid.view import GridView

SWALLOW = 0.3
"""Seconds after a cell moved on by itself in which one Enter or Tab is taken for the key that it no longer needs."""

BURST = 0.005
"""Seconds between two keys that no hand types: a paste without brackets, or a line that was held up."""

_LOOK_AHEAD = 0.02
NEW_ROW = -1


class Way(Enum):
    """Where the cursor goes after a cell."""

    STAY = auto()
    NEXT = auto()
    PREVIOUS = auto()
    ENTER = auto()
    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


class GridEntry(GridView):
    """Typing replaces what stands in the cell; leaving the cell commits it. Nothing of it needs a dialog."""

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
        self.enter_goes_down = False
        self._clock = clock
        self._key_time = float("-inf")
        self._gap = float("inf")
        self._moved_on_at = float("-inf")
        self._complete = False
        self._touched = False
        self._kept = False
        self._seen = ""
        self._drawn: Region | None = None
        self._trail = Trail()
        self._new_rows: set[int] = set()
        self._keeper = Keeper(
            self._keep,
            clock or time.monotonic,
            lambda do: self.call_later(do),
            lambda rest, do: self.set_timer(rest, do),
        )

    def open_cell(self, text: str | None = None, caret_mode: bool = False) -> bool:
        """Begin to type into the cell under the cursor, over ``text`` in ``caret_mode``; whether that may be."""
        column = self.column
        if not column.editable:
            self.say(column.help or t("grid.computed"))
            return False
        self._seen = self.current_text
        old = self._seen if text is None else text
        self.editor = editor_for(column, self.source.context, old, caret_mode)
        self._complete = False
        self._touched = caret_mode
        self._moved_on_at = float("-inf")
        self._typed()
        return True

    def close_cell(self) -> None:
        """Leave the cell as it was before."""
        self._forget_typing()
        self.editor = None
        self._complete = False
        self._refresh_cell_typed()
        self._caret_to_cursor()
        self.show_hint()

    def commit(self, way: Way, ask: bool = True) -> bool:
        """Write what was typed and move on; whether the cell is closed now (False: a candidate must be picked)."""
        editor = self.editor
        if editor is None or not self._touched:
            if editor:
                self.close_cell()
            self._go(way)
            return True
        text = editor.finish()
        if text is None:
            if ask:
                self.note = Hint()
                self._typed()
                return False
            text = editor.text
        column, row_id = self.column, self._row_id
        self.editor = None
        self._complete = False
        self._refresh_cell_typed()
        if text != self._seen:
            self.write([CellEdit(NEW_ROW if row_id is None else row_id, column.field, text, self._seen)], "type")
        self._forget_typing()
        if self.asking is None:
            self._go(way)
        return True

    def write(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        """Hand the cells to the source as one action and show what came of it."""
        edits = [*edits, *self._carried(edits)]
        outcome = self.source.edit(edits, gesture)
        self._new_rows.update(outcome.added)
        self.take(outcome)
        return outcome

    def take(self, outcome: Outcome) -> None:
        """Show what an action did: rows, message, conflicts to settle and the cell to look at."""
        if self._row_id is None and outcome.added and self._row < len(self.source):
            # The empty row that was typed into exists now.
            self._row_id = outcome.added[0]
        if outcome.added or outcome.removed or len(self.source) + 2 != self.virtual_size.height:
            self.reload()
        else:
            self._settle()
            self.refresh_rows(row.id for row in outcome.rows)
        if outcome.focus:
            self.go_to(*outcome.focus)
        if outcome.message:
            self.say(outcome.message, alarm=bool(outcome.conflicts))
        if outcome.conflicts:
            self._settle_conflicts(outcome)
        self.post_message(self.Changed(outcome))
        self.show_hint()

    def say(self, text: str, alarm: bool = False) -> None:
        """A sentence in the hint line, until the next key."""
        self.note = Hint("", text, alarm)
        self.show_hint()

    def ask(self, question: Menu | Line | None) -> None:
        """Put a question into the hint line; None takes it away."""
        self.asking = question
        self.show_hint()

    def type_character(self, character: str) -> None:
        """One printable key for the cell under the cursor."""
        if self.editor and self._complete:
            self._after_complete(character)
            return
        if self.editor is None and not self.open_cell():
            return
        editor = self.editor
        assert editor is not None
        reaction = editor.type(character)
        if reaction.refused:
            self.note = Hint("", reaction.refused, True)
        self._typed()
        if reaction.complete:
            self._completed()
        elif self._touched:
            self._keeper.key()
        elif not character.isspace():
            # The only key was refused or dropped: Enter must not empty the cell.
            self.close_cell()

    def _completed(self) -> None:
        if self._gap < BURST:
            # In a burst the next key shows whether more of this cell is still to come.
            self._complete = True
            self.set_timer(_LOOK_AHEAD, self._nothing_followed)
        else:
            self._move_on()

    def _nothing_followed(self) -> None:
        if self.editor and self._complete:
            self._move_on()

    def _after_complete(self, character: str) -> None:
        """A key behind a complete cell: its own next character, or the first of the next cell."""
        editor = self.editor
        assert editor is not None
        longer = editor_for(self.column, self.source.context)
        for each in (*editor.text, character) if len(editor.text) < 40 else character:
            longer.type(each)
        if longer.candidates and longer.text == editor.text + character:
            self._complete = False
            editor.type(character)
            self._typed()
            return
        self._move_on()
        self.type_character(character)

    def _move_on(self) -> None:
        """The cell is complete: write it and go to the next, remembering when."""
        self.commit(Way.NEXT, ask=False)
        self._moved_on_at = self._now()

    def _typed(self) -> None:
        self._touched = self._touched or bool(self.editor and self.editor.text)
        self._refresh_cell_typed()
        self._caret_to_editor()
        self.show_hint()

    def swallows(self) -> bool:
        """Whether Enter or Tab, pressed now, belongs to the cell that has just moved on by itself."""
        just_now = self.editor is None and self._now() - self._moved_on_at <= SWALLOW
        self._moved_on_at = float("-inf")
        return just_now

    def _go(self, way: Way) -> None:
        self._moved_on_at = float("-inf")
        if way in (Way.UP, Way.DOWN, Way.LEFT, Way.RIGHT):
            self._trail.forget()
            rows, columns = {Way.UP: (-1, 0), Way.DOWN: (1, 0), Way.LEFT: (0, -1), Way.RIGHT: (0, 1)}[way]
            self.move_to(self._row + rows, self._column + columns)
        elif way is Way.NEXT:
            self._trail.run_start = self._trail.run_start or self.column.field
            self._step()
        elif way is Way.PREVIOUS:
            self._step_back()
        elif way is Way.ENTER and self.enter_goes_down:
            self._enter_down()
        elif way is Way.ENTER:
            self._step()

    def _step(self) -> None:
        """To the next cell that can be typed into, and from a row's last to the next row's first."""
        self._trail.leave(*self.cursor)
        ahead = next((i for i in range(self._column + 1, len(self.columns)) if self.columns[i].editable), None)
        if ahead is not None:
            self.move_to(self._row, ahead)
        elif self._row < len(self.source):
            self._trail.run_start = None
            self.move_to(self._row + 1, self._first())

    def _step_back(self) -> None:
        behind = next((i for i in range(self._column - 1, -1, -1) if self.columns[i].editable), None)
        if behind is not None:
            self.move_to(self._row, behind)
        elif self._row:
            last = next(i for i in range(len(self.columns) - 1, -1, -1) if self.columns[i].editable or i == 0)
            self.move_to(self._row - 1, last)

    def _enter_down(self) -> None:
        self._trail.leave(*self.cursor)
        start = self._trail.run_start
        column = self.column_index(start) if start else None
        self._trail.run_start = None
        self.move_to(self._row + 1, self._column if column is None else column)

    def _first(self) -> int:
        return next((index for index, column in enumerate(self.columns) if column.editable), 0)

    def back_along_path(self) -> None:
        """The cell that was left last, open again with its text."""
        here = self.cursor
        while cell := self._trail.back():
            if cell != here and self.go_to(*cell):
                break
        else:
            self._step_back()
        if self.cursor != here:
            self.open_cell(caret_mode=True)

    @property
    def default(self) -> str:
        in_new_row = self._row_id in self._new_rows
        return self.column.default if in_new_row and self.editor is None and not self.current_text else ""

    def _carried(self, edits: Sequence[CellEdit]) -> list[CellEdit]:
        """The sticky cells of rows that begin with these edits, from the row above."""
        new = dict.fromkeys(edit.row_id for edit in edits if edit.row_id < 0)
        above = self.row_at(len(self.source) - 1) if new and len(self.source) else None
        if above is None:
            return []
        typed = {(edit.row_id, edit.field) for edit in edits}
        carried = [column.field for column in self.columns if column.field in self.sticky and column.editable]
        return [
            CellEdit(row_id, field, above.texts[field])
            for row_id in new
            for field in carried
            if (row_id, field) not in typed and above.texts.get(field)
        ]

    def _settle_conflicts(self, outcome: Outcome) -> None:
        """Show both texts of the first conflict and take a digit; then the next."""
        first, *others = outcome.conflicts
        self.go_to(first.row_id, first.field)

        def settle(mine: bool, everything: bool) -> None:
            self.ask(None)
            settled = outcome.conflicts if everything else (first,)
            rest = () if everything else tuple(others)
            if mine:
                self.write([CellEdit(c.row_id, c.field, c.mine, c.theirs) for c in settled], "type")
            if rest and self.asking is None:
                self._settle_conflicts(Outcome(conflicts=rest))

        options = [
            Option("1", t("grid.mine", text=first.mine or t("grid.blank")), lambda: settle(True, False)),
            Option("2", t("grid.theirs", text=first.theirs or t("grid.blank")), lambda: settle(False, False)),
        ]
        if others:
            options.append(Option("3", t("grid.all_mine", count=len(outcome.conflicts)), lambda: settle(True, True)))
            options.append(Option("4", t("grid.all_theirs", count=len(outcome.conflicts)), lambda: settle(False, True)))
        title = t("grid.conflict", who=first.who, at=first.at, title=self.column.title)
        self.ask(Menu(title, options, may_leave=False, alarm=True))

    def offer_unfinished(self) -> None:
        """Offer the cell that a broken session left half typed."""
        left = self.source.unfinished()
        if left is None or self.column_index(left.field) is None:
            return

        def take_back() -> None:
            self.ask(None)
            self.go_to(left.row_id if left.row_id >= 0 else None, left.field)
            if self.open_cell(left.text, caret_mode=True):
                self._seen = left.seen if left.row_id >= 0 else self._seen

        def drop() -> None:
            self.ask(None)
            self.source.keep_typing(left.row_id, left.field, "")

        title = self.source.register.column(left.field).title
        words = t("grid.unfinished", title=title, text=left.text)
        self.ask(
            Menu(
                words,
                [Option("grid.enter", "", take_back), Option("grid.clear", "", drop), Option("grid.cancel", "", drop)],
            )
        )

    def _keep(self) -> None:
        if self.editor and self.editor.text:
            row_id = NEW_ROW if self._row_id is None else self._row_id
            self.source.keep_typing(row_id, self.column.field, self.editor.text)
            self._kept = True

    def _forget_typing(self) -> None:
        if self._kept:
            self._kept = False
            self.source.keep_typing(NEW_ROW if self._row_id is None else self._row_id, self.column.field, "")

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
        self.refresh(
            region.union(before) if before and before.y == region.y and before.right > region.right else region
        )
        self._drawn = region if self.editor else None

    def _caret_to_editor(self) -> None:
        region, box = self._cell_region(), self._box()
        if region and box and self.editor and self.has_focus:
            _, x = self._painter.typed(Strip.blank(self.size.width), *box, self.editor.text, self.editor.caret)
            self._caret_to(x, region.y)

    def make_hint(self) -> Hint:
        if self.asking:
            return self.asking.hint(self.hint_width)
        if self.note.text:
            return self.note
        return editor_hint(self.editor, self.hint_width) if self.editor else super().make_hint()

    def _note_key_time(self, event: events.Event) -> None:
        now = self._clock() if self._clock else event.time
        self._gap, self._key_time = now - self._key_time, now

    def _now(self) -> float:
        """The time of the key that is being handled."""
        return self._key_time

    def on_mount(self) -> None:
        self.offer_unfinished()
