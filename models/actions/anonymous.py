"""Making somebody who has left anonymous: the counts stay, who it was goes, from the records and from the history."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.actions.anonymous_history import Remembered
from models.journal.logged import journaled_models
from models.journal.redaction import redact_history
from models.journal.writing import delete_record, update_record
from models.rules.anonymous import DUE_AFTER, EMPTIED, FILES, LEFT, TEACHER, TEACHER_FIELDS, is_due
from models.rules.rights import RECORDS
from models.tables.accounts import Account, AccountKey, KeyUse, OneTimeCode, Presence
from models.tables.log import Preference, Typing
from models.tables.people import CellNote, PendingCell, Teacher
from models.tables.reading import tuples
from models.tables.reflections import StoredFile

if TYPE_CHECKING:
    from models.actions.desk import Desk

MONTHS = "anonymous_after_months"
"""The setting: after how many months somebody who left is due."""
_NUMBERED = re.compile(r"left-(\d+)")
_LENGTH = re.compile(r"BETWEEN \d+ AND (\d+)")
_UNTOUCHED = ("code_item", "redaction", "change_set", "change")

Rows = dict[str, set[int]]


class NotAnonymous(Exception):
    """``str`` says why somebody cannot be made anonymous."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who has left; ``since`` is when, '' for unknown; ``is_due`` when the school's time is over."""

    id: int
    staff_no: str
    name: str
    since: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What was done: the name from now on, how many records were emptied, files deleted, past actions emptied."""

    alias: str
    records: int
    files: int
    sets: int


def due_after(desk: Desk) -> int:
    """Months after leaving."""
    return int(desk.setting(MONTHS, DUE_AFTER))


def leavers(desk: Desk, only_due: bool = False) -> list[Leaver]:
    """Everybody who has left and is not anonymous yet, the longest gone first. Raises NotAllowed."""
    desk.sight.ensure("anonymous")
    after, today = due_after(desk), desk.today
    rows = Teacher.select().where(Teacher.status.in_(LEFT)).order_by(Teacher.status_since, Teacher.id)
    found = [
        Leaver(one.id, one.staff_no, one.name, one.status_since, is_due(one.status_since, today, after))
        for one in rows
        if not _NUMBERED.fullmatch(one.staff_no)
    ]
    return [one for one in found if one.is_due or not only_due]


def leaver(desk: Desk, named: str) -> Leaver:
    """The one person who has left and is meant by a name or a staff number. Raises NotAnonymous, NotAllowed."""
    found = [one for one in leavers(desk) if named in (one.name, one.staff_no)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotAnonymous(t("anonymous.several", name=named, numbers="、".join(one.staff_no for one in found)))
    there = Teacher.get_or_none((Teacher.name == named) | (Teacher.staff_no == named))
    raise NotAnonymous(t("anonymous.still_here" if there else "anonymous.nobody", name=named))  # family anonymous.*


def will_happen(desk: Desk, who: Leaver, keep_texts: bool) -> list[str]:
    """What goes, what stays and what the program cannot do, in sentences, before anything is done."""
    rows = _rows_of(desk, who.id)
    counts = {name: len(ids) for name, ids in rows.items() if name not in (TEACHER, "observed", "form_about")}
    lines = [
        t("anonymous.goes", name=who.name),
        t("anonymous.texts_stay" if keep_texts else "anonymous.texts_go"),
        t("anonymous.files_go", count=len(_files(rows))),
        t("anonymous.stays", count=sum(counts.values())),
        t("anonymous.history"),
        t("anonymous.backups"),
    ]
    if _has_namesake(who):
        lines.append(t("anonymous.namesake", name=who.name))
    return lines


def make_anonymous(desk: Desk, who: Leaver, keep_texts: bool = False) -> Made:
    """Do it, in one action that no undo takes back. Raises NotAnonymous, NotAllowed, StoreError."""
    store = desk.store
    if not any(one.id == who.id for one in leavers(desk)):
        raise NotAnonymous(t("anonymous.still_here", name=who.name))
    number = _next_number()
    alias = t("anonymous.alias", number=number)
    account = Account.get_or_none(Account.teacher == who.id)
    name = "" if _has_namesake(who) else who.name
    past = Remembered(
        teacher_id=who.id,
        account_id=account.id if account else None,
        account_name=account.name if account else "",
        keep_texts=keep_texts,
        alias=alias,
        number=f"left-{number}",
        name=name,
        staff_no=who.staff_no,
    )
    with store.dialect.for_good(store.db), store.change("anonymous.make", t("anonymous.reason", alias=alias)) as doing:
        assert doing.id is not None
        rows = _rows_of(desk, who.id)
        files = _files(rows)
        records = _empty(rows, keep_texts)
        records += _beside(rows)
        update_record(Teacher, who.id, _new_facts(alias, past.number))
        if account is not None:
            _close_account(account, alias, past.number)
        records += _replace_everywhere(past)
        free = {one for one in files if not _is_referred_to(one)}
        actors = [account.name] if account else []
        sets = redact_history(store, doing.id, past.redacted, past.words, actors, free)
    _drop_index(desk)
    return Made(alias, records, len(free), sets)


def _next_number() -> int:
    taken = [int(found[1]) for (no,) in tuples(Teacher.select(Teacher.staff_no)) if (found := _NUMBERED.fullmatch(no))]
    return max(taken, default=0) + 1


def _new_facts(alias: str, number: str) -> Mapping[str, Any]:
    return {**dict.fromkeys(TEACHER_FIELDS, ""), "name": alias, "staff_no": number, "head_of_class": None}


def _has_namesake(who: Leaver) -> bool:
    """Whether the name in some text may be another person's: then texts are left alone. So is a name of one letter."""
    others = Teacher.select().where(Teacher.name == who.name, Teacher.id != who.id)
    return len(who.name) < 2 or others.exists()


