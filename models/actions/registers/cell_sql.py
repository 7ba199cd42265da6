"""What a column is to SQL: by what it is ordered, when it is empty, and whether its text holds a word.

Every answer is the one that the list source gets from the shown text, so that a register reads the same at any size.
Only what SQLite and PostgreSQL share is used.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import peewee as pw

from models.registers.column import Choice
from models.registers.ordering import FIRST_ENTRIES
from models.tables.people import StaffGroup, Teacher


@dataclass(frozen=True)
class CellSql:
    """``keys`` to order filled cells by, the condition ``empty``, and for a word the condition ``holds``.

    ``holds`` gives None for a word that no text of the column can hold, which saves looking.
    """

    keys: tuple[Any, ...]
    empty: Any
    holds: Callable[[str], Any]


NO_CELL = CellSql((), pw.Value(1) == 1, lambda _word: None)
"""A column that no table keeps: it cannot be ordered by, and no word is found in it."""


def text_cell(field: Any) -> CellSql:
    """Text as it stands; a number or a reference is looked through as text."""
    if _is_no_text(field):
        return CellSql((field,), field.is_null(), field.cast("TEXT").contains)
    return CellSql((field,), field == "", field.contains)


def _is_no_text(field: Any) -> bool:
    """Whether PostgreSQL would refuse to compare the column with words, as SQLite does not."""
    return isinstance(field, pw.Field) and not isinstance(field, pw.TextField)


def spoken_cell(field: Any, pinyin: Any) -> CellSql:
    """A name, ordered by how it is spoken."""
    return CellSql((pw.Case(None, ((pinyin != "", pinyin),), field),), field == "", field.contains)


def date_cell(field: Any) -> CellSql:
    return CellSql((field,), field == "", lambda word: field.contains(word) if _is_date_like(word) else None)


def number_cell(number: Any, empty: Any) -> CellSql:
    """A whole number; ``empty`` says when none is shown."""
    return CellSql(
        (number,), empty, lambda word: ~empty & number.cast("TEXT").contains(word) if word.isdecimal() else None
    )


def code_cell(field: Any, choices: Sequence[Choice]) -> CellSql:
    """A code of a list, shown by its label; a code that the list has lost is shown as it is."""
    shown = field.cast("TEXT") if _is_no_text(field) else field
    return CellSql((place_of(shown, choices), field), shown == "", lambda word: holding_code(shown, choices, word))


def person_cell(field: Any) -> CellSql:
    """A reference to somebody on the staff: by pinyin, found by name, pinyin, initials and a namesake's number."""
    person: Any = Teacher.alias()

    def of_person(value: Any) -> Any:
        return person.select(value).where(person.id == field)

    def holds(word: str) -> Any:
        named: Any = Teacher.alias()
        shared = named.select(named.name).group_by(named.name).having(pw.fn.COUNT(named.id) > 1)
        numbered = person.name.concat("(").concat(person.staff_no).concat(")").contains(word)
        found = person.name.contains(word) | (person.name.in_(shared) & numbered) | holding_pinyin(person, word)
        return field.in_(person.select(person.id).where(found))

    spoken = pw.Case(None, ((person.name_pinyin != "", person.name_pinyin),), person.name)
    return CellSql((of_person(spoken), of_person(person.staff_no)), field.is_null(), holds)


def group_cell(field: Any, choices: Sequence[Choice]) -> CellSql:
    """A reference to a group of the staff, in the order of the list of groups."""
    name = StaffGroup.select(StaffGroup.name).where(StaffGroup.id == field)
    named = StaffGroup.select(StaffGroup.id)
    return CellSql(
        (place_of(name, choices), name),
        field.is_null(),
        lambda word: field.in_(named.where(StaffGroup.name.contains(word))),
    )


def several_cell(owner: Any, entries: Any, places: Sequence[Any], holding: Callable[[str], Any]) -> CellSql:
    """Several entries kept beside the record.

    ``entries`` is a query of them in the order shown, its owner unnamed; ``places`` what the first ones are ordered by;
    ``holding`` gives for a word the query of owners with such an entry, or None.
    """

    def key(place: Any, number: int) -> Any:
        return pw.fn.COALESCE(entries.select(place).limit(1).offset(number), -1)

    def holds(word: str) -> Any:
        found = holding(word)
        return None if found is None else owner.in_(found)

    keys = tuple(key(place, number) for number in range(FIRST_ENTRIES) for place in places)
    return CellSql(keys, keys[0] == -1, holds)


def place_of(value: Any, choices: Sequence[Choice]) -> Any:
    """Where a code stands in its list; behind all others when it is not in it."""
    if not choices:
        return pw.Value(0)
    places: dict[str, int] = {}
    for place, choice in enumerate(choices):
        places.setdefault(choice.code, place)
    return pw.Case(value, tuple(places.items()), len(choices))


def holding_code(field: Any, choices: Sequence[Choice], word: str) -> Any:
    """The code's label holds the word; so does a code itself that is in no list any more."""
    found = [choice.code for choice in choices if word in choice.label.lower()]
    # The look into the text goes first: most cells are empty or hold no such word, which is soon seen.
    lost = field.contains(word) & field.not_in([choice.code for choice in choices]) if word.isascii() else None
    return either([field.in_(found) if found else None, lost])


def holding_pinyin(table: Any, word: str) -> Any:
    """The name's pinyin, its syllables run together, or its initials hold the word."""
    joined = pw.fn.REPLACE(table.name_pinyin, " ", "").contains(word)
    return table.name_initials.contains(word) | joined


def either(conditions: Sequence[Any]) -> Any:
    """One of the conditions, leaving out those that are None; None when there is none."""
    found = [condition for condition in conditions if condition is not None]
    return reduce(operator.or_, found) if found else None


def _is_date_like(word: str) -> bool:
    return all(character in "0123456789-" for character in word)
