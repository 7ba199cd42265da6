"""The sample school, copied for each test that wants its sixty people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.sample import found_sample
from models.journal.writing import delete_record
from models.store import Actor, Store
from models.tables.lessons import TeachingSlot
from models.tables.reading import tuples
from tests.conftest import TODAY


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with found_sample(path, Actor("office", "test")) as store, store.change("timetable.delete"):
        # Before its timetable is there: nobody is named anywhere, and so anybody can be deleted again.
        for (row_id,) in tuples(TeachingSlot.select(TeachingSlot.id)):
            delete_record(TeachingSlot, row_id)
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk over the sample school, on 2026-11-24."""
    shutil.copy(sample_file, tmp_path / "sample.db")
    store = Store.open(tmp_path / "sample.db", Actor("office", "test"))
    yield Desk(store, today=lambda: TODAY)
    store.close()
