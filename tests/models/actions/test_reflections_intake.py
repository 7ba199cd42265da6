"""Folders of what was handed in: each file once, to its author, byte for byte; what is open waits, no text stays."""

from __future__ import annotations

import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document

from models.actions.desk import Desk
from models.actions.reflections import Wanted, give_back, inbox, pieces, steps_of, text_of
from models.actions.reflections_intake import TakenIn, judge, take_in
from models.actions.reflections_reading import pasted, read_sources, sources_in
from models.journal.undo import redo, undo
from models.rules.reflections import STATES
from models.store import Actor
from models.store.checking import check
from models.tables.lessons import OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection, StoredFile

BODY = "课堂是学生的，我只是陪他们走一段。" * 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "11月心得"
    found.mkdir()
    return found


def write(folder: Path, name: str, text: str = BODY, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode(encoding))
    return file


def taken(desk: Desk, folder: Path) -> TakenIn:
    return take_in(desk, judge(desk, read_sources(sources_in([folder]))))


def test_a_folder_goes_to_its_authors_as_one_action(sample_desk: Desk, folder: Path):
    word = Document()
    word.add_heading("慢下来", 1)
    word.add_paragraph(BODY)
    word.save(str(folder / "徐佳慧_10月_研修心得.docx"))
    write(folder, "心得-江月.txt", f"第一次家访\n{BODY}", "gb18030")
    write(folder, "语文组/王芳/心得.md")
    write(folder, ".隐藏.txt")
    write(folder, "~$心得.docx", "锁")
    done = taken(sample_desk, folder)
    assert (len(done.sure), len(done.waiting), done.left_out) == (2, 1, ())
    facts = {one.name: one for one in pieces(sample_desk, done.sure)}
    assert facts["徐佳慧"].month == "2026-10"
    assert facts["徐佳慧"].title == "慢下来"
    assert facts["徐佳慧"].state == "handed_in"
    assert facts["江月"].month == "2026-11"
    assert facts["江月"].characters > 400
    assert text_of(sample_desk, facts["徐佳慧"].id).startswith("# 慢下来\n课堂")
    [waiting] = pieces(sample_desk, done.waiting)
    assert (waiting.state, waiting.kind, waiting.staff_no) == ("waiting", "insight", "")
    assert done.change_id is not None
    undo(sample_desk.store, done.change_id)
    assert inbox(sample_desk, Wanted(states=STATES)) == []


def test_the_file_is_kept_byte_for_byte(sample_desk: Desk, folder: Path):
    file = write(folder, "徐佳慧心得.txt", BODY, "utf-16")
    [made] = taken(sample_desk, folder).sure
    [(digest, size, suffix, content)] = tuples(
        StoredFile.select(StoredFile.sha256, StoredFile.size, StoredFile.suffix, StoredFile.content)
        .join(Reflection, on=(Reflection.file == StoredFile.id))
        .where(Reflection.id == made)
    )
    assert bytes(content) == file.read_bytes()
    assert (digest, size, suffix) == (sha256(file.read_bytes()).hexdigest(), file.stat().st_size, ".txt")
    assert check(sample_desk.store) == []


def test_the_same_file_twice_is_one(sample_desk: Desk, folder: Path):
    write(folder, "徐佳慧心得.txt")
    write(folder, "徐佳慧心得 (1).txt")
    done = taken(sample_desk, folder)
    assert len(done.sure) == 1
    [(_, why)] = done.left_out
    assert "已经收过" in why
    again = taken(sample_desk, folder)
    assert (again.change_id, again.sure, len(again.left_out)) == (None, (), 2)
    assert "徐佳慧的" in again.left_out[0][1]


def test_after_an_undo_the_same_file_may_come_again(sample_desk: Desk, folder: Path):
    write(folder, "徐佳慧心得.txt")
    done = taken(sample_desk, folder)
    assert done.change_id is not None
    undo(sample_desk.store, done.change_id)
    assert len(taken(sample_desk, folder).sure) == 1
    assert tuples(StoredFile.select(StoredFile.id)) != []
    assert check(sample_desk.store) == []


def test_the_same_words_under_another_name_are_another_piece(sample_desk: Desk, folder: Path):
    write(folder, "徐佳慧心得.txt")
    write(folder, "江月心得.txt")
    done = taken(sample_desk, folder)
    assert {one.name for one in pieces(sample_desk, done.sure)} == {"徐佳慧", "江月"}
    assert len({one.file for one in pieces(sample_desk, done.sure)}) == 1


