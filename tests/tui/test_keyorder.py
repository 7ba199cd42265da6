"""Keys that a slow line delivers in one piece are done in the order in which they were typed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.desk import Desk
from models.store import Actor, Store

ROOT = Path(__file__).parents[2]
CTRL_S, CTRL_O, F12, ESC = "\x13", "\x0f", "\x1b[24~", "\x1b"


@pytest.fixture
def place(sample_file: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(sample_file, tmp_path / "school.db")


@pytest.fixture
def terminal(place: Path, tmp_path: Path) -> Iterator[Terminal]:
    environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tui.cli", "--store", str(place), "--lang", "zh"]
    with Terminal(command, environment) as terminal:
        terminal.until("[1 今日]")
        yield terminal


def nothing_written(place: Path) -> bool:
    with Store.open(place, Actor("office", "test")) as store:
        return Desk(store).store.latest_change() == 1


def test_a_digit_right_behind_the_key_of_a_menu_goes_to_the_menu(terminal: Terminal, place: Path) -> None:
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until_quiet()
    terminal.type(CTRL_S + "4" + "2")
    terminal.until("荣誉名称")
    assert nothing_written(place)


def test_a_whole_way_typed_ahead_arrives(terminal: Terminal, place: Path) -> None:
    terminal.type("2" + CTRL_O + "8" + "2" + CTRL_S + "4" + "4")
    terminal.until("工作单位")
    assert nothing_written(place)


def test_the_palette_takes_what_is_typed_behind_its_key(terminal: Terminal, place: Path) -> None:
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until_quiet()
    terminal.type(F12 + "xianzhuang" + "\r")
    terminal.until("平均年龄35岁")
    assert nothing_written(place)


def test_typing_goes_on_after_a_command_without_loss(terminal: Terminal, place: Path) -> None:
    terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until_quiet()
    terminal.type("\x1b[F" + "abc" + "\r")  # the last column, the remark
    terminal.until("已存")
    with Store.open(place, Actor("office", "test")) as store:
        assert Desk(store).source("roster").row(0).texts["remark"] == "abc"
