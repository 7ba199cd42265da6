"""Everything that is kept about one person: their rows in every table, what became of them, and what they did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.actions.cell_past import rows_ever
from models.actions.telling import Teller
from models.journal.finding import references
from models.journal.history import entries, local_time
from models.journal.logged import field_title, journaled_models, table_title
from models.journal.triggers import column_names, table_name
from models.rules.rights import OWNERS
from models.tables.accounts import Account, KeyUse
from models.tables.log import Preference, Typing
from models.tables.reading import dicts, tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

RECORD, PAST, DEED, BESIDE = "record", "past", "deed", "beside"
_PAGE = 200
_UNTOLD = ("id", "version", "name_initials", "digest", "sort_no", "seq")

Rows = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is kept. ``part`` is what the record holds now, what became of it, what the person did, or what
    lies beside the records (preferences, last visits); the rest is '' where it says nothing."""

    part: str
    table: str
    row: int | None
    field: str
    value: str
    was: str = ""
    at: str = ""
    who: str = ""
    action: str = ""


def everything_about(desk: Desk, teacher_id: int | None, account_id: int | None) -> list[Fact]:
    """All that the store knows of a member of staff and of an account; either may be None."""
    rows = _rows(desk, teacher_id, account_id)
    teller = Teller(desk.store, desk.lists)
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    facts = [fact for tbl, ids in rows.items() for row_id in ids for fact in _record(desk, teller, tbl, row_id)]
    past = {(tbl, row_id): None for tbl, ids in rows.items() for row_id in ids}
    if teacher_id is not None:
        past |= dict.fromkeys(rows_ever(desk.table("roster"), teacher_id))
    facts += _past(desk, teller, list(past))
    if account is not None:
        facts += _beside(account.name, rows.get("account_key", []))
        facts += _deeds(teller, account.name)
    return facts


def _rows(desk: Desk, teacher_id: int | None, account_id: int | None) -> Rows:
    """The ids of the rows about the person, by table: their own, those that name them, and what hangs on those."""
    rows: Rows = {}
    for tbl, row_id in (("teacher", teacher_id), ("account", account_id)):
        if row_id is not None:
            rows[tbl] = [row_id]
    for name, model in journaled_models().items():
        for column, target in references(model).items():
            if target in ("teacher", "account") and (owner := rows.get(target)):
                _gather(desk, rows, name, column, owner)
    for name, (target, column) in OWNERS.items():
        if name in journaled_models() and target not in ("teacher", "account") and rows.get(target):
            _gather(desk, rows, name, column, rows[target])
    return rows


def _gather(desk: Desk, rows: Rows, table: str, column: str, owners: Sequence[int]) -> None:
    place = desk.store.db.param
    for owner in list(owners):
        found = desk.store.db.execute_sql(f'SELECT id FROM "{table}" WHERE "{column}" = {place} ORDER BY id', (owner,))
        known = rows.setdefault(table, [])
        known += [row_id for (row_id,) in found.fetchall() if row_id not in known]


def _record(desk: Desk, teller: Teller, tbl: str, row_id: int) -> Iterator[Fact]:
    names = column_names(journaled_models()[tbl])
    columns, place = ", ".join(f'"{name}"' for name in names), desk.store.db.param
    found = desk.store.db.execute_sql(f'SELECT {columns} FROM "{tbl}" WHERE id = {place}', (row_id,)).fetchone()
    for name, stored in zip(names, found or (), strict=False):
        if name not in _UNTOLD and (value := teller.value(tbl, name, stored)):
            yield Fact(RECORD, table_title(tbl), row_id, teller.field_title(tbl, name), value)


def _past(desk: Desk, teller: Teller, rows: Sequence[tuple[str, int]]) -> Iterator[Fact]:
    before: int | None = None
    while rows and (page := entries(rows=rows, limit=_PAGE, before_id=before, most_rows=_PAGE)):
        before = page[-1].id
        for entry in page:
            at = f"{local_time(entry.at):%Y-%m-%d %H:%M:%S}"
            for change in entry.rows:
                for line in teller.row_lines(change):
                    told = (line.table, change.row_id, line.field, line.new, line.old, at)
                    yield Fact(PAST, *told, entry.actor, teller.title(entry))


def _deeds(teller: Teller, name: str) -> Iterator[Fact]:
    before: int | None = None
    while page := entries(actor=name, limit=_PAGE, before_id=before, most_rows=1):
        before = page[-1].id
        for entry in page:
            at, title = f"{local_time(entry.at):%Y-%m-%d %H:%M:%S}", teller.title(entry)
            yield Fact(DEED, "", None, "", entry.reason, "", at, name, title)


def _beside(name: str, keys: Sequence[int]) -> Iterator[Fact]:
    """What is kept outside the history."""
    for key_id, at, address in tuples(KeyUse.select(KeyUse.key_id, KeyUse.at, KeyUse.address)):
        if key_id in keys:
            used = f"{local_time(at):%Y-%m-%d %H:%M:%S}"
            yield Fact(BESIDE, table_title("account_key"), key_id, field_title("last_seen"), address, "", used)
    for table in (Preference, Typing):
        for row in dicts(table.select().where(table.actor == name)):
            field, value = (row["key"], row["value"]) if table is Preference else (row["field_name"], row["typed"])
            yield Fact(BESIDE, table_title(table_name(table)), None, field, value)
