"""The keys that a practised person presses to fill a grid, worked out by the grid's own rules, and their bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.registers.column import Column, Context, Kind
from models.registers.kinds import parse, show
from models.registers.problem import Unreadable
from models.rules.names import find_people
from models.rules.statistics import Key, Word, key_cost
from screens.kit.grid.editors import editor_for

BYTES: Mapping[str, bytes] = {
    "enter": b"\r",
    "tab": b"\t",
    "backspace": b"\x7f",
    "escape": b"\x1b",
    "space": b" ",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f12": b"\x1b[24~",
}


def as_bytes(key: Key) -> bytes:
    """What a terminal sends for it."""
    if isinstance(key, Word):
        return key.text.encode()
    if key.startswith("ctrl+"):
        return bytes([ord(key[5:]) - ord("a") + 1])
    return BYTES.get(key) or key.encode()


def row_keys(
    columns: Sequence[Column], texts: Mapping[str, str], context: Context, above: Mapping[str, str] | None = None
) -> list[Key]:
    """The keys for one new row of ``texts`` under the row ``above``, cell by cell, the fewest for each."""
    keys: list[Key] = []
    for column in columns:
        ways = [cell_keys(column, texts[column.field], context)]
        if above and texts[column.field] and above[column.field] == texts[column.field]:
            ways.append(["f4"])
        keys += min(ways, key=key_cost)
    return keys


def cell_keys(column: Column, text: str, context: Context) -> list[Key]:
    """The fewest keys that write ``text`` (as the column shows it) into a cell of a new row and leave it."""
    if not text:
        return ["enter"]
    tried = [_typed(column, way, text, context) for way in _ways(column, text, context)]
    # Enter takes the default for the same single key, but behind a date it would be taken for the date's own.
    return min((keys for keys in tried if keys), key=key_cost)


def _ways(column: Column, text: str, context: Context) -> list[list[Key]]:
    if column.kind in (Kind.CODE, Kind.CODES):
        return [[*choice.digits] for choice in context.choices(column.choices) if choice.label == text]
    if column.kind in (Kind.PARTIAL_DATE, Kind.DAY):
        bare = text.replace("-", "")
        return [[*bare[4:]], [*bare[2:]], [*bare]]
    if column.kind is Kind.PERSON:
        return [[*_initials(text, context)]]
    if column.kind in (Kind.DIGITS, Kind.INTEGER, Kind.SCORE):
        return [[*text]]
    phrases = context.choices(column.choices) if column.choices else ()
    numbered = [[*choice.digits, "space"] for choice in phrases if choice.label == text]
    return [*numbered, [Word(text, is_name=column.kind is Kind.NAME)]]


def _typed(column: Column, way: list[Key], text: str, context: Context) -> list[Key]:
    """``way`` with the Enter that it may need; [] when it does not lead to ``text``."""
    editor = editor_for(column, context)
    for place, key in enumerate(way):
        for character in key.text if isinstance(key, Word) else " " if key == "space" else key:
            reaction = editor.type(character)
        if reaction.refused or (reaction.complete and place < len(way) - 1):
            return []
    written = editor.finish()
    try:
        reads = written is not None and show(column, parse(column, written, context), context) == text
    except Unreadable:
        return []
    return ([*way] if reaction.complete else [*way, "enter"]) if reads else []


def _initials(text: str, context: Context) -> str:
    """The fewest letters, and a digit if it must be, that mean this person and nobody else."""
    people = context.people()
    person = next(person for person in people if text in (person.name, f"{person.name}({person.staff_no})"))
    letters = "".join(syllable[0] for syllable in person.pinyin.split())
    for length in range(1, len(letters) + 1):
        if find_people(letters[:length], people) == [person]:
            return letters[:length]
    return letters + str(find_people(letters, people).index(person) + 1)
