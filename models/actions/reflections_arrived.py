"""What is here already of something that comes in: the same file, or the version that was given back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import peewee as pw

from models.rules.reflection_names import Guess
from models.rules.reflections import RETURNED
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionText, StoredFile

_AT_ONCE = 500
_LETTERS, _ENOUGH = 6, 0.3


class Earlier(NamedTuple):
    """A piece that is here: whose ('' for one that waits) and what it is called."""

    id: int
    staff_no: str
    name: str
    title: str


class GivenBack(NamedTuple):
    """A piece that was given back, with its text."""

    id: int
    title: str
    lesson: int | None
    text: str


def earlier_files(digests: Sequence[str]) -> dict[str, list[Earlier]]:
    """The pieces that came as files with these digests."""
    found: dict[str, list[Earlier]] = {}
    for start in range(0, len(digests), _AT_ONCE):
        query = (
            StoredFile.select(StoredFile.sha256, Reflection.id, Teacher.staff_no, Teacher.name, Reflection.title)
            .join(Reflection, on=(Reflection.file == StoredFile.id))
            .join(Teacher, pw.JOIN.LEFT_OUTER, on=(Reflection.teacher == Teacher.id))
            .where(StoredFile.sha256.in_(list(digests[start : start + _AT_ONCE])))
            .order_by(Reflection.id)
        )
        for digest, row_id, staff_no, name, title in tuples(query):
            found.setdefault(digest, []).append(Earlier(row_id, staff_no or "", name or "", title))
    return found


def earlier_of(staff_no: str, kind: str, month: str) -> list[GivenBack]:
    """What was given back to somebody, of a kind and month, the oldest first."""
    query = (
        Reflection.select(Reflection.id, Reflection.title, Reflection.lesson, ReflectionText.body)
        .join(Teacher, on=(Reflection.teacher == Teacher.id))
        .switch(Reflection)
        .join(ReflectionText, on=(ReflectionText.reflection == Reflection.id))
        .where(
            Teacher.staff_no == staff_no,
            Reflection.kind == kind,
            Reflection.month == month,
            Reflection.state == RETURNED,
        )
        .order_by(Reflection.received_at, Reflection.id)
    )
    return [GivenBack(*row) for row in tuples(query)]


def is_newer_version(earlier: GivenBack, guessed: Guess, text: str) -> bool:
    """Whether something is what was given back, written anew: about the same lesson, under the same title, or with a
    good part of the same words."""
    if guessed.lesson is not None and guessed.lesson == earlier.lesson:
        return True
    if guessed.title and guessed.title == earlier.title:
        return True
    old, new = _pieces(earlier.text), _pieces(text)
    return bool(old) and len(old & new) >= _ENOUGH * min(len(old), len(new) or len(old))


def _pieces(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[at : at + _LETTERS] for at in range(len(plain) - _LETTERS + 1)}
