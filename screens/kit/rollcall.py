"""Noting who is missing: everybody stands on the sheet as present, and only the exceptions are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.words import t
from models.registers.attendance import EXCUSED
from models.registers.choosing import label_of
from models.registers.column import Choice
from models.registers.source import CellEdit
from screens.kit.grid.asking import Line
from screens.kit.grid.cell import NEW_ROW
from screens.kit.grid.editors import Candidate
from screens.kit.grid.editors.person import people_for
from screens.kit.grid.editors.typed import admit
from screens.kit.grid.entry import Way
from screens.kit.grid.grid import Grid
from screens.kit.grid.hint import Hint

FIELD, NOTES = "attendance_status", "has_notes"


class Missing(Line):
    """Asks who is missing. The number on the sheet, or letters until only one person is left, say who; then Enter notes
    the status in use and a digit another one. No number on the sheet may begin with that of somebody picked already,
    so that no Enter stands between the two."""

    def __init__(
        self,
        grid: RollGrid,
        note: Callable[[int, str], object],
        statuses: Sequence[Choice],
        status: str,
    ) -> None:
        self._grid = grid
        self._note = note
        self._statuses = statuses
        self._status = status
        self._picked: int | None = None
        """The row that is meant, from 0."""
        super().__init__(
            t("attendance.call", status=label_of(statuses, status)),
            "",
            done=self._done,
            left=grid.show_hint,
            candidates=grid.people_like,
            help=t("attendance.call_help"),
        )

    def type(self, character: str) -> Candidate | None:
        if self._picked is not None:
            digit, _ = admit(character, folds=True)
            chosen = next((choice.code for choice in self._statuses if choice.digits == digit), None)
            if chosen:
                self._status = chosen
                return Candidate("", "", self.text)
            return None
        found = super().type(admit(character, folds=True)[0] or character)
        self._picked = self._grid.row_called(found.text) if found else self._only_one()
        self._show_picked()
        return None

    def backspace(self) -> None:
        self._picked = None
        super().backspace()

    def hint(self, width: int) -> Hint:
        if self._picked is None:
            return super().hint(width)
        # The title would push the statuses off a narrow screen.
        return Hint("", self.note + " ", caret=len(self.note))

    def _only_one(self) -> int | None:
        """The row that the text cannot but mean by now."""
        if self.text.isdecimal():
            number, last = int(self.text), len(self._grid.source)
            return number - 1 if 0 < number <= last < number * 10 else None
        found = self._grid.people_like(self.text)
        return self._grid.row_called(found[0].text) if len(found) == 1 else None

    def _show_picked(self) -> None:
        if self._picked is None:
            return
        codes = " ".join(f"{choice.digits}{choice.label}" for choice in self._statuses)
        status = label_of(self._statuses, self._status)
        name = self._grid.name_at(self._picked)
        self.note = t("attendance.pick", number=self._picked + 1, name=name, status=status, codes=codes)

    def _done(self, typed: str) -> None:
        row = self._picked
        if row is None and typed:
            row = int(typed) - 1 if typed.isdecimal() else self._only_one()
        if row is not None and 0 <= row < len(self._grid.source):
            self._note(row, self._status)
        elif typed:
            self._nobody(t("attendance.nobody", text=typed, rows=len(self._grid.source)))

    def _nobody(self, words: str) -> None:
        self._grid.call(self._status, words)


class WithoutNotes(Missing):
    """Asks whose notes are missing: who is meant is found as in the roll call, and Enter notes it."""

    def __init__(self, grid: RollGrid, note: Callable[[int, str], object], remark: str) -> None:
        super().__init__(grid, note, (), "")
        self.title = t("attendance.notes_call")
        self.note = remark

    def _show_picked(self) -> None:
        if self._picked is not None:
            name = self._grid.name_at(self._picked)
            self.note = t("attendance.notes_pick", number=self._picked + 1, name=name)

    def _nobody(self, words: str) -> None:
        self._grid.call_notes(words)


class WhoWent(Line):
    """Asks who was there, on a sheet on which nobody stands to begin with: each is found by letters, and Enter or the
    digit of one of several puts them on it."""

    def __init__(self, grid: RollGrid, remark: str) -> None:
        self._grid = grid
        super().__init__(
            t("attendance.who_went"),
            "",
            done=self._done,
            left=grid.show_hint,
            candidates=grid.staff_like,
            help=t("attendance.who_went_help"),
        )
        self.note = remark

    def _done(self, typed: str) -> None:
        if not typed:
            return
        found = self._grid.staff_like(typed)
        if len(found) > 1 and typed not in {one.text for one in found}:
            self._grid.call_came(t("attendance.several", text=typed))
        else:
            self._grid.note_came(found[0].text if len(found) == 1 else typed)


class RollGrid(Grid):
    """The grid of one activity's sheet."""

    def call_came(self, remark: str = "") -> None:
        """Ask who was there."""
        self.ask(WhoWent(self, remark))

    def staff_like(self, typed: str) -> list[Candidate]:
        """Those on the staff whom the letters or characters may mean."""
        return people_for(typed, self.source.context.people())

    def note_came(self, written: str) -> None:
        """Put somebody on the sheet, unless they stand on it or nobody is called so."""
        if not self.staff_like(written) and self.row_called(written) is None and "(" not in written:
            self.call_came(t("attendance.nobody_called", text=written))
            return
        if self.row_called(written) is None:
            self.leave_path()
            self.go_to(None, "teacher")
            self.write([CellEdit(NEW_ROW, "teacher", written, "")], "type")
        self.call_came(t("attendance.went", name=written.partition("(")[0], count=len(self.source)))

    def call_notes(self, remark: str) -> None:
        """Ask whose notes are missing."""
        self.ask(WithoutNotes(self, self._note_no_notes, remark))

    def _note_no_notes(self, index: int, _status: str) -> None:
        row = self.source.row(index)
        self.leave_path()
        self.go_to(row.id, NOTES)
        self.write([CellEdit(row.id, NOTES, "", row.texts[NOTES])], "type")
        self.call_notes(t("attendance.notes_done", number=index + 1, name=row.texts["teacher"]))

    def call(self, status: str = EXCUSED, remark: str = "") -> None:
        """Ask who is missing with that status."""
        statuses = self.source.context.choices(self.source.register.column(FIELD).choices)
        question = Missing(self, self._note_missing, statuses, status)
        question.note = remark
        self.ask(question)

    def do_attendance_call(self) -> None:
        self.commit(Way.STAY, ask=False)
        if len(self.source):
            self.call()
        else:
            self.call_came()

    def people_like(self, typed: str) -> list[Candidate]:
        """Those on the sheet whom the letters or characters may mean."""
        if not typed or typed.isdecimal():
            return []
        on_sheet = {self.source.row(index).values["teacher"] for index in range(len(self.source))}
        return people_for(typed, [person for person in self.source.context.people() if person.staff_no in on_sheet])

    def row_called(self, written: str) -> int | None:
        """Where the person stands on the sheet, from 0, by the name and number that a candidate writes."""
        number = written.rpartition("(")[2].removesuffix(")")
        return next((i for i in range(len(self.source)) if self.source.row(i).values["teacher"] == number), None)

    def name_at(self, index: int) -> str:
        return self.source.row(index).texts["teacher"]

    def _note_missing(self, index: int, status: str) -> None:
        row = self.source.row(index)
        label = label_of(self.source.context.choices(self.source.register.column(FIELD).choices), status)
        self.leave_path()
        self.go_to(row.id, FIELD)
        self.write([CellEdit(row.id, FIELD, label, row.texts[FIELD])], "type")
        self.call(status, t("attendance.done", number=index + 1, name=row.texts["teacher"], status=label))
