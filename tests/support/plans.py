"""Schools to plan for: tiny ones made here, and those of ../shared/tools with their judge of plans."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.planning.values import CrossSchool, Entry, Given, Planned, PlanRules, WeeklyLesson, Weights
from data.planning.writing import write_plan
from models.planning.board import FINE, Board, Seat
from models.planning.facts import Facts
from models.planning.fixed import fix
from models.planning.measure import points, shortfalls

_TOOLS = [folder / "shared" / "tools" for folder in Path(__file__).parents]
TOOLS = next((folder for folder in _TOOLS if (folder / "verify_plan.py").exists()), None)

needs_judge = pytest.mark.skipif(TOOLS is None, reason="../shared/tools, which judge plans, are not here")


def school(folder: Path, teachers: int, seed: int, *options: str) -> Path:
    """The folder of an invented school, as the tool makes it."""
    assert TOOLS is not None
    command = [sys.executable, str(TOOLS / "make_school.py"), "--teachers", str(teachers), "--seed", str(seed)]
    subprocess.run([*command, "--out", str(folder), *options], check=True, capture_output=True)
    return folder


def judged(
    folder: Path, given: Given, entries: list[Entry] | tuple[Entry, ...], old: Path | None = None
) -> dict[str, Any]:
    """What the judge says of a plan for the folder's school; the plan is left there as ``plan.csv``."""
    assert TOOLS is not None
    write_plan(folder, given, entries)
    command = [sys.executable, str(TOOLS / "verify_plan.py"), "--data", str(folder), "--plan", str(folder / "plan.csv")]
    command += ["--json", str(folder / "judged.json")] + (["--old", str(old)] if old else [])
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads((folder / "judged.json").read_text("utf-8"))


def tiny(seed: int, crossing: bool = False, price: int = 0) -> Given:
    """A few teachers, lessons and weeks, so few that every plan can be tried; with a ``price`` of opened lessons some
    entries are fixed too."""
    chance = random.Random(seed)
    count, weeks = chance.randint(2, 4), chance.randint(1, 3)
    people = [
        Planned(
            f"t{number}",
            f"老师{number}",
            f"s{number % 2}" if crossing else "s",
            "c",
            chance.choice("ab"),
            frozenset(chance.sample("123", chance.randint(0, 2))),
            frozenset(chance.sample(["g", "h"], chance.randint(0, 1))),
            chance.choice(("", "骨干")),
            chance.randint(0, 2),
        )
        for number in range(count)
    ]
    if count > 2 and chance.random() < 0.5:
        people[0] = replace(people[0], mentors=frozenset({people[1].id}))
    lessons = [
        WeeklyLesson(
            chance.choice(people).id,
            chance.choice((1, 1, 2)),
            chance.randint(1, 3),
            f"c{number}",
            chance.choice("123"),
            chance.choice("ab"),
            seats=chance.choice((1, 1, 2)),
            weeks=chance.choice((None, frozenset({1}), frozenset({2, 3}))),
        )
        for number in range(chance.randint(1, 4))
    ]
    rules = PlanRules(
        weeks=weeks,
        days=2,
        periods=3,
        open_days=(1,),
        allow_fallback=chance.random() < 0.7,
        week_max=chance.randint(1, 2),
        pair_max=chance.randint(1, 3),
        mentor_pair_max=3,
        pair_week_max=chance.choice((1, 1, 2)),
        observed_min=chance.randint(0, 1),
        mentee_sees_mentor_min=chance.randint(0, 1),
        cross_school=CrossSchool(crossing, 1, 0, 1),
        weights=Weights(crowd_factor_pct=chance.choice((100, 160)), crowded_teacher=chance.choice((1, 5))),
    )
    closed = frozenset({(1, 2)} if chance.random() < 0.3 else set())
    away = frozenset({(chance.choice(people).id, 1, 1)} if chance.random() < 0.5 else set())
    given = Given(tuple(people), tuple(lessons), rules, closed, away)
    if not price:
        return given
    given = replace(given, rules=replace(rules, weights=replace(rules.weights, open_lesson=price)))
    every = every_observation(Facts(given))
    fixed = chance.sample(every, min(len(every), chance.randint(0, 2)))
    return replace(given, pins=tuple(sorted(Facts(given).entry(*one) for one in fixed)))


def worth(facts: Facts, seats: list[Any]) -> int:
    """The value of a plan: its score less the fine for everything that is missing, counted without a board."""
    fines = {"quota": facts.rules.weights.quota}
    lacking = sum(fines.get(one.what, FINE) * one.missing for one in shortfalls(facts, seats))
    return sum(points(facts, seats).values()) - lacking


def every_observation(facts: Facts) -> list[tuple[int, int, int]]:
    """Everything that could be observed at all: observer, lesson and week."""
    return [
        (observer, lesson, week)
        for observer, by_teacher in enumerate(facts.options)
        for options in by_teacher.values()
        for _, lesson, runs in options
        for week in range(1, facts.rules.weeks + 1)
        if runs >> week & 1
    ]


def best_of_all(given: Given, most: int = 14, first: Collection[Seat] = ()) -> int | None:
    """The value of the best of all plans there are, every one tried; None where there are too many. Where a group has
    too few seats, those of ``first`` come."""
    facts = Facts(given)
    board, best = Board(facts), -(10**9)
    fix(board, given.pins, given.group_lessons, first)
    every = [one for one in every_observation(facts) if one not in board.fixed]
    if len(every) > most:
        return None

    def choose(place: int) -> None:
        nonlocal best
        if place == len(every):
            best = max(best, worth(facts, board.seats()))
            return
        choose(place + 1)
        if board.is_open_to(*every[place]):
            board.add(*every[place])
            choose(place + 1)
            board.remove(*every[place])

    choose(0)
    return best
