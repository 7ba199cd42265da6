"""A PostgreSQL cluster of the tests' own, and schools on it that are copies of ones made once."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from models.store import Store
from models.store.errors import StoreUnreachable
from models.store.moving import move

BINARIES = Path("/usr/lib/postgresql/15/bin")
"""Where Debian puts them; PATH is looked through after that."""
MEMORY = Path("/dev/shm")
"""A file system in memory, on Linux; a container's may be small."""
ROOM = 2 << 30
"""Bytes to be free there."""
WHOLE_SUITE = os.environ.get("YANXIU_TEST_STORE") == "postgresql"
"""Whether the fixtures hand out schools on a server; `make test-postgresql`."""

ABOUT_FILES = {
    **dict.fromkeys(
        (
            *("test_backup", "test_checking", "test_open_store", "test_processes", "test_running_copy"),
            *("test_migrating", "test_from_version_1", "test_repairing"),
        ),
        "about SQLite's files as such: test_postgres looks at a server's side",
    ),
    "test_typing_beside": "holds a file's lock by hand",
    "test_full_disk": "lets SQLite's file grow no longer",
    **dict.fromkeys(
        (
            "test_writes_past_the_program_are_in_the_history_too",
            "test_others_see_what_changed_and_by_whom",
            "test_a_full_disk_is_named_and_work_goes_on_when_there_is_room",
            "test_an_action_that_changes_nothing_leaves_nothing",
            "test_one_who_is_alone_writes_nothing_while_nothing_happens",
            "test_a_write_past_the_program_has_no_name",
            "test_a_half_typed_cell_is_kept_for_its_typist_only",
        ),
        "opens the file with SQLite, or sets SQLite up",
    ),
}
"""Modules of tests, and single ones, that skip where the whole suite runs on PostgreSQL, and why."""

# No sync and no log that outlives a crash: what these databases hold is worth nothing after the test.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "max_locks_per_transaction": "512",
    "shared_buffers": "64MB",
    "listen_addresses": "''",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def program(name: str) -> str | None:
    """Where one of PostgreSQL's programs is; None on a machine that has none."""
    return shutil.which(name, path=f"{BINARIES}{os.pathsep}{os.environ.get('PATH', '')}")


def missing() -> str:
    """Why there can be no cluster here, in a sentence; ''."""
    if program("initdb") is None:
        return "no PostgreSQL here: apt install postgresql-15"
    try:
        import models.store.postgres  # noqa: F401  # is there a driver?
    except StoreUnreachable as error:
        return str(error)
    return ""


class Cluster:
    """A running server that listens on a socket in a temporary folder only."""

    def __init__(self, folder: Path, crash: Callable[[], None] = lambda: None) -> None:
        self._folder = folder
        self.crash = crash
        """Let the server's processes end where they stand, and start it again."""
        self._numbers = itertools.count(1)

    def address(self, database: str, schema: str = "yanxiu") -> str:
        """The URL of a school there."""
        return f"postgresql://postgres@/{database}?host={self._folder}&schema={schema}"

    def database(self, template: str = "template0") -> str:
        """The name of a new database, a copy of another one that nobody has open."""
        name = f"d{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    @staticmethod
    def database_of(store: Store) -> str:
        """The database that a school is in."""
        return store.db.execute_sql("SELECT current_database()").fetchone()[0]

    @contextmanager
    def unreachable(self, database: str) -> Iterator[None]:
        """Meanwhile nobody gets to that database, and who was in it has been put out."""
        self.run(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
        self.put_out(database)
        yield
        self.run(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")

    def put_out(self, database: str) -> None:
        """End every connection to it, as a server does that is started again."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    def drop(self, database: str) -> None:
        """Take that database away, whoever has it open."""
        self.run(f"DROP DATABASE {database} WITH (FORCE)")

    def run(self, sql: str) -> None:
        """Do that as the server's owner, outside any school."""
        import models.store.postgres as driver  # only where there is a driver

        with driver.psycopg.connect(f"host={self._folder} user=postgres dbname=postgres", autocommit=True) as opened:
            opened.execute(sql.encode())


@contextmanager
def cluster(in_memory: bool = False, **others: str) -> Iterator[Cluster]:
    """One made, started and at the end stopped and removed. The server refuses to run as root, so it is 'postgres'.

    ``in_memory`` keeps its files there if there is room: each copy of a school is a thousand files; ``others`` are
    settings in the place of the tests' own.
    """
    user = "postgres" if os.geteuid() == 0 else None
    has_room = in_memory and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    # Short: a socket's path may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="yx-pg-", dir=MEMORY if has_room else None))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def do(name: str, *arguments: str) -> None:
        command = [program(name) or name, *arguments]
        subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=60)

    def start() -> None:
        do("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {settings}", "start")

    def crash() -> None:
        do("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        start()

    do("initdb", "-D", str(data), "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres", "-A", "trust", "--no-sync")
    settings = " ".join(f"-c {name}={value}" for name, value in (_SETTINGS | others).items())
    try:
        start()
        yield Cluster(folder, crash)
    finally:
        do("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


class Schools:
    """Schools made once and copied for each test: files, or databases where the whole suite runs on PostgreSQL."""

    def __init__(self, server: Cluster | None, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._made: dict[str, str] = {}

    @contextmanager
    def copy(self, name: str, make: Callable[[str], Store], to: Path) -> Iterator[str]:
        """The address of a copy of the school of that name, made now if it is the first; a file's is ``to``."""
        if name not in self._made:
            file = str(self._folder / f"{name}.db")
            with make(file) as made:
                self._made[name] = self._carried(made) if self._server else file
        if self._server is None:
            yield str(shutil.copyfile(self._made[name], to))
            return
        database = self._server.database(self._made[name])
        try:
            yield self._server.address(database)
        finally:
            self._server.drop(database)

    def _carried(self, made: Store) -> str:
        """The name of a database with that school: carrying it over takes a tenth of founding it there."""
        assert self._server is not None
        database = self._server.database()
        move(made, self._server.address(database))
        return database
