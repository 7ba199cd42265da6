"""An honour in one line of text, as it stands in a cell: '县级骨干教师2023(县教育局)'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.words import t
from models.registers.choosing import find_choice, label_of
from models.registers.column import Choice
from models.registers.problem import Unreadable
from models.rules.clean import clean_text

_ISSUER = re.compile(r"[(（]([^()（）]*)[)）]")
_YEAR_IN_BRACKETS = re.compile(r"[(（]\s*((?:19|20)\d\d)\s*年?度?\s*[)）]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?度?")
_IN_BRACKETS = re.compile(r"[(（].*?[)）]")
_SEPARATORS = re.compile(r"[、，,;；\n]+")


class HonourEntry(NamedTuple):
    """An honour by codes: ``level`` and ``title`` of the lists 'honour_level' and 'honour_title'; year 0 if unknown."""

    level: str
    title: str
    year: int = 0
    issuer: str = ""


def read_honours(text: str, titles: Sequence[Choice], levels: Sequence[Choice]) -> tuple[HonourEntry, ...]:
    """The honours in a cell, each as level, title, year and issuer in brackets, in any order and with any part but the
    title left out. A title outside the list is kept in its own words. Raises Unreadable for a part without a title."""
    # Commas inside an issuer's brackets do not part two honours.
    shielded = _ISSUER.sub(lambda found: found.group(0).translate({ord(mark): "\0" for mark in "、，,;；"}), text)
    parts = [part.replace("\0", "、").strip() for part in _SEPARATORS.split(shielded)]
    return tuple(dict.fromkeys(_one(part, titles, levels) for part in parts if part))


def show_honours(entries: Sequence[HonourEntry], titles: Sequence[Choice], levels: Sequence[Choice]) -> str:
    """The text that `read_honours` reads back: '县骨干教师2023(县教育局)、校优秀教师'."""
    return "、".join(_shown(entry, titles, levels) for entry in entries)


def show_level(label: str) -> str:
    """A level as it stands before a title: '县' for '县(区)'."""
    return _IN_BRACKETS.sub("", label)


def filled_in(entries: Sequence[HonourEntry], known: Sequence[HonourEntry]) -> tuple[HonourEntry, ...]:
    """The entries with the year and issuer that ``known`` has for the same honour, where they do not say."""
    return tuple(_from_known(entry, known) for entry in entries)


def _from_known(entry: HonourEntry, known: Sequence[HonourEntry]) -> HonourEntry:
    for old in known:
        same = (old.level, old.title) == (entry.level, entry.title)
        if same and entry.year in (0, old.year) and entry.issuer in ("", old.issuer):
            return old
    return entry


def _one(part: str, titles: Sequence[Choice], levels: Sequence[Choice]) -> HonourEntry:
    part = _YEAR_IN_BRACKETS.sub(r"\1", part)
    issuer = _ISSUER.search(part)
    rest = _ISSUER.sub("", part)
    year = _YEAR.search(rest)
    rest = clean_text(_YEAR.sub("", rest)).replace(" ", "")
    level = ""
    for choice in levels:
        spelling = _leading(rest, choice)
        if spelling:
            level, rest = choice.code, rest[len(spelling) :]
            break
    if not rest:
        raise Unreadable(t("problem.honour", text=part))
    found = find_choice(titles, rest)
    title = found.code if found else rest
    return HonourEntry(level, title, int(year.group(1)) if year else 0, clean_text(issuer.group(1)) if issuer else "")


def _leading(text: str, level: Choice) -> str:
    """The longest spelling of the level that ``text`` begins with: 县级, 县(区), 县; '' for none."""
    bare = show_level(level.label)
    spellings = {level.label, bare, f"{bare}级", *level.aliases, *(f"{alias}级" for alias in level.aliases)}
    return max((spelling for spelling in spellings if spelling and text.startswith(spelling)), key=len, default="")


def _shown(entry: HonourEntry, titles: Sequence[Choice], levels: Sequence[Choice]) -> str:
    level = show_level(label_of(levels, entry.level)) if entry.level else ""
    year = str(entry.year) if entry.year else ""
    issuer = f"({entry.issuer})" if entry.issuer else ""
    return f"{level}{label_of(titles, entry.title)}{year}{issuer}"
