"""Volumes of what people wrote, as files that other programs read."""

from __future__ import annotations

import io
from zipfile import ZipFile

from docx import Document

from data.formats.collection import Volume, Writing, as_document, as_text, as_zip, file_name

ONE = Writing("等一等", "曹磊  心得", "# 发生了什么\n我问得太快。\n\n孩子们还没有站起来。\x0b")
TWO = Writing("板书", "王芳  心得", "写在中间。")
VOLUME = Volume("数学组反思集", ("青禾小学", "共2篇"), (ONE, TWO))


def test_a_document_leads_by_headings_with_a_list_of_contents():
    document = Document(io.BytesIO(as_document(VOLUME)))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style and p.text}
    assert styles["数学组反思集"] == "Title"
    assert styles["等一等"] == styles["板书"] == "Heading 1"
    assert styles["发生了什么"] == "Heading 2"
    assert styles["孩子们还没有站起来。"] == "Normal"
    assert "1. 等一等  曹磊  心得" in styles


def test_a_single_piece_has_no_list_of_contents():
    document = Document(io.BytesIO(as_document(Volume("等一等", (), (ONE,)))))
    assert not any(p.text.startswith("1.") for p in document.paragraphs)


def test_text_has_a_page_for_each_piece():
    pages = as_text(VOLUME).split("\n\f\n")
    assert [page.strip().splitlines()[0] for page in pages] == ["数学组反思集", "等一等", "板书"]
    assert "#" not in pages[1]


def test_a_zip_keeps_files_byte_for_byte_and_two_of_one_name_apart():
    packed = as_zip([("曹磊/心得.txt", b"\xff\x00one"), ("曹磊/心得.txt", b"two")])
    with ZipFile(io.BytesIO(packed)) as files:
        assert files.namelist() == ["曹磊/心得.txt", "曹磊/心得 (2).txt"]
        assert files.read("曹磊/心得.txt") == b"\xff\x00one"
    assert packed == as_zip([("曹磊/心得.txt", b"\xff\x00one"), ("曹磊/心得.txt", b"two")])


def test_names_are_fit_for_any_system():
    assert file_name("2026-11", "", '怎样问？"想"/做') == "2026-11 怎样问？_想__做"
    assert file_name("../..") == "_"
    assert file_name("") == "_"
