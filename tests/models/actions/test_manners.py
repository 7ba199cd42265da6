"""Moving rows in the school's own order, what a person likes, and what they have done since they came."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.registers.source import CellEdit


def staff(desk: Desk, count: int) -> list[int]:
    source = desk.source("roster")
    return [source.edit([CellEdit(-1, "name", name)], "type").added[0] for name in "赵钱孙李周吴郑王"[:count]]


def names(desk: Desk) -> str:
    source = desk.source("roster")
    return "".join(source.row(index).texts["name"] for index in range(len(source)))


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [((2,), 0, "孙赵钱李周"), ((0,), 2, "钱赵孙李周"), ((0, 1), None, "孙李周赵钱"), ((3, 4), 1, "赵李周钱孙")],
)
def test_rows_move_in_one_step_and_back(desk: Desk, moved: tuple[int, ...], before: int | None, order: str):
    ids = staff(desk, 5)
    source = desk.source("roster")
    outcome = source.move([ids[at] for at in moved], None if before is None else ids[before])
    assert outcome.change_id
    assert names(desk) == order
    back = source.undo()
    assert back.focus
    assert back.focus[0] in {ids[at] for at in moved}
    assert names(desk) == "赵钱孙李周"


def test_there_is_always_room_between_two_rows(desk: Desk):
    ids = staff(desk, 4)
    source = desk.source("roster")
    for turn in range(40):
        source.move([ids[2 + turn % 2]], ids[0])
    assert names(desk) == "孙李赵钱"


def test_a_register_without_an_order_says_so(desk: Desk):
    source = desk.source("honours")
    row = source.insert(None).added[0]
    outcome = source.move([row], None)
    assert outcome.change_id is None
    assert "顺序" in outcome.message


def test_the_columns_liked_are_kept_by_register(desk: Desk):
    desk.source("roster").prefer("columns", {"frozen": 1})
    assert desk.source("roster").preference("columns") == {"frozen": 1}
    assert desk.source("honours").preference("columns") is None


def test_what_was_done_since_the_store_was_opened(desk: Desk):
    source = desk.source("roster")
    desk.store.began = desk.store.latest_change()
    row = source.edit([CellEdit(-1, "name", "赵")], "type").added[0]
    source.edit([CellEdit(row, "remark", "x")], "set")
    assert [(deed.title, deed.undone) for deed in source.deeds()] == [
        ("花名册：填成一样", False),
        ("花名册：录入", False),
    ]
    assert [(deed.whose, deed.change) for deed in source.deeds()] == [
        ("赵", "备注：（空） > x"),
        ("赵", "工号：（空） > 001"),
    ]
    source.undo()
    assert [deed.undone for deed in source.deeds()] == [True, False]
    source.redo()
    assert [deed.undone for deed in source.deeds()] == [False, False]


def test_entries_move_inside_their_own_list(desk: Desk):
    source = desk.source("codes")
    rows = [source.row(index) for index in range(len(source))]
    ranks = [row.id for row in rows if row.values["list_id"] == "rank"]
    source.move([ranks[2]], ranks[0])
    after = [row.id for row in map(source.row, range(len(source))) if row.values["list_id"] == "rank"]
    assert after == [ranks[2], ranks[0], ranks[1], *ranks[3:]]
    others = [row.id for row in rows if row.values["list_id"] != "rank"]
    assert [row.id for row in map(source.row, range(len(source))) if row.values["list_id"] != "rank"] == others
    source.undo()
    assert [source.row(index).id for index in range(len(source))] == [row.id for row in rows]
