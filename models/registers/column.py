"""A register's columns: one record says everything about a field.

The same records drive the grid and its checks, the import and export, the blank template, the printed table and the
help, so that no fact about a field is written twice.
"""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from data.words import t
from models.registers.problem import Problem


class Kind(StrEnum):
    """What a column holds, and so how it is typed, stored and shown. In brackets: the value's Python type."""

    TEXT = "text"  # anything [str]
    NAME = "name"  # a person's name, without spaces around or between Chinese characters [str]
    DIGITS = "digits"  # a number that is not for sums: staff number, telephone [str]
    CODE = "code"  # one of a list [str: the choice's code; '' for none]
    CODES = "codes"  # several of a list, in the order typed [tuple[str, ...]]
    PERSON = "person"  # somebody on the staff, found by initials, pinyin, characters or number [str: the staff number]
    PARTIAL_DATE = "partial_date"  # a month or a day: '1985-03' or '1985-03-12' [str; '' for none]
    DAY = "day"  # an ISO day, '2026-09-01' [str; '' for none]
    INTEGER = "integer"  # [int | None]
    SCORE = "score"  # points on a form, halves too, or '-' [int: tenths, -1 for not applicable | None]
    CLOCK = "clock"  # a time of day [str: '08:30'; '' for none]
    LESSONS = "lessons"  # what a class is taught in one period, '语 李芳' [tuple[LessonEntry, ...]]
    HONOURS = "honours"  # several honours in one cell, '县骨干教师2023(县教育局)' [tuple[HonourEntry, ...]]
    COMPUTED = "computed"  # shown, never typed [int | str | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a code list.

    ``code`` is stored, ``label`` shown, ``digits`` typed ('' where the list has no numbers). The digits are kept with
    the entry and never follow its place in the list, so that fingers need not learn twice.
    """

    code: str
    label: str
    digits: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be named in a cell. ``pinyin`` is the corrected full pinyin, a space between syllables."""

    staff_no: str
    name: str
    pinyin: str
    note: str = ""  # what tells namesakes apart: group and subject


class People(Sequence[Person]):
    """Everybody who may be named, in the order to offer them: in memory, or looked up in the store when they are many.

    What asks for one or a few of them asks by the methods here, so that not everybody need be read.
    """

    @staticmethod
    def of(people: Sequence[Person]) -> People:
        return people if isinstance(people, People) else PeopleList(people)

    @abstractmethod
    def numbered(self, staff_no: str) -> Person | None: ...

    @abstractmethod
    def bearers(self, name: str) -> int:
        """How many bear a name."""

    @abstractmethod
    def called(self, number: str, name: str) -> Sequence[Person]:
        """Those of that staff number, those written 'name(number)' in that way, and those of that name."""

    @abstractmethod
    def is_number_begun(self, begun: str) -> bool:
        """Whether somebody's staff number begins so."""

    @abstractmethod
    def likely(self, text: str, most: int) -> Sequence[Person]:
        """At least everybody whom `names.find_people` would give as its first ``most`` for that folded text, except by
        a given name alone."""

    @abstractmethod
    def likely_inside(self, text: str) -> Iterable[Person]:
        """At least everybody whom it might find by a given name."""

    def spoken(self, staff_no: str) -> tuple[str, str]:
        """What somebody is ordered by: the name's pinyin, then the number."""
        person = self.numbered(staff_no)
        return (person.pinyin or person.name, staff_no) if person else ("", staff_no)


class PeopleList(tuple[Person, ...], People):
    """Everybody in memory."""

    @cached_property
    def _by_number(self) -> Mapping[str, Person]:
        return {person.staff_no: person for person in reversed(self)}

    @cached_property
    def _bearers(self) -> Mapping[str, int]:
        return Counter(person.name for person in self)

    def numbered(self, staff_no: str) -> Person | None:
        return self._by_number.get(staff_no)

    def bearers(self, name: str) -> int:
        return self._bearers[name]

    def called(self, number: str, name: str) -> Sequence[Person]:
        return [p for p in self if number in (p.staff_no, f"{p.name}({p.staff_no})") or name == p.name]

    def is_number_begun(self, begun: str) -> bool:
        return any(person.staff_no.lower().startswith(begun.lower()) for person in self)

    def likely(self, text: str, most: int) -> Sequence[Person]:
        return self

    def likely_inside(self, text: str) -> Iterable[Person]:
        return self


