"""The register of weekly lessons with a finding on every lesson that meets another one it cannot meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.words import t
from models.actions.registers.timetable import slot_of
from models.actions.source import RegisterSource
from models.registers.choosing import label_of
from models.registers.column import Context, People
from models.registers.persons import show_person
from models.registers.problem import Problem
from models.registers.source import Row
from models.rules.slots import Clash, Slot, clashes, shared_rooms

_Time = tuple[int, int]
_SENTENCES = {"teacher": "teaching.clash_teacher", "class": "teaching.clash_class", "room": "teaching.clash_room"}
_FIELDS = {"teacher": "teacher", "class": "class_group", "room": "room"}
_ONLY = {"odd": "teaching.only_odd", "even": "teaching.only_even"}


class TimetableSource(RegisterSource):
    """Clashes come and go with what is typed, on both lessons. Nobody is kept from typing on."""

    _clashing: dict[int, frozenset[str]]
    """The fields that hold a clash, by row."""

    def _read_all(self) -> None:
        self._clashing = {}
        super()._read_all()

    def _put(self, fresh: Sequence[Row], gone: Sequence[Row] = ()) -> None:
        before = [old for row in fresh if (old := self._held(row.id))]
        super()._put(fresh, gone)
        for row in gone:
            self._clashing.pop(row.id, None)
        self._clashing.update((row.id, frozenset()) for row in fresh)
        times = {_time(row) for row in (*before, *fresh, *gone)}
        self._mark(row for row in list(self._rows.values()) if _time(row) in times)

    def _mark(self, rows: Iterable[Row]) -> None:
        """Look these rows through, all those of their times, and put a finding where two of them clash."""
        found: dict[int, dict[str, Problem]] = {}
        slots = {row.id: slot_of(row.id, row.values) for row in rows}
        for clash in clashes(list(slots.values()), shared_rooms(slot.room for slot in slots.values())):
            for slot, other in ((clash.first, clash.second), (clash.second, clash.first)):
                problem = clash_problem(clash, other, self._lists)
                found.setdefault(slot.id, {}).setdefault(problem.field, problem)
        for row_id in slots:
            row, new = self._rows[row_id], found.get(row_id, {})
            old = self._clashing.get(row_id, frozenset())
            kept = {name: problem for name, problem in row.problems.items() if name not in old or problem.waiting}
            if new or len(kept) != len(row.problems):
                self._rows[row_id] = replace(row, problems={**new, **kept})
            self._clashing[row_id] = frozenset(new)


def clash_problem(clash: Clash, other: Slot, context: Context, field: str = "") -> Problem:
    """The finding on a lesson that clashes with ``other``: nobody can be in two places, a room may be shared."""
    return Problem(field or _FIELDS[clash.what], clash_sentence(clash.what, other, context), clash.what != "room")


def clash_sentence(what: str, other: Slot, context: Context) -> str:
    """What else is there at that time: '李芳这一节还在三(2)班上语文'."""
    facts = {
        "class_": label_of(context.choices("class"), other.class_code),
        "subject": label_of(context.choices("subject"), other.subject),
        "teacher": show_person(other.teacher, People.of(context.people())),
        "room": other.room,
        "weeks": t(_ONLY[other.weeks]) if other.weeks in _ONLY else "",
    }
    return t(_SENTENCES[what], **facts)


def _time(row: Row) -> _Time:
    slot = slot_of(row.id, row.values)
    return slot.weekday, slot.period
