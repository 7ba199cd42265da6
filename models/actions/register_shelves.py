"""The registers as a list by kind: how many rows each holds, and how many of its cells want a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.actions.desk import Desk
from models.actions.register_table import LongTable

SHELVES: Mapping[str, tuple[str, ...]] = {
    "meetings": ("activities", "attendance", "experts"),
    "contests": ("contests", "contest_entries", "contest_scores"),
    "research": ("projects", "project_members", "publications", "improvement_plans", "materials"),
    "management": ("homework", "school_rules", "rule_readings", "fund"),
    "owed": ("obligations", "exemptions", "reflections"),
    "credits": ("credit_rules", "candidates", "credit_appeals"),
    "lessons": ("lessons", "observations", "form_templates", "form_items"),
    "pairing": (
        *("pairing", "pairing_profiles", "pairing_wishes"),
        *("pairing_duties", "pairing_log", "pairing_evaluations"),
    ),
    "people": ("roster", "honours", "groups"),
    "term": ("terms", "calendar", "bells", "timetable", "absences", "codes"),
}
"""Every register by kind, in the order of the list; the kinds are the words registers.shelf_*."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A register on its shelf. ``why_not`` says who may see it, '' where the person may."""

    shelf: str
    register: str
    rows: int
    why_not: str


def shelved(desk: Desk) -> list[Shelved]:
    """Every register with how many rows the person would see in it."""
    found = []
    for shelf, registers in SHELVES.items():
        for register in registers:
            why_not = desk.why_not_see(register)
            found.append(Shelved(shelf, register, 0 if why_not else rows_of(desk, register), why_not))
    return found


def wanting(desk: Desk, register: str) -> int:
    """How many cells of the register want a look: wrong ones, owed ones, doubtful ones.

    Raises NotAllowed for a register that the person may not see.
    """
    if not rows_of(desk, register):
        return 0  # an empty one is not opened: some are given their first rows by that
    found = desk.source(register).findings()
    return found.hard + (found.soft or 0) + found.doubtful


def rows_of(desk: Desk, register: str) -> int:
    """How many rows the person would see in the register. Raises NotAllowed."""
    table = desk.table(register)
    return table.count() if isinstance(table, LongTable) else len(table.ids())
