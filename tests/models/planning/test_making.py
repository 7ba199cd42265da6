"""Asking for a plan: who watches hears how far it is, who stops it has a valid plan, and nothing else changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.planning.reading import read_folder
from data.planning.values import Given
from models.planning.making import Asked, make_plan
from models.planning.watching import PHASES, Progress
from tests.support.plans import judged, needs_judge, school

pytestmark = needs_judge


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Given]:
    folder = school(tmp_path_factory.mktemp("school") / "made", 24, 3, "--tight", "--open-lesson", "6")
    return folder, read_folder(folder)


def test_who_listens_hears_the_best_so_far_and_the_bound(made: tuple[Path, Given]):
    _, given = made
    heard: list[Progress] = []
    found = make_plan(Asked(given), heard.append)
    assert found == make_plan(Asked(given))
    assert [one.phase for one in heard][0 :: len(heard) - 1] == ["counting", "done"]
    assert {one.phase for one in heard} <= set(PHASES)
    bounds = {one.bound for one in heard if one.bound is not None}
    assert heard[-1][1:4] == (found.plan.score, found.plan.missing, found.plan.bound)
    assert max(bounds) >= found.plan.score


def test_who_stops_has_a_valid_plan(made: tuple[Path, Given]):
    folder, given = made
    found = make_plan(Asked(given), stop=lambda: True)
    said = judged(folder, given, found.plan.entries)
    rules = {"quota": "H15", "observed": "H10", "mentee_sees": "H11", "mentor_sees": "H11"}
    assert set(said["violations"]) == {rules[one.what] for one in found.plan.shortfalls}
    assert said["score"] == found.plan.score


def test_again_with_the_fewest_changes(made: tuple[Path, Given]):
    _, given = made
    old = make_plan(Asked(given)).plan.entries
    who = old[len(old) // 2].observer
    away = replace(given, away_days=given.away_days | {(who, 9, day) for day in range(1, 6)})
    heard: list[Progress] = []
    again = make_plan(Asked(away, tuple(range(8, 21)), known=old, fewest_changes=True), heard.append)
    assert again.kept == len(old) - len(again.broken)
    assert heard[-1].phase == "done"


def test_several_schools_are_told_one_by_one(tmp_path: Path):
    given = read_folder(school(tmp_path / "county", 48, 1, "--school-size", "24"))
    heard: list[Progress] = []
    found = make_plan(Asked(given), heard.append)
    assert heard[-1] == Progress("done", found.plan.score, found.plan.missing, found.plan.bound, 2, 2)


def test_what_is_barred_is_not_planned_for_that_person_or_for_anybody(made: tuple[Path, Given]):
    _, given = made
    first = make_plan(Asked(given)).plan.entries
    one, closed = first[3], first[-3]._replace(observer="")
    barred = replace(given, barred=frozenset({one, closed}))
    again = make_plan(Asked(barred)).plan.entries
    assert one not in again
    assert closed[1:] not in {entry[1:] for entry in again}
    pinned = replace(barred, pins=(one,))
    assert [lost.why for lost in make_plan(Asked(pinned)).plan.lost] == ["barred"]


def test_what_people_know_moves_only_for_more_points_than_the_school_says(made: tuple[Path, Given]):
    _, given = made
    old = make_plan(Asked(given)).plan.entries
    kept = []
    for moved in (99, 4, 0):
        weights = replace(given.rules.weights, honour=12, open_lesson=0, moved=moved)
        changed = replace(given, rules=replace(given.rules, weights=weights))
        found = make_plan(Asked(changed, known=old))
        kept.append(found.kept)
        assert found.plan.points["moved"] == -moved * (len(old) - found.kept)
        assert found.plan.missing == 0
    assert kept[0] == len(old)
    assert kept[0] > kept[1] > kept[2]
