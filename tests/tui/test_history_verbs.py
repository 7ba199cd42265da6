"""The history as a table, and registers as the records stood on a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from models.actions.desk import Desk
from models.registers.source import CellEdit
from models.tables import ALL
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]

TODAY = date.today()


@pytest.fixture
def run(desk: Desk, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a verb on the store of `desk`: (status, stdout, stderr)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", str(desk.store.place), *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        finally:
            desk.store.db.bind(ALL)  # the verb opened the store anew
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def write(desk: Desk, row_id: int = -1, **cells: str) -> int:
    source = desk.source("roster")
    row = source.row_by_id(row_id)
    edits = [CellEdit(row_id, field, text, row.texts[field] if row else "") for field, text in cells.items()]
    outcome = source.edit(edits, "type")
    return outcome.added[0] if outcome.added else row_id


def test_people_read_names_and_labels_where_programs_get_ids_and_codes(desk: Desk, run: Run):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    status, out, _ = run("history", "--limit", "1")
    assert status == 0
    assert out.splitlines()[-1].split()[-6:] == ["花名册：录入", "甲", "教师", "职称", "一级教师", "高级教师"]
    (cell,) = json.loads(run("history", "--limit", "1", "--format", "json")[1])
    assert (cell["table"], cell["row_id"], cell["field"]) == ("teacher", row_id, "rank")
    assert cell["old"] != "一级教师"
    assert "whose" not in cell


def test_the_history_of_a_person_holds_what_was_taken_away_again(desk: Desk, run: Run):
    row_id = write(desk, name="甲")
    write(desk, name="乙")
    write(desk, row_id, subjects="语文")
    write(desk, row_id, subjects="")
    _, out, _ = run("history", "--teacher", "甲")
    assert out.count("语文") == 2
    assert "乙" not in out


def test_an_action_brought_back_is_not_called_undone(desk: Desk, run: Run):
    write(desk, name="甲")
    run("--as", "office", "undo")
    assert "已由第" in run("history")[1]
    number = json.loads(run("history", "--limit", "1", "--format", "json")[1])[0]["change"]
    run("--as", "office", "undo", str(number))
    assert "花名册：录入（已由第" not in run("history")[1]


def test_registers_as_recorded_on_a_day(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch):
    earlier = TODAY - timedelta(days=3)
    monkeypatch.setattr("models.actions.past.first_instant", lambda: f"{earlier}T00:00:00.000000Z")
    monkeypatch.setattr("models.store.change.now", lambda: f"{earlier}T04:00:00.000000Z")
    row_id = write(desk, name="甲", rank="一级教师")
    monkeypatch.undo()
    write(desk, row_id, rank="高级教师", name="乙")
    monkeypatch.setattr("models.actions.past.first_instant", lambda: f"{earlier}T00:00:00.000000Z")
    status, out, _ = run("roster", "--recorded", earlier.isoformat(), "--columns", "name,rank")
    assert status == 0
    assert [line.split() for line in out.splitlines()[2:]] == [["甲", "一级教师"]]
    assert "乙" in run("roster", "--recorded", TODAY.isoformat())[1]
    assert "乙" in run("roster")[1]
    assert run("groups", "--recorded", earlier.isoformat(), "--format", "json")[0] == 0
    assert json.loads(run("codes", "--recorded", earlier.isoformat(), "--format", "json")[1])


def test_a_day_that_the_records_do_not_know_makes_no_sense(desk: Desk, run: Run):
    status, out, err = run("roster", "--recorded", "2001-01-01")
    assert (status, out) == (2, "")
    assert "2001-01-01" in err
    assert run("codes", "--recorded", (TODAY + timedelta(days=1)).isoformat())[0] == 2
    assert run("codes", "--recorded", "soon")[0] == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_tells_recorded_from_as_of(run: Run, language: str):
    out = run("--lang", language, "roster", "--help")[1]
    assert "--recorded" in out
    assert out.count("--as-of") >= 2


def test_undo_by_number_says_whose_cell_stands_in_the_way(desk: Desk, run: Run):
    row_id = write(desk, name="甲", rank="一级教师")
    write(desk, row_id, rank="高级教师")
    number = desk.store.latest_change()
    write(desk, row_id, rank="二级教师")
    status, _, err = run("--as", "deputy", "undo", str(number))
    assert status == 2
    assert "甲的「职称」应为「高级教师」" in err
    assert "office" in err
    assert run("undo", "999")[0] == 2
