"""The schools of a county: which there are, how each stands, who may look.

One schema is one school. What is asked of all is asked of many in one statement, a SELECT for each schema. For three
hundred that takes longer than the county office likes to wait, so that the answers are kept in a table of its own and
only those schools are asked again in which something was written since.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.words import t
from models.county.standing import COLUMNS, Counted, Standing, literal, quoted, select, standing
from models.store import schema
from models.store.address import ServerAddress
from models.store.change import now
from models.store.errors import DATABASE_ERRORS, StoreMissing, StoreUnsupported, explain

SECRET = ("one_time_code",)
"""Tables that a county office has no business with, though it may read the others."""

_ROLE = re.compile(r"[a-z_][a-z0-9_]{0,57}")
_MARKED = (
    "SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace "
    "WHERE obj_description(oid, 'pg_namespace') LIKE %s ORDER BY nspname"
)

_OWN = "yanxiu_county"
_KEPT = f"{_OWN}.counted"
_MAKE_KEPT = (
    f"CREATE SCHEMA IF NOT EXISTS {_OWN}",
    f"CREATE TABLE IF NOT EXISTS {_KEPT} (schema text PRIMARY KEY, name text, starts_on text, ends_on text, "
    "asked bigint, lessons bigint, seen bigint[], reflections bigint, changed_at text, day text, until text, "
    "change_id bigint, counted_at text)",
    f"DROP TABLE IF EXISTS {_OWN}.standing",  # what earlier versions kept
)
_CAN_READ = f"SELECT COALESCE(has_table_privilege(to_regclass('{_KEPT}'), 'SELECT'), false)"
_GIVEN = (
    "SELECT n.nspname, CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid) END "
    "FROM pg_namespace AS n JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'change_id_seq' "
    "WHERE obj_description(n.oid, 'pg_namespace') LIKE %s"
)
"""The last number given in each school's history: one statement for all, which looks into no table of theirs."""
PATIENCE = 0.3
"""Seconds in which the county's home counts schools anew before it shows the others as they were kept."""
_AT_ONCE, _IN_A_MOMENT = 50, 5
"""Schools in one statement: a connection keeps what it knows of every table that it has seen."""


@dataclass(frozen=True, slots=True)
class School:
    """A school's schema with the version of its tables."""

    schema: str
    version: int

    @property
    def is_current(self) -> bool:
        """Whether this program and that school are of one version; others are left out of the counts."""
        return self.version == schema.VERSION


@dataclass(frozen=True, slots=True)
class Home:
    """How all schools of this program's version stand, those furthest behind first; ``counted_at`` is when the oldest
    of the figures that are not of this moment was counted (UTC), '' where all are of this moment."""

    standings: list[Standing]
    counted_at: str = ""


