"""`yanxiu serve` on a school that is on a PostgreSQL server: people come in as they do to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.journal.writing import update_record
from models.store import Store
from models.store.moving import move
from models.tables.log import ChangeSet
from models.tables.people import Teacher
from tests.support.postgres import Cluster
from tests.support.served import OFFICE, School, Server, present


def test_people_read_write_and_hand_in(server: Cluster, sample_file: Path, tmp_path: Path):
    if not present("ssh") or not present("ssh-keygen"):
        pytest.skip("needs the OpenSSH client")
    address = server.address(server.database())
    with Store.open(sample_file, OFFICE) as made:
        move(made, address)
    school = School(tmp_path, place=address)
    with Server(school) as running:
        seen = running.run("wang", "roster", "--format", "csv")
        assert (seen.returncode, seen.stderr) == (0, b"")
        assert "周明远" in seen.stdout.decode()
        with Store.open(address, OFFICE) as store, store.change("roster.type") as typed:
            update_record(Teacher, 1, {"name": "周明"})
        undone = running.run("wang", "undo", str(typed.id))
        assert undone.returncode == 0, undone.stderr.decode()
        with Store.open(address, OFFICE):
            assert Teacher.get_by_id(1).name == "周明远"
            assert ChangeSet.select().order_by(ChangeSet.id.desc()).get().actor == "王老师"
        handed_in = running.run("li", "submit", "--name", "反思.txt", input="一次提问".encode())
        assert handed_in.returncode == 0, handed_in.stderr.decode()
        assert list(school.inbox("li").values()) == ["一次提问".encode()]
    assert "Traceback" not in running.log
