"""Opening a school's schema on a server."""

from __future__ import annotations

from data.words import t
from models.store import schema
from models.store.address import ServerAddress
from models.store.dialect_postgres import POSTGRES
from models.store.errors import DATABASE_ERRORS, StoreMissing, StoreNewer, explain
from models.store.postgres import PostgresDatabase, connect_to


def is_there(address: ServerAddress) -> bool:
    """Whether the server has anything under that name. Raises StoreError where it cannot be asked."""
    try:
        database = connect_to(address)
        try:
            return database.execute_sql("SELECT current_schema()").fetchone()[0] is not None
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        raise explain(error, address) from error


def opened(address: ServerAddress) -> PostgresDatabase:
    """An open database that is a store of this version, migrated where it was older. Raises StoreError."""
    try:
        database = connect_to(address)
    except DATABASE_ERRORS as error:
        raise explain(error, address) from error
    try:
        if database.execute_sql("SELECT current_schema()").fetchone()[0] is None:
            raise StoreMissing(t("store.missing", path=address))
        version = POSTGRES.version(database, address)
        if version > schema.VERSION:
            raise StoreNewer(t("store.newer", path=address))
        if version < schema.VERSION:
            from models.store.making_postgres import migrate

            migrate(database, address)
    except DATABASE_ERRORS as error:
        database.close()
        raise explain(error, address) from error
    except BaseException:
        database.close()
        raise
    return database
