"""How a county's pages grow with its schools, and whether a school feels its neighbours: one server, a schema a school,
each of sixty people with three years behind them (`many_schools`).

What one school does is judged by the processor's time, of this process and of the server's that works for it: on a
machine that is shared the clock measures the others; its median stands behind. What the county does is judged by the
clock, a median with the least of some runs behind it. The ratio is of the most schools to one. The county's home is
measured on a connection made for it, as by a verb, and on one that stays, as by the screen; once with everything kept
and once in the middle of a working day, when every tenth school has written since.

Run: .venv/bin/python tests/bench/bench_county.py [--full | schools ...]     --full is 1, 30 and 300, some 25 GB of disk
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from many_schools import OFFICE, SETTINGS, found, grow, schema_of  # noqa: E402  # the path above must stand first

from models.actions.desk import Desk  # noqa: E402
from models.actions.ladder_view import Ladder  # noqa: E402
from models.actions.open_days import Week  # noqa: E402
from models.actions.reflection_pieces import Wanted, inbox  # noqa: E402
from models.actions.reflections_finding import find  # noqa: E402
from models.actions.today import today  # noqa: E402
from models.county.schools import County  # noqa: E402
from models.journal.writing import update_record  # noqa: E402
from models.registers.column import Person  # noqa: E402
from models.rules.names import find_people  # noqa: E402
from models.store import Store  # noqa: E402
from models.store.address import server_address  # noqa: E402
from models.store.text_index import TextIndex  # noqa: E402
from models.tables.people import Teacher  # noqa: E402
from tests.support.postgres import Cluster, cluster, missing  # noqa: E402

DAY, OPEN_DAY = date(2026, 11, 24), date(2026, 11, 18)
SMALL, FULL = (1, 6), (1, 30, 300)
ROUNDS, ENOUGH, SCREEN = 9, 2.0, 40
GOALS = {
    "roster, first page": 5.0,
    "inbox, first page": 5.0,
    "a day's lessons": 5.0,
    "a word in reflections": 10.0,
    "a person by initials": 10.0,
    "the ladder": 10.0,
    "county home": 500.0,
    "county home, kept connection": 500.0,
    "county home, a tenth wrote": 500.0,
}
"""Milliseconds. A school's own home has to be as fast among the others as alone."""

Took = tuple[float, float]
"""Milliseconds that are judged, and those behind them."""
_TICK = os.sysconf("SC_CLK_TCK") / 1000


def took(work: Callable[[], object], rounds: int = ROUNDS, warm: bool = True) -> Took:
    """The median and the least of some runs by the clock."""
    times: list[float] = []
    if warm:
        work()
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), min(times)


def worked(work: Callable[[], object], server: int) -> Took:
    """The processor's time for one run, here and in the process ``server``, and the median by the clock; as many runs
    as make the server's clock, which ticks a hundred times a second, exact enough."""
    work()
    times: list[float] = []
    began, here, there = time.perf_counter(), time.process_time(), _ticks(server)
    while len(times) < ROUNDS or time.perf_counter() - began < ENOUGH:
        turn = time.perf_counter()
        work()
        times.append((time.perf_counter() - turn) * 1000)
    spent = (time.process_time() - here) * 1000 + (_ticks(server) - there) / _TICK
    return spent / len(times), statistics.median(times)


def _ticks(process: int) -> int:
    words = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def school(address: str) -> dict[str, Took]:
    """What one school's people do all day."""
    with Store.open(address, OFFICE) as store:
        desk = Desk(store, today=lambda: DAY)
        rows = desk.source("roster")
        people = [
            Person(str(row.values["staff_no"]), str(row.values["name"]), str(row.values["name_pinyin"]))
            for row in map(rows.row, range(len(rows)))
        ]

        def first_page() -> None:
            rows.reload()
            for index in range(min(SCREEN, len(rows))):
                rows.row(index)

        TextIndex(store).build()  # as the app does beside the work when somebody first looks for a word
        (server,) = store.db.execute_sql("SELECT pg_backend_pid()").fetchone()
        works: dict[str, Callable[[], object]] = {
            "roster, first page": first_page,
            "inbox, first page": lambda: inbox(desk, Wanted(states=()), limit=SCREEN),
            "a day's lessons": lambda: Week(desk).open_day(OPEN_DAY),
            "a word in reflections": lambda: find(desk, "提问"),
            "a person by initials": lambda: find_people("wx", people),
            "the ladder": lambda: Ladder(desk).rungs,
            "school's home": lambda: today(desk),
        }
        return {name: worked(work, server) for name, work in works.items()}