class County:
    """The schools of one database. Raises StoreError as `Store.open` does."""

    def __init__(self, address: ServerAddress) -> None:
        from models.store.postgres import connect_to

        self.address = address
        try:
            self._database = connect_to(address)
        except DATABASE_ERRORS as error:
            raise explain(error, address) from error

    def __enter__(self) -> County:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def schools(self) -> list[School]:
        """Every school, by its schema's name."""
        from models.store.dialect_postgres import MARK

        with self._explained():
            rows = self._database.execute_sql(_MARKED, (f"{MARK}%",)).fetchall()
        return [School(name, int(mark[len(MARK) :])) for name, mark in rows if mark[len(MARK) :].isdigit()]

    def standings(self, today: date, tell: Callable[[int, int], None] = lambda done, of: None) -> list[Standing]:
        """Every school of this program's version as of that day, counted now, those furthest behind first; ``tell``
        hears after some schools how many are counted."""
        names = [school.schema for school in self.schools() if school.is_current]
        found: list[Standing] = []
        for start in range(0, len(names), _AT_ONCE):
            found += [standing(one, today) for one in self._count(names[start : start + _AT_ONCE], today)]
            tell(len(found), len(names))
        return _sorted(found)

    def home(self, today: date, within: float = PATIENCE) -> Home:
        """The same from what `refresh` last kept, with the schools counted anew in which something was written since.
        Where that would take more than ``within`` seconds the rest is shown as it was kept; what is not kept at all is
        counted however long it takes."""
        until = time.monotonic() + within
        names = [school.schema for school in self.schools() if school.is_current]
        kept = self._kept()
        moved = self._moved(names, kept, today)
        old = {name for name in moved if name in kept and kept[name][0].holds_on(today)}
        moved.sort(key=lambda name: (name in old, kept[name][1] if name in kept else ""))
        counted = {name: one for name, (one, _) in kept.items() if name in names}
        for start in range(0, len(moved), _IN_A_MOMENT):
            some = moved[start : start + _IN_A_MOMENT]
            if old.issuperset(some) and time.monotonic() > until:
                break
            counted |= {one.schema: one for one in self._count(some, today)}
            old.difference_update(some)
        standings = _sorted(standing(one, today, name in old) for name, one in counted.items())
        return Home(standings, min((kept[name][1] for name in old), default=""))

    def refresh(self, today: date) -> int:
        """Count anew the schools in which anything was written since it was last done, or whose count does not hold on
        this day, and keep that in a table of the county's own; how many there were. Whoever does it needs the right to
        make it."""
        names = [school.schema for school in self.schools() if school.is_current]
        with self._explained(), self._database.atomic():
            for statement in _MAKE_KEPT:
                self._database.execute_sql(statement)
        kept = self._kept()
        moved = self._moved(names, kept, today)
        for start in range(0, len(moved), _AT_ONCE):
            counted = self._count(moved[start : start + _AT_ONCE], today)
            with self._explained(), self._database.atomic():
                for one in counted:
                    self._keep(one)
        gone = [name for name in kept if name not in names]
        with self._explained(), self._database.atomic():
            self._database.execute_sql(f"DELETE FROM {_KEPT} WHERE schema = ANY(%s)", (gone,))
        return len(moved)

    def _keep(self, one: Counted) -> None:
        values = [*(getattr(one, name) for name in COLUMNS), now()]
        self._database.execute_sql(f"DELETE FROM {_KEPT} WHERE schema = %s", (one.schema,))
        into = f"INSERT INTO {_KEPT} ({', '.join(COLUMNS)}, counted_at) VALUES ({', '.join(['%s'] * len(values))})"
        self._database.execute_sql(into, values)

    def _kept(self) -> dict[str, tuple[Counted, str]]:
        """What is kept of each school, and when it was counted (UTC)."""
        with self._explained():
            if not self._database.execute_sql(_CAN_READ).fetchone()[0]:
                return {}
            rows = self._database.execute_sql(f"SELECT {', '.join(COLUMNS)}, counted_at FROM {_KEPT}").fetchall()
        return {row[0]: (Counted(*row[:-1]), row[-1]) for row in rows}

    def _moved(self, names: Sequence[str], kept: Mapping[str, tuple[Counted, str]], today: date) -> list[str]:
        """The schools of which what is kept is no longer true, or of which nothing is."""
        from models.store.dialect_postgres import MARK

        with self._explained():
            given = dict(self._database.execute_sql(_GIVEN, (f"{MARK}%",)).fetchall())
        holding = [name for name in names if name in kept and kept[name][0].holds_on(today)]
        # A number may have been given to a change that is not there yet, or never will be.
        unsure = [name for name in holding if given.get(name) is None or given[name] != kept[name][0].change_id]
        newest = dict(self._read([_newest(name) for name in unsure]))
        still = {name for name in holding if newest.get(name, kept[name][0].change_id) == kept[name][0].change_id}
        return [name for name in names if name not in still]

    def _count(self, names: Sequence[str], today: date) -> list[Counted]:
        return [Counted(*row) for row in self._read([select(name, today) for name in names])]

    def address_of(self, name: str) -> ServerAddress:
        """Where one school is opened. Raises StoreMissing for a name that no school has."""
        if name not in {school.schema for school in self.schools()}:
            raise StoreMissing(t("county.no_school", name=name))
        return self.address.of(name)

    def grant(self, role: str) -> int:
        """Let ``role``, made if it is not there, read every school and write nothing; to how many schools.

        What accounts could be entered with stays closed. Schools founded later need it again. Raises StoreUnsupported
        for a name that no role can have, StoreReadOnly where the account may not give rights.
        """
        if not _ROLE.fullmatch(role) or role.startswith("pg_"):
            raise StoreUnsupported(t("county.bad_role", name=role))
        schools = self.schools()
        with self._explained(), self._database.atomic():
            if not self._database.execute_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                self._database.execute_sql(f'CREATE ROLE "{role}" LOGIN')
            self._database.execute_sql(f'ALTER ROLE "{role}" SET default_transaction_read_only = on')
            for statement in (*_MAKE_KEPT, *_grants(_OWN, role)):
                self._database.execute_sql(statement)
            for school in schools:
                for statement in (*_grants(school.schema, role), *_closed(school.schema, role)):
                    self._database.execute_sql(statement)
        return len(schools)

    def _read(self, selects: Sequence[str]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(selects), _AT_ONCE):
            statement = " UNION ALL ".join(f"({one})" for one in selects[start : start + _AT_ONCE])
            with self._explained(), self._database.atomic():
                # Compiling would take longer than counting: each part is small.
                self._database.execute_sql("SET LOCAL jit = off")
                found += self._database.execute_sql(statement).fetchall()
        return found

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DATABASE_ERRORS as error:
            raise explain(error, self.address) from error


def _grants(name: str, role: str) -> list[str]:
    schema_name = quoted(name)
    return [
        f'GRANT USAGE ON SCHEMA {schema_name} TO "{role}"',
        f'GRANT SELECT ON ALL TABLES IN SCHEMA {schema_name} TO "{role}"',
        f'GRANT SELECT ON ALL SEQUENCES IN SCHEMA {schema_name} TO "{role}"',
    ]


def _closed(name: str, role: str) -> list[str]:
    return [f'REVOKE ALL ON {quoted(name)}."{table}" FROM "{role}"' for table in SECRET]


def _newest(name: str) -> str:
    return f"SELECT {literal(name)}, COALESCE(MAX(id), 0) FROM {quoted(name)}.change"


def _sorted(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda one: (-one.share_behind, one.schema))
