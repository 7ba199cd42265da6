"""How many keys the five entry tasks take here and in Excel, and the seconds that the keystroke model gives them.

The streams are those that the tests in tests/keys replay, with every cell checked. Excel's figures are counted here on
the same data by the same rule: everything typed, Tab behind each cell, Enter behind each row. The common roster is used
where it lies beside this copy. Run: python tests/bench/bench_keys.py
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from models.registers.column import Column, Context, Kind  # noqa: E402  # the path above must stand first
from models.rules.statistics import Key, Word, key_cost, seconds  # noqa: E402

COMMON = "keystrokes/roster-20.csv"


def excel_rows(columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> list[Key]:
    """Everything typed as it is shown: words by input method, codes as words, a Tab or Enter behind each cell."""
    keys: list[Key] = []
    for row in rows:
        for place, column in enumerate(columns):
            keys += excel_cell(column, row[column.field])
            keys.append("enter" if place == len(columns) - 1 else "tab")
    return keys


def excel_cell(column: Column, text: str) -> list[Key]:
    if text.isascii():
        return [*text]
    return [Word(text, is_name=column.kind in (Kind.NAME, Kind.PERSON))]


def excel_attendance() -> list[Key]:
    """'到' once, copied down over 60 cells, then four exceptions found by eye and typed."""
    # The cursor travels past 60 rows with the down key, as the sheet is compared with the paper.
    words = [Word("事假"), Word("病假"), Word("迟到"), Word("事假")]
    keys: list[Key] = [Word("到"), "enter", "up", "ctrl+c", "down", *["shift+down"] * 2, "ctrl+v"]
    for gap, word in zip((7, 16, 8, 27), words, strict=True):
        keys += [*["down"] * gap, word]
    return [*keys, "enter"]


@contextmanager
def empty_school() -> Iterator[Context]:
    from models.actions.desk import Desk
    from models.actions.school import found_school
    from models.rules.terms import term_named
    from models.store import Actor

    with tempfile.TemporaryDirectory() as folder:
        store = found_school(Path(folder) / "school.db", "青禾小学", term_named("2026-1"), Actor("office", "bench"))
        yield Desk(store, today=lambda: date(2026, 11, 24)).lists
        store.close()


def tasks() -> Iterator[tuple[str, int, list[Key], list[Key] | None, int]]:
    """Each task: its name, the target, the keys here, the keys in Excel, and the fields read off a paper.

    Pasting is not compared: Excel takes anything, and checks nothing."""
    from tests.keys import observing, roster_file
    from tests.keys.test_attendance import BY_NUMBER
    from tests.keys.test_mending import TO_MEND
    from tests.keys.test_new_roster import paper_keys
    from tests.keys.test_observing import lesson_keys, score_keys
    from tests.keys.test_pasted_roster import PASTE

    with empty_school() as lists:
        path = roster_file.COMMON if roster_file.COMMON.exists() else roster_file.OWN
        rows = roster_file.as_shown(roster_file.paper(path), lists)
        yield "T1  20 teachers, 12 fields", 854, paper_keys(rows, lists), excel_rows(roster_file.COLUMNS, rows), 240
        yield "T1p the same, pasted", 10, [*PASTE, "enter"], None, 1
        yield "T2  attendance of 60", 18, BY_NUMBER, excel_attendance(), 8
        scores = observing.SCORES.columns[1:]
        yield "T3  8 forms of 12 items", 150, score_keys(), excel_rows(scores, observing.score_sheet()), 96
        lessons, records = observing.LESSONS.columns, observing.lesson_records()
        yield "T4  20 observed lessons", 560, lesson_keys(), excel_rows(lessons, records), 6 * len(records)
        yield "T5  mend a cell far away", 8, TO_MEND, ["f5", *"I38", "enter", Word("二级教师"), "enter"], 1


def main() -> None:
    print(f"| {'task':28} | target | keys | seconds | Excel keys | Excel seconds | fewer keys |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, target, own, excel, looks in tasks():
        keys, behind = key_cost(own), "- | - | -"
        if excel is not None:
            others = key_cost(excel)
            behind = f"{others} | {seconds(excel, looks):.0f} | {others / keys:.1f}x"
        print(f"| {name:28} | {target} | {keys} | {seconds(own, looks):.0f} | {behind} |")


if __name__ == "__main__":
    main()
