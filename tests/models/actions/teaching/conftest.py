"""A school with two groups of three classes and a few teachers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from models.actions.desk import Desk
from models.actions.store_source import StoreSource
from models.registers.source import CellEdit, Row

TEACHERS = {
    "001": {"name": "李芳", "subjects": "语文", "classes": "三(1)班、三(2)班"},
    "002": {"name": "王强", "subjects": "数学、科学", "classes": "三(1)班、三(2)班"},
    "003": {"name": "周婷", "subjects": "音乐", "classes": "三(1)班"},
    "004": {"name": "刘帆", "subjects": "语文", "classes": "四(1)班"},
}


@pytest.fixture
def small(desk: Desk) -> Desk:
    """Four teachers and three classes."""
    source = desk.source("roster")
    edits = [
        CellEdit(-int(number), field, text)
        for number, facts in TEACHERS.items()
        for field, text in {"staff_no": number, **facts}.items()
    ]
    source.edit(edits, "paste")
    return desk


def add(desk: Desk, register: str, facts: Mapping[str, str]) -> int:
    """Type one new row; its id."""
    outcome = desk.source(register).edit([CellEdit(-1, field, text) for field, text in facts.items()], "type")
    assert not outcome.conflicts
    return outcome.added[0]


def write(source: StoreSource, row_id: int, field: str, text: str) -> Row:
    """Type into one cell; the row as it is then."""
    row = source.row_by_id(row_id)
    assert row is not None
    source.edit([CellEdit(row_id, field, text, row.texts[field])], "type")
    row = source.row_by_id(row_id)
    assert row is not None
    return row


def rows(source: StoreSource) -> list[Row]:
    return [source.row(index) for index in range(len(source))]
