"""What was acknowledged is there after the server has crashed, though no commit waits for its disk under the lock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.actions.school import found_school
from models.journal.writing import insert_record, update_record
from models.rules.terms import term_named
from models.store import Actor, Store
from models.tables.people import Teacher
from tests.support.postgres import Cluster, cluster, missing

# A server that writes its log only when somebody waits for it: what nobody waited for is lost when it crashes.
LAZY = {"fsync": "on", "synchronous_commit": "on", "wal_writer_delay": "10s", "wal_writer_flush_after": "0"}


@pytest.fixture
def lazy() -> Iterator[Cluster]:
    """A cluster of the test's own, which it may crash."""
    if why := missing():
        pytest.skip(why)
    with cluster(**LAZY) as running:
        yield running


def test_no_acknowledged_change_is_lost_in_a_crash(lazy: Cluster):
    address = lazy.address(lazy.database())
    office = Actor("office", "test")
    with found_school(address, "青禾小学", term_named("2026-1"), office) as store:
        with store.change("roster.insert"):
            teacher = insert_record(Teacher, {"staff_no": "001"})
        for number in range(20):
            with store.change("roster.type"):
                update_record(Teacher, teacher, {"phone": str(number)})
        with store.db.atomic():  # the control: as an action, without the waiting after it
            store.db.execute_sql("SET LOCAL synchronous_commit = off")
            store.db.execute_sql("UPDATE teacher SET remark = 'lost'")
        lazy.crash()
        row = Teacher.get_by_id(teacher)  # over a new connection
        assert (row.phone, row.remark) == ("19", "")
        with store.change("roster.type"):
            update_record(Teacher, teacher, {"phone": "20"})
    with Store.open(address, office):
        assert Teacher.get_by_id(teacher).phone == "20"
