"""Beginning: a store for a new school, with its term, code lists and groups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.defaults.codes import code_lists
from data.defaults.groups import default_groups
from data.words import t
from models.actions.owed.obligations import add_obligations
from models.actions.plan_kept import add_plan
from models.journal.writing import insert_record, insert_records
from models.rules.terms import TermDates
from models.store import Actor, Store
from models.store.errors import StoreExists
from models.tables.people import CodeItem, School, StaffGroup, Term


class NoName(ValueError):
    """A school needs a name; ``str(error)`` says so."""


def found_school(path: Path | str, name: str, term: TermDates, actor: Actor) -> Store:
    """Make a store for the school, ready to be typed into, and open it.

    Raises NoName for a blank name, StoreError where no store can be made or one exists already.
    """
    name = name.strip()
    if not 1 <= len(name) <= 80:
        raise NoName(t("school.name_needed"))
    with founding(path, actor, "school.found", name) as store:
        insert_record(School, {"name": name})
        add_term(term)
        add_code_lists()
        add_groups()
        add_obligations()
        add_plan(term)
    return store


@contextmanager
def founding(path: Path | str, actor: Actor, action: str, name: str) -> Iterator[Store]:
    """Make a store and fill it as one action; a store that could not be filled is not left behind half made.

    An empty store, left by somebody who was cut off between the two, is filled. Raises StoreExists for any other.
    """
    store = _empty_store(path, actor)
    try:
        with store.change(action, name):
            yield store
    except BaseException:
        store.close()
        store.discard()
        raise


def is_founded() -> bool:
    """Whether the open store belongs to a school yet."""
    return School.select().exists()


def _empty_store(path: Path | str, actor: Actor) -> Store:
    try:
        return Store.create(path, actor)
    except StoreExists:
        store = Store.open(path, actor)
        if is_founded():
            store.close()
            raise
        return store


def add_term(term: TermDates) -> int:
    return insert_record(
        Term,
        {
            "school_year": term.school_year,
            "number": term.number,
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
        },
    )


def add_code_lists() -> None:
    insert_records(
        CodeItem,
        (
            {
                "list_id": list_id,
                "code": entry.code,
                "label_zh": entry.zh,
                "label_en": entry.en,
                "digits": entry.digits,
                "aliases": "|".join(entry.aliases),
                "sort_no": sort_no * 10,
            }
            for list_id, entries in code_lists().items()
            for sort_no, entry in enumerate(entries)
        ),
    )


def add_groups() -> None:
    for sort_no, group in enumerate(default_groups()):
        insert_record(
            StaffGroup, {"kind": group.kind, "name": group.name, "digits": group.digits, "sort_no": sort_no * 10}
        )
