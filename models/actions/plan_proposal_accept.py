"""Accepting a proposal: one action, checked once more against the store as it is then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.planning.values import Entry
from data.words import t
from models.actions.desk import Desk
from models.actions.observing import add_lesson, put_down
from models.actions.open_lessons import TAKES_PART, Calendars
from models.actions.plan_proposal import Proposal, ProposalRow
from models.actions.plan_proposal_basis import Arranged, Basis, read_basis
from models.actions.plan_proposal_words import broken_words, entry_day_words, instead_words, when_words
from models.journal.writing import update_record
from models.planning.board import Board
from models.planning.facts import Facts
from models.planning.fixed import NotKept, seat_of, why_blocked
from models.planning.telling import name_of, why_words
from models.rules.slots import Slot
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples

_Time = tuple[int, int, int, str]
_LESSON_IS_OFF = ("teacher_away", "closed", "moved")


@dataclass(frozen=True)
class Accepted:
    """What was written: so many people put down, lessons opened, observations taken back, lessons called off.
    ``left_out`` says in sentences what no longer held. ``change_id`` is None where nothing was left to write."""

    change_id: int | None
    put_down: int = 0
    opened: int = 0
    taken_back: int = 0
    called_off: int = 0
    left_out: tuple[str, ...] = ()


def accept(desk: Desk, proposal: Proposal) -> Accepted:
    """Write the proposal into the store as one action. What does not hold any more, because others wrote meanwhile, is
    left out and told. Raises NotAllowed, CannotPlan."""
    first, last = (when_words(week) for week in (min(proposal.weeks, default=0), max(proposal.weeks, default=0)))
    reason = first if first == last else t("planner.from_to", first=first, last=last)
    with desk.store.change("planning.accept", reason) as change:
        writing = _Accepting(desk, proposal, read_basis(desk))
        writing.check()
        done = writing.write()
    return Accepted(change.id, *done, tuple(writing.left_out))


@dataclass
class _Accepting:
    desk: Desk
    proposal: Proposal
    now: Basis
    left_out: list[str] = field(default_factory=list)
    going: list[ProposalRow] = field(default_factory=list)
    leaving: list[tuple[Arranged, ProposalRow]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = name_of(self.now.given)
        self.facts = Facts(self.now.given)
        self.board = Board(self.facts)
        self._put(pin for pin in self.now.given.pins)
        self.arranged = {one.entry: one for one in self.now.arranged}
        self.lessons = self._lessons()

    def _put(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if (seat := seat_of(self.facts, entry)) is not None:
                self.board.add(*seat)

    def check(self) -> None:
        """What of the proposal still holds."""
        changed = [row for row in self.proposal.rows if row.kind != "kept"]
        taken: list[tuple[ProposalRow, Arranged]] = []
        for row in changed:
            old = row.entry if row.kind == "dropped" else row.before
            if old is None:
                continue
            if (standing := self.arranged.get(old)) is None:
                self._leave_out(row, t("planner.gone_already"))
            else:
                taken.append((row, standing))
                self._take_off(standing)
        left = {row for row, _ in taken}
        for row in sorted((row for row in changed if row.kind in ("new", "moved")), key=lambda row: row.entry[1:]):
            if row.kind == "moved" and row not in left:
                continue
            why = self._why_not(row)
            if not why:
                self._put([row.entry])
                self.going.append(row)
            else:
                self._leave_out(row, why)
        still = set(self.going)
        for row, standing in taken:
            if row.kind == "dropped" or row in still or standing.broken:
                self.leaving.append((standing, row))
            elif not why_blocked(self.board, standing.entry):
                self._put([standing.entry])

    def _take_off(self, standing: Arranged) -> None:
        seat = seat_of(self.facts, standing.entry)
        if not standing.broken and seat is not None and standing.entry in self.now.given.pins:
            self.board.remove(*seat)

    def _why_not(self, row: ProposalRow) -> str:
        entry = row.entry
        if (entry.week, entry.day) < (self.now.first_week, self.now.first_day):
            return t("planner.past_already")
        if entry[1:] not in self.lessons:
            return t("planner.no_lesson_now", teacher=self.name(entry.teacher))
        why = why_blocked(self.board, entry)
        # What is fixed by hand, and what a whole group attends, may go beyond a limit.
        if not why or (why == "limit" and (row.pinned or row.group)):
            return ""
        return why_words(NotKept(entry, why), self.name)

    def _leave_out(self, row: ProposalRow, why: str) -> None:
        entry = entry_day_words(self.proposal.basis, row.entry, self.name)
        self.left_out.append(t("planner.left_out", entry=entry, why=why))

    def write(self) -> tuple[int, int, int, int]:
        ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
        for standing, row in self.leaving:
            reason = broken_words(standing.broken, standing.entry, self.name)
            if row in self.going:
                reason += instead_words(self.now, row.entry, self.name)
            update_record(Observation, standing.observation, {"status": "void", "reason": reason[:200]})
        called_off = self._call_off()
        lessons, opened = self.lessons, 0
        for row in self.going:
            lesson = lessons[row.entry[1:]]
            if isinstance(lesson, Slot):
                day = self.now.day_of(row.entry.week, row.entry.day)
                lesson = lessons[row.entry[1:]] = add_lesson(self.desk, lesson, day)
                opened += 1
            put_down(self.desk, lesson, ids[row.entry.observer], "planned", pinned=row.pinned)
        for row in self.proposal.rows:
            if row.kind == "kept" and row.pinned and (one := self.arranged.get(row.entry)) and not one.pinned:
                update_record(Observation, one.observation, {"pinned": True})
        return len(self.going), opened, len(self.leaving), called_off

    def _lessons(self) -> dict[_Time, int | Slot]:
        """For each lesson that somebody might go to: the open lesson's id, or what of the timetable is to be opened."""
        calendars = Calendars(self.desk)
        found: dict[_Time, int | Slot] = {}
        for week, day in sorted({row.entry[1:3] for row in self.proposal.rows}):
            facts = calendars.day(self.now.day_of(week, day))
            for slot in facts.slots:
                found[week, day, slot.period, slot.teacher] = slot
            for lesson in facts.lessons:
                if not lesson.cancelled:
                    found[week, day, lesson.period, lesson.teacher] = lesson.id
        return found

    def _call_off(self) -> int:
        """Cancel the lessons that cannot be given and to which nobody is left to come."""
        off = {one.lesson: one for one, _ in self.leaving if one.broken in _LESSON_IS_OFF}
        if not off:
            return 0
        still = tuples(
            Observation.select(Observation.lesson).where(
                Observation.lesson.in_(sorted(off)), Observation.status.in_(TAKES_PART)
            )
        )
        empty = sorted(set(off) - {lesson for (lesson,) in still})
        for lesson in empty:
            reason = broken_words(off[lesson].broken, off[lesson].entry, self.name)
            update_record(OpenLesson, lesson, {"status": "cancelled", "reason": reason[:200]})
        return len(empty)
