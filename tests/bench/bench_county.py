"""How a county's pages grow with its schools, and whether a school feels its neighbours. Schools as an argument.

Each is the sample school, of sixty people and one term.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.actions.today import today
from models.county.schools import County
from models.store import Actor, Store
from models.store.address import server_address
from models.store.moving import move
from tests.support.postgres import Cluster, cluster, missing

DAY = date(2026, 11, 24)
OFFICE = Actor("office", "bench")


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of some runs."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def home(address: str) -> float:
    """One school's first page."""
    with Store.open(address, OFFICE) as store:
        return seconds(lambda: today(Desk(store, today=lambda: DAY)))


def measure(server: Cluster, file: Path, schools: int) -> None:
    database = server.database()
    with Store.open(file, OFFICE) as store:
        began = time.perf_counter()
        move(store, server.address(database, "s000"))
        print(f"carrying a school over, compared row by row: {time.perf_counter() - began:.2f} s")
        alone = home(server.address(database, "s000"))
    with Store.open(file, OFFICE) as store:
        for number in range(1, schools):
            move(store, server.address(database, f"s{number:03}"))
    among = home(server.address(database, "s000"))
    print(f"a school's home among {schools} schools: {among / alone:.2f} times what it takes alone")
    with County(server_address(server.address(database))) as county:
        began = time.perf_counter()
        county.refresh(DAY)
        counted = time.perf_counter() - began
        kept, live = seconds(lambda: county.home(DAY)), seconds(lambda: county.standings(DAY))
    print(f"county home of {schools} schools: kept {kept * 1e3:.1f} ms, counted now {live * 1e3:.0f} ms")
    print(f"  first count on a fresh connection {counted * 1e3 / schools:.0f} ms a school; goal 500 ms at 300 schools")


def main() -> None:
    if why := missing():
        print(f"county: not measured, {why}")
        return
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    with tempfile.TemporaryDirectory() as folder, cluster() as server:
        file = Path(folder) / "school.db"
        found_sample(file, OFFICE, history=True).close()
        measure(server, file, schools)


if __name__ == "__main__":
    main()
