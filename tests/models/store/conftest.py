"""A store with the schema and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Actor, Store
from tests.support.postgres import Schools


@pytest.fixture
def empty_store(schools: Schools, tmp_path: Path) -> Iterator[Store]:
    actor = Actor("张主任", "tty1")
    made = schools.copy("empty", lambda at: Store.create(at, actor), tmp_path / "school.db")
    with made as place, Store.open(place, actor) as store:
        yield store
