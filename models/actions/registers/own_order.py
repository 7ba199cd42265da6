"""The school's own order of a register: numbers with gaps between, so that a moved record changes few others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from models.journal.writing import update_record
from models.tables.reading import tuples

STEP = 1_000


def move_records(records: Any, ids: Sequence[int], moved: Collection[int], before: int | None) -> None:
    """Put the ``moved`` records, in the order of ``ids`` (all records' as they stand), above ``before`` (None: last).

    ``records`` is their table, with a whole number ``sort_no``. Called inside a change. The other records keep their
    numbers unless no room is left between two of them.
    """
    going = set(moved)
    block = [row_id for row_id in ids if row_id in going]
    rest = [row_id for row_id in ids if row_id not in going]
    at = rest.index(before) if before in rest else len(rest)
    places = dict(tuples(records.select(records.id, records.sort_no)))
    low = places[rest[at - 1]] if at else 0
    high = places[rest[at]] if at < len(rest) else low + STEP * (len(block) + 1)
    step = (high - low) // (len(block) + 1)
    if step > 0:
        numbered = {row_id: low + step * n for n, row_id in enumerate(block, 1)}
    else:
        numbered = {row_id: STEP * n for n, row_id in enumerate([*rest[:at], *block, *rest[at:]], 1)}
    for row_id, number in numbered.items():
        if places[row_id] != number:
            update_record(records, row_id, {"sort_no": number})
