"""Reading reflections: a page of the inbox, the text of one, what became of it. Everybody sees their own part only.

The office sees all, whoever wrote a piece sees it, a group's head sees of the group how far each is, and of that only
which were shared with the group to read. What is still a draft only its author sees, and who began it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.actions.lists import research_groups
from models.actions.teaching import calendar_of
from models.rules.calendar import Calendar
from models.rules.reflections import (
    AFTER_LESSON,
    DRAFT,
    INSIGHT,
    THERE,
    TO_READ,
    ReflectionRules,
    due_after_lesson,
    dues,
    is_late,
    late_among,
)
from models.rules.rights import Scope, may_do
from models.rules.terms import TermDates
from models.store.errors import NotAllowed
from models.tables.lessons import OpenLesson
from models.tables.people import GroupMember, StaffGroup, Teacher, Term
from models.tables.reading import ByIds, tuples
from models.tables.reflections import Reflection, ReflectionStep, ReflectionTag, ReflectionText

if TYPE_CHECKING:
    from models.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pieces: of these states (all: ()), kinds and so on; what is empty does not matter. Months are 'YYYY-MM',
    days of handing in ISO; ``teachers`` are staff numbers."""

    states: tuple[str, ...] = TO_READ
    kind: str = ""
    month: str = ""
    since: str = ""
    until: str = ""
    teachers: tuple[str, ...] = ()
    group: str = ""
    grade: str = ""
    tag: str = ""
    flagged: bool = False
    lesson: int | None = None
    activity: int | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One reflection without its text. ``readable`` says whether this person may read the text; what they may not
    know (the grade of others, the answer) is ''. ``late`` is 补交: it came after its day."""

    id: int
    version: int
    staff_no: str
    name: str
    group: str
    kind: str
    month: str
    week: int
    lesson: int | None
    activity: int | None
    title: str
    state: str
    grade: str
    received_at: str
    handed_in_at: str
    handed_in_on: str
    characters: int
    file: int | None
    file_name: str
    came_by: str
    sender: str
    problem: str
    answer: str
    is_flagged: bool
    consent: str
    is_shared: bool
    tags: tuple[str, ...] = ()
    late: bool = False
    readable: bool = True

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands in the inbox: the next page begins after the last piece's place."""
        return (self.received_at, self.id)


@dataclass(frozen=True, slots=True)
class Step:
    """A piece came into a state: when (UTC), by whom and with which words."""

    state: str
    at: str
    who: str
    words: str


_OF_TEACHER = ("staff_no", "name")
_COLUMNS = (
    "id",
    "version",
    "staff_no",
    "name",
    "teacher",
    "kind",
    "month",
    "week",
    "lesson",
    "activity",
    "title",
    "state",
    "grade",
    "received_at",
    "handed_in_at",
    "handed_in_on",
    "characters",
    "file",
    "file_name",
    "came_by",
    "sender",
    "problem",
    "answer",
    "is_flagged",
    "consent",
    "is_shared",
)
_PIECES = ByIds(
    Reflection.select(*(getattr(Teacher if name in _OF_TEACHER else Reflection, name) for name in _COLUMNS)).join(
        Teacher, pw.JOIN.LEFT_OUTER, on=(Reflection.teacher == Teacher.id)
    ),
    Reflection.id,
)


def reflection_rules(desk: Desk) -> ReflectionRules:
    """The school's own numbers: how many are owed by its obligations, the others by the setting 'reflections'; what
    they do not say is as usual."""
    from models.actions.owed.quotas import usual_number  # which counts over what is here

    usual, said = ReflectionRules(), desk.setting("reflections", {})
    return ReflectionRules(
        per_month=usual_number("insights", usual.per_month),
        exchanges=usual_number("exchanges", usual.exchanges),
        days_after_lesson=int(said.get("days_after_lesson", usual.days_after_lesson)),
        lesson_kinds=tuple(said.get("lesson_kinds", usual.lesson_kinds)),
        least={**usual.least, **{str(kind): int(least) for kind, least in said.get("least", {}).items()}},
    )


def inbox(
    desk: Desk, wanted: Wanted | None = None, after: tuple[str, int] | None = None, limit: int = 60
) -> list[Piece]:
    """A page of the pieces wanted (without a word: those that wait to be read), in the order of their coming; the next
    page comes ``after`` the last one's `Piece.place`. Raises NotAllowed."""
    wanted = wanted or Wanted()
    where = conditions(desk, wanted)
    if after is not None:
        at, row_id = after
        same = Reflection.received_at == at
        if wanted.newest_first:
            where.append((Reflection.received_at < at) | (same & (Reflection.id < row_id)))
        else:
            where.append((Reflection.received_at > at) | (same & (Reflection.id > row_id)))
    order: tuple[Any, ...] = (Reflection.received_at, Reflection.id)
    if wanted.newest_first:
        order = tuple(term.desc() for term in order)
    query = Reflection.select(Reflection.id).order_by(*order).limit(limit)
    return pieces(desk, [row_id for (row_id,) in tuples(_where(query, where))])


