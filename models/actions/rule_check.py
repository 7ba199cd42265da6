"""The rules' part of `yanxiu check`: every row of every register against its own columns and rules."""

from __future__ import annotations

from dataclasses import dataclass

from models.actions.desk import Desk
from models.actions.registers import REGISTERS
from models.actions.store_source import StoreSource
from models.actions.week import week_source


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A cell that a rule has something to say about: which register, whose row, which column, what."""

    register: str
    who: str
    title: str
    message: str
    hard: bool


def rule_findings(desk: Desk) -> list[RuleFinding]:
    """Everything that is wrong or owed, register by register, in the order of the rows and columns."""
    found: list[RuleFinding] = []
    for register_id in REGISTERS:
        found += _findings(desk.source(register_id, everybody=True), 2)
    # What the week's cells hold is in the register of lessons too, but for texts that wait.
    return found + _findings(week_source(desk), 1, waiting_only=True)


def _findings(source: StoreSource, naming: int, waiting_only: bool = False) -> list[RuleFinding]:
    """What there is to say about the rows; their first columns, ``naming`` of them, say whose they are."""
    register = source.register
    first = [column.field for column in register.columns[:naming]]
    found: list[RuleFinding] = []
    for index in range(len(source)):
        row = source.row(index)
        who = " ".join(row.texts[name] for name in first).strip()
        for column in register.columns:
            problem = row.problems.get(column.field)
            if problem and (problem.waiting or not waiting_only):
                found.append(RuleFinding(register.title, who, column.title, problem.message, problem.hard))
    return found
