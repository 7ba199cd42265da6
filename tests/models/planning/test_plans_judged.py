"""Plans of invented schools before the independent judge: every hard rule kept, the score as we count it, the best."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from data.planning.reading import read_folder
from models.planning.plan import plan
from tests.support.plans import judged, needs_judge, school

PLAIN, TIGHT, PINNED = (), ("--tight",), ("--pins", "30", "--events")


@needs_judge
@pytest.mark.parametrize("kind", [PLAIN, TIGHT, PINNED], ids=["plain", "tight", "pinned"])
@pytest.mark.parametrize("seed", range(1, 5))
def test_a_school_of_sixty_is_planned_best(seed: int, kind: tuple[str, ...], tmp_path: Path):
    folder = school(tmp_path / "school", 60, seed, *kind)
    given = read_folder(folder)
    found = plan(given)
    said = judged(folder, given, found.entries)
    assert said["violations"] == {}
    assert said["score"] == found.score
    assert said["points"] | {part: 0 for part, value in found.points.items() if not value} == found.points
    assert found.is_best
    assert len(said["exempt"]) == len(found.exempt)


@needs_judge
@pytest.mark.parametrize("seed", [11, 13, 17])
def test_who_of_a_group_has_the_few_seats_is_chosen_best(seed: int, tmp_path: Path):
    folder = school(tmp_path / "school", 60, seed, "--tight", *PINNED)
    given = read_folder(folder)
    found = plan(given)
    said = judged(folder, given, found.entries)
    assert said["violations"] == {}
    assert said["score"] == found.score
    assert len(said["exempt"]) == len(found.exempt)
    assert found.is_best


@needs_judge
def test_people_visit_other_schools_of_their_cluster(tmp_path: Path):
    folder = school(tmp_path / "county", 60, 3, "--school-size", "20", "--cross")
    given = read_folder(folder)
    found = plan(given)
    said = judged(folder, given, found.entries)
    assert said["violations"] == {}
    assert said["score"] == found.score
    assert 0 <= found.gap < found.bound // 20


@needs_judge
def test_the_same_seed_gives_the_same_plan_whatever_the_order_of_the_lines(tmp_path: Path):
    folder = school(tmp_path / "school", 24, 5, "--tight", "--pins", "8")
    first = plan(read_folder(folder))
    for name in ("teachers.csv", "absences.csv", "pins.csv"):
        head, *lines = (folder / name).read_text("utf-8").splitlines()
        (folder / name).write_text("\n".join([head, *reversed(lines)]) + "\n", "utf-8")
    assert plan(read_folder(folder)) == first


@needs_judge
def test_only_the_weeks_asked_for_are_planned(tmp_path: Path):
    folder = school(tmp_path / "school", 24, 5)
    found = plan(read_folder(folder), weeks=[3, 4])
    assert {entry.week for entry in found.entries} == {3, 4}
    assert {one.what for one in found.shortfalls} >= {"quota"}


@needs_judge
@pytest.mark.parametrize("options", [(), ("--tight", "--pins", "20", "--events"), ("--pins", "20", "--events")])
def test_where_opened_lessons_cost_points_few_are_opened_and_the_bound_is_near(
    options: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    folder = school(tmp_path / "school", 60, 2, "--open-lesson", "6", *options)
    given = read_folder(folder)
    found = plan(given)
    assert capfd.readouterr() == ("", "")  # the solver says nothing of its own
    said = judged(folder, given, found.entries)
    assert said["violations"] == {}
    assert said["score"] == found.score <= found.bound
    assert found.gap * 100 <= found.bound
    assert plan(given) == found


@needs_judge
def test_a_price_halves_the_opened_lessons(tmp_path: Path):
    folder = school(tmp_path / "school", 20, 2, "--open-lesson", "6")
    given = read_folder(folder)
    said = judged(folder, given, plan(given).entries)
    weights = replace(given.rules.weights, open_lesson=0)
    free = judged(folder, given, plan(replace(given, rules=replace(given.rules, weights=weights))).entries)
    assert said["measures"]["opened_lessons"] * 2 < free["measures"]["opened_lessons"]
    assert said["score"] > free["score"]


@needs_judge
def test_without_the_solver_a_priced_plan_is_as_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    folder = school(tmp_path / "school", 20, 2, "--open-lesson", "6")
    given = read_folder(folder)
    found = plan(given)
    said = judged(folder, given, found.entries)
    assert said["violations"] == {}
    assert said["score"] == found.score <= found.bound
