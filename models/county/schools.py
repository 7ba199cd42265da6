"""The schools of a county: which there are, how each stands, who may look.

One schema is one school. What is asked of all is asked of many in one statement, a SELECT for each schema. Planning
that takes the server longer than the county office likes to wait, so that the answers are kept in a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.words import t
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

_STANDING = """
SELECT {name}, COALESCE((SELECT name FROM {schema}.school ORDER BY id LIMIT 1), ''),
       (SELECT COUNT(*) FROM {schema}.teacher WHERE status IN ('', 'active')),
       term.ends_on,
       (SELECT COUNT(*) FROM {schema}.open_lesson AS l
         WHERE l.held_on BETWEEN term.starts_on AND {day} AND l.status = 'held'),
       seen.observations, seen.behind,
       (SELECT COUNT(*) FROM {schema}.reflection AS r
         WHERE r.handed_in_on BETWEEN term.starts_on AND {day}),
       COALESCE((SELECT at FROM {schema}.change_set ORDER BY id DESC LIMIT 1), '')
  FROM (SELECT COALESCE(MAX(starts_on), '') AS starts_on, COALESCE(MAX(ends_on), '') AS ends_on
          FROM {schema}.term
         WHERE starts_on = (SELECT MAX(starts_on) FROM {schema}.term WHERE starts_on <= {day})) AS term
 CROSS JOIN LATERAL (
       SELECT COALESCE(SUM(each.number), 0)::bigint AS observations,
              COUNT(*) FILTER (WHERE each.number < {pace}) AS behind
         FROM (SELECT p.id, COUNT(o.id) AS number
                 FROM {schema}.teacher AS p
                 LEFT JOIN ({schema}.observation AS o
                       JOIN {schema}.open_lesson AS l ON l.id = o.lesson_id)
                   ON o.observer_id = p.id AND o.status = 'came' AND l.held_on BETWEEN term.starts_on AND {day}
                WHERE p.status IN ('', 'active') GROUP BY p.id) AS each) AS seen"""
"""How a school stands. Who has observed fewer lessons than the school's own number asks for by this day is behind."""

_PACE = """
COALESCE((SELECT MAX(b.number) FROM {schema}.obligation AS b
           WHERE b.measure = 'observed' AND b.binds = 'all' AND b.is_active), 0)
  * GREATEST(0, LEAST(1, ({day}::date - NULLIF(term.starts_on, '')::date)::numeric
                         / GREATEST(1, NULLIF(term.ends_on, '')::date - NULLIF(term.starts_on, '')::date)))"""


_OWN = "yanxiu_county"
_KEPT = f"{_OWN}.standing"
_COLUMNS = (
    *("schema", "name", "teachers", "term_ends_on", "lessons", "observations", "behind", "reflections"),
    "changed_at",
)
_MAKE_KEPT = (
    f"CREATE SCHEMA IF NOT EXISTS {_OWN}",
    f"CREATE TABLE IF NOT EXISTS {_KEPT} (schema text PRIMARY KEY, name text, teachers bigint, term_ends_on text, "
    "lessons bigint, observations bigint, behind bigint, reflections bigint, changed_at text, day text, "
    "change_id bigint, counted_at text)",
)
_AT_ONCE = 50
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
class Standing:
    """How a school stands in its present term. ``behind`` teachers of ``teachers`` have observed fewer lessons than
    their school asks for by now; ``changed_at`` is when anybody last wrote (UTC), '' for never."""

    schema: str
    name: str
    teachers: int
    term_ends_on: str
    lessons: int
    observations: int
    behind: int
    reflections: int
    changed_at: str

    @property
    def share_behind(self) -> float:
        return self.behind / self.teachers if self.teachers else 0.0


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

    def standings(self, today: date) -> list[Standing]:
        """Every school of this program's version as of that day, counted now, those furthest behind first."""
        names = [school.schema for school in self.schools() if school.is_current]
        return _sorted(self._count(names, today))

    def kept(self) -> tuple[list[Standing], str]:
        """The same as it was when `refresh` last counted, and when that was (UTC); ([], '') where it never did."""
        with self._explained():
            if self._database.execute_sql("SELECT to_regclass(%s)", (_KEPT,)).fetchone()[0] is None:
                return [], ""
            rows = self._database.execute_sql(f"SELECT {', '.join(_COLUMNS)}, counted_at FROM {_KEPT}").fetchall()
        known = {school.schema for school in self.schools()}
        return (
            _sorted(Standing(*row[:-1]) for row in rows if row[0] in known),
            max((row[-1] for row in rows), default=""),
        )

    def refresh(self, today: date) -> int:
        """Count anew the schools in which anything changed since it was last done, or for which it is another day, and
        keep that in a table of the county's own; how many there were. Whoever does it needs the right to make it."""
        names = [school.schema for school in self.schools() if school.is_current]
        with self._explained(), self._database.atomic():
            for statement in _MAKE_KEPT:
                self._database.execute_sql(statement)
            newest = dict(self._read([_newest(name) for name in names]))
            query = f"SELECT schema, change_id FROM {_KEPT} WHERE day = %s"
            counted = dict(self._database.execute_sql(query, (today.isoformat(),)).fetchall())
            stale = [name for name in names if counted.get(name) != newest[name]]
            for one in self._count(stale, today):
                values = [getattr(one, name) for name in _COLUMNS]
                values += [today.isoformat(), newest[one.schema], now()]
                self._database.execute_sql(f"DELETE FROM {_KEPT} WHERE schema = %s", (one.schema,))
                places = ", ".join(["%s"] * len(values))
                into = f"INSERT INTO {_KEPT} ({', '.join(_COLUMNS)}, day, change_id, counted_at) VALUES ({places})"
                self._database.execute_sql(into, values)
        return len(stale)

    def _count(self, names: Sequence[str], today: date) -> list[Standing]:
        return [Standing(*row) for row in self._read([_standing(name, today) for name in names])]

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


def _standing(name: str, today: date) -> str:
    """The SELECT for one school; its name is one that `ServerAddress.of` lets pass or the server gave."""
    quoted, day = _quoted(name), f"'{today.isoformat()}'"
    pace = _PACE.format(schema=quoted, day=day)
    return _STANDING.format(name=_literal(name), schema=quoted, day=day, pace=pace)


def _grants(name: str, role: str) -> list[str]:
    quoted = _quoted(name)
    return [
        f'GRANT USAGE ON SCHEMA {quoted} TO "{role}"',
        f'GRANT SELECT ON ALL TABLES IN SCHEMA {quoted} TO "{role}"',
    ]


def _closed(name: str, role: str) -> list[str]:
    return [f'REVOKE ALL ON {_quoted(name)}."{table}" FROM "{role}"' for table in SECRET]


def _newest(name: str) -> str:
    return f"SELECT {_literal(name)}, COALESCE(MAX(id), 0) FROM {_quoted(name)}.change"


def _sorted(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda one: (-one.share_behind, one.schema))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
