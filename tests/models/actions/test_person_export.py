"""Everything about somebody as files that they can take along, and the mark that it was given out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.actions.desk import Desk
from models.actions.mine import everything_about
from models.actions.person_export import export_person
from models.journal.history import entries
from models.tables.people import Teacher
from models.tables.reflections import Reflection


def test_a_folder_gets_both_files_and_what_was_handed_in(past_desk: Desk, tmp_path: Path):
    who = Reflection.select().where(Reflection.file.is_null(False)).first().teacher
    handed_in = Reflection.select().where(Reflection.teacher == who, Reflection.file.is_null(False))
    made = export_person(past_desk, who.id, None, tmp_path / "给本人")
    told = json.loads(next(path for path in made if path.suffix == ".json").read_bytes())
    facts = everything_about(past_desk, who.id, None)
    values = {fact["value"] for fact in told["facts"]}
    assert {who.name, who.phone} <= values
    assert told["person"] == who.name
    book = load_workbook(next(path for path in made if path.suffix == ".xlsx"), read_only=True)
    rows = sum(max(0, sum(1 for _ in sheet.iter_rows()) - 1) for sheet in book)
    assert rows == len(told["facts"]) <= len(facts)
    contents = {path.read_bytes() for path in made[2:]}
    assert {bytes(one.file.content) for one in handed_in} <= contents
    (mark,) = entries(limit=1)
    assert (mark.action, mark.row_count) == ("personal.export", 0)
    assert who.name in mark.reason


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_a_file_gets_one(sample_desk: Desk, tmp_path: Path, ending: str):
    who = Teacher.select().where(Teacher.phone != "").first()
    assert export_person(sample_desk, who.id, None, tmp_path / f"我.{ending}") == [tmp_path / f"我.{ending}"]
    assert (tmp_path / f"我.{ending}").stat().st_size > 500
