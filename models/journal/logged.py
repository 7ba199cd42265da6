"""The history's rows as Python values, and the names of tables and fields in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from data.words import t
from models.journal.triggers import table_name
from models.tables import ALL
from models.tables.base import Base
from models.tables.log import Change

Values = dict[str, Any]
"""A row's columns by name, as the file holds them: int, str or None."""


@cache
def journaled_models() -> Mapping[str, type[Base]]:
    """The tables with a history, by name, parents before children."""
    return MappingProxyType({table_name(model): model for model in ALL if model.journaled})


def values_in(text: str | None) -> Values:
    """The columns in a change's ``before`` or ``after``; {} for none. Raises ValueError for damaged text."""
    found = json.loads(text) if text else {}
    if not isinstance(found, dict):
        raise ValueError("a change holds an object of columns")
    return found


def changes_of_row(tbl: str, row_id: int) -> Any:
    """The query for a row's changes, newest first."""
    return Change.select().where(Change.tbl == tbl, Change.row_id == row_id).order_by(Change.id.desc())


def table_title(tbl: str) -> str:
    """The table's name for a person, from the family store.table.*; the bare name when it has none."""
    return _word(f"store.table.{tbl}", tbl)


def field_title(field: str) -> str:
    """The field's name for a person, from the families column.* and store.field.*; the bare name when it has none."""
    return _word(f"column.{field}", "") or _word(f"store.field.{field}", field)


def shown(value: object) -> str:
    """A stored value in a sentence; an empty one gets a word of its own."""
    if value is None or value == "":
        return t("store.empty")
    return str(value)


def _word(key: str, otherwise: str) -> str:
    word = t(key)
    return otherwise if word == f"<{key}>" else word
