"""A county's schools in one database: listed, counted, and read by an office that cannot write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.owed.progress import Progress
from models.county.schools import County, Home
from models.county.standing import Standing
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
    assert county.home(TODAY).standings == county.standings(TODAY), "also where nothing is kept yet"
    assert county.refresh(TODAY) == 2
    kept = county.home(TODAY)
    assert kept.standings == county.standings(TODAY)
    assert not kept.counted_at
    assert county.refresh(TODAY) == 0
    with Store.open(server.address(database, "qinghe"), OFFICE) as store, store.change("roster.type"):
        update_record(Teacher, 1, {"name": "改过"})
    assert county.home(TODAY, within=-1) == Home(_old(kept.standings, "qinghe"), county.home(TODAY, -1).counted_at)
    assert county.home(TODAY, within=-1).counted_at, "there was no time to count, and it says of when it is"
    assert county.home(TODAY) == Home(county.standings(TODAY))
    assert county.refresh(TODAY) == 1, "kept, though it was counted before"
    assert county.refresh(TODAY) == 0


@pytest.mark.parametrize("later", [1, 30, 400])
def test_what_is_kept_is_true_on_other_days_too(county: County, later: int):
    county.refresh(TODAY)
    day = TODAY + timedelta(days=later)
    assert county.home(day).standings == county.standings(day)


def test_it_is_counted_again_for_a_day_before(county: County):
    county.refresh(TODAY)
    assert county.refresh(date(2020, 1, 1)) == 2
    assert all(one.observations == one.behind == 0 for one in county.home(date(2020, 1, 1)).standings)


def test_a_number_given_to_a_change_that_never_came_is_no_change(county: County, server: Cluster, database: str):
    county.refresh(TODAY)
    with Store.open(server.address(database, "qinghe"), OFFICE) as store:
        store.db.execute_sql("SELECT nextval('change_id_seq')")
    assert county.refresh(TODAY) == 0


def test_a_school_that_was_put_back_is_counted_again(county: County, server: Cluster, database: str, past_desk: Desk):
    county.refresh(TODAY)
    with Store.open(server.address(database, "qinghe"), OFFICE) as store:
        store.db.execute_sql("ALTER SCHEMA qinghe RENAME TO aside")
        store.db.execute_sql("COMMENT ON SCHEMA aside IS NULL")
    move(past_desk.store, server.address(database, "qinghe"))
    assert county.refresh(TODAY) == 1


def _old(standings: list[Standing], schema: str) -> list[Standing]:
    return [replace(one, is_old=True) if one.schema == schema else one for one in standings]


def test_the_county_office_reads_and_cannot_write(county: County, server: Cluster, database: str):
    assert county.grant("reader") == 2
    as_reader = server.address(database, "qinghe").replace("postgres@", "reader@")
    with County(server_address(as_reader)) as theirs:
        assert theirs.home(TODAY) == Home(theirs.standings(TODAY))
        assert len(theirs.standings(TODAY)) == 2
        with pytest.raises(StoreReadOnly):
            theirs.refresh(TODAY)
    with Store.open(as_reader, OFFICE) as store:
        assert Teacher.select().exists()
        with pytest.raises(StoreReadOnly), store.change("roster.type"):
            delete_record(Teacher, 1)
        with pytest.raises(StoreReadOnly), store.change("roster.type"):
            store.db.execute_sql("SELECT * FROM one_time_code")
    with pytest.raises(StoreUnsupported):
        county.grant('x"; DROP SCHEMA qinghe')
