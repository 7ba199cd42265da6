"""Carrying a school to a server and back: every row, every version, the whole history, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.journal.undo import undo
from models.journal.writing import update_record
from models.store import Actor, Store
from models.store.address import server_address
from models.store.checking import check
from models.store.errors import StoreDamaged, StoreExists, StoreMissing
from models.store.moving import move
from models.tables.people import Teacher
from tests.support.postgres import Cluster

OFFICE = Actor("office", "test")


@pytest.fixture
def school(past_file: Path, tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "school.db"
    file.write_bytes(past_file.read_bytes())
    with Store.open(file, OFFICE) as store:
        with store.change("roster.type", "改名"):
            update_record(Teacher, 1, {"name": "张三", "is_full_time": False})
        yield store


def history(store: Store) -> list[tuple]:
    """Everything that the history holds, digests included."""
    sets = store.db.execute_sql("SELECT * FROM change_set ORDER BY id").fetchall()
    return [*sets, *store.db.execute_sql("SELECT * FROM change ORDER BY id").fetchall()]


def test_a_school_goes_to_a_server_and_back_with_its_whole_history(school: Store, server: Cluster, tmp_path: Path):
    written, address = history(school), server.address(server.database())
    counts: dict[str, int] = {}
    moved = move(school, address, counts.__setitem__)
    assert counts == moved.rows
    assert moved.rows["teacher"] == Teacher.select().count()
    school.close()
    with Store.open(address, OFFICE) as there:
        assert history(there) == written
        assert check(there) == []
        undo(there)
        assert Desk(there).school_name == "青禾小学"
        assert Teacher.get_by_id(1).name != "张三"
        again = move(there, str(tmp_path / "back.db"))
        written = history(there)
    assert again.change_sets == moved.change_sets + 1
    with Store.open(tmp_path / "back.db", OFFICE) as back:
        assert history(back) == written
        assert check(back) == []
        newest = max(row.id for row in Teacher.select(Teacher.id))
        with back.change("roster.type"):
            assert Teacher.insert(staff_no="x1", name="新").execute() > newest


def test_nothing_is_left_where_the_history_does_not_hold_together(school: Store, server: Cluster):
    school.db.execute_sql("DROP TRIGGER change_fixed_u")
    school.db.execute_sql("""UPDATE "change" SET "after" = replace("after", '张三', '李四')""")
    address = server.address(server.database())
    with pytest.raises(StoreDamaged):
        move(school, address)
    with pytest.raises(StoreMissing):
        Store.open(address, OFFICE)


def test_what_is_there_already_is_not_written_over(school: Store, server: Cluster, tmp_path: Path):
    address = server.address(server.database())
    move(school, address)
    for taken in (address, str(school.file)):
        with pytest.raises(StoreExists):
            move(school, taken)


def test_a_school_goes_from_one_server_database_to_another_and_into_a_schema_beside(school: Store, server: Cluster):
    first, other = server.database(), server.database()
    written = history(school)
    move(school, server.address(first))
    school.close()
    for here, there in (
        (server.address(first), server.address(other)),
        (server.address(other), server.address(other, "beside")),
        (server.address(other, "beside"), server.address(first, "back")),
    ):
        with Store.open(here, OFFICE) as store:
            move(store, there)
            with pytest.raises(StoreExists):
                move(store, here)
        with Store.open(there, OFFICE) as moved:
            assert history(moved) == written
            newest = max(row.id for row in Teacher.select(Teacher.id))
    with Store.open(server.address(first, "back"), OFFICE) as back:
        assert check(back) == []
        with back.change("roster.type"):
            assert Teacher.insert(staff_no="x1", name="新").execute() > newest


def test_a_school_beside_another_has_a_schema_of_its_own(school: Store, server: Cluster):
    database = server.database()
    first, second = (server.address(database, name) for name in ("qinghe", "beishan"))
    move(school, first)
    move(school, second)
    school.close()
    with Store.open(second, OFFICE) as there, there.change("roster.type"):
        update_record(Teacher, 1, {"name": "王五"})
    with Store.open(first, OFFICE) as there:
        assert Teacher.get_by_id(1).name == "张三"
        assert str(there.place).endswith(server_address(first).schema)
