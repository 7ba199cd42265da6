"""Whose a handed-in file is, and what it is: read from its name, then its first lines, then from who sent it.

The name counts as a set of tokens in any order. What cannot be told for certain is left open with whoever it may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from models.rules.file_author import NAMESAKES, NOBODY, PERHAPS, SEVERAL, Staff, bare, whose
from models.rules.file_marks import Marks, marks_in, stem_of
from models.rules.reflections import AFTER_LESSON, EXCHANGE, month_of

NO_KIND, NO_LESSON, NO_ACTIVITY = "no_kind", "no_lesson", "no_activity"
DOUBTS = (NOBODY, NAMESAKES, SEVERAL, PERHAPS, NO_KIND, NO_LESSON, NO_ACTIVITY)
"""What may be open: no name at all · a name that several bear · several names · a name that is nearly somebody's · what
it counts for · after which lesson · in which exchange."""

_LINES, _LAST_LINES, _SHORT_LINE, _HEAD_LINES = 10, 3, 40, 3
_LABELLED = re.compile(r"^\S{1,6}\s*[:：]")


@dataclass(frozen=True, slots=True)
class Held:
    """A lesson that somebody showed, or an exchange that a group held: ``people`` are those who may write about it and
    have not yet."""

    id: int
    day: str
    title: str
    people: frozenset[str]
    week: int = 0
    classes: tuple[str, ...] = ()
    is_due: bool = True
    """Whether something has to be written about it."""


@dataclass(frozen=True)
class Known:
    """What the school knows when files come in."""

    staff: Staff
    today: date
    lessons: Sequence[Held] = ()
    exchanges: Sequence[Held] = ()
    month_of_week: Callable[[int], str] = field(default=lambda _week: "")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file was taken for. ``teacher`` is '' while that is open; ``candidates`` are the likeliest, best first."""

    teacher: str = ""
    candidates: tuple[str, ...] = ()
    kind: str = ""
    month: str = ""
    week: int = 0
    lesson: int | None = None
    exchange: int | None = None
    title: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it may go to its author without anybody looking."""
        return bool(self.teacher and self.kind)


def guess(file_name: str, text: str, sender: str, known: Known, folder: str = "") -> Guess:
    """What is known of a file of that name ('' for pasted text) in that folder, with that text, from whom it came (a
    staff number)."""
    stem = stem_of(file_name)
    lines = _telling_lines(text)
    in_name = marks_in(_without_names(stem, known.staff), known.today, known.staff.silent)
    in_folder = marks_in(folder, known.today)
    in_lines = marks_in("\n".join(lines), known.today, known.staff.silent)
    teacher, candidates, doubt = whose(stem, in_name, lines, sender, known.staff, known.today)
    return _Deciding(known, stem, _together(in_name, in_folder), in_lines, lines).decide(teacher, candidates, doubt)


class _Deciding:
    """Puts together what the name and the lines say."""

    def __init__(self, known: Known, stem: str, in_name: Marks, in_lines: Marks, lines: Sequence[str]) -> None:
        self._known = known
        self._stem = stem
        self._name, self._lines_say, self._lines = in_name, in_lines, lines

    def decide(self, teacher: str, candidates: tuple[str, ...], doubt: str) -> Guess:
        name, lines = self._name, self._lines_say
        doubts = [doubt] if doubt else []
        kind = name.kind or self._kind_by_lines()
        lesson = self._matching(self._known.lessons, teacher) if kind in ("", AFTER_LESSON) and teacher else None
        if not kind and (name.is_vague or lines.is_vague) and lesson:
            kind = AFTER_LESSON
        if kind != AFTER_LESSON:
            lesson = None
        if not kind:
            doubts.append(NO_KIND)
        exchange = self._matching(self._known.exchanges, teacher) if kind == EXCHANGE and teacher else None
        if kind == AFTER_LESSON and teacher and not lesson:
            doubts.append(NO_LESSON)
        if kind == EXCHANGE and teacher and not exchange:
            doubts.append(NO_ACTIVITY)
        about = lesson or exchange
        week = name.week or (lines.week if not name.month else 0)
        month = name.month or (self._known.month_of_week(name.week) if name.week else "")
        month = month or (about.day[:7] if about else "") or lines.month
        month = (
            month or (self._known.month_of_week(lines.week) if lines.week else "") or _usual_month(self._known.today)
        )
        return Guess(
            teacher,
            candidates,
            kind,
            month,
            week,
            lesson.id if lesson else None,
            exchange.id if exchange else None,
            self._title(),
            tuple(doubts),
        )

    def _kind_by_lines(self) -> str:
        """What the text's first lines call it: further on somebody may exchange views in any kind of text. Against a
        vague name only the title counts."""
        few = self._lines[: 1 if self._name.is_vague else _HEAD_LINES]
        return marks_in("\n".join(few), self._known.today, self._known.staff.silent).kind

    def _matching(self, all_held: Sequence[Held], teacher: str) -> Held | None:
        """The lesson or exchange that fits best; where nothing tells, the only one that is still to be written
        about."""
        own = [held for held in all_held if teacher in held.people]
        scored = sorted(((self._fits(held), held.day, held) for held in own), key=lambda found: found[:2], reverse=True)
        if scored and scored[0][0] and (len(scored) == 1 or scored[0][0] > scored[1][0]):
            return scored[0][2]
        said = self._name.topics or self._name.day or self._name.week
        owed = [held for held in own if held.is_due] or own
        return owed[0] if len(owed) == 1 and not said else None

    def _fits(self, held: Held) -> int:
        points = 0
        title = bare(held.title)
        for marks, weight in ((self._name, 3), (self._lines_say, 2)):
            topics = [bare(topic) for topic in marks.topics]
            if title and any(topic and (topic in title or title in topic) for topic in topics):
                points += 4 * weight
            points += 3 * weight * (marks.day == held.day)
            points += weight * (bool(held.week) and marks.week == held.week)
            points += bool(set(marks.classes) & set(held.classes))
            points += bool(marks.month) and marks.month == held.day[:7]
        return points + 6 * (len(title) > 1 and title in bare(self._stem))

    def _title(self) -> str:
        """The text's own first line where it looks like one, else what the file was called."""
        first = next((line for line in self._lines if line), "").removeprefix("# ").strip()
        if 1 < len(first) <= _SHORT_LINE and not _LABELLED.match(first) and first[-1] not in "。，；、：":
            return first
        return self._stem[:120]


def _together(name: Marks, folder: Marks) -> Marks:
    """What the file's name says, and for the rest what its folder says."""
    dated = bool(name.day or name.month or name.week)
    return replace(
        name,
        kind=name.kind or folder.kind,
        month=name.month if dated else folder.month,
        week=name.week if dated else folder.week,
    )


def _telling_lines(text: str) -> list[str]:
    """The lines that may say whose it is: the first ones and the last, the short ones among them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    near = lines[:_LINES] + (lines[-_LAST_LINES:] if len(lines) > _LINES else [])
    return [line for line in near if len(line) <= _SHORT_LINE]


def _without_names(stem: str, staff: Staff) -> str:
    """The stem with its long names set apart, lest a part of one be taken for something else."""
    for author in staff.authors:
        if len(author.name) > 2 and author.name in stem:
            stem = stem.replace(author.name, f" {author.name} ")
    return stem


def _usual_month(today: date) -> str:
    """In the first days of a month things are handed in for the month before."""
    if today.day > 5:
        return month_of(today)
    return f"{today.year - 1}-12" if today.month == 1 else f"{today.year}-{today.month - 1:02d}"
