"""What others have done, counted: cells, new rows and deleted rows, by person, without one's own."""

from __future__ import annotations

import pytest

from models.actions import news
from models.actions.desk import Desk
from models.actions.news import News, news_since
from models.registers.source import CellEdit
from models.store import Actor, Store

OTHER = "王秀英"


@pytest.fixture
def other(store: Store) -> Desk:
    """Somebody else at the same store."""
    return Desk(Store(store.db, store.file, Actor(OTHER, "elsewhere")))


def test_nothing_is_news_to_whoever_did_it(desk: Desk):
    began = desk.store.latest_change()
    desk.source("roster").edit([CellEdit(-1, "name", "王小明")], "type")
    assert news_since(desk.store, began) == []


def test_cells_rows_and_deletions_are_told_apart(desk: Desk, other: Desk):
    began = desk.store.latest_change()
    theirs = other.source("roster")
    first, second = theirs.edit([CellEdit(-1, "name", "王小明"), CellEdit(-2, "name", "李梅")], "paste").added
    assert news_since(desk.store, began) == [News(OTHER, added=2)]
    began = desk.store.latest_change()
    theirs.edit([CellEdit(first, "name", "王晓明", "王小明"), CellEdit(first, "sex", "男")], "paste")
    assert news_since(desk.store, began) == [News(OTHER, cells=2)]
    began = desk.store.latest_change()
    theirs.delete([second])
    assert news_since(desk.store, began) == [News(OTHER, removed=1)]


def test_a_text_that_cannot_be_read_and_its_mending_are_one_cell_each(desk: Desk, other: Desk):
    theirs = other.source("roster")
    (row,) = theirs.edit([CellEdit(-1, "name", "王小明")], "type").added
    began = desk.store.latest_change()
    theirs.edit([CellEdit(row, "born_on", "不知道")], "type")
    assert news_since(desk.store, began) == [News(OTHER, cells=1)]
    began = desk.store.latest_change()
    theirs.edit([CellEdit(row, "born_on", "1985-03", "不知道")], "type")
    assert news_since(desk.store, began) == [News(OTHER, cells=1)]


def test_very_much_is_not_counted(desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(news, "MOST_COUNTED", 3)
    began = desk.store.latest_change()
    other.source("roster").edit([CellEdit(-n, "name", f"王{n}") for n in range(1, 9)], "paste")
    (told,) = news_since(desk.store, began)
    assert told.more
