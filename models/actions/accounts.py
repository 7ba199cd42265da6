"""Accounts: who may come in from elsewhere, as what, with which keys; every change of them is an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from data.words import t
from models.journal.typing import write_lightly
from models.journal.writing import delete_record, insert_record, update_record
from models.rules.logins import is_login
from models.rules.one_time_codes import digest_of, is_code, new_code
from models.rules.ssh_keys import BadKey, read_public_key
from models.store import Actor, Store
from models.store.change import now
from models.tables.accounts import Account, AccountKey, KeyUse, OneTimeCode
from models.tables.reading import tuples

CODE_DAYS = 14
"""How long a code may be used, unless somebody says otherwise."""

MOST_KEYS = 20
"""Valid keys of one account; more are a mistake."""


class AccountRefused(ValueError):
    """The account cannot be made or changed like that; ``str(error)`` says why and what is accepted."""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code just made: this is the only time that anybody can read it. ``expires_at`` is UTC."""

    account_id: int
    login: str
    name: str
    code: str
    expires_at: str


# -- coming in -------------------------------------------------------------------------------------------------------


def account_of_key(store: Store, fingerprint: str, origin: str = "") -> Actor | None:
    """Who comes with that key: only a valid key of an active account lets anybody in."""
    found = _valid(fingerprint)
    return None if found is None else actor_of(found.account, origin)


def still_valid(store: Store, fingerprint: str) -> bool:
    """Whether whoever came in with that key may stay: it is valid, and their account is active with the same role."""
    found = _valid(fingerprint)
    return found is not None and (store.actor.account_id is None or _is_same(found.account, store.actor))


def note_use(store: Store, fingerprint: str, address: str) -> None:
    """Remember when and from where the key was used last. Raises StoreError."""
    key_id = AccountKey.select(AccountKey.id).where(AccountKey.fingerprint == fingerprint).scalar()
    if key_id is not None:
        facts = {"at": now(), "address": address[:120]}
        write = KeyUse.insert(key_id=key_id, **facts).on_conflict(conflict_target=[KeyUse.key_id], update=facts)
        write_lightly(store, write)


def use_code(
    store: Store, login: str, code: str, public_key_line: str, label: str = "", origin: str = ""
) -> Actor | str:
    """Let somebody with a one-time code bring a key: they are who comes back, or the sentence that says why not.

    Whether the login or the code was wrong is not told. The code is used up. Raises StoreError.
    """
    try:
        key = read_public_key(public_key_line)
    except BadKey as error:
        return str(error)
    account = Account.get_or_none(Account.login == login.strip().lower())
    found = _code_of(account, code)
    if account is None or found is None or not account.is_active:
        return t("account.code_wrong")
    if refusal := _why_not_key(account, key.fingerprint):
        return refusal
    actor = actor_of(account, origin)
    with _acting(store, actor), store.change("accounts.first_key", key.fingerprint):
        current = OneTimeCode.get_or_none(OneTimeCode.id == found.id)
        if current is None or current.used_at:
            return t("account.code_wrong")
        update_record(OneTimeCode, found.id, {"used_at": now()})
        _insert_key(account, key, label)
    return actor


def actor_of(account: Account, origin: str = "") -> Actor:
    """Somebody with an account, as the one who acts."""
    return Actor(account.name, origin, account.role, account.id, _teacher_id(account))


def find_account(named: str) -> Account | None:
    """The account of that login or name."""
    exact = Account.get_or_none(Account.login == named)
    return exact or Account.get_or_none(Account.name == named)


# -- changing accounts -----------------------------------------------------------------------------------------------


def add_account(
    store: Store, login: str, name: str, role: str, teacher_id: int | None = None, expert_id: int | None = None
) -> int:
    """Add an account; its id. Raises AccountRefused, StoreError."""
    login, name = login.strip().lower(), " ".join(name.split())
    if not is_login(login):
        raise AccountRefused(t("account.bad_login", login=login))
    if not 1 <= len(name) <= 60:
        raise AccountRefused(t("account.bad_name"))
    with store.change("accounts.add", name):
        if Account.get_or_none(Account.login == login) is not None:
            raise AccountRefused(t("account.login_taken", login=login))
        if Account.get_or_none(Account.name == name) is not None:
            raise AccountRefused(t("account.name_taken", name=name))
        facts = {"login": login, "name": name, "role": role, "teacher": teacher_id, "expert": expert_id}
        return insert_record(Account, facts)


def set_role(store: Store, account_id: int, role: str) -> int | None:
    """Give an account another role; the change set's number. Raises StoreError."""
    with store.change("accounts.role", _name(account_id)) as change:
        update_record(Account, account_id, {"role": role})
    return change.id


