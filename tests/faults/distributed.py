"""A county spread over several machines by Citus, rehearsed from founding to a school's moving house.

Run: .venv/bin/python tests/faults/distributed.py postgresql://USER@HOST:PORT/DATABASE

The address is a coordinator's, with citus.enable_schema_based_sharding on there and wal_level=logical for moving
schools between machines. The schools r1, r2, … that it makes are taken away at the end. Citus is in no Debian; built
from its source against postgresql-server-dev-15 it takes a quarter of an hour.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.actions.sample import found_sample
from models.county.schools import County
from models.journal.undo import redo, undo
from models.journal.writing import insert_records, update_record
from models.store import Actor, Store
from models.store.address import ServerAddress, server_address
from models.store.checking import check
from models.store.making_postgres import drop
from models.store.moving import move
from models.store.postgres import connect_to
from models.tables.log import Change, ChangeSet
from models.tables.people import Teacher

DAY = date(2026, 11, 24)
SCHOOLS, WRITERS, EDITS = 4, 4, 20
OFFICE = Actor("office", "rehearsal")


@contextmanager
def step(what: str) -> Iterator[Callable[[object], None]]:
    """Tell how long that took and what came of it."""
    began, told = time.perf_counter(), [""]
    yield lambda outcome: told.append(str(outcome))
    print(f"{what}: {time.perf_counter() - began:.1f} s {' '.join(told).strip()}", flush=True)


def write(address: str, number: int) -> None:
    """One of several people who write into a school at once."""
    with Store.open(address, Actor(f"writer{number}")) as store:
        for edit in range(EDITS):
            with store.change("roster.type"):
                update_record(Teacher, number, {"phone": f"{number}-{edit}"})


def work(address: ServerAddress) -> str:
    """Type, undo and redo in a school, then look at all of it."""
    with Store.open_at(address, OFFICE) as store:
        with store.change("roster.type"):
            (row_id,) = insert_records(Teacher, [{"staff_no": f"r{time.time_ns()}"}])
        undo(store)
        assert Teacher.get_or_none(Teacher.id == row_id) is None
        redo(store)
        assert Teacher.get_or_none(Teacher.id == row_id) is not None
        assert not Change.select().where(Change.change_set_id.is_null()).exists(), "a write without its action"
        found = [finding.what for finding in check(store)]
        assert found == [], found
        return f"{ChangeSet.select().count()} change sets"


def rehearse(base: ServerAddress) -> None:
    schools = [base.of(f"r{number}") for number in range(1, SCHOOLS + 1)]
    server = connect_to(base)
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "school.db"
            with step("the sample, with its history"):
                found_sample(file, OFFICE, history=True).close()
            for school in schools:
                with step(f"moved to {school.schema}, compared") as tell, Store.open(file, OFFICE) as store:
                    moved = move(store, f"{school.url}?schema={school.schema}")
                    tell(f"{sum(moved.rows.values())} rows")
            _where(server, schools)
            for school in schools:
                with step(f"typed, undone, redone, checked in {school.schema}") as tell:
                    tell(work(school))
            _several_at_once(schools[0])
            _county(base)
            _moves_house(server, schools[0])
            with step(f"{schools[0].schema} back in a file"), Store.open_at(schools[0], OFFICE) as store:
                move(store, str(Path(folder) / "back.db"))
    finally:
        for school in schools:
            drop(school)
        server.execute_sql("DROP SCHEMA IF EXISTS yanxiu_county CASCADE")
        server.close()


def _where(server: object, schools: list[ServerAddress]) -> None:
    for school in schools:
        print(f"{school.schema} is on {' '.join(map(str, _node(server, school)))}")


def _node(server: object, school: ServerAddress) -> tuple[str, int]:
    query = "SELECT DISTINCT nodename, nodeport FROM citus_shards WHERE table_name::text LIKE %s"
    return server.execute_sql(query, (f"{school.schema}.%",)).fetchone()  # type: ignore[attr-defined]


def _several_at_once(school: ServerAddress) -> None:
    address = f"{school.url}?schema={school.schema}"
    with step(f"{WRITERS} people at once, {EDITS} edits each") as tell:
        running = [
            subprocess.Popen([sys.executable, __file__, "--write", address, str(number)])
            for number in range(1, WRITERS + 1)
        ]
        assert [process.wait() for process in running] == [0] * WRITERS
        tell(work(school))


def _county(base: ServerAddress) -> None:
    with County(base) as county:
        with step("the county's home, counted and kept") as tell:
            tell(f"{county.refresh(DAY)} schools")
        with Store.open_at(base.of("r2"), OFFICE) as store, store.change("roster.type"):
            insert_records(Teacher, [{"staff_no": f"r{time.time_ns()}"}])
        with step("the county's home after an edit in one school"):
            shown = {one.schema: one for one in county.home(DAY).standings}
        with step("the county's home, all counted now"):
            assert shown == {one.schema: one for one in county.standings(DAY)}


def _moves_house(server: object, school: ServerAddress) -> None:
    here = _node(server, school)
    execute = server.execute_sql  # type: ignore[attr-defined]
    others = execute("SELECT node_name, node_port FROM citus_get_active_worker_nodes()").fetchall()
    to = next(node for node in others if tuple(node) != tuple(here))
    with step(f"{school.schema} goes to {to[0]} {to[1]} while it is in use, then typed, undone, checked") as tell:
        execute("SELECT citus_schema_move(%s, %s, %s)", (school.schema, *to))
        tell(work(school))


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write(sys.argv[2], int(sys.argv[3]))
    else:
        rehearse(server_address(sys.argv[1]))
