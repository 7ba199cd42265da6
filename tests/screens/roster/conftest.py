"""The sample school, copied for each test that wants its sixty people."""

from __future__ import annotations

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
from tests.support.postgres import Schools


def untaught(place: str) -> Store:
    """The sample school before its timetable is there: nobody is named anywhere, and so anybody can be deleted."""
    store = found_sample(place, Actor("office", "test"))
    with store.change("timetable.delete"):
        for (row_id,) in tuples(TeachingSlot.select(TeachingSlot.id)):
            delete_record(TeachingSlot, row_id)
    return store


@pytest.fixture
def sample_desk(schools: Schools, tmp_path: Path) -> Iterator[Desk]:
    """The desk over the sample school, on 2026-11-24."""
    made = schools.copy("untaught", untaught, tmp_path / "sample.db")
    with made as place, Store.open(place, Actor("office", "test")) as store:
        yield Desk(store, today=lambda: TODAY)
