"""The printed face of accounts and rights: verbs, formats, exit statuses."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.actions.accounts import account_of_key, use_code
from models.actions.desk import Desk
from models.journal.history import entries
from models.store import Actor, Store
from models.tables.accounts import Account
from tests.support.keys import a_key, fingerprint
from tests.support.small_school import HEAD, MEMBER, OTHER, PEOPLE, small_school
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(desk: Desk) -> str:
    """The small school's store, closed."""
    small_school(desk)
    desk.store.close()
    return str(desk.store.place)


@pytest.fixture
def run(place: str, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a verb on the small school: (status, stdout, stderr)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", place, *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8", "replace"), err.decode("utf-8")

    return run


def listed(run: Run) -> dict[str, dict[str, object]]:
    return {row["login"]: row for row in json.loads(run("account", "list", "--format", "json")[1])}


def test_accounts_are_listed_added_changed_and_switched_off(run: Run):
    status, _, err = run("account", "add", "zhangw")
    assert (status, "zhangwei" in err) == (0, True)
    assert listed(run)["zhangwei"]["account_role"] == "teacher"
    assert run("account", "role", OTHER, "office")[0] == 0
    assert run("account", "off", "zhangwei")[0] == 0
    found = listed(run)["zhangwei"]
    assert (found["account_role"], found["account_state"], found["teacher"]) == ("office", "off", "003")
    assert run("account", "on", "003")[0] == 0
    assert listed(run)["zhangwei"]["account_state"] == "active"
    status, out, _ = run("account", "list")
    assert "教研组长" in out


