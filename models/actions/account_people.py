"""Accounts for everybody at once, and what is known of each account and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.accounts import AccountRefused, add_account
from models.actions.registers.accounts import AccountTable, filled_in
from models.journal.history import local_time
from models.rules.logins import login_for
from models.tables.accounts import Account, AccountKey, KeyUse
from models.tables.log import Change, ChangeSet
from models.tables.people import Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that somebody on the roster does not have yet."""

    staff_no: str
    name: str
    login: str
    role: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A key of an account; times are local words, ``revoked_on`` is '' for a valid one, ``used_at`` for a key that
    nobody came with yet."""

    id: int
    account_id: int
    login: str
    name: str
    kind: str
    fingerprint: str
    added_at: str
    used_at: str
    used_from: str
    revoked_on: str


def propose_accounts(desk: Desk) -> list[NewAccount]:
    """Who is on the staff today and has no account: with the login and role that they would get."""
    have = {number for (number,) in tuples(Teacher.select(Teacher.staff_no).join(Account, on=Account.teacher))}
    missing = [person for person in desk.people(desk.today) if person["staff_no"] not in have]
    found = []
    taken: set[str] = set()
    for person in missing:
        facts = filled_in({"teacher": person["staff_no"]}, taken)
        taken.add(facts["login"])
        found.append(NewAccount(person["staff_no"], person["name"], facts["login"], facts["account_role"]))
    return found


def make_accounts(desk: Desk, wanted: Sequence[NewAccount]) -> int | None:
    """Make those accounts as one action; the change set's number. Raises StoreError."""
    table = AccountTable(desk.lists)
    with desk.store.change("accounts.everybody", str(len(wanted))) as change:
        for one in wanted:
            table.insert({"teacher": one.staff_no, "login": one.login, "account_role": one.role})
    desk.lists.forget()
    return change.id


def accounts_without_key(desk: Desk, group: str | None = None) -> list[int]:
    """The active accounts with no valid key, in the order of the register; of one group's members if named."""
    valid = AccountKey.select(AccountKey.account).where(AccountKey.revoked_at == "")
    keyed = {account for (account,) in tuples(valid)}
    return [account for account in active_accounts(desk, group) if account not in keyed]


def keys_of(desk: Desk, account_id: int | None = None) -> list[KeyFacts]:
    """The keys of one account (None: of all), the valid ones first. Raises NotAllowed for those of others."""
    if account_id is None or account_id != desk.store.actor.account_id:
        desk.sight.ensure("accounts")
    query = (
        AccountKey.select(AccountKey, Account.login).join(Account).order_by(AccountKey.revoked_at != "", AccountKey.id)
    )
    uses = {key: (at, address) for key, at, address in tuples(KeyUse.select(KeyUse.key_id, KeyUse.at, KeyUse.address))}
    rows = query if account_id is None else query.where(AccountKey.account == account_id)
    return [_key_facts(key, *uses.get(key.id, ("", ""))) for key in rows]


def key_meant(desk: Desk, named: str, account_id: int | None = None) -> KeyFacts | None:
    """The key of that number, fingerprint or (when only one has it) name."""
    keys = keys_of(desk, account_id)
    exact = [key for key in keys if named in (str(key.id), key.fingerprint)]
    found = exact or [key for key in keys if key.name == named and not key.revoked_on]
    return found[0] if len(found) == 1 else None


def _key_facts(key: Any, used_at: str, used_from: str) -> KeyFacts:
    added = _added(key.id)
    return KeyFacts(
        key.id,
        key.account.id,
        key.account.login,
        key.name,
        key.key_type,
        key.fingerprint,
        f"{local_time(added):%Y-%m-%d %H:%M}" if added else "",
        f"{local_time(used_at):%Y-%m-%d %H:%M}" if used_at else "",
        used_from,
        f"{local_time(key.revoked_at):%Y-%m-%d}" if key.revoked_at else "",
    )


def _added(key_id: int) -> str:
    """When the key was registered, in UTC; '' when the history does not say."""
    query = Change.select(ChangeSet.at).join(ChangeSet, on=(Change.change_set_id == ChangeSet.id))
    return query.where(Change.tbl == "account_key", Change.row_id == key_id, Change.op == "I").scalar() or ""


def account_of_person(staff_no: str) -> Account | None:
    """The account of the member of staff with that number."""
    return Account.select().join(Teacher, on=Account.teacher).where(Teacher.staff_no == staff_no).first()


def active_accounts(desk: Desk, group: str | None = None) -> list[int]:
    """Every active account; of one group's members if named."""
    members = None if group is None else {person["staff_no"] for person in desk.people(desk.today, group)}
    query = Account.select(Account.id, Teacher.staff_no).join(Teacher, "LEFT OUTER JOIN", on=Account.teacher)
    rows = tuples(query.where(Account.is_active).order_by(Account.id))
    return [row_id for row_id, number in rows if members is None or number in members]


def add_for_person(desk: Desk, staff_no: str, login: str | None = None, role: str | None = None) -> Account:
    """Make the account of a member of staff; what is not named follows from the person. Raises AccountRefused."""
    if (there := account_of_person(staff_no)) is not None:
        raise AccountRefused(t("account.has_one", name=there.name, login=there.login))
    facts = filled_in({"teacher": staff_no})
    teacher = Teacher.get(Teacher.staff_no == staff_no).id
    login = login or str(facts["login"])
    role = role or str(facts["account_role"])
    return Account.get_by_id(add_account(desk.store, login, facts["account_name"], role, teacher))


def add_for_nobody(desk: Desk, name: str, login: str | None = None, role: str | None = None) -> Account:
    """Make an account that belongs to nobody on the roster, a visitor's unless a role is named. Raises
    AccountRefused."""
    logins = {known for (known,) in tuples(Account.select(Account.login))}
    login = login or login_for(name, "", "", logins)
    return Account.get_by_id(add_account(desk.store, login, name, role or "viewer"))


def teacher_number(staff_no: str) -> int:
    """The id of the member of staff with that number."""
    return Teacher.get(Teacher.staff_no == staff_no).id