def count(desk: Desk, wanted: Wanted) -> int:
    """How many pieces are wanted. Raises NotAllowed."""
    query = Reflection.select(pw.fn.COUNT(Reflection.id))
    return tuples(_where(query, conditions(desk, wanted)))[0][0]


def conditions(desk: Desk, wanted: Wanted) -> list[Any]:
    """The conditions of a query of `Reflection` for what is wanted, within what this person may see at all.
    Raises NotAllowed."""
    found: list[Any] = [condition] if (condition := _within(desk)) is not None else []
    if wanted.states:
        found.append(Reflection.state.in_(list(wanted.states)))
    for name in ("kind", "month", "grade", "lesson", "activity"):
        if value := getattr(wanted, name):
            found.append(getattr(Reflection, name) == value)
    if wanted.grade and may_do(desk.store.actor.role, "reflections.judge") is Scope.NONE:
        found.append(Reflection.teacher == desk.store.actor.teacher_id)  # nobody finds out others' grades so
    if wanted.since:
        found.append(Reflection.handed_in_on >= wanted.since)
    if wanted.until:
        found.append(Reflection.handed_in_on <= wanted.until)
    if wanted.flagged:
        found.append(Reflection.is_flagged)
    if wanted.teachers:
        numbers = Teacher.select(Teacher.id).where(Teacher.staff_no.in_(list(wanted.teachers)))
        found.append(Reflection.teacher.in_(numbers))
    if wanted.group:
        found.append(Reflection.teacher.in_(_members(wanted.group)))
    if wanted.tag:
        tagged = ReflectionTag.select(ReflectionTag.reflection).where(ReflectionTag.tag == wanted.tag)
        found.append(Reflection.id.in_(tagged))
    return found


def pieces(desk: Desk, ids: Sequence[int]) -> list[Piece]:
    """The pieces of those ids in that order, as this person may see them; ids that are gone, or beyond it, are left
    out. Raises NotAllowed."""
    scope = desk.sight.ensure("reflections")
    allowed = None if scope is Scope.ALL else desk.sight.people(scope)
    own, judges = desk.store.actor.teacher_id, may_do(desk.store.actor.role, "reflections.judge") is Scope.ALL
    rows = {row[0]: row for row in _PIECES(list(ids))} if ids else {}
    groups = research_groups(sorted({row[4] for row in rows.values() if row[4]})) if rows else {}
    tags: dict[int, list[str]] = {}
    for row_id, tag in _TAGS(list(rows)) if rows else ():
        tags.setdefault(row_id, []).append(tag)
    late = _late(desk, rows) if rows else set()
    found = []
    for row_id in ids:
        if (row := rows.get(row_id)) is None:
            continue
        teacher = row[4]
        is_own = own is not None and teacher == own
        if allowed is not None and teacher not in allowed:
            continue
        if row[11] == DRAFT and not is_own and not _began(desk, row_id):
            continue
        values = dict(zip(_COLUMNS, row, strict=True))
        del values["teacher"]
        for name in ("staff_no", "name"):
            values[name] = values[name] or ""
        for name in ("is_flagged", "is_shared"):
            values[name] = bool(values[name])
        beside = {"group": groups.get(teacher, ""), "tags": tuple(sorted(tags.get(row_id, ()))), "late": row_id in late}
        piece = Piece(**values, **beside)
        found.append(piece if is_own or judges or scope is Scope.ALL else _for_peers(piece))
    return found


def text_of(desk: Desk, reflection: int) -> str:
    """The text of one piece; '' where it could not be read. Raises NotAllowed, LookupError for one that is gone."""
    found = pieces(desk, [reflection])
    if not found:
        raise LookupError(reflection)
    if not found[0].readable:
        raise NotAllowed(t("reflections.not_shared", who=found[0].name))
    rows = tuples(ReflectionText.select(ReflectionText.body).where(ReflectionText.reflection == reflection))
    return rows[0][0] if rows else ""


def steps_of(desk: Desk, reflection: int) -> list[Step]:
    """What became of one piece, the first step first; without the office's words for those who may not read it.
    Raises NotAllowed."""
    found = pieces(desk, [reflection])
    rows = tuples(
        ReflectionStep.select(ReflectionStep.state, ReflectionStep.at, ReflectionStep.who, ReflectionStep.words)
        .where(ReflectionStep.reflection == reflection)
        .order_by(ReflectionStep.id)
    )
    if not found:
        return []
    hides = not _knows_all(desk, found[0])
    return [Step(state, at, who, "" if hides else words) for state, at, who, words in rows]


_TAGS = ByIds(ReflectionTag.select(ReflectionTag.reflection, ReflectionTag.tag), ReflectionTag.reflection)


