"""What taking in a month's 120 files costs beside a bare reading of the same files: ratios of medians of one run."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE))

from docx import Document  # noqa: E402

from data.sample.handed_in_folder import HandedInFolder, write_handed_in  # noqa: E402
from models.actions.desk import Desk  # noqa: E402
from models.actions.reflections_intake import Arrival, judge, outcome_of, take_in  # noqa: E402
from models.actions.reflections_reading import read_sources, sources_in  # noqa: E402
from models.actions.sample import found_sample  # noqa: E402
from models.journal.undo import undo  # noqa: E402
from models.store import Actor  # noqa: E402

ROUNDS = 3


def median(take: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        take()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare(folder: HandedInFolder) -> int:
    """The Word files' paragraphs by their library alone, in this process and without any limit."""
    count = 0
    for name in folder.files:
        if name.endswith(".docx") and name not in folder.unreadable and "叶晓彤 心得 11月 补" not in name:
            count += sum(len(paragraph.text) for paragraph in Document(str(folder.path / name)).paragraphs)
    return count


def tell(arrivals: list[Arrival], folder: HandedInFolder) -> None:
    outcomes = Counter(map(outcome_of, arrivals))
    wrong = [
        one.name
        for one in arrivals
        if outcome_of(one) == "taken" and folder.files[one.name].teacher not in ("", one.guess.teacher)
    ]
    print(f"  of {len(arrivals)}: {dict(outcomes)}; given to somebody else: {len(wrong)}")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = write_handed_in(Path(place, "11月"))
        with found_sample(Path(place, "school.db"), Actor("bench"), history=True) as store:
            desk = Desk(store, today=lambda: date(2026, 11, 24))
            alone = median(lambda: bare(folder))
            read = read_sources(sources_in([folder.path]))
            reading = median(lambda: read_sources(sources_in([folder.path])))
            judging = median(lambda: judge(desk, read))
            arrivals = judge(desk, read)
            start = time.perf_counter()
            done = take_in(desk, arrivals)
            taking = time.perf_counter() - start
            assert done.change_id is not None
            undo(store, done.change_id)
            print("Taking in a month's 120 files, against reading their Word files bare in this process:")
            print(f"  reading in a process with limits   {reading / alone:5.2f} x")
            print(f"  telling whose they are             {judging / alone:5.2f} x")
            print(f"  writing them as one action         {taking / alone:5.2f} x")
            tell(arrivals, folder)


if __name__ == "__main__":
    main()