class Context(Protocol):
    """What reading and checking a cell may need to know about the school; a register's source provides it."""

    @property
    def today(self) -> date: ...

    def choices(self, list_id: str) -> Sequence[Choice]:
        """The entries of the code list ``list_id`` that may be chosen now, in the order to show them."""
        ...

    def new_choice(self, list_id: str, text: str) -> Choice | None:
        """The entry that ``text`` would become in an open list (groups, classes); None where the list is closed or
        the text cannot name one. It is made for good when the cell is written."""
        ...

    def people(self) -> Sequence[Person]:
        """Everybody who may be named in a PERSON cell, the likeliest first."""
        ...

    def taught_by(self, staff_no: str, class_code: str) -> Sequence[str]:
        """The subjects that somebody teaches, by code, the likeliest in that class first."""
        ...

    def teachers_of(self, class_code: str) -> Collection[str]:
        """The staff numbers of everybody who teaches the class anything."""
        ...

    def teacher_of(self, class_code: str, subject: str) -> str:
        """The staff number of whoever teaches the class that subject; '' when nobody or several do."""
        ...


Values = Mapping[str, Any]
"""A row's values by field, of the types named in `Kind`."""

Check = Callable[[Any, Values, Context], Problem | None]
"""A rule on one cell: (value, the whole row's values, context) to a finding or None. The value is never empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """Everything the program knows about one field of a register. ``width`` is in terminal cells."""

    field: str
    kind: Kind
    width: int
    required: bool = False
    choices: str = ""  # the code list's id, for CODE and CODES; for TEXT a list of phrases, taken by digit and Space
    default: str = ""  # the text that Enter accepts in an empty cell of a new row
    earliest: date | None = None  # plausible range of dates and months: soft outside, and decides two-digit years
    latest: date | None = None
    by_month: bool = False  # a month is all that the paper says: 0709 moves on without waiting for a day
    largest: int | None = None  # the highest number that fits: a score moves on as soon as it can grow no more
    full: str = ""  # the regular expression of a text that can grow no longer, so that the cell moves on by itself
    max_length: int = 200  # characters
    synonyms: tuple[str, ...] = ()  # headers that spreadsheets use for it, besides the title in either language
    auto_advance: bool = True  # a complete code moves on by itself
    sticky: bool = False  # carries the row above's value into a new row (沿用), until switched off
    frozen: bool = False  # stays at the left while the others scroll
    shown: bool = True  # on the screen unless the person hides it; hidden ones still travel in files
    printed: bool = False  # in the printed table when no columns are named
    heading: str = ""  # instead of the field's own words, where a column is made while the program runs
    explained: str = ""  # likewise instead of its help
    about: str = ""  # the code of the class that a column of LESSONS is about
    spills_into: str = ""  # the text field that takes a second value when an import has two rows about one person
    skip_if: Callable[[Values], bool] | None = dataclasses.field(default=None, hash=False, compare=False)
    """For which rows typing passes the empty cell by: called with the row's values, {} for a row not yet made."""
    checks: tuple[Check, ...] = dataclasses.field(default=(), hash=False, compare=False)
    needless: tuple[str, str] = ("", "")  # a field, and the code in it with which this one may stay empty after all

    def is_owed(self, values: Values) -> bool:
        """Whether a row with these values has to have one here."""
        field, code = self.needless
        return self.required and not (field and values.get(field) == code)

    @property
    def title(self) -> str:
        """The heading, in the person's language."""
        return self.heading or t(f"column.{self.field}")

    @property
    def help(self) -> str:
        """One sentence: what the field is and what may be typed; '' when the title says it all."""
        if self.explained:
            return self.explained
        words = t(f"column_help.{self.field}")
        return "" if words.startswith("<") else words

    @property
    def editable(self) -> bool:
        return self.kind is not Kind.COMPUTED
