"""Accounts and their keys: who gets in, who no longer does, and what is written down of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions.accounts import (
    AccountRefused,
    account_of_key,
    add_account,
    add_key,
    deactivate,
    make_codes,
    note_use,
    revoke_key,
    set_active,
    set_role,
    still_valid,
    use_code,
)
from models.journal.history import entries
from models.journal.undo import NothingToUndo, undo
from models.store import Actor, Store
from models.store.checking import check
from models.tables.accounts import Account, AccountKey, KeyUse, OneTimeCode
from models.tables.log import Change
from tests.support.keys import a_key, fingerprint


@pytest.fixture
def wang(store: Store) -> int:
    return add_account(store, "wangxm", "王小明", "teacher")


def test_a_code_lets_one_key_in_and_is_used_up(store: Store, wang: int):
    (issued,) = make_codes(store, [wang])
    line = a_key("home")
    assert (issued.login, issued.name) == ("wangxm", "王小明")
    actor = use_code(store, " WangXM ", issued.code.upper(), line, "", "ssh:203.0.113.7")
    assert actor == Actor("王小明", "ssh:203.0.113.7", "teacher", wang)
    assert account_of_key(store, fingerprint(line)) == replace(actor, origin="")
    again = use_code(store, "wangxm", issued.code, a_key())
    assert isinstance(again, str)
    assert AccountKey.select().count() == 1
    (newest,) = entries(limit=1)
    assert (newest.actor, newest.action, newest.origin) == ("王小明", "accounts.first_key", "ssh:203.0.113.7")
    assert store.actor == Actor("office", "test")
    assert check(store) == []


def test_wrong_logins_wrong_codes_and_stale_codes_are_told_the_same(store: Store, wang: int):
    (old,) = make_codes(store, [wang])
    (stale,) = make_codes(store, [wang], days=-1)
    told = {
        use_code(store, "nobody", old.code, a_key()),
        use_code(store, "wangxm", "abcd-efgh-jkmn", a_key()),
        use_code(store, "wangxm", old.code, a_key()),
        use_code(store, "wangxm", stale.code, a_key()),
    }
    assert len(told) == 1
    assert "登录码" in str(told.pop())
    assert AccountKey.select().count() == 0


def test_a_code_of_an_account_that_is_off_lets_nobody_in(store: Store, wang: int):
    (issued,) = make_codes(store, [wang])
    deactivate(store, wang)
    assert isinstance(use_code(store, "wangxm", issued.code, a_key()), str)
    set_active(store, wang, True)
    assert isinstance(use_code(store, "wangxm", issued.code, a_key()), Actor)


def test_a_bad_key_leaves_the_code_as_it_was(store: Store, wang: int):
    (issued,) = make_codes(store, [wang])
    assert "公钥" in str(use_code(store, "wangxm", issued.code, "hello"))
    assert isinstance(use_code(store, "wangxm", issued.code, a_key()), Actor)


def test_codes_are_nowhere_in_the_store(store: Store, wang: int):
    (issued,) = make_codes(store, [wang])
    use_code(store, "wangxm", issued.code, a_key())
    plain = issued.code.replace("-", "")
    kept = [*OneTimeCode.select().tuples(), *Change.select().tuples()]
    assert not [row for row in kept if plain in str(row) or issued.code in str(row)]


def test_a_used_code_cannot_be_made_usable_by_undoing(store: Store, wang: int):
    (issued,) = make_codes(store, [wang])
    actor = use_code(store, "wangxm", issued.code, a_key())
    assert isinstance(actor, Actor)
    store.actor = actor
    with pytest.raises(NothingToUndo):
        undo(store)


def test_a_revoked_key_and_a_changed_account_end_what_they_let_in(store: Store, wang: int):
    line = a_key()
    key = add_key(store, wang, line, "school pc")
    actor = account_of_key(store, fingerprint(line))
    assert actor is not None
    office, store.actor = store.actor, actor
    assert still_valid(store, fingerprint(line))
    store.actor = office
    set_role(store, wang, "viewer")
    store.actor = actor
    assert not still_valid(store, fingerprint(line))
    store.actor = office
    set_role(store, wang, "teacher")
    revoke_key(store, key)
    assert account_of_key(store, fingerprint(line)) is None
    assert not still_valid(store, fingerprint(line))
    with pytest.raises(AccountRefused, match="注销"):
        add_key(store, wang, line)


def test_a_key_belongs_to_one_account_only(store: Store, wang: int):
    line = a_key()
    add_key(store, wang, line)
    other = add_account(store, "lifang", "李芳", "viewer")
    with pytest.raises(AccountRefused, match="登记过"):
        add_key(store, other, line)
    assert AccountKey.select().count() == 1


def test_the_last_use_is_kept_once_a_key_and_outside_the_history(store: Store, wang: int):
    line = a_key()
    key = add_key(store, wang, line)
    before = store.latest_change()
    for address in ("203.0.113.7", "203.0.113.8"):
        note_use(store, fingerprint(line), address)
    note_use(store, "SHA256:unknown", "203.0.113.9")
    (use,) = KeyUse.select()
    assert (use.key_id, use.address) == (key, "203.0.113.8")
    assert store.latest_change() == before


@pytest.mark.parametrize(
    ("login", "name", "why"),
    [
        ("Wang Li", "王丽", "登录名"),
        ("wangli", " ", "姓名"),
        ("wangxm", "王丽", "wangxm"),
        ("wangli", "王小明", "王小明"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_nothing_is_written(
    store: Store, wang: int, login: str, name: str, why: str
):
    before = store.latest_change()
    with pytest.raises(AccountRefused, match=why):
        add_account(store, login, name, "teacher")
    assert (Account.select().count(), store.latest_change()) == (1, before)
