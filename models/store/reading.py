"""A store opened beside the app, to be looked at: its file, or its schema on a server."""

from __future__ import annotations

from pathlib import Path

import peewee as pw

from models.store.address import ServerAddress, is_server, server_address
from models.store.database import connect
from models.store.place import file_of

Place = Path | ServerAddress
"""Where a store is: its file, or its address on a server."""


def place_of(address: str | Path) -> Place:
    """The place behind a path or a URL. Raises StoreUnsupported for other kinds of URL."""
    return server_address(str(address)) if is_server(address) else file_of(address)


def reader(place: Place) -> pw.Database:
    """An open database there, to read from. Raises peewee's errors, StoreUnreachable without a driver."""
    if isinstance(place, Path):
        return connect(place, "ro")
    from models.store.postgres import connect_to

    return connect_to(place)


def file_at(place: Place) -> Path:
    """The store's file; for a school on a server, the name beside which this machine keeps what belongs to it."""
    return place if isinstance(place, Path) else place.beside
