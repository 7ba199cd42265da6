"""The records of accounts, with how many keys each has, until when its code may be used and when it was last seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import peewee as pw

from data.words import t
from models.actions.lists import SchoolLists
from models.actions.register_table import Stored
from models.actions.registers.cell_sql import NO_CELL, CellSql
from models.actions.registers.simple import SimpleTable
from models.journal.history import local_time
from models.journal.writing import delete_record
from models.registers.accounts import ACCOUNTS, ACTIVE, OFF
from models.registers.column import Column
from models.rules.accounts import role_for
from models.rules.logins import login_for, name_for
from models.store.change import now
from models.tables.accounts import Account, AccountKey, KeyUse, OneTimeCode
from models.tables.people import Expert, GroupMember, StaffGroup, Teacher
from models.tables.reading import tuples

_NAMES = {"account_name": "name", "account_role": "role", "account_state": "is_active"}


class AccountTable(SimpleTable):
    """Accounts; a new one takes its login, name and role from the person it is for, unless they are typed."""

    def __init__(self, lists: SchoolLists) -> None:
        super().__init__(ACCOUNTS, Account, lists, (Account.id,), _NAMES)
        self._computed: dict[int, dict[str, Any]] = {}

    def read(self, ids: Sequence[int] | None = None, fields: Collection[str] | None = None) -> list[Stored]:
        self._computed = _facts_beside()
        return super().read(ids, fields)

    def insert(self, values: Mapping[str, Any], before: int | None = None) -> int:
        filled = {**filled_in(values), **{name: value for name, value in values.items() if value}}
        return super().insert(filled, before)

    def delete(self, row_id: int) -> None:
        """The account goes with its keys and codes; the history keeps its name."""
        for table in (AccountKey, OneTimeCode):
            for (beside,) in tuples(table.select(table.id).where(table.account == row_id)):
                delete_record(table, beside)
        super().delete(row_id)

    def taken(self, field: str, value: Any, row_id: int | None) -> str:
        column, words = {
            "login": (Account.login, "account.login_taken"),
            "account_name": (Account.name, "account.name_taken"),
        }.get(field, (None, ""))
        if column is None or not value:
            return ""
        other = Account.get_or_none(column == value, Account.id != (row_id or 0))
        return t(words, login=value, name=value) if other else ""  # family account.*

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        computed = dict.fromkeys(("key_count", "code_until", "last_seen", "seen_from"))
        computed |= self._computed.get(row["id"], {})
        state = ACTIVE if row["is_active"] else OFF
        expert = str(row["expert"] or "")
        return super()._values({**row, **computed, "is_active": state, "expert": expert})

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = super()._facts(values)
        if "is_active" in facts:
            facts["is_active"] = facts["is_active"] != OFF
        if "expert" in facts:
            facts["expert"] = int(facts["expert"]) if facts["expert"] else None
        return facts

    def _cell(self, column: Column) -> CellSql:
        return NO_CELL if column.field in ("account_state", "expert") else super()._cell(column)


def filled_in(values: Mapping[str, Any], reserved: Collection[str] = ()) -> dict[str, Any]:
    """What a new account takes from whom it is for: login, name and role by the field of the register. The login is
    none of those that are ``reserved`` either."""
    number = str(values.get("teacher") or "")
    teacher = Teacher.get_or_none(Teacher.staff_no == number) if number else None
    expert = Expert.get_or_none(Expert.id == int(values["expert"])) if values.get("expert") else None
    person: Any = teacher or expert
    logins = {*reserved, *(login for (login,) in tuples(Account.select(Account.login)))}
    names = {name for (name,) in tuples(Account.select(Account.name))}
    if person is None:
        login = login_for("", values.get("login") or "new", "", logins)
        return {"login": login, "account_name": name_for(login, "", names), "account_role": "viewer"}
    return {
        "login": login_for(person.name, person.name_pinyin, number, logins),
        "account_name": name_for(person.name, number, names),
        "account_role": role_for(teacher.position, _heads(teacher.id)) if teacher else "viewer",
    }


def _heads(teacher_id: int) -> bool:
    query = GroupMember.select(GroupMember.id).join(StaffGroup)
    return (
        query.where(
            GroupMember.teacher == teacher_id,
            GroupMember.role == "head",
            GroupMember.ends_on == "",
            StaffGroup.kind.in_(("research", "grade", "prep")),
        ).first()
        is not None
    )


def _facts_beside() -> dict[int, dict[str, Any]]:
    """The computed columns by account."""
    found: dict[int, dict[str, Any]] = {}
    keys = AccountKey.select(AccountKey.account, pw.fn.COUNT(AccountKey.id)).where(AccountKey.revoked_at == "")
    for account, count in tuples(keys.group_by(AccountKey.account)):
        found.setdefault(account, {})["key_count"] = count
    codes = OneTimeCode.select(OneTimeCode.account, pw.fn.MAX(OneTimeCode.expires_at))
    usable = codes.where(OneTimeCode.used_at == "", OneTimeCode.expires_at > now())
    for account, expires_at in tuples(usable.group_by(OneTimeCode.account)):
        found.setdefault(account, {})["code_until"] = f"{local_time(expires_at):%Y-%m-%d}"
    uses = KeyUse.select(AccountKey.account, KeyUse.at, KeyUse.address).join(
        AccountKey, on=(KeyUse.key_id == AccountKey.id)
    )
    for account, at, address in tuples(uses.order_by(KeyUse.at)):
        seen = {"last_seen": f"{local_time(at):%Y-%m-%d %H:%M}", "seen_from": address}
        found.setdefault(account, {}).update(seen)
    return found
