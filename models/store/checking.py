"""Is everything as it was written? Every way of looking that found damage in trials, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.words import t
from models.journal.logged import field_title, journaled_models, shown, table_title
from models.journal.mending import CHANGES, SETS, Mend, mends
from models.journal.replay import Replay, replay
from models.journal.triggers import column_names
from models.store.address import ServerAddress
from models.store.bookkeeping import numbers_wanted, unknown_steps
from models.store.database import StoreDatabase, connect
from models.store.errors import DATABASE_ERRORS, StoreReadOnly, cause_in, explain
from models.store.kept_files import FILES, bad_files
from models.store.schema import differences
from models.tables.base import DateText

if TYPE_CHECKING:
    from models.store.store import Store

_DATE = re.compile(r"(\d{4}-\d{2})(-\d{2})?")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: ``what`` is wrong and what to do, in sentences; where, as far as known.

    ``grave`` is False for what may well be as somebody wanted it, such as a change made past the program.
    """

    what: str
    to_do: str
    tbl: str = ""
    row_id: int | None = None
    field: str = ""
    grave: bool = True


def check(store: Store) -> list[Finding]:
    """Look at the whole store as of one moment while others go on working; [] when all is well.

    Pages and references (SQLite's own checks), the schema, the chain of digests, every row and field against the
    history replayed, dates that no calendar has, kept files against their digests, changes made past the program, a
    clock set back, the search index. Raises StoreError when the file cannot even be read.
    """
    if isinstance(store.place, ServerAddress):
        return [*check_server(store.place), *_index(store)]
    return [*check_file(store.file), *_index(store)]


def check_file(file: Path) -> list[Finding]:
    """The same of a store that is not opened, without its search index. Raises StoreError as `check`."""
    try:
        database = connect(file)
    except DATABASE_ERRORS as error:
        raise explain(error, file) from error
    try:
        # Damaged text must be read and shown, not refused.
        database.connection().text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
        database.begin("DEFERRED")
        return _look(database)
    finally:
        database.close()  # ends the transaction too; committing it fails on a damaged file


def check_server(address: ServerAddress) -> list[Finding]:
    """The same of a school on a server, whose pages the server looks after. Raises StoreError as `check`."""
    from models.store.opening_postgres import opened

    database = opened(address)
    try:
        with database.atomic("DEFERRED"):
            parts = (_schema, _history, _dates, _files)
            return list(dict.fromkeys(finding for part in parts for finding in part(database)))
    except DATABASE_ERRORS as error:
        raise explain(error, address) from error
    finally:
        database.close()


def _index(store: Store) -> Iterator[Finding]:
    """The index beside the store against the texts."""
    from models.store.text_index import TextIndex

    if wrong := TextIndex(store).check():
        yield Finding(t("find.check", count=len(wrong)), t("find.do_rebuild"), "reflection_text", grave=False)


def _look(database: StoreDatabase) -> list[Finding]:
    found = []
    for part in (_pages, _references, _schema, _bookkeeping, _history, _dates, _files):
        try:
            found.extend(part(database))
        except (*DATABASE_ERRORS, TypeError, ValueError) as error:  # damaged pages hold values of any type
            found.append(Finding(t("store.check_unreadable", error=cause_in(error)), t("store.do_restore")))
    return list(dict.fromkeys(found))


def _pages(database: StoreDatabase) -> Iterator[Finding]:
    for (line,) in database.execute_sql("PRAGMA integrity_check(100)").fetchall():
        if line != "ok":
            to_do = t("store.do_make_index") if " index " in line else t("store.do_restore")
            yield Finding(t("store.check_pages", detail=line), to_do)


def _references(database: StoreDatabase) -> Iterator[Finding]:
    for tbl, row_id, parent, _ in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        what = t("store.check_reference", table=table_title(tbl), row=row_id, parent=table_title(parent))
        yield Finding(what, t("store.do_mend_row"), tbl, row_id)


def _schema(database: pw.Database) -> Iterator[Finding]:
    try:
        found = differences(database)
    except StoreReadOnly as error:  # on a server, whose account may not make a new school to compare with
        yield Finding(str(error), t("store.do_ask_keeper"), grave=False)
        return
    for line in found:
        yield Finding(t("store.check_schema", detail=line), t("store.do_restore"))


