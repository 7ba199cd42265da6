"""The connection to a PostgreSQL server: the schema it works in, and values that mean the same as in SQLite's files.

Imported for an address that asks for it only: psycopg takes longer to import than a file to open.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

import peewee as pw

from data.words import t
from models.store.address import ServerAddress
from models.store.database import WAIT
from models.store.errors import StoreUnreachable, explain

if sys.modules.get("psycopg", "absent") is None:  # models/__init__.py
    del sys.modules["psycopg"]
try:
    import psycopg
    from psycopg.adapt import Loader
    from psycopg.pq import TransactionStatus
except ImportError as error:
    raise StoreUnreachable(t("store.no_driver")) from error

# Where schemas are spread over machines by Citus a trigger runs on the machine that has the schema, so that it must be
# told there which action it belongs to; a server without Citus takes them for settings of somebody else's.
_CITUS = "-c citus.propagate_set_commands=local -c citus.enable_unsafe_triggers=on"
_LOST = (TransactionStatus.UNKNOWN, TransactionStatus.INERROR)


class _Number(Loader):
    """A boolean as 1 or 0, which is how SQLite has it and the history writes it; peewee makes True and False of it."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _Bytes(Loader):
    """A file's content from the hexadecimal text that the server sends."""

    def load(self, data: Any) -> bytes:
        return bytes.fromhex(bytes(data)[2:].decode())


class _Connection(psycopg.Connection[Any]):
    """Closes when its thread has ended, without the warning that psycopg gives: stores are used from many threads."""

    def __del__(self, *_: object) -> None:
        if not self.closed:
            self.pgconn.finish()


class _Adapter(pw.Psycopg3Adapter):  # type: ignore[name-defined]  # peewee exports it, its stubs do not
    """peewee's, without asking whether psycopg was there when peewee was imported."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def check_driver(self) -> None:
        """It is."""

    def get_binary_type(self) -> Any:
        return psycopg.Binary

    def connect(self, db: Any, **params: Any) -> Any:
        made = _Connection.connect(db.database, **params)
        made.adapters.register_loader("bool", _Number)
        made.adapters.register_loader("bytea", _Bytes)
        return made


class PostgresDatabase(pw.PostgresqlDatabase):
    """PostgreSQL for one school. Connections belong to their threads, as peewee makes them."""

    # Binary order, whatever the database was made with: the rows come as they do from a file.
    field_types = {**pw.PostgresqlDatabase.field_types, "TEXT": 'TEXT COLLATE "C"'}
    psycopg3_adapter = _Adapter

    def init(self, database: str | None, *args: Any, **kwargs: Any) -> None:
        super().init(database, *args, **kwargs)
        self._adapter = _Adapter()

    def __init__(self, address: ServerAddress) -> None:
        self.address = address
        self._counted = threading.local()
        self.own_sets: list[int] = []
        """The change sets written here since somebody last asked whether others have written."""
        self.others_seen = (0, None, 0, 0, "")
        options = (
            f"-c search_path={address.schema} -c lock_timeout={WAIT * 1000} -c client_min_messages=warning {_CITUS}"
        )
        super().__init__(address.url, options=options, connect_timeout=WAIT)

    @property
    def written(self) -> int:
        """How many rows this thread has written."""
        return getattr(self._counted, "rows", 0)

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """As peewee's. Raises StoreUnreachable too, where the server has gone and is not back."""
        if not params:
            sql = sql.replace("%", "%%")  # psycopg takes every sign of percent for a place
        cursor = self._over_a_line(lambda: super(PostgresDatabase, self).execute_sql(sql, params))
        if sql[:6] in ("INSERT", "UPDATE", "DELETE") and cursor.rowcount > 0:
            self._counted.rows = self.written + cursor.rowcount
        return cursor

    def begin(self, isolation_level: Any = None) -> None:
        # SQLite's word for a transaction that only reads, all of it as of one moment.
        level = "REPEATABLE READ" if isolation_level == "DEFERRED" else None
        self._over_a_line(lambda: super(PostgresDatabase, self).begin(level))

    def _over_a_line(self, work: Callable[[], Any]) -> Any:
        """Do that, over a new connection where the old one turns out to be lost and nothing was begun over it: a server
        that was started again, or a line that was cut, costs nobody a word. Raises StoreUnreachable, peewee's errors.
        """
        try:
            return work()
        except (pw.OperationalError, pw.InterfaceError) as error:
            if self.in_transaction() or not (self.is_closed() or self.connection().closed):
                raise
            try:
                self.close()
                return work()
            except (pw.OperationalError, pw.InterfaceError) as gone:
                raise explain(gone, self.address) from error

    def rollback(self) -> None:
        if not self.connection().closed:
            super().rollback()

    def wait_for_disk(self) -> None:
        """Returns when the server's log is on its disk, and on those of the standbys that it waits for, as far as this
        connection has written. An action's own commit does not wait: it would under the lock that all writers of the
        school share, one turn of the disk after the other. The log is one, so that a message in it whose commit does
        wait brings everything before it along, for all who wait at the same time together."""
        if self.connection().closed:  # another connection, to a server that has come back, would prove nothing
            raise pw.OperationalError(psycopg.OperationalError("lost before the log was on the disk"))
        self.execute_sql("SELECT pg_logical_emit_message(true, 'yanxiu', '')")

    def is_writing(self) -> bool:
        return self.connection().pgconn.transaction_status not in _LOST


def connect_to(address: ServerAddress) -> PostgresDatabase:
    """An open database on a school's schema, whether that exists or not. Raises peewee's errors."""
    database = PostgresDatabase(address)
    database.connect()
    return database
