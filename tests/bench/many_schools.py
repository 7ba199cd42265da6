"""A county on a PostgreSQL cluster of its own: schools of sixty people with three years behind them, a schema each.

One is made as any school is and carried over; the others are copied from it inside the server, under another name, with
other surnames, and with fewer observations and reflections the one than the other, so that they differ in who is
behind. Their history is the first one's: it does not tell of those differences, and `check` says so.

Run: .venv/bin/python tests/bench/many_schools.py [schools] keeps such a county running until Enter, to be looked at.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.pinyin import initials_of, pinyin_of_name
from models.actions.sample_large import found_years
from models.journal.triggers import column_names, table_name
from models.store import Actor
from models.store.address import server_address
from models.store.making import finish
from models.store.making_postgres import beginning
from models.store.moving import move
from models.store.postgres import PostgresDatabase, psycopg
from models.tables import ALL
from models.tables.log import AuditContext
from tests.support.postgres import Cluster, cluster, missing

OFFICE = Actor("office", "bench")
TERMS = 6
AT_ONCE = 2
"""Schools copied at the same time, each by a process of its own."""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_PLACES = (
    *("青松", "白石", "红枫", "金溪", "银杏", "玉泉", "长桥", "短亭", "南山", "北岭", "东湖", "西河", "上塘", "下洼"),
    *("大营", "小庄", "新集", "老街", "高台", "平川", "柳林", "梅园", "竹溪", "兰亭", "桃源", "荷塘", "松岗", "桂岭"),
    *("杨家", "李庄"),
)
_KINDS = (
    "小学",
    "中心小学",
    "实验小学",
    "第一小学",
    "第二小学",
    "第三小学",
    "希望小学",
    "村小学",
    "镇小学",
    "附属小学",
)

SETTINGS = {
    "shared_buffers": "1GB",
    "autovacuum": "off",  # the copies are looked over once, when all are there
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "maintenance_work_mem": "256MB",
}
"""What a server for a whole county would be given at the least; locks as many as fit the copying of a school."""


def schema_of(number: int) -> str:
    return f"s{number:03}"


@contextmanager
def county(schools: int, tell: Callable[[int, float], None] = lambda done, took: None) -> Iterator[tuple[Cluster, str]]:
    """A running cluster and the name of its database with so many schools; both are gone afterwards."""
    with cluster(**SETTINGS) as server:
        database = server.database()
        found(server, database)
        grow(server, database, 1, schools, tell)
        yield server, database


def found(server: Cluster, database: str) -> None:
    """The first school, made as a file and carried over."""
    with tempfile.TemporaryDirectory() as folder, found_years(Path(folder) / "school.db", OFFICE, TERMS) as store:
        move(store, server.address(database, schema_of(0)))
    look_over(server.address(database, schema_of(0)))


def grow(
    server: Cluster,
    database: str,
    have: int,
    schools: int,
    tell: Callable[[int, float], None] = lambda done, took: None,
) -> None:
    """Copy the first school until there are so many; ``tell`` hears after each round how many and the seconds."""
    began = time.perf_counter()
    for start in range(have, schools, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, schools))
        running = [
            subprocess.Popen(
                [sys.executable, __file__, "--copy", server.address(database, schema_of(number)), str(number)],
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            )
            for number in numbers
        ]
        ended = [process.wait() for process in running]
        if any(ended):
            raise RuntimeError("a school could not be copied")
        tell(numbers[-1] + 1, time.perf_counter() - began)


def copy(address: str, number: int) -> None:
    """Make that school from the first one of the same database."""
    with beginning(server_address(address)) as database:
        # References hold in the copy as they do in the pattern: looking each up again takes most of the time.
        database.execute_sql("SET LOCAL session_replication_role = replica")
        for model in ALL:
            if model is not AuditContext:
                _copy_table(database, table_name(model), column_names(model), number)
        database.execute_sql("SET LOCAL session_replication_role = DEFAULT")
        database.execute_sql("UPDATE school SET name = %s", (name_of(number),))
        for row, name in database.execute_sql("SELECT id, name FROM teacher").fetchall():
            if name.isascii():
                continue
            other = _SURNAMES[(number * 7 + row) % len(_SURNAMES)] + name[1:]
            pinyin = pinyin_of_name(other)
            facts = "name = %s, name_pinyin = %s, name_initials = %s"
            found = (other, pinyin, initials_of(pinyin), row)
            database.execute_sql(f"UPDATE teacher SET {facts} WHERE id = %s", found)
        database.execute_sql(
            "UPDATE observation SET status = 'planned' WHERE status = 'came' AND (id * 17) %% 100 < %s",
            (number * 37 % 60,),
        )
        finish(database)
    look_over(address)


def _copy_table(database: PostgresDatabase, table: str, names: list[str], number: int) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    source = f'"{schema_of(0)}"."{table}"'
    database.execute_sql(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {source} ORDER BY id')
    number = database.execute_sql(f"SELECT COALESCE(MAX(id), 0) FROM {source}").fetchone()[0]
    if number:
        database.execute_sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (f'"{table}"', number))


def look_over(address: str) -> None:
    """What a server's autovacuum does in a school's first hour."""
    place = server_address(address)
    with psycopg.connect(place.url, autocommit=True) as opened:
        tables = ", ".join(f'"{place.schema}"."{table_name(model)}"' for model in ALL)
        opened.execute(f"VACUUM (ANALYZE) {tables}".encode())


def name_of(number: int) -> str:
    """青松小学, …: of so many schools no two have one name."""
    places, kinds = divmod(number, len(_KINDS))
    return _PLACES[places % len(_PLACES)] + _KINDS[kinds]


def main(schools: int) -> None:
    if why := missing():
        print(f"no county: {why}")
        return
    with county(schools, lambda done, took: print(f"{done} schools, {took:.0f} s", flush=True)) as (server, database):
        print(server.address(database, schema_of(0)))
        input("Enter ends it ")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--copy"]:
        copy(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 30)
