"""Twenty invented teachers on paper, twelve fields each, and how the roster's columns show them."""

from __future__ import annotations

import csv
from pathlib import Path

from models.registers.column import Context
from models.registers.kinds import parse, show
from models.registers.roster import ROSTER

OWN = Path(__file__).with_name("roster_paper.csv")
COMMON = Path(__file__).parents[3] / "shared" / "keystrokes" / "roster-20.csv"
"""The roster by which several programs are compared; a copy of the project need not have it."""

COLUMNS = tuple(ROSTER.column(name) for name in ROSTER.entry)


def paper(path: Path) -> list[list[str]]:
    """The rows of the file, without its headings."""
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))[1:]


def as_shown(rows: list[list[str]], context: Context) -> list[dict[str, str]]:
    """What the cells should show, by field: the list's words for each code."""
    return [
        {
            column.field: show(column, parse(column, text, context), context)
            for column, text in zip(COLUMNS, row, strict=True)
        }
        for row in rows
    ]
