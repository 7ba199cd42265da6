"""Finding people by what is quick to type: initials, pinyin, characters, a mix of these, or the staff number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import islice

from data.pinyin import initials_of, name_units, readings, spellings
from models.registers.column import People, Person
from models.rules.clean import clean_code

__all__ = ["exactly_one", "find_people", "heads", "initials_of"]

_ENOUGH = 2
_IGNORED = str.maketrans("", "", " '’·.-\t")


class _Fit(IntEnum):
    """How well a person fits what was typed, the best first."""

    EXACT = 0  # the whole name, pinyin or number
    PREFIX = 1  # the beginning of it, syllable after syllable
    INITIALS = 2  # every syllable begun
    SOME = 3  # the first syllables begun
    INSIDE = 4  # from a later character on: the given name alone


def find_people(typed: str, people: Sequence[Person], limit: int = 9) -> list[Person]:
    """Who may be meant, best first: exact, then prefix, then initials, then in the order given; at most ``limit``.

    Every typed letter may follow any reading of a character or the person's own corrected pinyin (曾 by c or z); the
    corrected one goes first. A given name alone finds people only when nobody's name begins so. [] for blank text.
    """
    return [person for _rank, person in _ranked(typed, people, limit)]


def exactly_one(typed: str, people: Sequence[Person]) -> Person | None:
    """The person that the text cannot but mean: the only one it fits, or the only one whom it names in full."""
    ranked = _ranked(typed, people)
    exact = [person for (fit, _by_other_reading, _place), person in ranked if fit is _Fit.EXACT]
    if len(exact) == 1:
        return exact[0]
    return ranked[0][1] if len(ranked) == 1 else None


_Rank = tuple[_Fit, bool, int]


def _ranked(typed: str, people: Sequence[Person], most: int | None = None) -> list[tuple[_Rank, Person]]:
    text = clean_code(typed).lower().replace("ü", "v").translate(_IGNORED)
    if not text:
        return []
    everybody = People.of(people)
    # Of two who fit alike nobody is exactly meant: that is soon known.
    near = everybody.likely(text, most or _ENOUGH)
    found = sorted(_by_number(text, near) if text.isdecimal() else _by_name(text, near), key=lambda found: found[0])
    if not found and not text.isdecimal():
        return list(islice(_inside(text, everybody.likely_inside(text)), most or _ENOUGH))
    return found[:most]


def _by_name(text: str, people: Iterable[Person]) -> Iterator[tuple[_Rank, Person]]:
    """By the name from its beginning, or by a staff number that has letters in it."""
    head = text[0]
    for place, person in enumerate(people):
        name, pinyin = person.name, person.pinyin
        if not name:
            continue
        # Most people fail on the first letter: look no further.
        if head in heads(name[0]) or pinyin[:1].lower() == head:
            best = _fit(text, name, pinyin)
            if best is not None:
                yield (*best, place), person
                continue
        if person.staff_no.lower().startswith(text):
            yield (_Fit.EXACT if person.staff_no.lower() == text else _Fit.PREFIX, False, place), person


def _by_number(text: str, people: Iterable[Person]) -> Iterator[tuple[_Rank, Person]]:
    """By staff number: as written, without its leading noughts, or by its beginning."""
    bare = text.lstrip("0")
    for place, person in enumerate(people):
        number = person.staff_no
        if number == text:
            yield (_Fit.EXACT, False, place), person
        elif bare and number.lstrip("0") == bare:
            yield (_Fit.EXACT, True, place), person
        elif number.startswith(text):
            yield (_Fit.PREFIX, False, place), person


def _inside(text: str, people: Iterable[Person]) -> Iterator[tuple[_Rank, Person]]:
    head = text[0]
    for place, person in enumerate(people):
        if any(head in heads(char) for char in person.name[1:]):
            syllables = _syllables(person.name, person.pinyin)
            if any(_walk(text, syllables[start:]) is not None for start in range(1, len(syllables))):
                yield (_Fit.INSIDE, False, place), person


@cache
def heads(char: str) -> str:
    """Everything that typing this character's part of a name may begin with."""
    return "".join({char.lower(), *(reading[0] for reading in readings(char))})


_Syllable = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A part of a name: as written, by the person's own pinyin, by the character's other readings."""


@lru_cache(maxsize=20_000)
def _syllables(name: str, pinyin: str) -> tuple[_Syllable, ...]:
    units = list(name_units(name))
    own = pinyin.lower().split()
    aligned = own if len(own) == len(units) else [""] * len(units)
    parts: list[_Syllable] = []
    for unit, syllable in zip(units, aligned, strict=True):
        first = spellings(syllable) if syllable else ()
        others = [spelling for reading in readings(unit) for spelling in spellings(reading)] if len(unit) == 1 else []
        parts.append((unit.lower(), first, tuple(s for s in dict.fromkeys(others) if s not in first)))
    return tuple(parts)


def _fit(text: str, name: str, pinyin: str) -> tuple[_Fit, bool] | None:
    found = _walk(text, _syllables(name, pinyin))
    # A pinyin that does not stand syllable by character ('ouyang xue') is still found as a word.
    whole = "".join(pinyin.lower().replace("ü", "v").split())
    if whole.startswith(text) and (found is None or found[0] > _Fit.PREFIX):
        return (_Fit.EXACT if whole == text else _Fit.PREFIX), False
    return found


def _walk(text: str, syllables: Sequence[_Syllable]) -> tuple[_Fit, bool] | None:
    """The best way to lay the typed text over the syllables from the first on; None when there is none."""
    best: tuple[_Fit, bool] | None = None
    last = len(syllables)
    # (place in the text, syllables used, every one but the newest whole, the newest whole, another reading used)
    open_ways = [(0, 0, True, True, False)]
    while open_ways:
        at, used, before_whole, newest_whole, other = open_ways.pop()
        if at == len(text):
            whole = before_whole and newest_whole
            if whole and used == last:
                fit = _Fit.EXACT
            elif before_whole:
                fit = _Fit.PREFIX
            else:
                fit = _Fit.INITIALS if used == last else _Fit.SOME
            best = min(best, (fit, other)) if best else (fit, other)
            continue
        if used == last:
            continue
        written, own, others = syllables[used]
        before_whole = before_whole and newest_whole
        for spellings_of, is_other in (((written,), False), (own, False), (others, True)):
            for spelling in spellings_of:
                length = _common(text, at, spelling)
                for step in range(1, length + 1):
                    open_ways.append((at + step, used + 1, before_whole, step == len(spelling), other or is_other))
    return best


def _common(text: str, at: int, spelling: str) -> int:
    """How many characters of the spelling the text goes on with."""
    length = 0
    for typed, wanted in zip(text[at:], spelling, strict=False):
        if typed != wanted:
            break
        length += 1
    return length
