"""Logs and reports of errors hold nothing of anybody: not a name, a telephone number, a text, a code or a key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from peewee import IntegrityError

from models.actions.accounts import add_account, make_codes
from models.actions.desk import Desk
from models.journal.writing import insert_record
from models.rules.one_time_codes import new_code
from models.store import Actor, Store
from models.tables.people import Teacher
from tests.support.postgres import Cluster
from tests.support.served import School, Server, present
from tui import crash
from tui.cli import main
from tui.serve.auth import told
from tui.serve.journal import Log
from tui.status import NO_SENSE, NO_STORE

NAME, PHONE, BORN, REMARK = "欧阳测", "13912345678", "1985-03-17", "长期病假肝病"
TEXT = "今天我批评了学生小明，他哭了"
SECRETS = (NAME, PHONE, BORN, REMARK, TEXT, "小明")
WRONG = f"工号,姓名,联系电话,身份证号\n901,{NAME},{PHONE}9,11010119850317002X\n,,x,{PHONE}\n"
"""A list with what cannot be read."""


@pytest.fixture
def place(school_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file = Path(shutil.copyfile(school_file, tmp_path / "school.db"))
    with Store.open(file, Actor("office", "test")) as store, store.change("roster.type"):
        facts = {"staff_no": "901", "name": NAME, "phone": PHONE, "born_on": BORN, "remark": REMARK}
        insert_record(Teacher, facts)
    return file


def test_a_crash_is_noted_without_what_it_was_about(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Even where the error's own words and variables hold it."""
    import tui.verbs.roster as roster

    def fails(call: object) -> int:
        with Store.open(place, Actor("office", "test")):
            held = {"row": Teacher.get(Teacher.name == NAME).__data__}
        raise ValueError(f"{held} {TEXT}")

    monkeypatch.setattr(roster, "run", fails)
    assert main(["--store", str(place), "roster"]) == 1
    said = capsys.readouterr()
    noted = crash.keep_report(ValueError(TEXT))
    assert noted is not None
    kept = noted.read_text("utf-8")
    assert "ValueError" in kept
    assert "test_secrets.py" in kept, "where it happened is told"
    for secret in SECRETS:
        assert secret not in kept
        assert secret not in said.err


def test_the_servers_log_cannot_be_made_to_hold_a_name_or_a_text(tmp_path: Path):
    file = tmp_path / "log"
    log = Log(str(file))
    for secret in SECRETS:
        log("refused", why=secret, verb=f"{secret}\n2026 forged")
    kept = file.read_text("utf-8")
    assert all(secret not in kept for secret in (NAME, REMARK, TEXT))
    assert len(kept.splitlines()) == len(SECRETS)


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        *(("wang", "wang"), ("Wang.Fang2", "wang.fang2"), ("zhangxueyang", "zhangxueyang")),
        *((PHONE, "?"), ("11010119850317002x", "?"), (NAME, "?"), ("a b", "?"), ("", "?")),
    ],
)
def test_a_secret_typed_where_the_login_belongs_is_not_logged(said: str, logged: str):
    assert told(said) == logged


def test_a_one_time_code_typed_where_the_login_belongs_is_not_logged():
    for _ in range(200):
        code = new_code()
        assert {told(code), told(code.upper())} == {"?"}


PASSWORD = "geheim7"
ADDRESSES = [
    *("u:{}@127.0.0.1:1/x?schema=y", "u@127.0.0.1:1/x?password={}", "u@127.0.0.1:1/x?sslpassword={}&schema=y"),
    *("u:a/{}@127.0.0.1:1/x", "u:a#{}@127.0.0.1:1/x", "u:a?{}@127.0.0.1:1/x", "u:a@{}@127.0.0.1:1/x"),
    *("u:{}%zz@127.0.0.1:1/x", "u:{}@127.0.0.1:port/x", "u:{}@[::1/x", "u:{}/x", "u:{}@127.0.0.1:99999/x"),
    *("u:{}@127.0.0.1:1/x?bad=1", "u:{}@127.0.0.1:1/x?schema=Bad!", "u:{}@127.0.0.1:1,127.0.0.1:2/x"),
]


@pytest.mark.parametrize("beginning", ["postgresql://", "postgres://", "Postgresql://", "postgresql:/"])
@pytest.mark.parametrize("rest", ADDRESSES)
def test_a_databases_password_is_in_no_sentence_and_no_file(
    beginning: str, rest: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    address = beginning + rest.format(PASSWORD)
    for words in (("history",), ("county", "list"), ("serve", "--port", "0")):
        assert main(["--store", address, *words]) in (NO_STORE, NO_SENSE)
        said = capsys.readouterr()
        assert PASSWORD not in said.out + said.err
        assert said.err.count("\n") <= 1, "a sentence and no report of a crash"
    assert [file for file in tmp_path.rglob("*") if file.is_file() and PASSWORD in file.read_text("utf-8")] == []


def test_a_databases_password_is_in_nothing_that_a_school_there_says_or_keeps(
    server: Cluster,
    school_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """The server of the tests asks for no password, and takes any."""
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    file, database = shutil.copyfile(school_file, tmp_path / "school.db"), server.database()
    address = server.address(database).replace("postgres@", f"postgres:{PASSWORD}@")
    assert main(["--store", str(file), "move", "--to", address]) == 0
    asked = [
        ("history",),
        ("check",),
        ("county", "list"),
        ("backup",),
        ("home",),
        ("move", "--to", str(tmp_path / "b.db")),
    ]
    assert [main(["--store", address, *words]) for words in asked] == [0] * len(asked)
    assert main(["--store", address, "init", "--school", "x", "--term", "2026-1"]) != 0
    with server.unreachable(database):
        assert main(["--store", address, "history"]) == NO_STORE
    said = capsys.readouterr()
    assert PASSWORD not in said.out + said.err
    assert database in said.err, "where it could not be reached is told"
    kept = [found for found in tmp_path.rglob("*") if found.is_file()]
    assert len(kept) > 2
    assert [found for found in kept if PASSWORD.encode() in found.read_bytes()] == []


@pytest.mark.skipif(not present("ssh"), reason="needs the OpenSSH client")
def test_a_real_visit_leaves_no_word_of_it_in_the_log(tmp_path: Path):
    school = School(tmp_path)
    with Store.open(school.file, Actor("office", "test")) as store:
        account = add_account(store, "chen", "陈老师", "teacher")
        code = make_codes(store, [account])[0].code
    with Server(school) as server:
        server.run("wang", "roster", "--teacher", f"'{NAME}'")
        server.run("wang", "submit", "--name", "'家访记录 小明.txt'", input=(TEXT * 20).encode())
        server.run("wang", f"'{TEXT}'")
        server.run("wang", "import", "--yes", "roster", "-", input=WRONG.encode())
        server.run("li", "mine")
        server.wait_for_log("mine")
        kept = server.log
    assert not list(tmp_path.rglob("errors.log"))
    for secret in (*SECRETS, "家访", code, "王老师", "李老师", "PRIVATE KEY"):
        assert secret not in kept


def test_an_error_of_the_store_is_noted_without_its_row(desk: Desk):
    """SQLite's own words may hold a value; the report does not take them."""
    facts = {"staff_no": "902", "name": NAME, "phone": PHONE, "remark": REMARK}

    def refused() -> None:
        with desk.store.change("roster.type"):
            insert_record(Teacher, {**facts, "status": "nonsense" * 9})

    with pytest.raises(IntegrityError) as told:
        refused()
    report = crash.report(told.value, crash.datetime.now())
    assert "IntegrityError" in report
    assert all(secret not in report for secret in SECRETS)
