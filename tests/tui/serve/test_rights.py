"""Roles over the real SSH client: what is masked, what is refused, and what leaves a mark in the history."""

from __future__ import annotations

import json

from models.journal.history import entries
from models.store import Store
from tests.support.served import OFFICE, School, Server, make_key

PERSONAL = ("roster", "--columns", "name,phone,born_on", "--format", "json")


def test_a_teacher_sees_no_telephone_and_no_birth_date_and_is_told_who_may_do_more(server: Server):
    people = json.loads(server.run("li", *PERSONAL).stdout)
    assert len(people) == 60
    assert {person["born_on"] for person in people} == {""}
    assert all("****" in person["phone"] for person in people if person["phone"])
    denied = server.run("li", "report", "needs")
    assert (denied.returncode, denied.stdout) == (3, b"")
    assert "管理员" in denied.stderr.decode()
    assert server.run("li", "roster", "--as", "wang").returncode == 3


def test_the_office_gets_personal_fields_and_the_history_says_so_with_the_reason(server: Server, school: School):
    with Store.open(school.file, OFFICE):
        before = entries(limit=1)[0].id
    server.run("wang", "roster", "--columns", "name,rank")
    people = json.loads(server.run("wang", *PERSONAL, "--reason", "annual-review").stdout)
    assert any(person["born_on"] for person in people)
    with Store.open(school.file, OFFICE):
        marks = [entry for entry in entries(limit=20) if entry.id > before and entry.action == "personal.export"]
    assert [mark.actor for mark in marks] == ["王老师"]
    assert marks[0].origin == "ssh:127.0.0.1"
    assert "annual-review" in marks[0].reason


def test_somebody_adds_and_revokes_a_second_key_of_their_own(server: Server, school: School):
    key = make_key(school.folder / "id_second")
    line = key.with_suffix(".pub").read_bytes()
    done = server.run("li", "account", "key", "add", "-", "--name", "home", input=line)
    assert done.returncode == 0, done.stderr
    assert server.run("li", "home", key=key).returncode == 0
    assert b"home" in server.run("li", "account", "key", "list").stdout
    assert server.run("wang", "account", "key", "revoke", "home").returncode == 3
    assert server.run("li", "account", "key", "revoke", "home").returncode == 0
    denied = server.run("li", "home", key=key, options=("-oPreferredAuthentications=publickey",))
    assert denied.returncode == 255


def test_mine_is_about_whoever_asks(server: Server):
    facts = json.loads(server.run("li", "mine", "--format", "json").stdout)
    assert "李老师" in {fact["value"] for fact in facts}
    assert "王老师" not in {fact["value"] for fact in facts}
    assert server.run("li", "mine", "--teacher", "001").returncode == 3
