"""PostgreSQL's words for what `Dialect` asks. A store is a schema; its comment says whose and of which version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import peewee as pw

from data.words import t
from models.journal import triggers_postgres
from models.journal.triggers import table_name
from models.store.errors import NotAStore, StoreMoved
from models.store.postgres import PostgresDatabase
from models.tables import ALL

MARK = "yanxiu "
"""How the comment on a store's schema begins; the version follows."""
LOCKS = 0x59785331
"""The class of this program's advisory locks, 'YxS1'."""

_FOUND = (
    "SELECT oid::bigint, COALESCE(obj_description(oid, 'pg_namespace'), '') "
    "FROM pg_namespace WHERE nspname = current_schema()"
)
_LINES = """
SELECT 'table ' || c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
UNION ALL
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
       || COALESCE(' collate ' || (SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation), '')
       || COALESCE(' default ' || (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                                   WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum), '')
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint ' || c.relname || ': ' || pg_get_constraintdef(o.oid)
  FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid WHERE o.connamespace = current_schema()::regnamespace
UNION ALL
SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(g.oid) || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' (off)' END
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND NOT g.tgisinternal
UNION ALL
SELECT 'function ' || p.proname || ': ' || p.prosrc FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
"""


class PostgresDialect:
    """See `Dialect`."""

    def triggers(self, database: pw.Database) -> list[str]:
        return triggers_postgres.statements(is_spread(database))

    def drop_triggers(self, database: pw.Database) -> None:
        # The functions go, and with them the triggers that call them.
        for name in ("log_change", "forbid"):
            database.execute_sql(f"DROP FUNCTION IF EXISTS {name}() CASCADE")

    def mark(self, database: Any, version: int) -> None:
        database.execute_sql(f"COMMENT ON SCHEMA \"{database.address.schema}\" IS '{MARK}{version}'")

    def version(self, database: pw.Database, place: object) -> int:
        row = database.execute_sql(_FOUND).fetchone()
        comment = row[1] if row else ""
        if not comment.startswith(MARK) or not comment[len(MARK) :].isdigit():
            raise NotAStore(t("store.not_a_store", path=place))
        return int(comment[len(MARK) :])

    def description(self, database: pw.Database) -> set[str]:
        schema = re.escape(database.execute_sql("SELECT current_schema()").fetchone()[0])
        own = re.compile(rf'(?<![\w"])"?{schema}"?\.')
        return {own.sub("", " ".join(line.split())) for (line,) in database.execute_sql(_LINES).fetchall()}

    def expected(self, database: pw.Database) -> set[str]:
        from models.store.making_postgres import described_fresh

        assert isinstance(database, PostgresDatabase)
        return described_fresh(database.address)

    def numbers_given(self, database: pw.Database) -> dict[str, int]:
        found = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
        rows = database.execute_sql(found).fetchall()
        return {name.removesuffix("_id_seq"): number for name, number in rows if number is not None}

    def go_on_from(self, database: pw.Database, table: str, number: int) -> None:
        database.execute_sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (f'"{table}"', number))

    def load(self, database: pw.Database, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        columns = ", ".join(f'"{name}"' for name in names)
        with (
            database.connection().cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as stream,
        ):
            for row in rows:
                stream.write_row(row)

    def ensure_reachable(self, database: pw.Database) -> None:
        if not database.in_transaction():
            database.execute_sql("SELECT 1")

    def take_turn(self, database: pw.Database) -> None:
        # A statement of its own: what comes after it sees everything that was committed before.
        database.execute_sql(f"SELECT pg_advisory_xact_lock({LOCKS}, hashtext(current_schema() || current_database()))")

    def identity(self, database: pw.Database, place: object) -> int:
        row = database.execute_sql(_FOUND).fetchone()
        if row is None:
            raise StoreMoved(t("store.moved", path=place))
        return row[0]

    def tell_triggers(self, database: Any, set_id: int | None) -> None:
        if set_id is None:
            return  # the setting goes with the transaction
        # The turn is over when the log has the commit in memory; `wait_for_disk` waits after it, beside the others.
        database.execute_sql(
            f"SELECT set_config('app.change_set', '{int(set_id)}', true), set_config('synchronous_commit', 'off', true)"
        )
        database.own_sets.append(set_id)

    def written(self, database: Any) -> int:
        return database.written

    def is_writing(self, database: Any) -> bool:
        return database.is_writing()

    def defer_references(self, database: pw.Database) -> None:
        database.execute_sql("SET CONSTRAINTS ALL DEFERRED")

    @contextmanager
    def lightly(self, database: pw.Database) -> Iterator[None]:
        with database.atomic():
            database.execute_sql("SET LOCAL synchronous_commit = off")
            yield

    @contextmanager
    def for_good(self, database: pw.Database) -> Iterator[None]:
        yield  # the server's own autovacuum takes dead rows away; its backups are the server's keeper's

    def others(self, database: Any) -> int:
        # Sets and changes are counted by their numbers, the own ones left out; who is here and who types by the clock.
        last_set, last_digest, last_change, changed, beside = database.others_seen
        own = database.own_sets or [0]
        places = ", ".join(["%s"] * len(own))
        row = database.execute_sql(
            "SELECT (SELECT MAX(id) FROM change_set), "
            "(SELECT digest FROM change_set ORDER BY id DESC LIMIT 1), (SELECT MAX(id) FROM change), "
            f"(SELECT COUNT(*) FROM change_set WHERE id > %s AND id NOT IN ({places})), "
            "(SELECT COUNT(*) FROM change WHERE id > %s AND change_set_id IS NULL), "
            "(SELECT COALESCE(MAX(seen_at), '') || COUNT(*) FROM presence) || "
            "(SELECT COALESCE(MAX(at), '') || COUNT(*) FROM typing)",
            (last_set, *own, last_change),
        ).fetchone()
        newest_set, digest, newest_change, sets, outside, now_beside = row
        went_back = (newest_set or 0) < last_set or (newest_set == last_set and digest != last_digest)
        if sets or outside or went_back or now_beside != beside:
            changed += 1
        database.own_sets = [one for one in database.own_sets if one > (newest_set or 0)]
        database.others_seen = (newest_set or 0, digest, newest_change or 0, changed, now_beside)
        return changed

    @contextmanager
    def reading_damage(self, database: pw.Database) -> Iterator[None]:
        yield  # the server itself gives out no text that is none

    def has_wrong_index(self, database: pw.Database) -> bool:
        return False  # for the server's keeper to see, with pg_amcheck

    def take_indexes_away(self, database: pw.Database) -> list[str]:
        return []

    def make_indexes_anew(self, database: pw.Database) -> None:
        for model in ALL:
            database.execute_sql(f'REINDEX TABLE "{table_name(model)}"')

    def json_value(self, column: pw.Field, key: str) -> Any:
        return pw.NodeList((column, pw.SQL(f"::json ->> '{key}'")), parens=True)

    def json_word(self, value: int) -> Any:
        return str(value)

    def storable(self, model: type[pw.Model], values: Mapping[str, Any]) -> dict[str, Any]:
        columns: Any = model._meta.columns  # type: ignore[attr-defined]  # peewee's documented model metadata
        return {
            name: bool(value) if value is not None and isinstance(columns.get(name), pw.BooleanField) else value
            for name, value in values.items()
        }


POSTGRES = PostgresDialect()


def is_spread(database: pw.Database) -> bool:
    """Whether Citus spreads the database's schemas over machines."""
    return database.execute_sql("SELECT 1 FROM pg_extension WHERE extname = 'citus'").fetchone() is not None