def _where(query: Any, conditions: Sequence[Any]) -> Any:
    return query.where(reduce(and_, conditions)) if conditions else query


def _within(desk: Desk) -> Any:
    """The condition for being within what this person may see; None where that is everything."""
    scope = desk.sight.ensure("reflections")
    found = not_others_drafts(desk)
    if scope is Scope.ALL:
        return found
    people = Reflection.teacher.in_(sorted(desk.sight.people(scope)))
    return people if found is None else people & found


def not_others_drafts(desk: Desk) -> Any:
    """The condition for being no draft that only somebody else knows of; None where that is everything."""
    actor = desk.store.actor
    if actor.account_id is None:
        return None
    own = Reflection.teacher == actor.teacher_id if actor.teacher_id is not None else pw.SQL("1 = 0")
    begun = ReflectionStep.select(ReflectionStep.reflection).where(
        ReflectionStep.state == DRAFT, ReflectionStep.who == actor.name
    )
    return own | (Reflection.state != DRAFT) | Reflection.id.in_(begun)


def _began(desk: Desk, reflection: int) -> bool:
    """Whether the draft was begun by this person, for somebody else."""
    actor = desk.store.actor
    if actor.account_id is None:
        return True
    step = ReflectionStep
    return step.select().where(step.reflection == reflection, step.state == DRAFT, step.who == actor.name).exists()


def _knows_all(desk: Desk, piece: Piece) -> bool:
    if desk.sight.ensure("reflections") is Scope.ALL:
        return True
    rows = tuples(Reflection.select(Reflection.teacher).where(Reflection.id == piece.id))
    return bool(rows) and rows[0][0] == desk.store.actor.teacher_id


def _for_peers(piece: Piece) -> Piece:
    """What a group's head sees of somebody else's: how far it is, and whether it is shared; never the grade."""
    hidden = replace(piece, grade="", answer="", tags=(), is_flagged=False, consent="", problem="", readable=False)
    return replace(hidden, readable=True) if piece.is_shared else replace(hidden, title="", file_name="", file=None)


def _members(group: str) -> Any:
    return (
        GroupMember.select(GroupMember.teacher)
        .join(StaffGroup)
        .where(StaffGroup.name == group, GroupMember.ends_on == "", GroupMember.teacher.is_null(False))
    )


def _late(desk: Desk, rows: dict[int, tuple[Any, ...]]) -> set[int]:
    """Which of the pieces came after their day."""
    rules, calendars = reflection_rules(desk), Calendars()
    found: set[int] = set()
    people = sorted({row[4] for row in rows.values() if row[4] and row[5] == INSIGHT and row[6]})
    months = sorted({row[6] for row in rows.values() if row[5] == INSIGHT and row[6]})
    if people and months:
        every: dict[tuple[int, str], list[tuple[str, int]]] = {}
        query = Reflection.select(Reflection.teacher, Reflection.month, Reflection.handed_in_on, Reflection.id).where(
            Reflection.teacher.in_(people),
            Reflection.month.in_(months),
            Reflection.kind == INSIGHT,
            Reflection.state.in_(THERE),
        )
        for teacher, month, day, row_id in tuples(query):
            every.setdefault((teacher, month), []).append((day, row_id))
        for (_, month), handed_in in every.items():
            handed_in.sort()
            due = dues(month, rules.per_month, calendars.of(month + "-15"))
            late = late_among([day for day, _ in handed_in], due)
            found |= {row_id for (_, row_id), is_it in zip(handed_in, late, strict=True) if is_it}
    lessons = {row[8]: row[0] for row in rows.values() if row[5] == AFTER_LESSON and row[8]}
    if lessons:
        held = dict(
            tuples(OpenLesson.select(OpenLesson.id, OpenLesson.held_on).where(OpenLesson.id.in_(list(lessons))))
        )
        for row_id, row in rows.items():
            if row[5] == AFTER_LESSON and (day := held.get(row[8])):
                due_on = due_after_lesson(day, rules.days_after_lesson, calendars.of(day))
                found |= {row_id} if is_late(row[15], due_on) else set()
    return found


class Calendars:
    """The calendar of whichever term a day lies in, each read once."""

    def __init__(self) -> None:
        rows = tuples(Term.select(Term.school_year, Term.number, Term.starts_on, Term.ends_on))
        self._terms = [TermDates(*row) for row in rows]
        self._read: dict[TermDates, Calendar] = {}

    def of(self, day: str | date) -> Calendar | None:
        iso = day if isinstance(day, str) else day.isoformat()
        term = next((term for term in self._terms if term.starts_on <= iso <= term.ends_on), None)
        if term is None:
            return None
        if term not in self._read:
            self._read[term] = calendar_of(term)
        return self._read[term]


def readable(found: Collection[Piece]) -> list[Piece]:
    """Those of the pieces whose text this person may read."""
    return [piece for piece in found if piece.readable]
