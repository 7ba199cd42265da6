"""What planning costs and how good the plans are, beside a plain greedy plan, in one run.

.venv/bin/python tests/bench/bench_plan.py [--seeds 10] [--huge]

Schools come from ../shared/tools/make_school.py; without it nothing is measured. Each kind of school is planned in a
process of its own, so that its memory can be seen. ``--huge`` plans 6,000 teachers too.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE))

from data.planning.reading import read_folder  # noqa: E402
from data.planning.values import Given  # noqa: E402
from models.planning.board import Board  # noqa: E402
from models.planning.changes import replan  # noqa: E402
from models.planning.facts import Facts  # noqa: E402
from models.planning.fixed import fix  # noqa: E402
from models.planning.measure import points, shortfalls  # noqa: E402
from models.planning.plan import Plan, parts, plan  # noqa: E402
from models.planning.schools import plan_schools  # noqa: E402
from models.planning.when import bits  # noqa: E402

TOOL = next((t for t in (f / "shared" / "tools" / "make_school.py" for f in HERE.parents) if t.exists()), None)
KINDS = {"plain": (), "tight": ("--tight",), "pinned": ("--pins", "30", "--events")}


class Result(NamedTuple):
    seconds: float
    megabytes: float
    score: int
    gap: int
    missing: int
    greedy_seconds: float
    greedy_score: int
    greedy_missing: int


def made(folder: Path, teachers: int, seed: int, *options: str) -> Given:
    command = [sys.executable, str(TOOL), "--teachers", str(teachers), "--seed", str(seed), "--out", str(folder)]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    return read_folder(folder)


def greedy(given: Given) -> tuple[int, int]:
    """Week by week everybody takes what brings most just then: the score, and how much is lacking."""
    score = missing = 0
    for part in parts(given):
        facts = Facts(part)
        board = Board(facts)
        fix(board, part.pins, part.group_lessons)
        for week in range(1, part.rules.weeks + 1):
            for observer, person in enumerate(facts.people):
                _, _, high = facts.pace(observer)
                while board.observed[observer] < person.quota and board.in_week[observer][week] < high:
                    best = max(
                        (
                            (board.step(observer, lesson, week, 1, gain), -lesson)
                            for options in facts.options[observer].values()
                            for gain, lesson, runs in options
                            if runs >> week & 1 and board.is_open_to(observer, lesson, week)
                        ),
                        default=None,
                    )
                    if best is None:
                        break
                    board.add(observer, -best[1], week)
        seats = board.seats()
        score += sum(points(facts, seats).values())
        missing += sum(one.missing for one in shortfalls(facts, seats))
    return score, missing


def measured(folder: Path, teachers: int, seed: int, options: tuple[str, ...], jobs: int = 1) -> Result:
    given = made(folder, teachers, seed, *options)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # One process is measured by its CPU time, for others may be at work on the machine; several by the clock.
    clock = time.process_time if jobs == 1 else time.perf_counter
    start = clock()
    found = plan(given) if jobs == 1 else plan_schools(given, jobs=jobs)
    seconds = clock() - start
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if jobs > 1:
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    score, missing = greedy(given)
    return Result(
        seconds, used / 1024, found.score, found.gap, found.missing, time.perf_counter() - start, score, missing
    )


def apart(*arguments: object) -> Result:
    """Measured in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, *arguments).result()


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def show(title: str, results: list[Result], goal: str, met: bool) -> None:
    worst = max(results, key=lambda one: one.seconds)
    bound = sum(one.score + one.gap for one in results)
    gap, scored = sum(one.gap for one in results), sum(one.score for one in results)
    ratio = sum(one.seconds for one in results) / sum(one.greedy_seconds for one in results)
    print(
        f"{title:<22} {worst.seconds:6.2f} s at most, {max(one.megabytes for one in results):4.0f} MB, "
        f"proven best {sum(one.gap == 0 for one in results)}/{len(results)}, gap {100 * gap / bound:.3f} %, "
        f"{sum(one.missing for one in results)} missing; greedy: {ratio:.2f} x its time, "
        f"score {100 * (scored / sum(one.greedy_score for one in results) - 1):+.1f} %, "
        f"it lacks {sum(one.greedy_missing for one in results)}"
    )
    print(f"{'':<22} {goal}: {verdict(met)}")


def replanned(folder: Path) -> None:
    given = made(folder, 60, 1)
    old: Plan = plan(given)
    who = given.people[7].id
    changed = replace(given, away_days=given.away_days | {(who, 9, day) for day in range(1, 6)})
    start = time.perf_counter()
    found = replan(changed, old.entries, 9)
    seconds = time.perf_counter() - start
    print(
        f"{'a week of absence':<22} {seconds:6.2f} s; kept {found.kept}, moved {len(found.moved)}, "
        f"broken {len(found.broken)}, moved for others {found.moved_for_others}"
    )
    print(f"{'':<22} <= 1 s, no more than broke: {verdict(seconds <= 1 and not found.moved_for_others)}")


def possible(given: Given) -> int:
    """A silly plan would be possible at all: how many (observer, lesson, week) there are to choose from."""
    facts = Facts(given)
    return sum(len(bits(runs)) for options in facts.options for several in options.values() for _, _, runs in several)


def main() -> None:
    parser = argparse.ArgumentParser(description="planning beside a plain greedy plan")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--huge", action="store_true", help="6,000 teachers too")
    asked = parser.parse_args()
    if TOOL is None:
        print("without ../shared/tools/make_school.py: no schools to plan")
        return
    cores = min(2, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"60 teachers, 20 weeks: {possible(made(folder / 'one', 60, 1)):,} observations to choose from")
        for kind, options in KINDS.items():
            each = [apart(folder / f"{kind}{seed}", 60, seed, options) for seed in range(1, asked.seeds + 1)]
            met = all(one.gap == 0 and one.seconds <= 1 and one.megabytes <= 60 for one in each)
            show(f"60, {kind}", each, "proven best, <= 1 s, <= 60 MB beyond the program", met)
        for title, teachers, options in (
            ("60, priced lessons", 60, ("--open-lesson", "6")),
            ("300, across schools", 300, ("--cross",)),
        ):
            one = apart(folder / title, teachers, 1, options)
            near = one.gap * 100 <= one.score + one.gap and one.seconds <= 10
            show(title, [one], "gap <= 1 %, <= 10 s", near)
        for teachers, most in ((600, 5), (6_000, 60)) if asked.huge else ((600, 5),):
            one = measured(folder / str(teachers), teachers, 1, (), cores)
            show(
                f"{teachers:,}, {cores} processes",
                [one],
                f"all at their bounds, <= {most} s",
                one.gap == 0 and one.seconds <= most,
            )
        replanned(folder / "again")


if __name__ == "__main__":
    main()
