"""What sorting and filtering rows means, whoever does it: a list in memory by these functions, SQL to the same end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from data.pinyin import initials_of
from models.registers.column import Column, Context, Kind, People
from models.registers.source import Row

FIRST_ENTRIES = 3
"""A cell of several entries is ordered by its first ones: subjects by the main subject, then by the second, …"""


def words_of(text: str) -> list[str]:
    """The words that a filter asks for, in small letters; what stands between entries stands between words too."""
    return text.lower().replace("、", " ").split()


def holds(row: Row, columns: Sequence[Column], words: Sequence[str], context: Context) -> bool:
    """Whether each word is in some cell's text, or in the pinyin or initials of somebody named in the row."""
    if not words:
        return True
    spoken = [str(row.values.get("name_pinyin", ""))]
    persons = [row.values[c.field] for c in columns if c.kind is Kind.PERSON and row.values.get(c.field)]
    if persons:
        people = People.of(context.people())
        spoken += [person.pinyin for number in persons if (person := people.numbered(number))]
    parts = [*row.texts.values(), *(p.replace(" ", "") for p in spoken), *map(initials_of, spoken)]
    text = "\n".join(parts).lower()
    return all(word in text for word in words)


def rank_of(column: Column) -> Callable[[Row], int]:
    """0 for a cell with a value, 1 for a text that waits beside its record, 2 for an empty cell: in this order both
    ways round, so that what is to be mended or filled in stands together."""

    def rank(row: Row) -> int:
        problem = row.problems.get(column.field)
        if problem is not None and problem.waiting:
            return 1
        return 0 if row.texts[column.field] else 2

    return rank


def sort_key(column: Column, context: Context) -> Callable[[Row], Any]:
    """Codes as their list has them, people by pinyin, numbers by size, everything else by its text."""
    field = column.field
    match column.kind:
        case Kind.CODE:
            places = _places(context, column.choices)
            return lambda row: (places.get(row.values[field], len(places)), row.values[field])
        case Kind.CODES:
            places = _places(context, column.choices)
            return lambda row: [places.get(code, len(places)) for code in row.values[field][:FIRST_ENTRIES]]
        case Kind.HONOURS:
            levels, titles = _places(context, "honour_level"), _places(context, "honour_title")
            return lambda row: [
                (levels.get(entry.level, len(levels)), titles.get(entry.title, len(titles)), entry.year)
                for entry in row.values[field][:FIRST_ENTRIES]
            ]
        case Kind.INTEGER | Kind.SCORE | Kind.COMPUTED:
            return lambda row: row.values[field] if isinstance(row.values[field], int) else 0
        case Kind.NAME:
            return lambda row: str(row.values.get(f"{field}_pinyin", "")) or row.values[field]
        case Kind.PERSON:
            people = People.of(context.people())
            return lambda row: people.spoken(row.values[field])
        case _:
            return lambda row: row.values[field]


def _places(context: Context, list_id: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, choice in enumerate(context.choices(list_id)):
        places.setdefault(choice.code, place)
    return places
