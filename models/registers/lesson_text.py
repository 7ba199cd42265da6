"""What a class is taught in one period, in one line of text: '语 李芳', or '音 周婷 单；美 吴敏 双' for two in turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from data.words import t
from models.registers.choosing import find_choice
from models.registers.column import Choice, Column, Context, People
from models.registers.persons import read_person, show_person
from models.registers.problem import Unreadable
from models.rules.clean import clean_text

_BETWEEN = re.compile(r"[;；\n]")
_ROOM = re.compile(r"[@＠]\s*(\S{1,40})\s*$")
_WEEKS = re.compile(r"(?:\s+|[(（])(单|双|odd|even)周?[)）]?\s*$", re.IGNORECASE)
_WEEKS_OF = {"单": "odd", "odd": "odd", "双": "even", "even": "even"}
_LETTERS = 3
_SHORT_WEEKS = {"odd": "teaching.odd", "even": "teaching.even"}
_DIGITS_FIRST = re.compile(r"(\d{1,4})\s*(.*)", re.DOTALL)
_PARTS = re.compile(r"[\s、,，:：]+")


class LessonEntry(NamedTuple):
    """One lesson of a cell: a subject's code, a staff number ('' for nobody yet), 'all', 'odd' or 'even' weeks, and the
    room ('' for the usual one)."""

    subject: str
    teacher: str
    weeks: str = "all"
    room: str = ""


class LessonParts(NamedTuple):
    """What a text says of one lesson: a subject's code, the words for the person, the weeks, the room, and weeks and
    room as they were written; '' for what it does not say."""

    subject: str
    person: str
    weeks: str
    room: str
    rest: str


def read_lessons(column: Column, text: str, context: Context) -> tuple[LessonEntry, ...]:
    """The lessons in a cell about the class ``column.about``.

    A subject (by label, short form or digits) and a person in any order; a person alone gives the subject they teach
    there, a subject alone whoever teaches it there. Raises Unreadable.
    """
    return tuple(_one(column, part.strip(), context) for part in _BETWEEN.split(text) if part.strip())


def show_lessons(entries: Sequence[LessonEntry], context: Context) -> str:
    """The text that `read_lessons` reads back; rooms are not shown."""
    return "；".join(_shown(entry, context) for entry in entries)


def short_labels(subjects: Sequence[Choice]) -> dict[str, str]:
    """A short name for each subject's code: its first character (语, 科), or first letters (Chi), where no other
    subject begins so, else the shortest of its spellings whose signs stand in its label in that order."""
    begun = {choice.code: choice.label[: _LETTERS if choice.label.isascii() else 1] for choice in subjects}
    count = Counter(begun.values())
    return {c.code: begun[c.code] if c.label and count[begun[c.code]] == 1 else _shortest(c) for c in subjects}


def _shortest(choice: Choice) -> str:
    spellings = [choice.label, *(alias for alias in choice.aliases if _is_part(alias, choice.label))]
    return min(filter(None, spellings), key=len)


def subject_named(text: str, subjects: Sequence[Choice]) -> Choice | None:
    """The subject of that label, digits or other spelling, or the only one that begins so."""
    if found := find_choice(subjects, text):
        return found
    begun = [choice for choice in subjects if text and choice.label.startswith(text)]
    return begun[0] if len(begun) == 1 else None


def parts_of(text: str, context: Context) -> LessonParts:
    """One lesson's text taken apart, for somebody who is still typing it."""
    room = _ROOM.search(text)
    words = text[: room.start()] if room else text
    weeks = _WEEKS.search(words)
    words = words[: weeks.start()] if weeks else words
    subject, person = _subject_and_person(clean_text(words), context)
    rest = " ".join(filter(None, (weeks[1] if weeks else "", f"@{room[1]}" if room else "")))
    return LessonParts(
        subject,
        person,
        _WEEKS_OF[weeks[1].lower()] if weeks else "all",
        clean_text(room[1]) if room else "",
        rest,
    )


def _one(column: Column, text: str, context: Context) -> LessonEntry:
    lesson = parts_of(text, context)
    staff_no = ""
    if lesson.person:
        staff_no = read_person(t("column.teacher"), lesson.person, People.of(context.people()))
    subject = lesson.subject
    if not subject:
        taught = context.taught_by(staff_no, column.about)
        if not taught:
            raise Unreadable(t("problem.which_subject", text=_name(staff_no, context) or text))
        subject = taught[0]
    elif not staff_no:
        staff_no = context.teacher_of(column.about, subject)
    return LessonEntry(subject, staff_no, lesson.weeks, lesson.room)


def _name(staff_no: str, context: Context) -> str:
    person = People.of(context.people()).numbered(staff_no)
    return person.name if person else ""


def _subject_and_person(text: str, context: Context) -> tuple[str, str]:
    """The subject's code and the words for the person, either '' where it is not said."""
    subjects = context.choices("subject")
    if People.of(context.people()).called(text, text) and not find_choice(subjects, text):
        return "", text
    if digits := _DIGITS_FIRST.fullmatch(text):
        found = next((choice for choice in subjects if choice.digits == digits[1]), None)
        return (found.code, digits[2]) if found else ("", text)
    parts = [part for part in _PARTS.split(_unbracketed(text)) if part]
    if not parts:
        return "", text  # nothing but signs between words: nobody is called so
    if len(parts) == 1:
        return _run_together(parts[0], subjects)
    for subject, person in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
        if found := subject_named(subject, subjects):
            return found.code, "".join(person)
    return "", text


def _run_together(text: str, subjects: Sequence[Choice]) -> tuple[str, str]:
    """'语李芳' and '道法lf'; a text that is no subject and begins with none is a person's."""
    if found := subject_named(text, subjects):
        return found.code, ""
    spelt = {spelling: choice for choice in subjects for spelling in (choice.label, *choice.aliases)}
    begun = max((s for s in spelt if s and not s.isascii() and text.startswith(s)), key=len, default="")
    return (spelt[begun].code, text[len(begun) :]) if begun else ("", text)


def _unbracketed(text: str) -> str:
    """'语文(李芳)' as '语文 李芳'; a number in brackets stays with the name before it."""
    return re.sub(r"[(（]([^()（）\d][^()（）]*)[)）]", r" \1 ", text)


@lru_cache(maxsize=512)
def _is_part(short: str, label: str) -> bool:
    signs = iter(label)
    return all(sign in signs for sign in short)


def _shown(entry: LessonEntry, context: Context) -> str:
    parts = [
        short_labels(context.choices("subject")).get(entry.subject, entry.subject),
        show_person(entry.teacher, People.of(context.people())) if entry.teacher else "",
        t(_SHORT_WEEKS[entry.weeks]) if entry.weeks in _SHORT_WEEKS else "",
    ]
    return " ".join(filter(None, parts))
