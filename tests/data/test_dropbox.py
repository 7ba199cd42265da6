"""The drop box: whole files under safe names, never one over another, never more than the limits."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dropbox import TYPES, BoxLimits, Incoming, NotTaken, box_of, cleaned, remove_leftovers, type_of


def document(size: int = 100) -> bytes:
    """What a word processor's file looks like from outside."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml", (2026, 9, 1, 8, 0, 0)), "x" * size)
    return held.getvalue()


def put(folder: Path, name: str, content: bytes, limits: BoxLimits | None = None) -> str:
    incoming = Incoming(folder, name, limits or BoxLimits())
    incoming.write(content)
    return incoming.finish()


def test_a_file_lies_there_whole_and_private(tmp_path: Path):
    box = tmp_path / "a" / "wang"
    assert put(box, "反思.docx", document()) == "反思.docx"
    assert (box / "反思.docx").read_bytes() == document()
    assert (box / "反思.docx").stat().st_mode & 0o777 == 0o600
    assert box.stat().st_mode & 0o777 == 0o700
    assert len(list(box.iterdir())) == 1


def test_the_same_name_gets_a_number(tmp_path: Path):
    assert [put(tmp_path, "a.txt", text) for text in (b"1", b"2", b"3")] == ["a.txt", "a-2.txt", "a-3.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"1"


def test_what_is_on_its_way_has_no_name_and_leaves_nothing(tmp_path: Path):
    incoming = Incoming(tmp_path, "a.txt", BoxLimits())
    incoming.write(b"half")
    assert [file.name[0] for file in tmp_path.iterdir()] == ["."]
    incoming.abandon()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["反思.docx", "表.xlsx", "课件.pptx", "包.zip"])
def test_half_an_archive_is_not_taken(tmp_path: Path, name: str):
    with pytest.raises(NotTaken, match="没有传完整"):
        put(tmp_path, name, document(5000)[:-30])
    assert list(tmp_path.iterdir()) == []


def test_half_a_pdf_is_not_taken(tmp_path: Path):
    with pytest.raises(NotTaken, match="没有传完整"):
        put(tmp_path, "a.pdf", b"%PDF-1.4 something")
    assert put(tmp_path, "a.pdf", b"%PDF-1.4 something %%EOF\n") == "a.pdf"


def test_an_empty_file_is_not_taken(tmp_path: Path):
    with pytest.raises(NotTaken, match="空的"):
        put(tmp_path, "a.txt", b"")


@pytest.mark.parametrize("name", ["a.exe", "a.docx.exe", "docx", ".docx", "", "..", "a.", "/", "a.sh\n.txt\0.py"])
def test_other_types_are_not_taken(tmp_path: Path, name: str):
    with pytest.raises(NotTaken, match="类型"):
        put(tmp_path, name, b"x")


def test_a_file_larger_than_the_limit_is_given_up_at_once(tmp_path: Path):
    incoming = Incoming(tmp_path, "a.txt", BoxLimits(file_size=10))
    incoming.write(b"12345")
    with pytest.raises(NotTaken, match="太大"):
        incoming.write(b"123456")
    assert list(tmp_path.iterdir()) == []


def test_a_full_box_takes_no_more(tmp_path: Path):
    limits = BoxLimits(file_size=100, files=3, total=150)
    put(tmp_path, "a.txt", b"x" * 90, limits)
    with pytest.raises(NotTaken, match="满了"):
        put(tmp_path, "b.txt", b"x" * 90, limits)
    put(tmp_path, "b.txt", b"x" * 10, limits)
    put(tmp_path, "c.txt", b"x" * 10, limits)
    with pytest.raises(NotTaken, match="3 个"):
        put(tmp_path, "d.txt", b"x", limits)
    assert len(list(tmp_path.iterdir())) == 3


@given(st.text() | st.from_regex(r"[./\\~a-z\n\x00-\x1f:*]{0,300}(\.docx|\.txt)?", fullmatch=True))
def test_any_name_becomes_a_harmless_one(name: str):
    made = cleaned(name)
    assert "/" not in made
    assert "\\" not in made
    assert not made.startswith((".", "-"))
    assert len(made.encode()) <= 200
    assert all(sign == " " or not unicodedata.category(sign).startswith(("C", "Z")) for sign in made)
    assert cleaned(made) == made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\桌面\\我的反思.docx", "我的反思.docx"),
        ("a\u202excod.txt", "axcod.txt"),
        ("  听课  记录 .txt", "听课 记录 .txt"),
        ("...a?.txt", "a_.txt"),
        ("长" * 200 + ".docx", "长" * 58 + ".docx"),
        ("A.DOCX", "A.docx"),
    ],
)
def test_names_are_cleaned(name: str, made: str):
    assert cleaned(name) == made


@pytest.mark.parametrize(
    ("beginning", "suffix"),
    [
        (document(), ".docx"),
        (b"%PDF-1.7", ".pdf"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"PK\x03\x04 xl/workbook.xml", ".xlsx"),
        (b"PK\x03\x04 nothing", ".zip"),
        (b"\xd0\xcf\x11\xe0 " + "Workbook".encode("utf-16-le"), ".xls"),
        (b"\xd0\xcf\x11\xe0 ", ".doc"),
        ("今天听了课".encode(), ".txt"),
        (b"\x7fELF\0\0", ""),
    ],
)
def test_content_without_a_name_is_known_by_its_beginning(beginning: bytes, suffix: str):
    assert type_of(beginning) == suffix
    assert suffix in (*TYPES, "")


@pytest.mark.parametrize("login", ["", "..", "a/b", "-a", "A", "王", "a" * 33, "a\n"])
def test_a_box_belongs_to_a_plain_login(tmp_path: Path, login: str):
    with pytest.raises(ValueError, match=r".*"):
        box_of(tmp_path / "school.db", login)


def test_leftovers_of_what_was_killed_are_removed_once_they_are_old(tmp_path: Path):
    box = box_of(tmp_path / "school.db", "wang")
    Incoming(box, "a.txt", BoxLimits()).write(b"half")
    put(box, "b.txt", b"whole")
    assert remove_leftovers(tmp_path / "school.db", older_than=3600) == 0
    assert remove_leftovers(tmp_path / "school.db", older_than=-1) == 1
    assert [file.name for file in box.iterdir()] == ["b.txt"]
