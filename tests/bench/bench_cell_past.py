"""What the history of one cell costs when its record has been written 2,000 times, beside one bare read of the record.

.venv/bin/python tests/bench/bench_cell_past.py [actions]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.actions.cell_past import cell_values
from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.registers.source import CellEdit
from models.store import Actor

ROUNDS = 5
FIELDS = ("remark", "phone", "born_on", "rank", "subjects", "honours")


def median(take: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        take()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def written(desk: Desk, actions: int) -> int:
    """A teacher whose cells are written one after another; the row's id."""
    source = desk.source("roster")
    row_id = source.row(0).id
    texts = {
        "remark": ("甲", "乙", "丙"),
        "phone": ("13900000001", "13900000002"),
        "born_on": ("1985-03", "1986-04"),
        "rank": ("一级教师", "高级教师"),
        "subjects": ("语文", "数学、语文"),
        "honours": ("县骨干教师2023", ""),
    }
    for number in range(actions):
        field = FIELDS[number % len(FIELDS)]
        row = source.row_by_id(row_id)
        assert row is not None
        text = texts[field][number // len(FIELDS) % len(texts[field])]
        source.edit([CellEdit(row_id, field, text, row.texts[field])], "type")
    return row_id


def main(actions: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        found_sample(Path(folder) / "s.db", Actor("office", "bench")) as store,
    ):
        desk = Desk(store)
        row_id = written(desk, actions)
        table = desk.table("roster")
        bare = median(lambda: table.read([row_id]))
        print(f"the record read once: {bare * 1000:.2f} ms")
        for field in (*FIELDS, "sex"):
            taken = median(lambda field=field: cell_values(desk, "roster", row_id, field))
            count = len(cell_values(desk, "roster", row_id, field))
            print(f"{field:9} {count:5} values {taken * 1000:8.1f} ms {taken / bare:8.0f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2_000)
