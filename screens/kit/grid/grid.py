"""The entry grid: what each of its commands does.  Which key does which is in the keymap."""

from __future__ import annotations

from textual import events

from data.words import t
from models.registers.column import Kind
from models.registers.source import why_read_only
from models.store.errors import StoreError
from screens.kit.commands import Command
from screens.kit.grid.asking import Line, Menu
from screens.kit.grid.cell import STREAM
from screens.kit.grid.columns import GridColumns
from screens.kit.grid.deeds import GridDeeds
from screens.kit.grid.editors import WORDS
from screens.kit.grid.entry import Way
from screens.kit.grid.hint import Hint
from screens.kit.grid.order import GridOrder
from screens.kit.grid.replacing import GridReplacing
from screens.kit.grid.statistics import GridTypist
from screens.kit.keymap import command_for, commands_for

_A_LINE = 20  # keys; fewer may be typing that a line held up, where the Enter leaves the first cell blank
_OF_THE_CELL = ("grid.enter", "grid.next", "grid.previous", "grid.back", "grid.clear", "grid.cancel", "grid.restore")
"""What a key may mean for a cell that is complete and waits for what follows."""


class Grid(GridTypist, GridColumns, GridReplacing, GridOrder, GridDeeds):
    """One grid for everything that is typed in bulk.

    It posts `Changed`; a `GridHint` under it shows its ``hint`` (see `GridPane`).
    """

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return bool(character) and _printable(character)

    def on_key(self, event: events.Key) -> None:
        try:
            self._take_key(event)
        except StoreError as error:
            self.say(str(error), alarm=True)

    def _take_key(self, event: events.Key) -> None:
        self._note_key_time(event)
        self._lines.key(event.key, self._gap, self._row, self.column.field)
        self.count_key(event)
        character = event.character if event.character and _printable(event.character) else ""
        had_note, self.note = bool(self.note.text), Hint()
        if self.asking and self._answer(event.key, character):
            event.stop()
        elif character and self._is_typed(event.key, character):
            event.stop()
            self.type_character(character)
        elif command := self._own(event.key):
            event.stop()
            self._do(command)
        if had_note:
            self.show_hint()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.note = Hint()
        if isinstance(self.asking, Line):
            for character in event.text.strip().splitlines()[0] if event.text.strip() else "":
                self.asking.type(character)
            self.show_hint()
            return
        try:
            self.paste_text(event.text)
        except StoreError as error:
            self.say(str(error), alarm=True)

    def on_blur(self) -> None:
        self.commit(Way.STAY, ask=False)

    def _answer(self, key: str, character: str) -> bool:
        """Let the question in the hint line have the key; whether it wanted it."""
        command = command_for("grid", key) or ""
        question = self.asking
        if isinstance(question, Menu):
            if question.weighty and self._gap < STREAM:
                return True
            if option := question.answer(character or command):
                self.ask(None)
                option.do()
                return True
            if question.turn(character):
                self.show_hint()
                return True
            if question.may_leave:
                self.ask(None)
                question.left()
                return command == "grid.cancel"
            return bool(character or command)
        assert isinstance(question, Line)
        if character:
            if picked := question.type(character):
                self.ask(None)
                question.done(picked.text)
        elif command == "grid.back":
            question.backspace()
        elif command in ("grid.cancel", "grid.restore"):
            self.ask(None)
            question.left()
        elif command == "grid.enter":
            self.ask(None)
            question.done(question.text)
        elif command and question.stays:
            self.ask(None)
            question.done(question.text)
            return False
        self.show_hint()
        return bool(character or command)

    def _is_typed(self, key: str, character: str) -> bool:
        """Whether the key is a part of a value here and not a command: always while a cell is open or holds words."""
        if (doubted := self.marks_doubt(key)) is not None:
            return not doubted
        kind = self.column.kind
        if self.editor or kind in WORDS or character.isalnum():
            return True
        commands = commands_for(key)
        ditto_in_number = kind is Kind.DIGITS and any(command.id == "grid.ditto" for command in commands)
        return not commands or ditto_in_number

    def _own(self, key: str) -> Command | None:
        return next((found for found in commands_for(key) if hasattr(self, f"do_{found.method}")), None)

    def _do(self, command: Command) -> None:
        if self.editor and self._complete and command.id not in _OF_THE_CELL:
            # In a burst the cell has only not moved on yet: the key was meant for the next one.
            self.move_on_and_replay()
        reason = getattr(self, f"why_not_{command.method}", None)
        if reason and (words := reason()):
            self.say(words)
        else:
            getattr(self, f"do_{command.method}")()

    def do_grid_up(self) -> None:
        self.commit(Way.UP, ask=False)

    def do_grid_down(self) -> None:
        self.commit(Way.DOWN, ask=False)

    def do_grid_left(self) -> None:
        if self.editor and self.editor.caret_mode:
            self.editor.left()
            self._typed()
        else:
            self.commit(Way.LEFT, ask=False)

    def do_grid_right(self) -> None:
        if self.editor and self.editor.caret_mode:
            self.editor.right()
            self._typed()
        else:
            self.commit(Way.RIGHT, ask=False)

    def do_grid_enter(self) -> None:
        if why_read_only(self.source):
            self.do_grid_form()
        else:
            self._leave_by(Way.ENTER)

    def do_grid_next(self) -> None:
        self._leave_by(Way.NEXT)

    def do_grid_previous(self) -> None:
        self.commit(Way.PREVIOUS)

    def _leave_by(self, way: Way) -> None:
        if way is Way.ENTER and (self._lines.ended or self._lines.ends):
            self._end_line()
            return
        if self.editor is None and (self.swallows() or self._is_second_return(way)):
            return
        if self.editor and self._complete:
            self.ends_complete(tab=way is Way.NEXT)
        if self.default:
            self.write_here(self.default, "type")
        self.commit(way)

    def _end_line(self) -> None:
        """The end of a line that came without brackets: the next begins below its first cell."""
        if self._lines.ended:
            return
        if self.editor and self._complete:
            self.ends_complete(tab=True)
        self.commit(Way.STAY, ask=False)
        column = self.column_index(self._lines.start)
        if self.asking is None and column is not None:
            self._trail.leave(*self.cursor)
            # Its last cell may have been complete without the Enter, and have gone to the next row by itself.
            self.move_to(self._lines.row + 1, column)
        self._lines.next()

    def _is_second_return(self, way: Way) -> bool:
        """Whether this Enter belongs to a pasted line that ends in two, as tmux sends it: nothing has been typed in the
        empty row yet, and a whole line has just come without a pause."""
        return way is Way.ENTER and self._row_id is None and self._streak >= _A_LINE

    def do_grid_home(self) -> None:
        if self.editor and self.editor.caret_mode:
            self.editor.home()
            self._typed()
        elif self.commit(Way.STAY, ask=False):
            self.leave_path()
            self.move_to(0 if self._column == 0 else self._row, 0)

    def do_grid_end(self) -> None:
        if self.editor and self.editor.caret_mode:
            self.editor.end()
            self._typed()
        elif self.commit(Way.STAY, ask=False):
            self.leave_path()
            last = len(self.columns) - 1
            at_end = self._column == last
            self.move_to(max(self._row, len(self.source) - 1) if at_end else self._row, last)

    def do_grid_page_up(self) -> None:
        self._turn_page(-1)

    def do_grid_page_down(self) -> None:
        self._turn_page(1)

    def _turn_page(self, pages: int) -> None:
        self.commit(Way.STAY, ask=False)
        self.leave_path()
        last = max(0, len(self.source) - (pages < 0 or self._row < len(self.source) - 1))
        row = max(0, min(self._row + pages * self.page, last))
        top = max(0, round(self.scroll_y) + row - self._row)
        self.scroll_to(y=top, animate=False)
        self.move_to(row, self._column)
        self.refresh()

    def do_grid_problem(self) -> None:
        """To the next cell with a finding; one in a hidden column is told in words."""
        self.commit(Way.STAY, ask=False)
        after = self._problem_at[1] if self._problem_at and self._problem_at[0] == self.cursor else None
        if after is None and self._row_id is not None:
            after = (self._row_id, self.column.field)
        found = self.walk.next(self.source, after)
        if found is None:
            self.say(getattr(self.source, "searched", "") or t("grid.no_problem"))
            return
        row_id, field = found
        self.leave_path()
        if not self.go_to(row_id, field if self.column_index(field) is not None else ""):
            return
        self._problem_at = (self.cursor, found)
        if self.column.field != field and (row := self.current) and (problem := row.problems.get(field)):
            self.say(problem.message, alarm=problem.hard)

    def do_grid_edit(self) -> None:
        if self.editor is None:
            self.open_cell(caret_mode=True)
        else:
            self.editor.caret_mode = True

    def do_grid_back(self) -> None:
        if self.editor is None:
            self.back_along_path()
        elif self.editor.text:
            self.editor.backspace()
            self._complete = False
            self._typed()
            self._keeper.key()
        elif not self.editor.caret_mode:
            self.close_cell()

    def do_grid_clear(self) -> None:
        if self.editor:
            self.editor.delete()
            self._complete = False
            self._typed()
        else:
            self.clear_range()

    def do_grid_cancel(self) -> None:
        if self.editor:
            self.close_cell()
        elif self._anchor is not None:
            self.end_range()
        else:
            self.come_back()

    def do_grid_restore(self) -> None:
        if self.editor:
            self.close_cell()
        elif self.filter_text:
            self.filter("")
        elif self.sorted_by:
            self.unsort()

    def do_grid_list(self) -> None:
        self.open_cell()

    def why_not_grid_list(self) -> str:
        has_list = self.column.kind in (Kind.CODE, Kind.CODES, Kind.PERSON)
        return "" if has_list else t("grid.no_list", title=self.column.title)

    def do_grid_direction(self) -> None:
        self.enter_goes_down = not self.enter_goes_down
        self.say(t("grid.enter_down") if self.enter_goes_down else t("grid.enter_right"))

    def do_grid_sticky(self) -> None:
        self.sticky ^= {self.column.field}
        self._painter.forget()
        self.refresh()
        title = self.column.title
        on = self.column.field in self.sticky
        self.say(t("grid.sticky_on", title=title) if on else t("grid.sticky_off", title=title))


def _printable(character: str) -> bool:
    # A full-width space counts as unprintable, but an input method types it.
    return character.isprintable() or character == "\u3000"
