"""Lists for three readers as files: what is hidden is nowhere in them, what they are for is in the history."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.exporting import export_register
from models.actions.readers import NoSuchVersion, names_known, table_for
from models.actions.registers import REGISTERS
from models.journal.history import entries
from models.registers.column import Kind
from models.rules.readers import LEFT_OUT, NAMED_ON_THE_WALL, NAMES, Reader, why_not_for
from models.tables.people import Teacher

WHY = "校门口公示栏"


def inside(path: Path) -> str:
    """All the text that a file holds, of a workbook that of every part."""
    if path.suffix != ".xlsx":
        return path.read_bytes().decode("utf-8")
    with zipfile.ZipFile(path) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def export(desk: Desk, register_id: str, path: Path, reader: Reader, why: str = WHY) -> str:
    source = desk.source(register_id)
    rows = [source.row(index) for index in range(len(source))]
    export_register(desk, source.register, rows, path, source.register.columns, why, reader)
    return inside(path)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_posted_roster_holds_nothing_that_it_hides(sample_desk: Desk, tmp_path: Path, ending: str):
    someone = Teacher.select().where(Teacher.phone != "").first()
    Teacher.update(remark="家里有困难").where(Teacher.id == someone.id).execute()
    text = export(sample_desk, "roster", tmp_path / f"名单.{ending}", Reader.PUBLIC)
    for one in Teacher.select():
        assert one.name not in text
        assert not one.phone or one.phone not in text
        assert len(one.born_on) < 10 or one.born_on not in text
    assert "家里有困难" not in text
    assert f"{someone.name[0]}*" in text


def test_no_posted_list_names_anybody_but_those_that_are_posted_for_it(past_desk: Desk, tmp_path: Path):
    names = names_known()
    for name in REGISTERS:
        register = past_desk.source(name).register
        if name in NAMED_ON_THE_WALL or why_not_for(Reader.PUBLIC, name, register.title):
            continue
        titles, rows = table_for(past_desk, name, Reader.PUBLIC, WHY)
        shown = {cell for row in rows for cell in row}
        left = {(name, found, cell) for found in names for cell in shown if found in cell}
        assert not left, sorted(left)[:5]
        assert not {register.column(field).title for field in LEFT_OUT[Reader.PUBLIC] if register.has(field)} & set(
            titles
        )


def test_every_column_that_holds_people_is_known_to_the_masks(desk: Desk):
    missed = {
        (name, column.field)
        for name in REGISTERS
        for column in desk.source(name).register.columns
        if column.kind in (Kind.PERSON, Kind.NAME) and column.field not in NAMES
    }
    assert not missed


def test_what_goes_to_the_county_has_whole_names_and_half_telephones(sample_desk: Desk, tmp_path: Path):
    someone = Teacher.select().where(Teacher.phone != "").first()
    text = export(sample_desk, "roster", tmp_path / "上报.csv", Reader.UPWARD, "报县教研室")
    assert someone.name in text
    assert someone.phone not in text
    assert someone.phone[:3] + "****" + someone.phone[-4:] in text


def test_the_list_says_which_version_it_is_and_the_history_what_it_was_for(sample_desk: Desk, tmp_path: Path):
    text = export(sample_desk, "roster", tmp_path / "内部.xlsx", Reader.INTERNAL, "教研组长例会")
    for words in ("内部版", "2026-11-24", "office", "教研组长例会"):
        assert words in text
    (mark,) = entries(limit=1)
    assert (mark.action, mark.actor, mark.row_count) == ("list.export", "office", 0)
    assert all(words in mark.reason for words in ("花名册", "内部版", "教研组长例会"))


def test_without_a_purpose_and_of_personal_matters_nothing_is_written(sample_desk: Desk, tmp_path: Path):
    before = entries(limit=1)[0].id
    with pytest.raises(NoSuchVersion):
        export(sample_desk, "roster", tmp_path / "a.csv", Reader.PUBLIC, " ")
    with pytest.raises(NoSuchVersion):
        export(sample_desk, "absences", tmp_path / "a.csv", Reader.PUBLIC)
    assert not list(tmp_path.glob("a.csv"))
    assert entries(limit=1)[0].id == before
