"""The folder for inspectors as a description: its numbered papers, what is missing, and the names of its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.defaults.inspection import Paper, Part
from data.formats.collection import file_name

LONGEST_PATH = 100
"""Characters of a file's path in the folder: some unpackers of Windows give up at 260, their own folders included."""

_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose folder it is: the 'school' (no name), a 'group' by its name, a 'person' by the staff number."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper with its number in the folder ('四-3') and that of its form ('表 17')."""

    number: str
    form: int
    part: Part
    paper: Paper


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing. ``kind`` is an obligation's 'owed' or another of `GAPS`, ``count`` how many people,
    groups or papers lack something, ``missing`` how much they lack together; ``who`` says who, or which ones, and
    ``where`` in the program it is put right."""

    kind: str
    clause: str
    what: str
    count: int
    missing: int
    who: tuple[str, ...]
    where: str


GAPS = ("owed", "no_text", "no_minutes", "no_sheet", "unread", "agreement", "clause", "empty")
"""The words inspection.gap.*."""


def entries(parts: Sequence[Part], reader: str) -> list[Entry]:
    """The papers that this reader gets, numbered in order; a number is no other reader's paper's."""
    found, form = [], 0
    for part in parts:
        at = 0
        for paper in part.papers:
            at, form = at + 1, form + 1
            if reader not in paper.not_for:
                found.append(Entry(f"{part.number}-{at}", form, part, paper))
    return found


def safe_name(text: str) -> str:
    """The text as a file's or folder's name on any system, Windows among them."""
    name = file_name(text)
    return f"_{name}" if _DEVICES.match(name) else name


def path_in(folders: Iterable[str], name: str, ending: str) -> str:
    """A file's path in the folder: at most `LONGEST_PATH` characters, of which the name gives way."""
    start = "/".join([*map(safe_name, folders), ""])
    room = max(8, LONGEST_PATH - len(start) - len(ending) - 5)  # 5 for a number that tells two of one name apart
    return f"{start}{safe_name(name)[:room].rstrip(' .')}{ending}"
