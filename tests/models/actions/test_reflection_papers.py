"""What is given out: the filing sheet, collections, the booklet, the records of exchanges; within what one may read."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest

from models.actions.desk import Desk
from models.actions.reflection_papers import (
    booklet,
    collection,
    collection_files,
    exchange_records,
    filing_rows,
    filing_sheet,
)
from models.actions.reflections import consent
from models.actions.reflections_finding import EVERYTHING
from models.store import Actor
from models.store.errors import NotAllowed
from models.tables.log import ChangeSet
from models.tables.people import Teacher
from models.tables.reflections import Reflection, StoredFile

OCTOBER = replace(EVERYTHING, month="2026-10")


def as_(desk: Desk, role: str, name: str, origin: str = "test") -> Desk:
    teacher = Teacher.get(Teacher.name == name).id if name else None
    desk.store.actor = Actor(name or role, origin, role, None, teacher)
    return Desk(desk.store, today=lambda: date(2026, 11, 24))


def test_the_filing_sheet_lists_all_that_was_filed_in_the_archives_order(past_desk: Desk):
    rows = filing_rows(past_desk, OCTOBER)
    filed = Reflection.select().where(Reflection.month == "2026-10", Reflection.state == "filed")
    assert {row["number"] for row in rows} == set(range(1, filed.count() + 1))
    assert [row["group"] for row in rows] == sorted(row["group"] for row in rows)
    with_file = [row for row in rows if row["file_name"]]
    assert with_file
    for row in with_file:
        assert StoredFile.get(StoredFile.sha256 == row["sha256"])


def test_the_sheet_counts_its_grades_and_shows_the_original(past_desk: Desk):
    page = filing_sheet(past_desk, OCTOBER)
    rows = filing_rows(past_desk, OCTOBER)
    excellent = sum(row["grade"] == "excellent" for row in rows)
    assert f"共{len(rows)}篇：优 {excellent}篇" in page.under[1]
    sums = [row["sha256"][:8] for row in rows]
    assert [line[-1].rpartition(" ")[2] for line in page.blocks[0].rows] == sums


def test_a_persons_collection_has_all_texts_in_order(past_desk: Desk):
    volume = collection(past_desk, replace(EVERYTHING, teachers=("036",)))
    assert "曹磊" in volume.title
    assert len(volume.writings) > 5
    assert all(writing.facts.startswith("曹磊") and writing.body for writing in volume.writings)


def test_the_zip_holds_the_files_as_they_came(past_desk: Desk):
    wanted = replace(OCTOBER, group="数学组")
    with ZipFile(io.BytesIO(collection_files(past_desk, wanted))) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        sums = {hashlib.sha256(packed.read(name)).hexdigest() for name in names}
    kept = {row["sha256"] for row in filing_rows(past_desk, replace(wanted, states=("filed",))) if row["sha256"]}
    assert kept
    assert kept <= sums
    assert "反思归档目录.xlsx" in names


def test_the_booklet_takes_only_what_its_authors_have_agreed_to(past_desk: Desk):
    found = booklet(past_desk, replace(EVERYTHING, since="2026-09-01"))
    assert found.volume.writings
    assert found.without_consent
    assert all(piece.consent != "given" for piece in found.without_consent)
    one = found.without_consent[0]
    consent(past_desk, [one.id], "given")
    again = booklet(past_desk, replace(EVERYTHING, since="2026-09-01"))
    assert len(again.volume.writings) == len(found.volume.writings) + 1
    assert not any("优" in writing.facts.split() for writing in again.volume.writings)


def test_an_exchanges_record_says_who_came_what_was_said_and_what_was_handed_in(past_desk: Desk):
    volume = exchange_records(past_desk, "2026-11-01", "2026-11-30", "数学组")
    assert [writing.title for writing in volume.writings] == [
        "组内交流：提问的设计与等待",
        "组内交流：先学后教中的自学提示",
    ]
    first = volume.writings[0]
    assert "主持：魏建国" in first.facts
    assert "# 到会13人" in first.body
    assert "# 交流稿3篇" in first.body


def test_everybody_gives_out_what_they_may_read(past_desk: Desk):
    own = collection(as_(past_desk, "teacher", "曹磊"), EVERYTHING)
    assert {writing.facts.partition(" ")[0] for writing in own.writings} == {"曹磊"}
    with pytest.raises(NotAllowed):
        filing_sheet(as_(past_desk, "viewer", ""), EVERYTHING)


def test_a_head_gets_the_groups_states_and_only_what_was_shared(past_desk: Desk):
    desk = as_(past_desk, "head", "魏建国")
    rows = filing_rows(desk, OCTOBER)
    assert {row["group"] for row in rows} == {"数学组"}
    assert {row["grade"] for row in rows if row["name"] != "魏建国"} == {""}
    shared = {one.title for one in Reflection.select().where(Reflection.is_shared)}
    others = [one for one in collection(desk, EVERYTHING).writings if not one.facts.startswith("魏建国")]
    assert all(writing.title in shared for writing in others)


def test_texts_that_go_out_over_the_network_leave_a_mark(past_desk: Desk):
    desk = as_(past_desk, "office", "", "ssh:192.0.2.7")
    collection_files(desk, OCTOBER)
    last = ChangeSet.select().order_by(ChangeSet.id.desc()).first()
    assert last.action == "personal.export"
    assert "归档目录" in last.reason
