"""The disk is full while somebody types: a sentence says so, and what was typed stays in its cell until it fits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from models.actions.desk import Desk
from models.registers.source import Row
from models.store import Store
from models.store.errors import DATABASE_ERRORS
from tests.screens.roster.office import office, read_back


@contextmanager
def no_room(store: Store) -> Iterator[None]:
    """As on a full disk, SQLite cannot make the store's file any longer."""
    store.db.execute_sql("CREATE TABLE filling (x BLOB)")
    pages = store.db.execute_sql("PRAGMA page_count").fetchone()[0]
    store.db.execute_sql(f"PRAGMA max_page_count = {pages}")
    fill(store)
    yield
    store.db.execute_sql("PRAGMA max_page_count = 1000000")


def fill(store: Store) -> None:
    """Use up the room that is left inside the file."""
    for size in (4000, 400, 40):
        with pytest.raises(DATABASE_ERRORS, match="full"):
            put_pieces(store, size)


def put_pieces(store: Store, size: int) -> None:
    while True:
        store.db.execute_sql(f"INSERT INTO filling VALUES (zeroblob({size}))")


async def test_the_text_stays_in_the_cell_and_goes_in_when_there_is_room(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        name = it.names()[3]
        await it.at(name, "remark")
        with no_room(sample_desk.store):
            await it.type("长" * 60)
            await it.press("enter")
            assert "磁盘已满" in it.hint
            assert it.grid.editor is not None
            assert it.grid.editor.text == "长" * 60
            await it.press("down")
            assert it.grid.editor is not None, "leaving by another key keeps it too"
        await it.press("enter")
        assert it.grid.editor is None
    assert next(row for row in rows(sample_desk) if row.texts["name"] == name).texts["remark"] == "长" * 60


async def test_a_range_that_cannot_be_filled_is_told_and_the_app_goes_on(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        await it.at(it.names()[0], "remark")
        await it.paste("\n".join(["长" * 200] * 20))
        before = [row.texts["remark"] for row in rows(sample_desk)]
        await it.at(it.names()[20], "remark")
        with no_room(sample_desk.store):
            await it.paste("\n".join(["短" * 200] * 20))
            assert "磁盘已满" in it.hint
        assert [row.texts["remark"] for row in rows(sample_desk)] == before


def rows(desk: Desk) -> list[Row]:
    source = read_back(desk)
    return [source.row(index) for index in range(len(source))]