def test_what_was_given_back_comes_again_in_its_place(sample_desk: Desk, folder: Path):
    first = write(folder, "徐佳慧心得.txt", f"慢下来\n{BODY}")
    [made] = taken(sample_desk, folder).sure
    give_back(sample_desk, [made], "请补一个片段")
    first.unlink()
    write(folder, "徐佳慧心得（修改）.txt", f"慢下来\n{BODY}\n那天下午，她终于举了手。")
    write(folder, "徐佳慧心得2.txt", "另外一篇\n" + "从一次作业说起，我有别的话。" * 40)
    done = taken(sample_desk, folder)
    assert (done.again, len(done.sure)) == ((made,), 1)
    assert "她终于举了手" in text_of(sample_desk, made)
    assert [step.state for step in steps_of(sample_desk, made)] == ["handed_in", "returned", "again"]


def test_what_cannot_be_read_is_kept_with_a_sentence(sample_desk: Desk, folder: Path):
    here = Path(__file__).parents[2] / "data" / "formats" / "texts"
    shutil.copyfile(here / "locked.docx", folder / "徐佳慧心得.docx")
    shutil.copyfile(here / "scan.pdf", folder / "扫描.pdf")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff" + bytes(100))
    (folder / "空.txt").write_bytes(b"")
    done = taken(sample_desk, folder)
    [locked] = pieces(sample_desk, done.sure)
    assert "有密码" in locked.problem
    assert (locked.characters, locked.name) == (0, "徐佳慧")
    [scan] = pieces(sample_desk, done.waiting)
    assert "扫描件" in scan.problem
    assert [name for name, _ in done.left_out] == ["照片.jpg", "空.txt"]


def test_a_file_that_changes_in_between_is_left_out(sample_desk: Desk, folder: Path):
    file = write(folder, "徐佳慧心得.txt")
    arrivals = judge(sample_desk, read_sources(sources_in([folder])))
    file.write_text("别的")
    done = take_in(sample_desk, arrivals)
    assert (done.sure, done.change_id) == ((), None)
    assert "又被改了" in done.left_out[0][1]


def test_a_pasted_text_has_no_file(sample_desk: Desk):
    text = f"研修心得\n姓名：江月\n10月\n{BODY}"
    done = take_in(sample_desk, judge(sample_desk, read_sources([pasted(text)])))
    [made] = pieces(sample_desk, done.sure)
    assert (made.name, made.kind, made.month, made.came_by, made.file) == ("江月", "insight", "2026-10", "paste", None)


def test_reflections_on_lessons_find_their_lesson(past_desk: Desk, folder: Path):
    [(number, name, topic)] = tuples(
        Teacher.select(Teacher.staff_no, Teacher.name, OpenLesson.topic)
        .join(OpenLesson, on=(OpenLesson.teacher == Teacher.id))
        .where(OpenLesson.held_on == "2026-11-18", OpenLesson.kind == "demonstration")
    )
    write(folder, f"{name}《{topic}》教后反思.txt")
    done = taken(past_desk, folder)
    [made] = pieces(past_desk, done.sure)
    assert (made.staff_no, made.kind) == (number, "after_lesson")
    assert tuples(OpenLesson.select(OpenLesson.topic).where(OpenLesson.id == made.lesson)) == [(topic,)]


def test_a_teacher_takes_in_only_what_is_their_own(sample_desk: Desk, folder: Path):
    write(folder, "徐佳慧心得.txt")
    number = tuples(Teacher.select(Teacher.id).where(Teacher.staff_no == "060"))[0][0]
    sample_desk.store.actor = Actor("江月", role="teacher", teacher_id=number)
    [made] = pieces(sample_desk, taken(sample_desk, folder).sure)
    assert made.name == "江月"


def test_redo_brings_the_pieces_back_with_their_files(sample_desk: Desk, folder: Path):
    write(folder, "徐佳慧心得.txt")
    done = taken(sample_desk, folder)
    assert done.change_id is not None
    undo(sample_desk.store, done.change_id)
    redo(sample_desk.store)
    assert len(inbox(sample_desk, Wanted(states=STATES))) == 1


def test_the_day_is_the_desks(sample_desk: Desk, folder: Path):
    write(folder, "徐佳慧心得.txt")
    [made] = pieces(sample_desk, taken(sample_desk, folder).sure)
    assert made.handed_in_on == date(2026, 11, 24).isoformat()
