"""How Chinese characters are read, without tones, from a table that ships with the program.

ü is written v, as it is typed: 吕 is 'lv'. `spellings` gives the other ways in which people write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data.pinyin.surnames import DOUBLE, GIVEN, SINGLE

_TABLE = Path(__file__).with_name("readings.tsv")
_UNIT = re.compile(r"[A-Za-z\u00c0-\u024f'’\-0-9]+|\S")


@cache
def _ranks() -> list[dict[str, str]]:
    """One table per rank, the likeliest readings first: {character: syllable}."""
    ranks: list[dict[str, str]] = []
    for line in _TABLE.read_text("utf-8").splitlines():
        rank, syllable, characters = line.split("\t")
        while len(ranks) < int(rank):
            ranks.append({})
        ranks[int(rank) - 1].update(dict.fromkeys(characters, syllable))
    return ranks


@cache
def readings(char: str) -> tuple[str, ...]:
    """Every reading of the character, the likeliest first, as 'wang'; () for one that the table does not know."""
    found = [table[char] for table in _ranks() if char in table]
    if char in SINGLE and SINGLE[char] not in found:
        found.append(SINGLE[char])
    return tuple(found)


@cache
def characters_read(begun: str) -> tuple[str, ...]:
    """Every character of which some reading may be typed beginning so."""
    if not begun.isascii():
        return ()
    found = {char for table in _ranks() for char, syllable in table.items() if _is_begun(syllable, begun)}
    return tuple(sorted(found | {char for char, syllable in SINGLE.items() if _is_begun(syllable, begun)}))


def _is_begun(syllable: str, begun: str) -> bool:
    return any(spelling.startswith(begun) for spelling in spellings(syllable))


@cache
def spellings(syllable: str) -> tuple[str, ...]:
    """The ways to type a syllable: 'lv' also as 'lu' and, as in passports, 'lyu'."""
    syllable = syllable.replace("ü", "v").replace("u:", "v")
    if "v" not in syllable:
        return (syllable,)
    return (syllable, syllable.replace("v", "u"), syllable.replace("v", "yu"))


def name_units(name: str) -> Iterator[str]:
    """The parts of a name that have a syllable each: every Chinese character, every Latin word. Dots are left out."""
    return (unit for unit in _UNIT.findall(name) if unicodedata.category(unit[0])[0] not in "PS")


def pinyin_of_name(name: str) -> str:
    """The likeliest pinyin of a person's name, a space between syllables: 'shan hong' for 单红, 'ou yang ning' for
    欧阳宁. Latin words come in small letters; a character that the table does not know stands for itself."""
    units = list(name_units(name))
    if len(units) > 2 and (surname := DOUBLE.get(units[0] + units[1])):
        return " ".join((surname, *map(_given, units[2:])))
    first = [SINGLE.get(unit) or _usual(unit) for unit in units[:1]]
    return " ".join((*first, *map(_given, units[1:])))


def initials_of(pinyin: str) -> str:
    """'wxm' for 'wang xiao ming'."""
    return "".join(syllable[0] for syllable in pinyin.lower().split())


def _given(unit: str) -> str:
    return GIVEN.get(unit) or _usual(unit)


def _usual(unit: str) -> str:
    return next(iter(readings(unit)), "") if len(unit) == 1 and not unit.isascii() and readings(unit) else unit.lower()
