"""What an import costs beside a bare read of the same workbook: ratios of medians of one run."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE))

from python_calamine import CalamineWorkbook  # noqa: E402
from xlsxwriter import Workbook  # noqa: E402

from data.sample.messy import write_messy_roster  # noqa: E402
from models.actions.desk import Desk  # noqa: E402
from models.actions.importing import apply_import, plan_import  # noqa: E402
from models.actions.school import found_school  # noqa: E402
from models.rules.terms import term_named  # noqa: E402
from models.store import Actor  # noqa: E402

ROUNDS = 5
MANY = 5_000


def median(take: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        take()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare_read(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def many_teachers(path: Path) -> Path:
    """A plain workbook of invented people, one a row."""
    book = Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ["工号", "姓名", "性别", "出生年月", "职称", "任教学科", "联系电话"])
    for n in range(MANY):
        born = f"{1966 + n % 36}-{n % 12 + 1:02d}"
        page.write_row(n + 1, 0, [f"{n:05d}", f"甲{n % 97}乙", "女", born, "一级教师", "语文", f"139{n:08d}"])
    book.close()
    return path


def report(name: str, desk: Desk, path: Path) -> None:
    bare = median(lambda: bare_read(path))
    plan = plan_import(desk, "roster", path)
    planned = median(lambda: plan_import(desk, "roster", path))
    start = time.perf_counter()
    result = apply_import(desk, plan)
    written = time.perf_counter() - start
    print(f"{name}: bare read 1.0, preview {planned / bare:.1f}, writing {result.added} rows {written / bare:.1f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with found_school(folder / "a.db", "试验小学", term_named("2026-1"), Actor("bench")) as store:
            report("60 people, untidy workbook", Desk(store), write_messy_roster(folder / "messy.xlsx").path)
        with found_school(folder / "b.db", "试验小学", term_named("2026-1"), Actor("bench")) as store:
            report(f"{MANY} people, plain workbook", Desk(store), many_teachers(folder / "many.xlsx"))


if __name__ == "__main__":
    main()
