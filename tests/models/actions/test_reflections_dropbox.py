"""The drop box: what lies in it is known to the first screen, goes to whoever left it, and leaves once it is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.dropbox import left_in_boxes
from models.actions.desk import Desk
from models.actions.reflections import pieces
from models.actions.reflections_dropbox import clear_out, sources_in_box
from models.actions.reflections_intake import judge, take_in
from models.actions.reflections_reading import read_sources
from models.journal.writing import insert_record
from models.store import Actor
from models.store.errors import NotAllowed
from models.tables.accounts import Account
from models.tables.people import Teacher
from models.tables.reading import tuples

BODY = "课堂是学生的，我只是陪他们走一段。" * 30
HANDED_IN = 1_795_000_000  # 2026-11-18 in the school's own time


@pytest.fixture
def box(sample_desk: Desk) -> Path:
    found = sample_desk.store.file.with_name(f"{sample_desk.store.file.name}.inbox") / "xjh"
    found.mkdir(parents=True)
    teacher = tuples(Teacher.select(Teacher.id).where(Teacher.staff_no == "015"))[0][0]
    with sample_desk.store.change("accounts.add"):
        insert_record(Account, {"login": "xjh", "name": "徐佳慧", "role": "teacher", "teacher": teacher})
    return found


def leave(box: Path, name: str, content: bytes) -> Path:
    file = box / name
    file.write_bytes(content)
    os.utime(file, (HANDED_IN, HANDED_IN))
    return file


def test_what_says_nothing_is_the_senders_and_of_the_day_it_was_left(sample_desk: Desk, box: Path):
    leave(box, "心得.txt", f"慢下来\n{BODY}".encode())
    [source] = sources_in_box(sample_desk)
    done = take_in(sample_desk, judge(sample_desk, read_sources([source])))
    [made] = pieces(sample_desk, done.sure)
    assert (made.name, made.sender, made.came_by) == ("徐佳慧", "xjh", "dropbox")
    assert made.handed_in_on in ("2026-11-18", "2026-11-17")
    assert made.handed_in_at.startswith(made.received_at[:19])


def test_only_what_is_kept_is_cleared_out(sample_desk: Desk, box: Path):
    kept, other = leave(box, "心得.txt", BODY.encode()), leave(box, "名单.xlsx", b"PK\x03\x04" + bytes(90))
    leave(box, ".half.part", b"x")
    done = take_in(sample_desk, judge(sample_desk, read_sources(sources_in_box(sample_desk))))
    assert clear_out((*done.taken, other)) == 1
    assert not kept.exists()
    assert [path for _, _, path in left_in_boxes(sample_desk.store.file)] == [other]


def test_what_was_taken_in_before_is_cleared_out_too(sample_desk: Desk, box: Path):
    leave(box, "心得.txt", BODY.encode())
    take_in(sample_desk, judge(sample_desk, read_sources(sources_in_box(sample_desk))))
    again = take_in(sample_desk, judge(sample_desk, read_sources(sources_in_box(sample_desk))))
    assert (again.change_id, clear_out(again.taken)) == (None, 1)


def test_only_the_office_looks_into_it(sample_desk: Desk, box: Path):
    sample_desk.store.actor = Actor("徐佳慧", role="teacher", teacher_id=1)
    with pytest.raises(NotAllowed):
        sources_in_box(sample_desk)
