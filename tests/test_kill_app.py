"""kill -9 at any moment loses no cell that had been left, and a cell that was being typed is offered again."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from models.actions.desk import Desk
from models.actions.preferences import preference
from models.actions.school import found_school
from models.actions.store_source import StoreSource
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.checking import check
from models.tables.log import Typing
from tests.models.store.workers import reports, started
from tests.support.long_form import LONG
from tests.typist import WHO, type_until_killed
from tui.call import login_name

ROOT = Path(__file__).parents[1]
KILLS, APP_KILLS = (200, 20) if LONG else (60, 8)
GIVEN = "芳明玲强艳军洁磊娜涛静超丽勇敏杰娟波霞鹏"
TAB, PAGE_DOWN, DELETE = "\t", "\x1b[6~", "\x1b[3~"
CELLS = (("name", ""), ("sex", "2"), ("born_on", "850312"), ("research_group", "1"))
"""What is typed for each person: the name is each one's own, codes of one digit go on by themselves."""
TITLES = ("姓名", "性别", "出生年月", "教研组", "任教学科")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty school, closed."""
    path = tmp_path / "school.db"
    found_school(path, "青禾小学", term_named("2026-1"), Actor(WHO, "test")).close()
    return path


def roster(store: Store) -> StoreSource:
    return Desk(store).source("roster", everybody=True)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_kills_lose_no_cell_that_was_left(path: Path, count: Callable[[str], None]):
    rng = random.Random(20261124)
    expected: dict[tuple[int, str], str] = {}
    offered = 0
    for seed in range(KILLS):
        process, pipe = started(type_until_killed, path, seed)
        # However fast the machine is, it dies after so many reports, and somewhere before the next.
        said = [pipe.recv() for _ in range(rng.randrange(1, 60)) if pipe.poll(30)]
        time.sleep(rng.random() * 0.004)  # not for luck: the moment of death is what is tried
        process.kill()
        process.join()
        said += reports(pipe)
        leaving = None
        for what, row_id, field, text in said:  # type: ignore[misc]
            leaving = (row_id, field, text) if what == "leaving" else None
            if what == "left":
                expected[row_id, field] = text
        with Store.open(path, Actor(WHO, "test")) as store:
            source = roster(store)
            for (row_id, field), text in expected.items():
                row = source.row_by_id(row_id)
                assert row is not None
                if row.texts[field] != text:
                    assert leaving == (row_id, field, row.texts[field]), "only the cell being left may be ahead"
                    expected[row_id, field] = row.texts[field]
            if said and said[-1][0] == "kept":  # type: ignore[index]
                left = source.unfinished()
                assert left is not None
                assert left.text.startswith(said[-1][3])  # type: ignore[index]
                offered += 1
            if seed % 20 == 19:
                assert [finding.what for finding in check(store)] == []
    assert len(expected) > KILLS
    assert offered >= 5, "some died in the middle of a cell"
    count(f"{KILLS} kills of typing: {len(expected)} cells left, 0 lost; {offered} half typed, all offered again")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_the_app_killed_while_people_are_typed_loses_no_cell_that_was_left(
    path: Path, tmp_path: Path, seed: int, count: Callable[[str], None]
):
    rng = random.Random(seed)
    people: dict[str, dict[str, str]] = {}
    half = ""
    for number in range(APP_KILLS):
        name = "王李"[seed - 1] + GIVEN[number] + GIVEN[-number - 1]
        with Terminal(_command(path), _environment(tmp_path)) as terminal:
            _open_roster(terminal, path)
            if half:
                terminal.until(f"「{half}」")
                terminal.type(DELETE)
                terminal.until(lambda: not _hint(terminal).startswith("上次"))
            typed = _type_a_person(terminal, name, rng.randrange(len(CELLS)))
            if typed:
                people[name] = typed
            half = _end(terminal, path, name, len(typed), rng)
        with Store.open(path, Actor(WHO, "test")) as store:
            source = roster(store)
            rows = {row.texts["name"]: row for row in (source.row(index) for index in range(len(source)))}
            for known, cells in people.items():
                assert {field: rows[known].texts[field] for field in cells} == cells
            assert [finding.what for finding in check(store)] == []
    count(f"{APP_KILLS} kills of the app: {sum(map(len, people.values()))} cells left, 0 lost")


def _command(path: Path) -> list[str]:
    return [sys.executable, "-m", "tui.cli", "--store", str(path)]


def _environment(folder: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder), "LC_ALL": "C.UTF-8"}


def _hint(terminal: Terminal) -> str:
    return terminal.text.splitlines()[-2].strip(" ?!")


def _hint_is(terminal: Terminal, title: str) -> Callable[[], bool]:
    """Whether the cursor stands on the cell of that title: the cell before has been left."""
    return lambda: _hint(terminal).startswith(title)


def _open_roster(terminal: Terminal, path: Path) -> None:
    """Go there, unless the app comes back there by itself because the last session broke off there long enough."""
    with Store.open(path, Actor(login_name())) as store:
        comes_back = preference(store, "place") is not None
    if not comes_back:
        terminal.until("[1 今日]")
        terminal.type("2")
    terminal.until("[2 花名册]")
    terminal.until(lambda: _hint(terminal).startswith(("工号", "上次")))


def _type_a_person(terminal: Terminal, name: str, cells: int) -> dict[str, str]:
    """Type that many cells of a new person, each left for certain; what must be in the store now, as texts."""
    shown = {"name": name, "sex": "女", "born_on": "1985-03-12", "research_group": "语文组"}
    # From anywhere to the empty row behind the last.
    terminal.type(PAGE_DOWN * 4 + TAB)
    terminal.until(_hint_is(terminal, TITLES[0]))
    for index, (field, keys) in enumerate(CELLS[:cells]):
        terminal.type((keys or name) + ("" if field in ("sex", "research_group") else TAB))
        terminal.until(_hint_is(terminal, TITLES[index + 1]))
    return {field: shown[field] for field, _ in CELLS[:cells]}


def _end(terminal: Terminal, path: Path, name: str, cells: int, rng: random.Random) -> str:
    """Kill the app in the cell after that many; the text that must be offered at the next start, '' for none."""
    field, keys = CELLS[cells]
    half = ""
    match rng.choice(("at rest", "while leaving", "half typed", "half typed")):
        case "while leaving":
            terminal.type((keys or name) + TAB)
        case "half typed" if field in ("name", "born_on"):
            terminal.type((keys or name)[:2])
            with Store.open(path, Actor(WHO, "test")):
                terminal.until(lambda: bool(Typing.select().count()))
                half = Typing.get().typed
        case _:
            pass
    terminal.process.kill()
    terminal.process.wait()
    if not half:
        # What was typed in the instant of death may have been kept or not; the next start says which.
        with Store.open(path, Actor(WHO, "test")):
            left = Typing.get_or_none()
            half = left.typed if left else ""
    return half
