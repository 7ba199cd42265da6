"""Texts of whatever is handed in: real Word files and PDFs are read, and what would do harm gets a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from docx import Document
from docx.oxml import OxmlElement

from data.formats.texts.converting import converter
from data.formats.texts.reader import TextReader

HERE = Path(__file__).parent
_BODY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
_END = b"</w:t></w:r></w:p></w:body></w:document>"


@pytest.fixture(scope="module")
def reader() -> Iterator[TextReader]:
    with TextReader() as reader:
        yield reader


@pytest.fixture(scope="module")
def word() -> bytes:
    document = Document()
    document.add_heading("发生了什么", 1)
    document.add_paragraph("今天上《观潮记》，学生静了五秒。")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "原因", "问得太大"
    struck = document.add_paragraph("留着")
    removed = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "划掉"
    run.append(text)
    removed.append(run)
    struck._p.append(removed)
    box = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    content.append(document.add_paragraph("控件里的字")._p)
    box.append(content)
    document.element.body.insert(len(document.element.body) - 1, box)
    return saved(document)


def saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def with_body(word: bytes, megabytes: int) -> bytes:
    """The same document with a text of so many million letters, which packs to next to nothing."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name != "word/document.xml":
                target.writestr(name, source.read(name))
        with target.open("word/document.xml", "w") as part:
            part.write(_BODY)
            for _ in range(megabytes):
                part.write(b"A" * 1_000_000)
            part.write(_END)
    return made.getvalue()


def test_a_word_file_is_read_in_its_order(reader: TextReader, word: bytes):
    found = reader.read("反思.docx", word)
    assert found.text == "# 发生了什么\n今天上《观潮记》，学生静了五秒。\n原因\n问得太大\n留着\n控件里的字"
    assert not found.problem


def test_a_pdf_with_chinese_text_has_its_paragraphs_again(reader: TextReader):
    found = reader.read("a.pdf", (HERE / "chinese.pdf").read_bytes())
    lines = found.text.split("\n")
    assert lines[0] == "教后反思：角的度量"
    assert lines[2].startswith("量角器放上去")
    assert lines[2].endswith("零刻度开始。")
    assert len(lines) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_in_every_usual_encoding(reader: TextReader, encoding: str):
    text = "十月心得\r\n　　慢下来，等一等。䶮\r\n\r\n\r\n\r\n完"
    assert reader.read("心得.txt", text.encode(encoding)).text == "十月心得\n慢下来，等一等。䶮\n\n完"


@pytest.mark.parametrize(
    ("name", "why"), [("locked.docx", "encrypted"), ("locked.pdf", "encrypted"), ("scan.pdf", "no_text")]
)
def test_what_is_locked_or_a_picture_says_so(reader: TextReader, name: str, why: str):
    found = reader.read(name, (HERE / name).read_bytes())
    assert (found.why, found.text) == (why, "")
    assert name in found.problem


def test_damaged_files_say_so(reader: TextReader, word: bytes):
    pdf = (HERE / "chinese.pdf").read_bytes()
    assert reader.read("a.docx", word[: len(word) // 2]).why == "damaged"
    assert reader.read("a.pdf", pdf[: len(pdf) // 3]).why == "damaged"
    torn = bytearray(word)
    torn[len(torn) // 3 : len(torn) // 3 + 400] = bytes(400)
    assert reader.read("a.docx", bytes(torn)).why in ("damaged", "")


def test_a_zip_bomb_harms_nothing(reader: TextReader, word: bytes):
    assert reader.read("bomb.docx", with_body(word, 300)).why == "bomb"


def test_a_zip_bomb_that_lies_about_its_size_harms_nothing(reader: TextReader, word: bytes):
    bomb = with_body(word, 300)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    assert reader.read("bomb.docx", bomb.replace(struct.pack("<L", size), struct.pack("<L", 5_000))).why in (
        "too_much",
        "damaged",
    )
    assert reader.read("心得.txt", "还在".encode()).text == "还在"


def test_a_disguised_text_is_read_as_what_it_is_and_says_so(reader: TextReader):
    found = reader.read("心得.docx", "其实是记事本写的".encode("gb18030"))
    assert found.text == "其实是记事本写的"
    assert found.problem == "「心得.docx」名为.docx，其实是纯文本，已照纯文本读出。"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.docx", b"\0\0 \r\n", "empty"),
        ("a.docx", b"MZ\x90\0" * 50, "unknown"),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        ("a.docx", b"<html><body>x", "web_page"),
        ("a.txt", bytes(range(256)) * 8, "unknown"),
        ("a.rar", b"Rar!\x1a\x07\0" + bytes(9), "archive"),
        ("a.txt", b"a" * (21 << 20), "too_large"),
    ],
)
def test_what_is_no_text_says_so(reader: TextReader, name: str, content: bytes, why: str):
    found = reader.read(name, content)
    assert (found.why, found.text) == (why, "")


def test_other_zipped_files_are_known(reader: TextReader):
    for kind, why in (("spreadsheetml.sheet.main", "sheet"), ("presentationml.main", "slides"), ("x", "archive")):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("[Content_Types].xml", f"<Types>{kind}</Types>")
        assert reader.read("a.docx", made.getvalue()).why == why


def test_a_text_without_end_is_cut_and_says_so(reader: TextReader):
    found = reader.read("长.txt", ("长" * 250_000).encode())
    assert len(found.text) == 200_000
    assert "200000" in found.problem


def test_what_takes_too_long_is_put_down(word: bytes):
    with TextReader(seconds=0.001) as impatient:
        assert impatient.read("a.docx", word).why == "too_slow"
        assert impatient.read("a.docx", word).why == "too_slow"


@pytest.mark.skipif(converter() is None, reason="no LibreOffice is installed")
def test_an_old_word_file_is_converted_or_says_so(reader: TextReader):
    """Where LibreOffice is there without its Writer the sentence says that it could not."""
    rich = rb"{\rtf1\ansi\ansicpg936 {\b \u24515?\u24471?}\par \u24930?\u19979?\u26469?\par}"
    found = reader.read("心得.doc", rich)
    if found.why == "not_converted":
        pytest.skip("the LibreOffice that is installed has no Writer")
    assert found.text == "心得\n慢下来"
    old = reader.read("反思.doc", (HERE / "old.doc").read_bytes())
    assert old.text.startswith("# 教后反思：角的度量\n姓名：田野")
    assert not old.problem


def test_nothing_in_the_working_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: bytes):
    """Somebody may hand in a docx.py, and the office may work in that folder."""
    ran = tmp_path / "ran"
    for name in ("docx.py", "json.py", "zipfile.py", "data.py"):
        (tmp_path / name).write_text(f"open({str(ran)!r}, 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    with TextReader() as reader:
        assert reader.read("a.docx", word).text
    assert not ran.exists()


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_torn_costs_a_sentence_at_most(reader: TextReader, word: bytes, seed: int):
    chance = Random(seed)
    content = bytearray(word if seed % 2 else (HERE / "chinese.pdf").read_bytes())
    for _ in range(chance.choice((1, 5, 200))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    found = reader.read("a.docx", bytes(content))
    assert bool(found.text) != bool(found.why)


def test_without_a_converter_old_files_say_so(reader: TextReader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    assert reader.read("心得.doc", rb"{\rtf1 x}").why == "no_converter"


def test_an_old_word_file_under_a_password_is_known(reader: TextReader):
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(500)
    assert reader.read("a.doc", body + "WordDocument".encode("utf-16-le")).why == "encrypted"
