"""The grid as a place to type: the editor inside the cell, and what is written when it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.registers.column import Column, Kind
from models.registers.source import CellEdit, Conflict, Outcome, RowSource
from models.store.errors import StoreError
from screens.kit.grid.cell import LONG_AGO, NEW_ROW
from screens.kit.grid.editors import TextEditor, editor_for
from screens.kit.grid.habit import Habit
from screens.kit.grid.hint import Hint
from screens.kit.grid.lines import Lines
from screens.kit.grid.path import GridPath, Way
from screens.kit.grid.questions import conflict_question, unfinished_question
from screens.kit.grid.walk import Walk

SWALLOW = 0.3
"""Seconds after a cell moved on by itself in which one Enter or Tab is taken for the key that it no longer needs."""

SWALLOW_NUMBER = 0.8
"""The same behind a date or a telephone number, where fingers press Enter without looking whether it was enough."""

BURST = 0.005
"""Seconds between two keys that no hand types: a paste without brackets, or a line that was held up."""

_LOOK_AHEAD = 0.02
_YEAR_AND_MONTH, _DAY = 6, 2  # digits


class GridEntry(GridPath):
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
        super().__init__(source, fields, clock=clock, id=id, classes=classes)
        self._habit = Habit()
        self._lines = Lines()
        self.walk = Walk()
        self._left_number = False
        self._tail = ""  # digits behind a complete month, until it shows whether they are its day

    @property
    def onward(self) -> Way:
        """Where a cell that is complete goes on to."""
        return Way.NEXT

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
        self._shut()
        try:
            way = self.write_typed(column, row_id, text, way)
        except StoreError as error:
            self._open_again(editor, error)
            return False
        self._forget_typing()
        if self.asking is None:
            self._go(way)
        return True

    def _open_again(self, editor: TextEditor, error: StoreError) -> None:
        """Nothing could be written: what was typed stays in the cell, to be tried again."""
        self.editor = editor
        self._typed()
        self.say(str(error), alarm=True)

    def write_typed(self, column: Column, row_id: int | None, text: str, way: Way) -> Way:
        """Write a cell that has just been left, if it says something new; which way the cursor goes then."""
        if text != self._seen:
            self.write([CellEdit(NEW_ROW if row_id is None else row_id, column.field, text, self._seen)], "type")
        return way

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
            self._settle_conflicts(outcome.conflicts)
        self.post_message(self.Changed(outcome))
        self.show_hint()

    def type_character(self, character: str) -> None:
        """One printable key for the cell under the cursor."""
        if self.editor and self._complete:
            self._after_complete(character)
            return
        if self._moved_on_at != LONG_AGO:
            self._lines.typed()
            if not self._left_number:
                self._habit.note(False)
        if self.editor is None and not self.open_cell():
            return
        editor = self.editor
        assert editor is not None
        reaction = editor.type(character)
        if reaction.refused:
            self.note = Hint("", reaction.refused, True)
        self._typed()
        if reaction.spilled:
            self._lines.typed()
            self.commit(Way.NEXT, ask=False)
            self.type_character(character)
        elif reaction.complete:
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
            self._wait_for_more()
        else:
            self._move_on()

    def _wait_for_more(self) -> None:
        waited_for = self._tail

        def nothing_followed() -> None:
            if self.editor and self._complete and self._tail == waited_for:
                self.move_on_and_replay()

        self.set_timer(_LOOK_AHEAD, nothing_followed)

    def move_on_and_replay(self, character: str = "") -> None:
        """The complete cell is left; what was held back behind it belongs to the next one."""
        tail, self._tail = self._tail + character, ""
        self._move_on()
        for each in tail:
            self.type_character(each)

    def _after_complete(self, character: str) -> None:
        """A key behind a complete cell: its own next character, or the first of the next cell."""
        editor = self.editor
        assert editor is not None
        if self.column.by_month:
            # Held-up typing puts the next cell's digits behind a month; a pasted 20010812 puts its day there.
            if character.isdecimal() and len(editor.text) == _YEAR_AND_MONTH and len(self._tail) < _DAY:
                self._tail += character
                self._wait_for_more()
            else:
                self.move_on_and_replay(character)
            return
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
        left_number = self._is_number
        self.commit(self.onward, ask=False)
        self._moved_on_at, self._left_number = self._key_time, left_number

    @property
    def _is_number(self) -> bool:
        """Whether people press Enter here as a matter of course, however complete the cell is."""
        return self.column.kind in (Kind.PARTIAL_DATE, Kind.DAY, Kind.DIGITS, Kind.CLOCK)

    def swallows(self) -> bool:
        """Whether Enter or Tab, pressed now, belongs to the cell that has just moved on by itself."""
        waited, self._moved_on_at = self._key_time - self._moved_on_at, LONG_AGO
        if waited == float("inf"):
            return False
        if self._left_number:
            return waited <= SWALLOW_NUMBER
        expected, at_once = self._habit.expected, waited <= SWALLOW
        self._habit.note(at_once)
        return at_once and expected

    def ends_complete(self, tab: bool) -> None:
        """Enter or Tab right behind a complete cell, in a burst: its own key (a Tab always is), or the next cell's."""
        if self._tail:
            self._end_tail()
            return
        own = tab or self._is_number or self._habit.expected
        if not self._is_number:
            self._habit.note(True)
        self._complete = False
        if not own:
            self._move_on()
            self._moved_on_at = LONG_AGO

    def _end_tail(self) -> None:
        """The key closes a pasted day, or the next cell's digits when they are none."""
        assert self.editor is not None
        if len(self._tail) < _DAY or not "01" <= self._tail <= "31":
            self.move_on_and_replay()
            return
        tail, self._tail, self._complete = self._tail, "", False
        for each in tail:
            self.editor.type(each)
        self._typed()

    def _settle_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show both texts of the first conflict and take a digit; then the next."""
        self.go_to(conflicts[0].row_id, conflicts[0].field)

        def settle(mine: bool, everything: bool) -> None:
            settled, rest = (conflicts, ()) if everything else (conflicts[:1], conflicts[1:])
            if mine:
                self.write([CellEdit(c.row_id, c.field, c.mine, c.theirs) for c in settled], "type")
            if rest and self.asking is None:
                self._settle_conflicts(rest)

        self.ask(conflict_question(self.column, conflicts, settle))

    def offer_unfinished(self) -> None:
        """Offer the cell that a broken session left half typed."""
        left = self.source.unfinished()
        if left is None or self.column_index(left.field) is None:
            return

        def take_back() -> None:
            self.go_to(left.row_id if left.row_id >= 0 else None, left.field)
            if self.open_cell(left.text, caret_mode=True):
                self._kept = True

        def drop() -> None:
            self.source.keep_typing(left.row_id, left.field, "")
            self.show_hint()

        self.ask(unfinished_question(self.source.register.column(left.field), left, take_back, drop))

    def on_mount(self) -> None:
        self.offer_unfinished()
