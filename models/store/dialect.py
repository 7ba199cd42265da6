"""What the store asks of its database beyond plain SQL, answered in SQLite's words or in PostgreSQL's.

Everything else is written once, for both. `dialect_of` is the only place that tells one from the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import peewee as pw


class Dialect(Protocol):
    """One database program's way. Every method works on the calling thread's connection."""

    # -- making --------------------------------------------------------------------------------------------------------

    def triggers(self, database: pw.Database) -> list[str]:
        """The statements that make every trigger of the store, and what they need."""
        ...

    def drop_triggers(self, database: pw.Database) -> None:
        """Take all triggers away: no table can be altered safely under them."""
        ...

    def mark(self, database: pw.Database, version: int) -> None:
        """Write down whose store this is and which version its schema has."""
        ...

    def version(self, database: pw.Database, place: object) -> int:
        """The schema's number. Raises NotAStore where another program's tables are, or none."""
        ...

    def description(self, database: pw.Database) -> set[str]:
        """The schema as comparable lines: columns, keys, checks, indexes and triggers, in whatever order."""
        ...

    def expected(self, database: pw.Database) -> set[str]:
        """The description of a store that was made just now."""
        ...

    def numbers_given(self, database: pw.Database) -> dict[str, int]:
        """The highest row number that each table ever gave out, so that it never comes back."""
        ...

    def go_on_from(self, database: pw.Database, table: str, number: int) -> None:
        """Give out that table's numbers from the one after ``number`` on."""
        ...

    def load(self, database: pw.Database, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write many rows as they are into a table that has no triggers yet."""
        ...

    # -- acting --------------------------------------------------------------------------------------------------------

    def ensure_reachable(self, database: pw.Database) -> None:
        """Look whether the store can be read now. Raises StoreUnreachable."""
        ...

    def take_turn(self, database: pw.Database) -> None:
        """Be the only writer of this store until the transaction ends: sets are numbered in the order of writing."""
        ...

    def identity(self, database: pw.Database, place: Any) -> Hashable:
        """What tells this store from another one that has taken its place. Raises StoreMoved when it is gone."""
        ...

    def tell_triggers(self, database: pw.Database, set_id: int | None) -> None:
        """Which change set the triggers have to name; None after it."""
        ...

    def written(self, database: pw.Database) -> int:
        """A number that grows with every row written by this connection."""
        ...

    def is_writing(self, database: pw.Database) -> bool:
        """Whether the transaction is still there and sound: a full disk may have ended it unasked."""
        ...

    def defer_references(self, database: pw.Database) -> None:
        """Let references dangle until the transaction ends."""
        ...

    def lightly(self, database: pw.Database) -> AbstractContextManager[None]:
        """Write inside without waiting for the disk."""
        ...

    def for_good(self, database: pw.Database) -> AbstractContextManager[None]:
        """Around a transaction: what it deletes and overwrites is not left lying in the store's files."""
        ...

    def others(self, database: pw.Database) -> int:
        """A number that differs after others have committed; own commits leave it."""
        ...

    # -- repairing -----------------------------------------------------------------------------------------------------

    def reading_damage(self, database: pw.Database) -> AbstractContextManager[None]:
        """Inside, text that damage has made unreadable is read all the same."""
        ...

    def has_wrong_index(self, database: pw.Database) -> bool:
        """Whether an index says something else than its table, where the database can tell."""
        ...

    def take_indexes_away(self, database: pw.Database) -> list[str]:
        """Drop the indexes in whose way damaged rows could not be written; the statements that make them anew."""
        ...

    def make_indexes_anew(self, database: pw.Database) -> None:
        """Make every index anew from its table."""
        ...

    # -- words ---------------------------------------------------------------------------------------------------------

    def json_value(self, column: pw.Field, key: str) -> Any:
        """The expression for one value in a column of JSON text, to be compared with `json_word`'s."""
        ...

    def json_word(self, value: int) -> Any:
        """A whole number as `json_value` gives it."""
        ...

    def storable(self, model: type[pw.Model], values: Mapping[str, Any]) -> dict[str, Any]:
        """Columns by name, as the history keeps them, in the kinds that the table's columns have."""
        ...


def dialect_of(database: pw.Database) -> Dialect:
    """The words of that database."""
    if isinstance(database, pw.SqliteDatabase):
        from models.store.dialect_sqlite import SQLITE

        return SQLITE
    from models.store.dialect_postgres import POSTGRES

    return POSTGRES