def test_an_account_for_nobody_on_the_roster(run: Run):
    assert run("account", "add", "县教研室王老师", "--nobody", "--login", "county")[0] == 0
    assert listed(run)["county"]["account_role"] == "viewer"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "nobodyofthatname"), "nobodyofthatname"),
        (("add", HEAD), "head"),
        (("role", "nobodyofthatname", "viewer"), "nobodyofthatname"),
        (("role", "head", "king"), "king"),
        (("code", "head", "--days", "0"), "365"),
        (("codes", "--group", "无此组"), "无此组"),
        (("codes", "--out", "/nowhere/at/all.txt"), "/nowhere/at/all.txt"),
        (("key", "revoke", "77"), "77"),
        (("key", "add", "head", "/nowhere.pub"), "/nowhere.pub"),
        (("add", "x", "--nobody", "--login", "Bad Login"), "bad login"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_written(run: Run, arguments: tuple[str, ...], said: str):
    before = json.loads(run("account", "list", "--format", "json")[1])
    status, out, err = run("account", *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert json.loads(run("account", "list", "--format", "json")[1]) == before


def test_accounts_for_everybody_who_has_none_in_one_action(run: Run):
    _, out, _ = run("account", "everybody", "--dry-run", "--format", "json")
    assert [(row["name"], row["login"], row["account_role"]) for row in json.loads(out)] == [
        (OTHER, "zhangwei", "teacher")
    ]
    assert "zhangwei" not in listed(run)
    assert run("account", "everybody")[0] == 0
    assert "zhangwei" in listed(run)
    assert "都已有账号" in run("account", "everybody")[2]
    assert run("undo")[0] == 0
    assert "zhangwei" not in listed(run)


def test_codes_are_printed_as_slips_to_cut_apart_and_let_their_people_in(run: Run, place: str):
    status, out, err = run("account", "codes", "--group", "语文组")
    slips = out.split("8<\n")
    assert (status, len(slips)) == (0, 2)
    assert HEAD in slips[0]
    assert MEMBER in slips[1]
    assert "ssh -p 2222 head@" in slips[0]
    assert "2 个" in err
    code = next(line.split("：")[1] for line in slips[1].splitlines() if "登录码：" in line)
    with Store.open(place, Actor("")) as store:
        line = a_key()
        assert isinstance(use_code(store, "teacher", code, line), Actor)
        assert account_of_key(store, fingerprint(line)) is not None
    # Who has a key gets no code unless everybody does.
    assert "登录名 teacher" not in run("account", "codes")[1]
    assert "登录名 teacher" in run("account", "codes", "--all")[1]


def test_codes_in_other_formats(run: Run, tmp_path: Path):
    rows = json.loads(run("account", "code", "head", "--format", "json")[1])
    assert [(row["login"], row["name"], row["group"]) for row in rows] == [("head", HEAD, "语文组")]
    target = tmp_path / "codes.xlsx"
    assert run("account", "codes", "--out", str(target))[0] == 0
    assert target.stat().st_mode & 0o077 == 0
    cells = [cell.value for row in load_workbook(io.BytesIO(target.read_bytes())).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert {"登录名", "一次性登录码", "head", "teacher"} <= set(cells)
    text = tmp_path / "codes.txt"
    assert run("account", "codes", "--out", str(text))[0] == 0
    assert text.read_text("utf-8").count("8<") == 5


def test_keys_are_added_listed_printed_for_sshd_and_revoked(run: Run, tmp_path: Path):
    file, line = tmp_path / "id.pub", a_key("home")
    file.write_text(line, "utf-8")
    assert run("account", "key", "add", MEMBER, str(file), "--name", "家里电脑")[0] == 0
    (key,) = json.loads(run("account", "key", "list", "--format", "json")[1])
    assert (key["login"], key["key"], key["fingerprint"]) == ("teacher", "家里电脑", fingerprint(line))
    body = " ".join(line.split()[:2])
    assert body in run("account", "authorized-keys")[1]
    assert body in run("account", "authorized-keys", fingerprint(line))[1]
    assert run("account", "authorized-keys", "SHA256:other")[1] == ""
    assert run("account", "key", "revoke", "家里电脑")[0] == 0
    assert run("account", "authorized-keys")[1] == ""
    assert "注销" in json.loads(run("account", "key", "list", "--format", "json")[1])[0]["valid"]


def test_everybody_sees_to_the_own_keys_only(run: Run, tmp_path: Path):
    file = tmp_path / "id.pub"
    file.write_text(a_key(), "utf-8")
    assert run("--as", "head", "account", "key", "add", "head", str(file))[0] == 0
    status, _, err = run("--as", "teacher", "account", "key", "list", "head")
    assert (status, "管理员" in err) == (3, True)
    assert run("--as", "teacher", "account", "key", "revoke", "1")[0] == 2
    assert json.loads(run("--as", "teacher", "account", "key", "list", "--format", "json")[1]) == []
    assert run("--as", "head", "account", "key", "revoke", "1")[0] == 0


@pytest.mark.parametrize(
    ("role", "arguments"),
    [
        ("teacher", ("report", "needs")),
        ("teacher", ("account", "list")),
        ("teacher", ("check",)),
        ("office", ("account", "codes")),
        ("office", ("account", "role", "office", "admin")),
        ("viewer", ("history",)),
        ("teacher", ("import", "roster", "{file}", "--dry-run")),
        ("leader", ("import", "roster", "{file}", "--yes")),
        ("head", ("mine", "--teacher", OTHER)),
    ],
)
def test_a_denied_verb_ends_with_status_3_and_says_who_may(
    run: Run, tmp_path: Path, role: str, arguments: tuple[str, ...]
):
    file = tmp_path / "in.csv"
    file.write_text("工号,姓名\n001,王小强\n", "utf-8")
    status, out, err = run("--as", role, *(each.format(file=file) for each in arguments))
    assert (status, out) == (3, "")
    assert "管理员" in err


def test_the_roster_is_masked_in_every_format(run: Run):
    for form in ("plain", "markdown", "html", "csv", "json"):
        columns = "name,phone,born_on,age,remark"
        _, out, _ = run("--as", "teacher", "roster", "--columns", columns, "--format", form)
        for name, (phone, born_on, _) in PEOPLE.items():
            assert (phone in out, born_on in out) == (name == MEMBER, name == MEMBER), (form, name)
        assert "138****0003" in out
    (_, own, _) = json.loads(run("--as", "viewer", "roster", "--columns", "name,born_on,age", "--format", "json")[1])
    assert own == {"name": MEMBER, "born_on": "", "age": None}


def test_mine_tells_everything_about_oneself_and_nothing_of_others(run: Run):
    status, out, err = run("--as", "teacher", "mine", "--format", "json")
    facts = json.loads(out)
    assert status == 0
    values = {(fact["table"], fact["value"]) for fact in facts if fact["part"] == "record"}
    for value in (MEMBER, "13800000002", "1991-06-02", "语文组", "teacher"):
        assert value in {value for _, value in values}, value
    assert {fact["part"] for fact in facts} >= {"record", "past"}
    assert "138****" not in out
    for other in (HEAD, OTHER):
        assert PEOPLE[other][0] not in out
    assert str(len(facts)) in err
    assert json.loads(run("mine", "--teacher", MEMBER, "--format", "json")[1])
    assert run("mine")[0] == 2


def test_personal_fields_taken_elsewhere_leave_a_mark_with_the_reason(run: Run, place: str, tmp_path: Path):
    from models.actions.personal import note_personal
    from models.registers.roster import ROSTER

    with Store.open(place, Actor("")) as store:
        account = Account.get(Account.login == "leader")
        store.actor = Actor("某leader", "ssh:203.0.113.7", "leader", account.id)
        desk = Desk(store)
        note_personal(desk, ROSTER, ROSTER.columns, 3, why="年度考核")
        (mark,) = entries(limit=1)
        assert (mark.action, mark.actor, mark.row_count) == ("personal.export", "某leader", 0)
        for words in ("电话", "出生年月", "3", "年度考核"):
            assert words in mark.reason
        assert note_personal(desk, ROSTER, [ROSTER.column("name")], 3) is None
        store.actor = Actor("office", "desk-1")
        assert note_personal(desk, ROSTER, ROSTER.columns, 3) is None
    assert "年度考核" in run("history", "--kind", "personal")[1]
    before = run("history", "--format", "json")[1]
    assert run("--as", "leader", "export", "roster", str(tmp_path / "out.csv"))[0] == 0
    assert run("history", "--format", "json")[1] == before
