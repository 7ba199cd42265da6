"""Several processes on one school on a PostgreSQL server: each sees the others, and none takes back another's work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.actions.company import Company
from models.journal.undo import UndoRefused, undo
from models.journal.writing import insert_record, update_record
from models.store import Actor, Store
from models.store.checking import check
from models.tables.log import ChangeSet
from models.tables.people import Teacher
from tests.models.store.workers import reports, started, type_beside, write_some
from tests.support.postgres import Cluster


@pytest.fixture
def address(server: Cluster) -> str:
    return server.address(server.database())


@pytest.fixture
def on_server(address: str) -> Iterator[Store]:
    with Store.create(address, Actor("张主任", "tty1")) as store:
        yield store


def test_what_another_process_does_is_seen_and_not_taken_back(on_server: Store, address: str):
    with on_server.change("roster.type"):
        row_id = insert_record(Teacher, {"staff_no": "001", "name": "李芳"})
    with on_server.change("roster.type") as own:
        update_record(Teacher, row_id, {"name": "李方"})
    company, seen, last = Company(on_server), on_server.data_version(), on_server.latest_change()
    process, pipe = started(type_beside, address, "王老师", row_id)
    theirs = pipe.recv()
    assert on_server.data_version() != seen
    assert [(one.change_id, one.actor, one.row_id, one.op) for one in on_server.changes_since(last)] == [
        (theirs, "王老师", row_id, "U")
    ]
    others = company.others()
    assert [(one.actor, one.place) for one in others] == [("王老师", "roster")]
    assert company.typing("roster", others) == {row_id: "王老师"}
    with pytest.raises(UndoRefused, match="王老师"):
        undo(on_server, own.id)
    assert Teacher.get_by_id(row_id).name == "王老师改"
    process.kill()
    process.join()
    company.sweep()
    assert company.others() == [], "who went without a word is not there any more"


def test_two_write_at_once_and_neither_loses_anything(on_server: Store, address: str):
    writers = [started(write_some, address, name, 40) for name in ("one", "two")]
    assert [reports(pipe) for _, pipe in writers] == [[40], [40]]
    for process, _ in writers:
        process.join()
        assert process.exitcode == 0
    assert Teacher.select().count() == ChangeSet.select().count() == 80
    assert check(on_server) == []


def test_several_found_one_place_and_one_of_them_makes_it(address: str):
    writers = [started(write_some, address, f"w{number}", 2) for number in range(3)]
    assert [reports(pipe) for _, pipe in writers] == [[2]] * 3
    for process, _ in writers:
        process.join()
    with Store.open(address, Actor("office")) as store:
        assert Teacher.select().count() == 6
        assert check(store) == []
