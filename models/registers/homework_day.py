"""One day's homework of every class on one sheet: a column for each subject, and in its cell minutes with levels.

A cell takes two keys: the minutes in fives by one digit ('4' is 20), then the levels by theirs; '0' alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.words import t
from models.registers.column import Choice, Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.homework import most_minutes

SHEET_ID = "homework_day"
MARKS = "homework_mark"
"""The list of what a cell may hold."""

_STEP = 5  # minutes
_LAYERS = "homework_layers"
_MARK = re.compile(r"(\d{1,3})\s*(\D.*)")
_SHOWN = re.compile(r"(\D.*?)\s*(\d{1,3})")


def subject_field(subject: str) -> str:
    return f"subject_{subject}"


def mark_code(minutes: int, layers: str) -> str:
    """'20abc' for 20 minutes on the levels 'abc'; '20-' where nobody noted levels, '0' for no homework."""
    return f"{minutes}{layers or '-'}" if minutes else "0"


def mark_facts(code: str) -> tuple[int, str]:
    """The minutes and levels of such a code."""
    found = _MARK.fullmatch(code)
    return (int(found[1]), found[2].removeprefix("-")) if found else (int(code or 0), "")


def marks(layers: Sequence[Choice]) -> list[Choice]:
    """Everything that two keys may say."""
    return [
        Choice("0", t("homework.none"), "0", ("0",)),
        *(
            Choice(mark_code(_STEP * fives, one.code), _label(_STEP * fives, one), f"{fives}{one.digits}")
            for fives in range(1, 10)
            for one in layers
            if len(one.digits) == 1
        ),
    ]


def other_mark(text: str, layers: Sequence[Choice]) -> Choice | None:
    """What is typed in full, '22 ABC' or '22-' (no levels noted), or stands so in the register; None for anything
    else."""
    found, shown = _MARK.fullmatch(text.strip()), _SHOWN.fullmatch(text.strip())
    typed, minutes = (found[2], int(found[1])) if found else (shown[1], int(shown[2])) if shown else ("", 0)
    wanted = typed.strip().lower()
    if not wanted or minutes > 600:
        return None
    if wanted == "-":
        return Choice(mark_code(minutes, ""), f"- {minutes}")
    for one in layers:
        if wanted in (one.code.lower(), one.label.lower(), _short(one).lower(), *(a.lower() for a in one.aliases)):
            return Choice(mark_code(minutes, one.code), _label(minutes, one))
    return None


def day_register(subjects: Sequence[tuple[str, str]]) -> Register:
    """The register of one day; ``subjects`` are codes with their words."""
    columns = (
        Column("class_group", Kind.COMPUTED, 10, frozen=True, printed=True),
        *(
            Column(
                subject_field(code),
                Kind.CODE,
                9,
                choices=MARKS,
                printed=True,
                heading=words,
                explained=t("homework.cell_help"),
                skip_if=_is_young if place else None,
            )
            for place, (code, words) in enumerate(subjects)
        ),
        Column("day_total", Kind.COMPUTED, 9, printed=True),
    )
    return Register(SHEET_ID, columns, keys=(("class_group",),), row_rules=(_within_limit,))


def _is_young(row: Values) -> bool:
    """Of grades without written homework one cell says it all."""
    return most_minutes(str(row.get("class_code") or "")) == 0


def _within_limit(row: Values, _context: Context) -> Sequence[Problem]:
    most, total = most_minutes(str(row.get("class_code") or "")), row.get("minutes") or 0
    if most is None or total <= most:
        return ()
    words = t("problem.no_homework") if not most else t("problem.homework_over", total=total, most=most)
    return (Problem("day_total", words, hard=False),)


def _label(minutes: int, layers: Choice) -> str:
    return f"{_short(layers)} {minutes}"


def _short(layers: Choice) -> str:
    """'ABC' for the levels 'abc'; the words of what is not letters of levels."""
    letters = layers.code.upper()
    return letters if letters in ("ABC", "AB", "AC", "BC", "A", "B", "C") else layers.label
