"""Planning again after a change: what is still possible stays, history never moves, no more moves than must."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.planning.reading import read_folder
from data.planning.values import Given
from data.planning.writing import write_folder, write_plan
from models.planning.changes import replan
from models.planning.facts import Facts
from models.planning.fixed import why_impossible
from models.planning.plan import Plan, plan
from tests.support.plans import judged, needs_judge, school

FROM = 8


def away_for_a_week(given: Given, who: str) -> Given:
    return replace(given, away_days=given.away_days | {(who, 9, day) for day in range(1, 6)})


def away_for_good(given: Given, who: str) -> Given:
    """Away from a week on, with the quota that is left to them."""
    away = {(who, week, day) for week in range(FROM, given.rules.weeks + 1) for day in range(1, 6)}
    return replace(given, away_days=given.away_days | away)


def moved_lesson(given: Given, who: str) -> Given:
    """A lesson of the open day is in another period from a week on."""
    place = next(n for n, one in enumerate(given.lessons) if one.teacher == who and one.day == 3)
    taken = {one.period for one in given.lessons if one.teacher == who and one.day == 3}
    old = given.lessons[place]
    before, after = frozenset(range(1, FROM)), frozenset(range(FROM, given.rules.weeks + 1))
    to = next(period for period in range(1, 7) if period not in taken)
    lessons = [*given.lessons, replace(old, period=to, weeks=after)]
    lessons[place] = replace(old, weeks=before)
    return replace(given, lessons=tuple(lessons))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Given, Plan]:
    folder = school(tmp_path_factory.mktemp("school") / "made", 40, 7, "--tight", "--pins", "10", "--events")
    given = read_folder(folder)
    return given, plan(given)


@needs_judge
@pytest.mark.parametrize("change", [away_for_a_week, away_for_good, moved_lesson])
@pytest.mark.parametrize("person", [0, 6, 14])
def test_only_what_cannot_stay_changes(
    change: Callable[[Given, str], Given], person: int, planned: tuple[Given, Plan], tmp_path: Path
):
    before, old = planned
    given = change(before, before.people[person].id)
    found = replan(given, old.entries, FROM)
    write_folder(tmp_path, given)
    write_plan(tmp_path, given, old.entries)
    (tmp_path / "plan.csv").rename(tmp_path / "old.csv")
    said = judged(tmp_path, given, found.plan.entries, tmp_path / "old.csv")
    rules = {"quota": "H15", "observed": "H10", "mentee_sees": "H11", "mentor_sees": "H11"}
    told = {rules[one.what] for one in found.plan.shortfalls} | ({"H13"} if found.plan.lost else set())
    assert set(said["violations"]) == told
    assert {given.people[person].id} >= {one.person for one in found.plan.shortfalls if one.what == "quota"}
    assert said["score"] == found.plan.score
    # A group's lesson that somebody can attend now takes the place of what they would have seen.
    pushed_out = sum(not why_impossible(Facts(given), entry) for entry in found.broken)
    assert said["change"]["moved_without_need"] == pushed_out <= 2
    assert found.moved_for_others == 0
    assert said["change"]["kept"] == found.kept == len(old.entries) - len(found.broken)
    assert found.broken
    assert {one for one in old.entries if one.week < FROM} == {one for one in found.plan.entries if one.week < FROM}


@needs_judge
def test_where_nothing_changed_nothing_moves(planned: tuple[Given, Plan]):
    given, old = planned
    found = replan(given, old.entries, 1)
    assert (found.kept, found.moved, found.new, found.dropped) == (len(old.entries), (), (), ())
    assert found.plan.entries == old.entries


@needs_judge
def test_history_that_fits_no_lesson_any_more_stays_and_counts(planned: tuple[Given, Plan]):
    before, old = planned
    who = before.people[6].id
    given = replace(before, lessons=tuple(one for one in before.lessons if one.teacher != who or one.day != 3))
    found = replan(given, old.entries, FROM)
    past = {entry for entry in old.entries if entry.week < FROM}
    assert any(entry.teacher == who and entry.day == 3 for entry in past)
    assert past <= set(found.plan.entries)
    quotas = {one.person for one in found.plan.shortfalls if one.what == "quota"}
    count = {one.id: sum(entry.observer == one.id for entry in found.plan.entries) for one in given.people}
    assert all(count[one.id] == one.quota for one in given.people if one.id not in quotas)
