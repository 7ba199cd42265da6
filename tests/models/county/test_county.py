"""A county's schools in one database: listed, counted, and read by an office that cannot write."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.owed.progress import Progress
from models.county.schools import County
from models.journal.writing import delete_record, update_record
from models.store import Actor, Store
from models.store.address import server_address
from models.store.errors import StoreMissing, StoreReadOnly, StoreUnsupported
from models.store.moving import move
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import Teacher
from tests.conftest import TODAY
from tests.support.postgres import Cluster

OFFICE = Actor("office", "test")


@pytest.fixture(scope="module")
def database(past_file: Path, server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two schools beside each other, of which the second has observed nothing."""
    name = server.database()
    file = tmp_path_factory.mktemp("county") / "school.db"
    file.write_bytes(past_file.read_bytes())
    with Store.open(file, OFFICE) as store:
        move(store, server.address(name, "qinghe"))
        move(store, server.address(name, "beishan"))
    with Store.open(server.address(name, "beishan"), OFFICE) as store:
        store.db.execute_sql("UPDATE observation SET status = 'planned'")
    return name


@pytest.fixture
def county(server: Cluster, database: str):  # type: ignore[no-untyped-def]
    with County(server_address(server.address(database))) as county:
        yield county


def test_schools_are_found_by_their_marks(county: County):
    assert [(one.schema, one.is_current) for one in county.schools()] == [("beishan", True), ("qinghe", True)]
    assert county.address_of("qinghe").schema == "qinghe"
    with pytest.raises(StoreMissing):
        county.address_of("public")


def test_the_school_that_is_behind_stands_first(county: County, server: Cluster, database: str):
    first, second = county.standings(TODAY)
    assert (first.schema, first.observations, first.behind) == ("beishan", 0, first.teachers)
    assert second.schema == "qinghe"
    with Store.open(server.address(database, "qinghe"), OFFICE) as store:
        came = (Observation.status == "came") & (OpenLesson.held_on.between("2026-09-01", TODAY.isoformat()))
        query = Observation.select().join(OpenLesson).where(came, Observation.observer.is_null(False))
        active = Teacher.select().where(Teacher.status << ("", "active")).count()
        assert second.observations <= query.count()
        assert second.teachers == active
        assert 0 < second.behind < active
        assert Progress(Desk(store, today=lambda: TODAY)).standings


def test_a_count_is_kept_and_only_what_changed_is_counted_again(county: County, server: Cluster, database: str):
    assert county.kept() == ([], "")
    assert county.refresh(TODAY) == 2
    kept, at = county.kept()
    assert kept == county.standings(TODAY)
    assert at
    assert county.refresh(TODAY) == 0
    with Store.open(server.address(database, "qinghe"), OFFICE) as store, store.change("roster.type"):
        update_record(Teacher, 1, {"name": "改过"})
    assert county.refresh(TODAY) == 1
    assert county.refresh(TODAY + timedelta(days=1)) == 2
    assert county.refresh(date(2020, 1, 1)) == 2
    assert all(one.observations == 0 for one in county.kept()[0])


def test_the_county_office_reads_and_cannot_write(county: County, server: Cluster, database: str):
    assert county.grant("reader") == 2
    as_reader = server.address(database, "qinghe").replace("postgres@", "reader@")
    with County(server_address(as_reader)) as theirs:
        assert len(theirs.standings(TODAY)) == 2
    with Store.open(as_reader, OFFICE) as store:
        assert Teacher.select().exists()
        with pytest.raises(StoreReadOnly), store.change("roster.type"):
            delete_record(Teacher, 1)
        with pytest.raises(StoreReadOnly), store.change("roster.type"):
            store.db.execute_sql("SELECT * FROM one_time_code")
    with pytest.raises(StoreUnsupported):
        county.grant('x"; DROP SCHEMA qinghe')
