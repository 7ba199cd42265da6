"""The Accounts screen by keys, and what the app shows to those whose role does not reach so far."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from screen_text import screen_text
from textual.widgets import Input

from models.actions.account_people import keys_of
from models.actions.accounts import account_of_key, find_account
from models.actions.desk import Desk
from models.journal.writing import insert_record
from models.registers.source import CellEdit
from models.store import Store
from models.tables.people import Expert
from screens.accounts import AccountsScreen
from screens.history import HistoryScreen
from screens.kit.dialogs import Choose, Confirm
from screens.kit.importing.paths import SavePath
from screens.roster import RosterScreen
from tests.screens.roster.office import Office
from tests.support.keys import a_key, fingerprint
from tests.support.small_school import HEAD, MEMBER, OTHER, School, small_school
from tui.app import YanxiuApp


@pytest.fixture
def school(desk: Desk) -> School:
    return small_school(desk)


@asynccontextmanager
async def opened(desk: Desk, place: str = "accounts") -> AsyncIterator[Office]:
    app = YanxiuApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.go(place)
        await pilot.pause()
        yield Office(app, pilot)


def screen_of(seat: Office) -> AccountsScreen:
    found = seat.app.screen_stack[0]
    assert isinstance(found, AccountsScreen)
    return found


async def test_a_new_account_takes_a_teacher_by_initials_and_the_rest_follows(school: School):
    async with opened(school.desk) as seat:
        screen = screen_of(seat)
        seat.app.screen.query_one("Grid").go_to(None, "teacher")  # type: ignore[attr-defined]
        await seat.type("zw")
        await seat.press("enter")
        rows = [screen.source.row(index) for index in range(len(screen.source))]
        new = next(row for row in rows if row.texts["teacher"] == OTHER)
        assert (new.texts["login"], new.texts["account_role"], new.texts["account_state"]) == (
            "zhangwei",
            "教师",
            "启用",
        )
        assert "7 个账号" in screen_text(seat.app)


async def test_the_role_is_typed_by_its_digit_and_undone(school: School):
    account = find_account("teacher")
    assert account is not None
    async with opened(school.desk) as seat:
        seat.app.screen.query_one("Grid").go_to(account.id, "account_role")  # type: ignore[attr-defined]
        await seat.type("6")
        await seat.settle()
        assert find_account("teacher").role == "viewer"  # type: ignore[union-attr]
        await seat.press("ctrl+z")
        assert find_account("teacher").role == "teacher"  # type: ignore[union-attr]


async def test_a_login_that_cannot_be_waits_in_red_and_one_that_is_taken_too(school: School):
    account = find_account("teacher")
    assert account is not None
    async with opened(school.desk) as seat:
        screen = screen_of(seat)
        for typed, said in (("Bad Login", "小写字母"), ("head", "已有人用")):
            seat.app.screen.query_one("Grid").go_to(account.id, "login")  # type: ignore[attr-defined]
            await seat.type(typed)
            await seat.press("tab")
            row = screen.source.row_by_id(account.id)
            assert row is not None
            assert row.texts["login"] == typed
            assert said in row.problems["login"].message
    assert find_account("teacher") is not None


async def test_accounts_for_everybody_are_shown_and_made_in_one_step(school: School):
    async with opened(school.desk) as seat:
        await seat.press("ctrl+s", "1")
        await seat.until(Confirm)
        assert f"{OTHER}（zhangwei）教师" in seat.shown
        await seat.press("enter")
        await seat.until(AccountsScreen)
        assert find_account("zhangwei") is not None
        await seat.press("ctrl+z")
        assert find_account("zhangwei") is None


async def test_a_sheet_of_codes_for_a_group(school: School, tmp_path: Path):
    async with opened(school.desk) as seat:
        await seat.press("ctrl+s", "2")
        choices = await seat.until(Choose)
        assert "语文组里还没有公钥的 2 人" in seat.shown
        choices.dismiss("语文组")
        dialog = await seat.until(SavePath)
        dialog.query_one(Input).value = str(tmp_path / "codes.txt")
        await seat.press("enter")
        await seat.until(AccountsScreen)
        content = (tmp_path / "codes.txt").read_text("utf-8")
        assert HEAD in content
        assert MEMBER in content
        assert OTHER not in content
        assert content.count("一次性登录码：") == 2


async def test_one_code_is_shown_on_the_screen(school: School):
    account = find_account("head")
    assert account is not None
    async with opened(school.desk) as seat:
        seat.app.screen.query_one("Grid").go_to(account.id, "login")  # type: ignore[attr-defined]
        await seat.press("ctrl+s", "3")
        await seat.until(Confirm)
        await seat.press("enter")
        await seat.settle()
        assert "一次性登录码：" in seat.shown
        assert "ssh -p 2222 head@" in seat.shown


async def test_keys_are_pasted_seen_and_revoked(school: School):
    account, line = find_account("head"), a_key("school-pc")
    assert account is not None
    async with opened(school.desk) as seat:
        seat.app.screen.query_one("Grid").go_to(account.id, "login")  # type: ignore[attr-defined]
        await seat.press("ctrl+s", "4")
        await seat.until(Choose)
        await seat.press("1")
        await seat.settle()
        await seat.line("nonsense")
        assert "ssh-ed25519" in seat.shown
        await seat.line(line)
        await seat.until(AccountsScreen)
        assert account_of_key(school.desk.store, fingerprint(line)) is not None
        await seat.press("ctrl+s", "4")
        await seat.until(Choose)
        assert fingerprint(line) in seat.shown
        await seat.press("1")
        await seat.until(Confirm)
        await seat.press("enter")  # dangerous: Enter alone does nothing
        await seat.until(AccountsScreen)
        assert account_of_key(school.desk.store, fingerprint(line)) is not None
        await seat.press("ctrl+s", "4", "1")
        await seat.until(Confirm)
        await seat.press("1")
        await seat.until(AccountsScreen)
        assert account_of_key(school.desk.store, fingerprint(line)) is None
        assert keys_of(school.desk, account.id)[0].revoked_on


async def test_the_office_looks_and_changes_nothing(school: School):
    desk = school.enter("office")
    before = desk.store.latest_change()
    async with opened(desk) as seat:
        await seat.type("x")
        assert "管理员" in seat.shown
        await seat.press("ctrl+s", "1")
        await seat.settle()
        assert "只有管理员可以" in seat.shown.replace("\n", "")
    assert desk.store.latest_change() == before


async def test_a_screen_that_is_denied_says_who_may_and_stays_in_the_palette(school: School):
    async with opened(school.enter("teacher"), "home") as seat:
        await seat.press("8")
        assert "校领导" in seat.message
        await seat.command("zhanghao")
        assert "管理员、教导处" in seat.message
        await seat.press("9")
        await seat.until(HistoryScreen)
        await seat.press("2")
        await seat.until(RosterScreen)
        assert "****" in seat.shown
        await seat.at(HEAD, "phone")
        assert "138****0001" in seat.shown
        assert "13800000002" in seat.shown


async def test_what_may_not_be_typed_is_refused_at_the_first_key_with_who_may(school: School):
    desk = school.enter("head")
    before = desk.store.latest_change()
    async with opened(desk, "roster") as seat:
        await seat.type("9")
        await seat.settle()
        assert "教导处" in seat.shown
        await seat.command("daoru")
        assert "教导处" in seat.message
    assert desk.store.latest_change() == before


async def test_a_person_whose_account_is_switched_off_meanwhile_is_told_and_keeps_the_cell(
    school: School, store: Store
):
    desk = school.enter("office")
    account = find_account("office")
    assert account is not None
    async with opened(desk, "roster") as seat:
        actor = store.actor
        school.enter("")
        from models.actions.accounts import deactivate

        deactivate(store, account.id)
        store.actor = actor
        await seat.at(HEAD, "remark")
        await seat.type("新")
        await seat.press("enter")
        await seat.settle()
        assert "重新登录" in seat.shown
        assert "新" in seat.shown


async def test_an_account_is_a_teachers_or_an_experts(school: School):
    source = school.desk.source("accounts")
    account = find_account("teacher")
    assert account is not None
    with school.desk.store.change("accounts.entry"):
        insert_record(Expert, {"name": "方志远"})
    school.desk.lists.forget()
    source.refresh()
    source.edit([CellEdit(account.id, "expert", "方志远", "")], "type")
    row = source.row_by_id(account.id)
    assert row
    assert "另加一行" in row.problems["expert"].message
    assert find_account("teacher").expert_id is None  # type: ignore[union-attr]
