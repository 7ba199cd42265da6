"""The store: one SQLite file a school, opened safely, changed by actions only, backed up and checked."""

from models.store.errors import StoreError
from models.store.store import Actor, Store, Touched

__all__ = ["Actor", "Store", "StoreError", "Touched"]
