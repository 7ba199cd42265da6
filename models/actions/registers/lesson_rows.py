"""Writing the weekly lessons: in place, or from a day on, so that what was before stays on record.

Called inside a change. A lesson is bound to the term in which it is entered, unless somebody says until when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.actions.registers.teaching import day_before, term_on
from models.journal.writing import delete_record, insert_record, update_record
from models.tables.lessons import TeachingSlot
from models.tables.reading import dicts

_OWN = ("id", "version")


def add_lesson(facts: Mapping[str, Any], today: date, from_day: str = "") -> int:
    """A new weekly lesson of the term that ``from_day`` (else today) lies in; its id."""
    term = term_on(date.fromisoformat(from_day) if from_day else today)
    bounds = {"starts_on": from_day or (term.starts_on if term else ""), "ends_on": term.ends_on if term else ""}
    given = {name: value for name, value in facts.items() if value != "" or name not in bounds}
    return insert_record(TeachingSlot, {**bounds, **given})


def change_lesson(row_id: int, facts: Mapping[str, Any], from_day: str = "") -> int:
    """Change a lesson, from a day on if one is given: then the old row ends the day before and a new one begins. The id
    of the row that holds the new facts."""
    old = _row(row_id)
    if all(old[name] == value for name, value in facts.items()):
        return row_id
    if not _parts(old, from_day):
        update_record(TeachingSlot, row_id, facts)
        return row_id
    update_record(TeachingSlot, row_id, {"ends_on": day_before(from_day)})
    kept = {name: value for name, value in old.items() if name not in _OWN}
    return insert_record(TeachingSlot, {**kept, "starts_on": from_day, **facts})


def end_lesson(row_id: int, from_day: str = "") -> None:
    """No such lesson any more, from a day on if one is given."""
    old = _row(row_id)
    if _parts(old, from_day):
        update_record(TeachingSlot, row_id, {"ends_on": day_before(from_day)})
    else:
        delete_record(TeachingSlot, row_id)


def _row(row_id: int) -> dict[str, Any]:
    found = dicts(TeachingSlot.select().where(TeachingSlot.id == row_id))
    if not found:
        raise LookupError(f"teaching_slot {row_id} is gone")
    return found[0]


def _parts(old: Mapping[str, Any], from_day: str) -> bool:
    """Whether a part of the lesson lies before the day: then that part is kept."""
    return bool(from_day) and old["starts_on"] < from_day and (not old["ends_on"] or from_day <= old["ends_on"])
