"""Words beside a cell and the mark on a doubtful one: kept, shown, walked by F3, undone, gone with their row."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.store_source import StoreSource
from models.journal.history import entries
from models.registers.source import CellEdit
from models.tables.people import CellNote


@pytest.fixture
def source(desk: Desk) -> StoreSource:
    source = desk.source("roster")
    source.edit([CellEdit(-1, "name", "王小明"), CellEdit(-1, "sex", "男"), CellEdit(-2, "name", "李梅")], "paste")
    return source


def test_a_doubtful_cell_is_marked_and_settled_each_as_one_action(desk: Desk, source: StoreSource):
    row_id = source.row(0).id
    outcome = source.annotate(row_id, "sex", doubtful=True)
    assert outcome.change_id is not None
    assert [row.doubtful for row in outcome.rows] == [frozenset({"sex"})]
    assert entries(limit=1)[0].action == "roster.doubt"
    assert desk.source("roster").row(0).doubtful == {"sex"}
    assert source.annotate(row_id, "sex", doubtful=True).change_id is None
    source.annotate(row_id, "sex", doubtful=False)
    assert source.row(0).doubtful == frozenset()
    assert CellNote.select().count() == 0


def test_many_cells_are_marked_and_settled_as_one_action_and_keep_their_words(desk: Desk, source: StoreSource):
    one, other = source.row(0).id, source.row(1).id
    source.annotate(one, "sex", words="问本人")
    cells = [(one, "sex"), (one, "name"), (other, "sex")]
    outcome = source.doubt(cells, True)
    assert [row.doubtful for row in outcome.rows] == [{"sex", "name"}, {"sex"}]
    assert entries(limit=1)[0].action == "roster.doubt"
    assert source.row(0).notes == {"sex": "问本人"}
    assert source.doubt(cells, True).change_id is None
    source.undo()
    assert [source.row(at).doubtful for at in (0, 1)] == [frozenset()] * 2
    source.redo()
    assert [desk.source("roster").row(at).doubtful for at in (0, 1)] == [{"sex", "name"}, {"sex"}]
    source.doubt(cells, False)
    assert [(row.doubtful, row.notes) for row in map(source.row, (0, 1))] == [
        (frozenset(), {"sex": "问本人"}),
        (frozenset(), {}),
    ]
    assert CellNote.select().count() == 1


def test_a_note_stays_beside_its_cell_until_it_is_emptied(desk: Desk, source: StoreSource):
    row_id = source.row(1).id
    source.annotate(row_id, "born_on", words=" 身份证上是 1986 年 ")
    assert entries(limit=1)[0].action == "roster.note"
    assert desk.source("roster").row(1).notes == {"born_on": "身份证上是 1986 年"}
    source.annotate(row_id, "born_on", doubtful=True)
    source.annotate(row_id, "born_on", words="")
    assert (source.row(1).notes, source.row(1).doubtful) == ({}, {"born_on"})


def test_undo_takes_a_note_back_and_redo_brings_it_again(source: StoreSource):
    row_id = source.row(0).id
    source.annotate(row_id, "sex", words="问本人")
    undone = source.undo()
    assert undone.message
    assert undone.focus == (row_id, "sex")
    assert source.row(0).notes == {}
    assert source.redo().focus == (row_id, "sex")
    assert source.row(0).notes == {"sex": "问本人"}
    source.annotate(row_id, "sex", words="已问")
    assert source.undo().focus == (row_id, "sex")


def test_undo_goes_to_a_cell_that_could_not_be_read(source: StoreSource):
    row_id = source.row(0).id
    source.edit([CellEdit(row_id, "born_on", "不记得")], "type")
    assert source.undo().focus == (row_id, "born_on")


def test_a_note_outlives_the_typing_of_its_cell_and_goes_with_its_row(source: StoreSource):
    row_id = source.row(0).id
    source.annotate(row_id, "sex", words="问本人", doubtful=True)
    source.edit([CellEdit(row_id, "sex", "女", "男")], "type")
    assert source.row(0).notes == {"sex": "问本人"}
    source.delete([row_id])
    assert CellNote.select().count() == 0
    source.undo()
    row = source.row_by_id(row_id)
    assert row is not None
    assert (row.notes, row.doubtful) == ({"sex": "问本人"}, {"sex"})


def test_the_walk_over_problems_stops_at_doubtful_cells(source: StoreSource):
    row_id = source.row(0).id
    start = (row_id, "name")
    before = source.next_problem(start)
    assert before != (row_id, "sex")
    source.annotate(row_id, "sex", doubtful=True)
    assert source.next_problem(start) == (row_id, "sex")
    assert source.next_problem(start, hard_only=True) is None


def test_a_note_is_as_long_as_the_store_takes(source: StoreSource):
    source.annotate(source.row(0).id, "sex", words="长" * 1000)
    assert len(source.row(0).notes["sex"]) == 400
