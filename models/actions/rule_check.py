"""The rules' part of `yanxiu check`: every row of every register against its own columns and rules."""

from __future__ import annotations

from dataclasses import dataclass

from models.actions.desk import Desk
from models.actions.registers import REGISTERS


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
        source = desk.source(register_id, everybody=True)
        register = source.register
        first = [column.field for column in register.columns[:2]]
        for index in range(len(source)):
            row = source.row(index)
            who = " ".join(row.texts[name] for name in first).strip()
            for column in register.columns:
                if problem := row.problems.get(column.field):
                    found.append(RuleFinding(register.title, who, column.title, problem.message, problem.hard))
    return found