def _rows_of(desk: Desk, teacher_id: int) -> Rows:
    """The present rows that are somebody's, by what the rules call them."""
    rows: Rows = {TEACHER: {teacher_id}}
    for one in EMPTIED:
        model: Any = journaled_models()[one.table]
        field = model._meta.columns[one.column]
        owners = sorted(rows.get(one.owner, ()))
        found = tuples(model.select(model.id).where(field.in_(owners))) if owners else ()
        rows.setdefault(one.own, set()).update(row_id for (row_id,) in found)
    return rows


def _empty(rows: Rows, keep_texts: bool) -> int:
    """Empty the fields of the present rows; how many rows were touched."""
    touched: set[tuple[str, int]] = set()
    for one in EMPTIED:
        fields = one.fields if keep_texts else (*one.fields, *one.texts)
        model: Any = journaled_models()[one.table]
        for row_id in sorted(rows.get(one.own, ())):
            facts: dict[str, Any] = dict.fromkeys(fields, "")
            if one.table in FILES:
                facts["file"] = None
            if facts and update_record(model, row_id, facts):
                touched.add((one.table, row_id))
    return len(touched)


def _files(rows: Rows) -> set[int]:
    models: Any = journaled_models()
    found: set[int] = set()
    for table in FILES:
        model, ids = models[table], sorted(rows.get(table, ()))
        if ids:
            found.update(one for (one,) in tuples(model.select(model.file_id).where(model.id.in_(ids))) if one)
    return found


def _is_referred_to(file_id: int) -> bool:
    """Whether somebody else handed in the same file, or a plan is kept in it."""
    for model in journaled_models().values():
        for field in model._meta.sorted_fields:  # type: ignore[attr-defined]  # peewee's documented model metadata
            points = isinstance(field, pw.ForeignKeyField) and field.rel_model is StoredFile
            if points and model.select().where(field == file_id).exists():
                return True
    return False


def _beside(rows: Rows) -> int:
    """Delete what waits or is noted beside the person's cells."""
    count = 0
    models: Sequence[Any] = (PendingCell, CellNote)
    for register, table in RECORDS.items():
        ids = sorted(rows.get(table, ()))
        for model in models if ids else ():
            beside = model.select(model.id).where(model.register == register, model.row_id.in_(ids))
            for (row_id,) in list(tuples(beside)):
                count += delete_record(model, row_id)
    return count


def _close_account(account: Account, alias: str, number: str) -> None:
    keys = [one for (one,) in tuples(AccountKey.select(AccountKey.id).where(AccountKey.account == account.id))]
    if keys:
        KeyUse.delete().where(KeyUse.key_id.in_(keys)).execute()
    for key_id in keys:
        delete_record(AccountKey, key_id)
    for (code,) in list(tuples(OneTimeCode.select(OneTimeCode.id).where(OneTimeCode.account == account.id))):
        delete_record(OneTimeCode, code)
    for model in (Preference, Typing, Presence):
        model.delete().where(model.actor == account.name).execute()
    update_record(Account, account.id, {"name": alias, "login": number, "is_active": False})


def _replace_everywhere(past: Remembered) -> int:
    """Put the new name where the old one stands in anybody's words; how many rows."""
    if not past.name:
        return 0
    count = 0
    for table, found in journaled_models().items():
        model: Any = found
        fields = [field for field in model._meta.sorted_fields if isinstance(field, pw.TextField)]
        if table in _UNTOUCHED or not fields:
            continue
        condition = fields[0].contains(past.name)
        for field in fields[1:]:
            condition |= field.contains(past.name)
        for row in list(model.select().where(condition)):
            facts = {f.name: past.words(getattr(row, f.name))[: _longest(f)] for f in fields}
            count += update_record(model, row.id, facts)
    return count


def _longest(field: pw.Field) -> int:
    """How many characters the table takes."""
    found = _LENGTH.search(getattr(field, "check_pattern", ""))
    return int(found[1]) if found else 1_000_000


def _drop_index(desk: Desk) -> None:
    """The search index is made anew from what there is now."""
    from models.store.text_index import TextIndex

    TextIndex(desk.store).drop()
