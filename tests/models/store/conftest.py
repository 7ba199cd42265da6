"""A store with the schema and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Actor, Store


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "school.db", Actor("张主任", "tty1"))
    yield store
    store.close()
