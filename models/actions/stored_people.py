"""Everybody on the staff of a store that has too many of them to read: looked up by name, pinyin and number.

A few rows are asked for by what they begin with, by indexes; `names.find_people` then judges them as it judges a list,
so that the answers are the same. What is asked for is always wider than what fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, overload

import peewee as pw

from data.pinyin import characters_read, readings, spellings
from models.registers.column import People, PeopleList, Person
from models.tables.people import Teacher
from models.tables.reading import ByIds, tuples

_LAST = "\U0010ffff"  # behind every text that begins alike
_LONGEST_SYLLABLE = 6
_WIDEST_NUMBER = 20
_SPARE = 3  # times as many as asked for: some of those found by number are judged by their names
_FIRST_CHINESE = "\u2e80"

_COLUMNS = (Teacher.sort_no, Teacher.id, Teacher.staff_no, Teacher.name, Teacher.name_pinyin)
_NUMBERED = ByIds(Teacher.select(*_COLUMNS), Teacher.staff_no)
_BEARERS = ByIds(Teacher.select(Teacher.name), Teacher.name)
_ORDER = (Teacher.sort_no, Teacher.id)

Found = tuple[int, int, str, str, str]


class StoredPeople(People):
    """As the store is now; ``group_of`` gives the notes of some people by their ids."""

    def __init__(self, group_of: Callable[[Sequence[int]], dict[int, str]]) -> None:
        self._group_of = group_of
        self._known: dict[str, Person | None] = {}
        self._named: dict[str, int] = {}

    # -- as a sequence, for whoever wants them all -------------------------------------------------------------------

    @cached_property
    def _all(self) -> PeopleList:
        return PeopleList(self._persons(tuples(Teacher.select(*_COLUMNS).order_by(*_ORDER))))

    def __len__(self) -> int:
        return tuples(Teacher.select(pw.fn.COUNT(Teacher.id)))[0][0]

    @overload
    def __getitem__(self, index: int) -> Person: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Person]: ...
    def __getitem__(self, index: int | slice) -> Person | Sequence[Person]:
        return self._all[index]

    def __iter__(self) -> Iterator[Person]:
        return iter(self._all)

    # -- one or a few ------------------------------------------------------------------------------------------------

    def numbered(self, staff_no: str) -> Person | None:
        if staff_no not in self._known:
            self._known[staff_no] = next(iter(self._persons(_NUMBERED([staff_no]))), None)
        return self._known[staff_no]

    def bearers(self, name: str) -> int:
        if name not in self._named:
            self._named[name] = len(_BEARERS([name]))
        return self._named[name]

    def called(self, number: str, name: str) -> Sequence[Person]:
        conditions = [Teacher.staff_no == number, Teacher.name == name]
        written, opened, rest = number.rpartition("(")
        if opened and rest.endswith(")"):
            conditions.append((Teacher.name == written) & (Teacher.staff_no == rest[:-1]))
        return self._persons(_asked(*(_where(condition) for condition in conditions)))

    def is_number_begun(self, begun: str) -> bool:
        return bool(_asked(_where(_number_begins(begun.lower())).limit(1)))

    def likely(self, text: str, most: int) -> Sequence[Person]:
        if text.isdecimal():
            bare = text.lstrip("0")
            padded = [bare.rjust(width, "0") for width in range(len(bare), _WIDEST_NUMBER + 1)] if bare else []
            exact = Teacher.staff_no.in_([text, *padded])
            return self._persons(_asked(_where(exact), _first(_begins(Teacher.staff_no, text), most)))
        named, number = Teacher.name != "", _number_begins(text)
        exact_number = number & (pw.fn.LOWER(Teacher.staff_no) == text)
        queries = [_where(named & exact_number), _first(named & number, most)]
        for length in range(1, min(len(text), _LONGEST_SYLLABLE) + 1):
            begun = text[:length]
            own = [_spoken(begun), *([_begins(Teacher.name, begun)] if length == 1 else [])]
            anybody = [*own, *self._first_read(begun)]
            if length < len(text):
                queries.append(_where(named & _either(anybody) & _second_begins(text[length])))
            else:
                # Here all fit alike, but those by their own pinyin before the others: the first ones are enough.
                queries.append(_where(named & _either(anybody) & _is_of_one_syllable()))
                queries += [_first(named & _either(alike), most) for alike in (own, anybody)]
        if words := self._words_in_letters(text[0]):
            queries.append(_where(_either(words)))
        return self._persons(_asked(*queries))

    def likely_inside(self, text: str) -> Iterable[Person]:
        return self._persons(_asked(_where((Teacher.name != "") & _holds_inside(text))))

    # -- inside ------------------------------------------------------------------------------------------------------

    @cached_property
    def _first_characters(self) -> list[str]:
        """What names begin with: some hundred surnames, each found by one look into the index of names."""
        text, _ = Teacher.select(pw.fn.MIN(Teacher.name)).where(Teacher.name > "").sql()
        database: Any = Teacher._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
        found: list[str] = []
        behind = ""
        while name := database.execute_sql(text, [behind]).fetchone()[0]:
            found.append(name[0])
            behind = name[0] + _LAST
        return found

    def _first_read(self, begun: str) -> list[Any]:
        """For each Chinese character of which a reading, or which itself, begins so: its names."""
        return [
            _begins(Teacher.name, char)
            for char in self._first_characters
            if char >= _FIRST_CHINESE
            and (char.startswith(begun) or any(s.startswith(begun) for r in readings(char) for s in spellings(r)))
        ]

    def _words_in_letters(self, head: str) -> list[Any]:
        """Names that begin with a word in letters, which is one part of the name, whatever follows its first letter."""
        found = [char for char in self._first_characters if char < _FIRST_CHINESE and char.lower() == head]
        return [_begins(Teacher.name, char) for char in found]

    def _persons(self, found: Sequence[Found]) -> list[Person]:
        notes = self._group_of([row_id for _sort_no, row_id, *_rest in found]) if found else {}
        return [Person(no, name, pinyin, notes.get(row_id, "")) for _sort_no, row_id, no, name, pinyin in found]


def _either(conditions: Sequence[Any]) -> Any:
    """One of the conditions; halved and halved again, since no database reads a hundred brackets inside each other."""
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    return _either(conditions[:middle]) | _either(conditions[middle:])


def _asked(*queries: Any) -> list[Found]:
    """What any of the queries finds, each person once and in the school's order."""
    return sorted({row for query in queries for row in tuples(query)})