def _history(database: pw.Database) -> Iterator[Finding]:
    told = replay(database)
    located = mends(database, told)
    for set_id, actor, at in told.broken_sets:
        if set_id in located:
            yield from map(_in_history, located[set_id])
        else:
            what = t("store.check_chain", change=set_id, who=actor, at=at)
            yield Finding(what, t("store.do_keep_and_compare"), SETS, set_id)
    for set_id, at in told.set_back:
        yield Finding(t("store.check_clock", change=set_id, at=at), t("store.do_clock"), grave=False)
    for tbl, row_id in told.written_past:
        what = t("store.check_past", table=table_title(tbl), row=row_id)
        yield Finding(what, t("store.do_look_at_row"), tbl, row_id, grave=False)
    if len(located) < len(told.broken_sets) or not told.broken_sets:
        for tbl, row_id in told.unreadable:
            what = t("store.check_log", table=table_title(tbl), row=row_id)
            yield Finding(what, t("store.do_restore"), tbl, row_id)
    for tbl, model in journaled_models().items():
        yield from _rows(database, tbl, column_names(model), told)


def _in_history(mend: Mend) -> Finding:
    """One damaged text of the history, of which it is known what stood there."""
    facts = {"change": mend.set_id, "field": field_title(mend.field)}
    if mend.tbl == CHANGES:
        tbl, row_id = mend.about
        what = t("store.check_change_text", **facts, row=mend.row_id, table=table_title(tbl), about=row_id)
    else:
        what = t("store.check_set_text", **facts, value=shown(mend.value))
    return Finding(what, t("store.do_repair"), mend.tbl, mend.row_id, mend.field)


def _rows(database: pw.Database, tbl: str, names: list[str], told: Replay) -> Iterator[Finding]:
    """The table's rows against what the history says they are; rows whose own history is damaged prove nothing."""
    columns = ", ".join(f'"{name}"' for name in names)
    expected = told.rows.get(tbl, {})
    for row in database.execute_sql(f'SELECT {columns} FROM "{tbl}"').fetchall():
        row_id = row[0]
        logged = expected.pop(row_id, None)
        if (tbl, row_id) in told.doubtful:
            continue
        if logged is None:
            what = t("store.check_unlogged", table=table_title(tbl), row=row_id)
            yield Finding(what, t("store.do_look_at_row"), tbl, row_id)
            continue
        for name, stored in zip(names[1:], row[1:], strict=True):
            if name in logged and logged[name] != stored:
                yield _differs(tbl, row_id, name, stored, logged[name])
    for row_id in sorted(expected):
        if (tbl, row_id) not in told.doubtful:
            what = t("store.check_lost", table=table_title(tbl), row=row_id)
            yield Finding(what, t("store.do_restore"), tbl, row_id)


def _differs(tbl: str, row_id: int, name: str, stored: Any, logged: Any) -> Finding:
    what = t(
        "store.check_differs",
        table=table_title(tbl),
        row=row_id,
        field=field_title(name),
        stored=shown(stored),
        logged=shown(logged),
    )
    return Finding(what, t("store.do_correct", logged=shown(logged)), tbl, row_id, name)


def _dates(database: pw.Database) -> Iterator[Finding]:
    for tbl, model in journaled_models().items():
        fields = model._meta.sorted_fields  # type: ignore[attr-defined]  # peewee's documented model metadata
        for name in (field.column_name for field in fields if isinstance(field, DateText)):
            rows = database.execute_sql(f'SELECT id, "{name}" FROM "{tbl}" WHERE "{name}" <> \'\'').fetchall()
            for row_id, value in rows:
                if not _in_calendar(value):
                    facts = {"table": table_title(tbl), "row": row_id, "field": field_title(name), "value": value}
                    yield Finding(t("store.check_date", **facts), t("store.do_date"), tbl, row_id, name)


def _files(database: pw.Database) -> Iterator[Finding]:
    for bad in bad_files(database):
        what = t("store.check_file", row=bad.row_id, field=field_title(bad.field))
        yield Finding(what, t("store.do_repair_file"), FILES, bad.row_id, bad.field)


def _bookkeeping(database: pw.Database) -> Iterator[Finding]:
    if not isinstance(database, pw.SqliteDatabase):
        return
    for tbl, last in numbers_wanted(database).items():
        yield Finding(t("store.check_numbers", table=table_title(tbl), last=last), t("store.do_repair"), tbl)
    for row_id, name, wanted in unknown_steps(database):
        what = t("store.check_step", row=row_id, name=name, wanted=wanted)
        yield Finding(what, t("store.do_repair"), "schema_migration", row_id, "name")


def _in_calendar(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    try:
        date.fromisoformat(match[1] + (match[2] or "-01"))
    except ValueError:
        return False
    return True