def set_active(store: Store, account_id: int, active: bool) -> int | None:
    """Let an account in again, or no longer; the change set's number. Raises StoreError."""
    with store.change("accounts.on" if active else "accounts.off", _name(account_id)) as change:
        update_record(Account, account_id, {"is_active": active})
    return change.id


def deactivate(store: Store, account_id: int) -> int | None:
    """Let an account in no longer; those who are in with it are sent away. Raises StoreError."""
    return set_active(store, account_id, False)


def make_codes(store: Store, account_ids: Sequence[int], days: int = CODE_DAYS) -> list[IssuedCode]:
    """A new code for each account, as one action; codes that they had and did not use are void. Raises StoreError."""
    expires_at = _instant(datetime.now(UTC) + timedelta(days=days))
    wanted = list(dict.fromkeys(account_ids))
    accounts = [account for row_id in wanted if (account := Account.get_or_none(Account.id == row_id))]
    issued = [IssuedCode(one.id, one.login, one.name, new_code(), expires_at) for one in accounts]
    digests = [digest_of(one.code) for one in issued]  # slow on purpose, so not under the lock all writers share
    with store.change("accounts.codes", str(len(issued))):
        for one, digest in zip(issued, digests, strict=True):
            open_codes = OneTimeCode.select(OneTimeCode.id)
            for (old,) in tuples(open_codes.where(OneTimeCode.account == one.account_id, OneTimeCode.used_at == "")):
                delete_record(OneTimeCode, old)
            insert_record(OneTimeCode, {"account": one.account_id, "digest": digest, "expires_at": expires_at})
    return issued


def add_key(store: Store, account_id: int, public_key_line: str, label: str = "") -> int:
    """Add a key to an account; its id. Raises AccountRefused, StoreError."""
    try:
        key = read_public_key(public_key_line)
    except BadKey as error:
        raise AccountRefused(str(error)) from error
    with store.change("accounts.add_key", key.fingerprint):
        account = Account.get_by_id(account_id)
        if refusal := _why_not_key(account, key.fingerprint):
            raise AccountRefused(refusal)
        return _insert_key(account, key, label)


def revoke_key(store: Store, key_id: int) -> int | None:
    """Let nobody in with that key any more, and send away who is; the change set's number. Raises StoreError."""
    with store.change("accounts.revoke_key", AccountKey.get_by_id(key_id).fingerprint) as change:
        update_record(AccountKey, key_id, {"revoked_at": now()})
    return change.id


@contextmanager
def _acting(store: Store, actor: Actor) -> Iterator[None]:
    before, store.actor = store.actor, actor
    try:
        yield
    finally:
        store.actor = before


def _valid(fingerprint: str) -> Any:
    return (
        AccountKey.select(AccountKey, Account)
        .join(Account)
        .where(AccountKey.fingerprint == fingerprint, AccountKey.revoked_at == "", Account.is_active)
        .first()
    )


def _teacher_id(account: Account) -> int | None:
    return account.__data__["teacher"]  # the number alone; the attribute would read the teacher


def _is_same(account: Account, actor: Actor) -> bool:
    return (account.id, account.role, _teacher_id(account)) == (actor.account_id, actor.role, actor.teacher_id)


def _code_of(account: Account | None, code: str) -> OneTimeCode | None:
    """The account's code that may still be used and is this one; as slow for a login that there is not."""
    if account is None:
        digest_of(code)
        return None
    instant = now()
    query = OneTimeCode.select().where(OneTimeCode.account == account.id, OneTimeCode.used_at == "")
    usable = [found for found in query if found.expires_at > instant]
    if not usable:
        digest_of(code)
    return next((found for found in usable if is_code(code, found.digest)), None)


def _why_not_key(account: Account, fingerprint: str) -> str:
    known = AccountKey.get_or_none(AccountKey.fingerprint == fingerprint)
    if known is not None:
        return t("account.key_revoked" if known.revoked_at else "account.key_known")
    keys = AccountKey.select().where(AccountKey.account == account.id, AccountKey.revoked_at == "").count()
    return t("account.key_too_many", most=MOST_KEYS) if keys >= MOST_KEYS else ""


def _insert_key(account: Account, key: Any, label: str) -> int:
    name = (" ".join(label.split()) or key.comment)[:60]
    facts = {"name": name, "key_type": key.kind, "public_key": key.line, "fingerprint": key.fingerprint}
    return insert_record(AccountKey, {"account": account.id, **facts})


def _name(account_id: int) -> str:
    return Account.get_by_id(account_id).name


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
