"""The schools of a county: which there are, how each stands, who may look.

One schema is one school. What is asked of all is asked of many in one statement, a SELECT for each schema. For three
hundred that takes longer than the county office likes to wait, so that the answers are kept in a table of its own and
only those schools are asked again in which something was written since.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
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
_KEPT = f"{_OWN}.counts"
_MAKE_KEPT = (
    f"CREATE SCHEMA IF NOT EXISTS {_OWN}",
    f"CREATE TABLE IF NOT EXISTS {_KEPT} (schema text PRIMARY KEY, name text, starts_on text, ends_on text, "
    "asked bigint, lessons bigint, seen bigint[], reflections bigint, changed_at text, day text, until text, "
    "change_id bigint, store bigint, counted_at text)",
    f"DROP TABLE IF EXISTS {_OWN}.standing",  # what earlier versions kept
)
_CAN_READ = f"SELECT COALESCE(has_table_privilege(to_regclass('{_KEPT}'), 'SELECT'), false)"
_GIVEN = (
    "SELECT n.nspname, n.oid::bigint, "
    "CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid) END "
    "FROM pg_namespace AS n LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'change_id_seq' "
    "WHERE obj_description(n.oid, 'pg_namespace') LIKE %s"
)
"""The last number given in each school's history: one statement for all, which looks into no table of theirs."""
PATIENCE = 0.3
"""Seconds in which the county's home counts schools anew before it shows the others as they were kept."""
_AT_ONCE, _IN_A_MOMENT = 50, 5
"""Schools in one statement: a connection keeps what it knows of every table that it has seen."""


Tell = Callable[[int, int], None]
"""Hears how many schools are done, and of how many."""


def _nobody(done: int, of: int) -> None:
    """Nobody wants to hear."""


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
            self._known: dict[str, tuple[Counted, str]] = {}
        except DATABASE_ERRORS as error:
            raise explain(error, address) from error

    def __enter__(self) -> County:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection of this thread."""
        self._database.close()

    def schools(self) -> list[School]:
        """Every school, by its schema's name."""
        from models.store.dialect_postgres import MARK

        with self._explained():
            rows = self._database.execute_sql(_MARKED, (f"{MARK}%",)).fetchall()
        return [School(name, int(mark[len(MARK) :])) for name, mark in rows if mark[len(MARK) :].isdigit()]

    def standings(self, today: date, tell: Tell = _nobody) -> list[Standing]:
        """Every school of this program's version as of that day, counted now, those furthest behind first; ``tell``
        hears after some schools how many are counted, and of how many."""
        names = [school.schema for school in self.schools() if school.is_current]
        self._count(names, today, tell)
        return _sorted(standing(self._known[name][0], today) for name in names)

    def home(self, today: date, within: float = PATIENCE, tell: Tell = _nobody) -> Home:
        """The same from what `refresh` last kept and what was counted here before, with the schools counted anew in
        which something was written since. Where that would take more than ``within`` seconds the rest is shown as it
        was; what was never counted for such a day is counted however long it takes."""
        until = time.monotonic() + within
        names = [school.schema for school in self.schools() if school.is_current]
        self._recall()
        moved = self._moved(names, today)
        old = {name for name in moved if name in self._known and self._known[name][0].holds_on(today)}
        moved.sort(key=lambda name: (name in old, self._known[name][1] if name in self._known else ""))
        for start in range(0, len(moved), _IN_A_MOMENT):
            some = moved[start : start + _IN_A_MOMENT]
            if old.issuperset(some) and time.monotonic() > until:
                break
            self._count(some, today)
            old.difference_update(some)
            tell(min(start + _IN_A_MOMENT, len(moved)), len(moved))
        standings = _sorted(standing(self._known[name][0], today, name in old) for name in names)
        return Home(standings, min((self._known[name][1] for name in old), default=""))

    def refresh(self, today: date, tell: Tell = _nobody) -> int:
        """Count anew the schools in which anything was written since it was last done, or whose count does not hold on
        this day, and keep that in a table of the county's own; how many there were. Whoever does it needs the right to
        make it."""
        names = [school.schema for school in self.schools() if school.is_current]
        with self._explained(), self._database.atomic():
            for statement in _MAKE_KEPT:
                self._database.execute_sql(statement)
        kept = self._recall()
        moved = self._moved(names, today)
        for start in range(0, len(moved), _AT_ONCE):
            some = moved[start : start + _AT_ONCE]
            self._count(some, today)
            tell(start + len(some), len(moved))
            self._keep(some)
        known = {name: counted for name, (counted, _) in kept.items()}
        counted_before = [name for name in names if name not in moved and known.get(name) != self._known[name][0]]
        self._keep(counted_before)
        with self._explained(), self._database.atomic():
            self._database.execute_sql(f"DELETE FROM {_KEPT} WHERE NOT (schema = ANY(%s))", (names,))
        return len(moved) + len(counted_before)

    def _keep(self, names: Sequence[str]) -> None:
        columns = (*COLUMNS, "counted_at")
        into = f"INSERT INTO {_KEPT} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
        with self._explained(), self._database.atomic():
            for name in names:
                counted, at = self._known[name]
                self._database.execute_sql(f"DELETE FROM {_KEPT} WHERE schema = %s", (name,))
                self._database.execute_sql(into, [*(getattr(counted, column) for column in COLUMNS), at])

    def _recall(self) -> dict[str, tuple[Counted, str]]:
        """Take in what is kept, where it was counted later than here; what is kept of each school, and since when."""
        with self._explained():
            if not self._database.execute_sql(_CAN_READ).fetchone()[0]:
                return {}
            rows = self._database.execute_sql(f"SELECT {', '.join(COLUMNS)}, counted_at FROM {_KEPT}").fetchall()
        kept = {row[0]: (Counted(*row[:-1]), row[-1]) for row in rows}
        self._known |= {
            name: one for name, one in kept.items() if name not in self._known or one[1] > self._known[name][1]
        }
        return kept

    def _moved(self, names: Sequence[str], today: date) -> list[str]:
        """The schools of which what is known is no longer true, or of which nothing is."""
        from models.store.dialect_postgres import MARK, is_spread

        with self._explained():
            rows = self._database.execute_sql(_GIVEN, (f"{MARK}%",)).fetchall()
            spread = is_spread(self._database)
        # A number may have been given to a change that is not there yet, or never will be; where schools are spread
        # over machines the history gives its numbers by itself.
        given = {name: (store, None if spread else number) for name, store, number in rows}
        seen = {name: one for name, (one, _) in self._known.items() if one.holds_on(today)}
        unsure = [name for name in names if name in seen and given.get(name) != seen[name].mark]
        newest = {name: (given[name][0], number) for name, number in self._read([_newest(one) for one in unsure])}
        return [name for name in names if name not in seen or newest.get(name, seen[name].mark) != seen[name].mark]

    def _count(self, names: Sequence[str], today: date, tell: Tell = _nobody) -> None:
        for start in range(0, len(names), _AT_ONCE):
            at = now()
            rows = self._read([select(name, today) for name in names[start : start + _AT_ONCE]])
            self._known |= {row[0]: (Counted(*row), at) for row in rows}
            tell(start + len(rows), len(names))

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