def _where(condition: Any) -> Any:
    return Teacher.select(*_COLUMNS).where(condition)


def _first(condition: Any, most: int) -> Any:
    return _where(condition).order_by(*_ORDER).limit(most * _SPARE)


def _begins(field: Any, text: str) -> Any:
    return (field >= text) & (field < text + _LAST)


def _spoken(begun: str) -> Any:
    """The person's own pinyin begins so, in small letters or with a capital."""
    return _either([_begins(Teacher.name_pinyin, text) for text in sorted({begun, begun.capitalize()})])


def _number_begins(text: str) -> Any:
    if text.upper() == text:
        return _begins(Teacher.staff_no, text)
    first = _begins(Teacher.staff_no, text[0]) | _begins(Teacher.staff_no, text[0].upper())
    return first & (pw.fn.LOWER(pw.fn.SUBSTR(Teacher.staff_no, 1, len(text))) == text)


def _is_of_one_syllable() -> Any:
    return (pw.fn.LENGTH(Teacher.name) == 1) | _is_uneven()


def _is_uneven() -> Any:
    """The pinyin does not stand character by character, so that nothing is known of the second one by its place."""
    return pw.fn.LENGTH(Teacher.name) != pw.fn.LENGTH(Teacher.name_initials)


def _second_begins(character: str) -> Any:
    return _at_place(2, character) | _is_uneven()


def _at_place(place: int, begun: str) -> Any:
    """The part of the name at that place, from 1, may be typed with what begins so."""
    written: Any = pw.fn.SUBSTR(Teacher.name, place, 1)
    own = pw.fn.SUBSTR(Teacher.name_initials, place, 1) == begun[0]
    if len(begun) > 1:
        own &= Teacher.name_pinyin.contains(f" {begun}")
    found = own | written.in_([begun, begun.upper()])
    return found | (written << _characters(begun)) if characters_read(begun) else found


@cache
def _characters(begun: str) -> Any:
    """The characters that are read so, written out: some thousands of values would take longer to pass than to find."""
    return pw.SQL("({})".format(", ".join(f"'{character}'" for character in characters_read(begun))))


def _holds_inside(text: str) -> Any:
    """The second or third part of the name begins so; of parts behind them it is not asked."""
    far = (pw.fn.LENGTH(Teacher.name) > 3) | _is_uneven()
    if len(text) == 1:
        return _either([far, *(_at_place(place, text) for place in (2, 3))])
    whole = [_at_place(place, text[:2]) for place in (2, 3)]
    begun = [_at_place(place, text[0]) & _at_place(place + 1, text[1]) for place in (2, 3)]
    return _either([far, *whole, *begun])
