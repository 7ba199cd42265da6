"""Rows of a query as plain values: peewee's own types say that every query gives models."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

_AT_ONCE = 64


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """Every row of a select query as a tuple of its columns; read completely, so that no cursor stays open."""
    return list(query.tuples())


def dicts(query: Any) -> list[dict[str, Any]]:
    """Every row of a select query by field name."""
    return list(query.dicts())


def numbers(query: Any) -> array[int]:
    """The one integer column of a select query, in eight bytes a row."""
    text, values = _written(query)
    return array("q", (number for (number,) in _database(query).execute_sql(text, values)))


class ByIds:
    """A select query for some ids at a time, as plain tuples of what is stored.

    peewee takes longer to write such a query than SQLite to answer it, so each is written only once for a kind of
    database: for all rows, for one id and for a block of them. ``key`` is the column that the ids (or any
    other values) are of; the query may have values of its own in what stands before its WHERE and inside it only.
    """

    def __init__(self, query: Any, key: Any) -> None:
        self._query = query
        self._key = key
        self._written: dict[tuple[str, int], tuple[str, list[Any]]] = {}

    def __call__(self, ids: Sequence[int] | Sequence[str] | None = None) -> list[tuple[Any, ...]]:
        database = _database(self._query)
        if ids is None:
            text, values = self._text(0)
            return database.execute_sql(text, values).fetchall()
        found: list[tuple[Any, ...]] = []
        for part in _parts(ids):
            text, values = self._text(len(part))
            found += database.execute_sql(text, [*values, *part]).fetchall()
        return found

    def _text(self, count: int) -> tuple[str, list[Any]]:
        """The statement for that many ids, and the values of its own that come before them."""
        place = _database(self._query).param, count
        if place not in self._written:
            query = self._query.where(self._key.in_([0] * count)) if count else self._query
            text, values = _written(query)
            self._written[place] = text, list(values[: len(values) - count])
        return self._written[place]


class One:
    """The one value of a select query that is always the same, written once for a kind of database."""

    def __init__(self, query: Any) -> None:
        self._query = query
        self._written: dict[str, tuple[str, Any]] = {}

    def __call__(self) -> Any:
        database = _database(self._query)
        if database.param not in self._written:
            self._written[database.param] = _written(self._query)
        row = database.execute_sql(*self._written[database.param]).fetchone()
        return None if row is None else row[0]


def _parts(ids: Sequence[Any]) -> Iterator[list[Any]]:
    """The ids one alone or in blocks of one size, the last filled up with a repetition that finds nothing more."""
    if len(ids) == 1:
        yield list(ids)
        return
    for start in range(0, len(ids), _AT_ONCE):
        part = list(ids[start : start + _AT_ONCE])
        yield part + part[-1:] * (_AT_ONCE - len(part))


def _written(query: Any) -> tuple[str, Any]:
    """The query's text and values for the store that is open now; peewee remembers the one it was begun with."""
    return _database(query).get_sql_context().sql(query).query()


def _database(query: Any) -> Any:
    return query.model._meta.database  # type: ignore[attr-defined]  # peewee's documented model metadata
