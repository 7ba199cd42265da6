"""Signing up and looking at who stands where, from the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.open_lessons import Calendars
from models.store import Actor, Store
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(sample_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "school.db"
    shutil.copyfile(sample_file, copy)
    return copy


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def do(*arguments: str) -> tuple[int, str, str]:
        status = main(["--store", str(file), *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return do


@pytest.fixture
def free(file: Path) -> tuple[str, int, str]:
    """A day on which 孙晓梅 teaches, a period of hers, and somebody who is free then."""
    with Store.open(file, Actor("office")) as store:
        calendars = Calendars(Desk(store, today=lambda: date(2026, 11, 24)))
        given = calendars.given(date(2026, 11, 25))
        slot = next(s for s in given if s.teacher == "013")
        busy = {s.teacher for s in given if s.period == slot.period}
        person = next(p for p in Desk(store).lists.people() if p.staff_no not in busy)
    return "2026-11-25", slot.period, person.name


def test_somebody_is_put_down_and_a_second_time_says_so(run: Run, free: tuple[str, int, str]):
    day, period, name = free
    status, _, told = run("observe", "孙晓梅", day, str(period), "--observer", name)
    assert status == 0
    assert f"{name}：11月25日(周三)第{period}节" in told
    status, _, told = run("observe", "sxm", day, str(period), "--observer", name)
    assert status == 1
    assert "已经在这节课的听课名单里" in told


def test_what_cannot_be_meant_is_a_sentence(run: Run, free: tuple[str, int, str]):
    day, period, name = free
    assert run("observe", "孙晓梅", day, "12", "--observer", name)[0] == 2
    assert "有课的是第" in run("observe", "孙晓梅", day, "12", "--observer", name)[2]
    assert "没有找到" in run("observe", "查无此人", day, str(period), "--observer", name)[2]
    assert "--observer" in run("observe", "孙晓梅", day, str(period))[2]
    assert run("observe", "孙晓梅", "没有这天", str(period), "--observer", name)[0] == 2


def test_observations_are_listed_by_person_and_day_and_everybody_has_a_standing(run: Run, free: tuple[str, int, str]):
    day, period, name = free
    run("observe", "孙晓梅", day, str(period), "--observer", name, "--came")
    status, out, _ = run("observations", "--format", "json", "--teacher", name, "--since", "2026-11-01")
    (row,) = json.loads(out)
    assert status == 0
    assert (row["held_on_day"], row["lesson_teacher"], row["observation_status"]) == (day, "013", "came")
    assert json.loads(run("observations", "--format", "json", "--until", "2026-11-01")[1]) == []
    standing = json.loads(run("observations", "--standing", "--format", "json")[1])
    assert len(standing) == 60
    assert {one["quota"] for one in standing} == {20}
    assert next(one for one in standing if one["name"] == name)["owing_forms"] == 1