def over_all(server: Cluster, database: str, schools: int) -> dict[str, Took]:
    """What the county's office does."""
    address = server_address(server.address(database))

    def anew() -> None:
        with County(address) as county:
            county.home(DAY)

    with County(address) as county:
        result = {"refresh, all new": took(lambda: county.refresh(DAY), 1, warm=False)}
        result["county home, kept connection"] = took(lambda: county.home(DAY))
        result["counted live, warm"] = took(lambda: county.standings(DAY), 3)
    result["county home"] = took(anew)
    for number in range(0, schools, 10):
        with (
            Store.open(server.address(database, schema_of(number)), OFFICE) as store,
            store.change("roster.type"),
        ):
            update_record(Teacher, 1, {"remark": f"{schools} {number}"})
    result["county home, a tenth wrote"] = took(anew)
    return result


def catalog(server: Cluster, database: str) -> str:
    """How large the server's own tables about all the tables are, and what a connection that counted live keeps."""
    with County(server_address(server.address(database))) as county:
        relations, own, size = county._database.execute_sql(
            "SELECT COUNT(*), "
            "pg_size_pretty(SUM(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname = 'pg_catalog')), "
            "pg_size_pretty(pg_database_size(current_database())) "
            "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = 'r'"
        ).fetchone()
        county.standings(DAY)
        (kept,) = county._database.execute_sql(
            "SELECT pg_size_pretty(SUM(total_bytes)) FROM pg_backend_memory_contexts"
        ).fetchone()
    return f"{relations} tables, {own} of catalog, {size} in all; a connection that counted live keeps {kept}"


def main(sizes: tuple[int, ...]) -> None:
    if why := missing():
        print(f"county: not measured, {why}")
        return
    results: list[dict[str, Took]] = []
    with tempfile.TemporaryDirectory() as folder, cluster(in_memory=False, **SETTINGS) as server:
        os.environ["XDG_DATA_HOME"] = folder  # where a machine keeps its index of a school on a server
        database = server.database()
        found(server, database)
        have = 1
        for schools in sizes:
            began = time.perf_counter()
            grow(server, database, have, schools)
            if schools > have:
                print(f"{schools - have} schools copied: {(time.perf_counter() - began) / (schools - have):.1f} s each")
            have = schools
            one = server.address(database, schema_of(0))
            results.append(school(one) | over_all(server, database, schools))
            print(f"{schools} schools: {catalog(server, database)}", flush=True)
        tell(sizes, results)  # before so many files are removed


def tell(sizes: tuple[int, ...], results: list[dict[str, Took]]) -> None:
    """A line for each measure, a column for each number of schools."""
    print(f"{'milliseconds':30}" + "".join(f"{f'{schools} schools':>20}" for schools in sizes) + f"{'ratio':>8}")
    for name, (first, _) in results[0].items():
        cells = "".join(f"{f'{found[name][0]:.1f} ({found[name][1]:.1f})':>20}" for found in results)
        ratio = results[-1][name][0] / first
        goal = GOALS.get(name)
        judged = "" if goal is None else f"  goal {goal:.0f}: {'met' if results[-1][name][0] <= goal else 'missed'}"
        print(f"{name:30}{cells}{ratio:8.2f}{judged}")


if __name__ == "__main__":
    asked = sys.argv[1:]
    main(FULL if asked == ["--full"] else tuple(map(int, asked)) or SMALL)
