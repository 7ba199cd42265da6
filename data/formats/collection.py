"""A volume of what people wrote: a title page with a list of contents, then each piece on a page of its own; as a
document, as text, or as a folder of files in a .zip."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.formats.form_paper import PAPER_WIDTH, cells, set_up
from data.formats.pages import folded
from data.words import t

if TYPE_CHECKING:
    from docx.document import Document

ENDINGS = (".docx", ".txt", ".zip")
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t', "_"))
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # no XML may hold them
_LONGEST_NAME = 60
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same content makes the same file, whenever it is made


@dataclass(frozen=True, slots=True)
class Writing:
    """One piece: its title, whose and what it is in a line, and the text, in which a heading begins with '# '."""

    title: str
    facts: str
    body: str


@dataclass(frozen=True, slots=True)
class Volume:
    """What is given out: a title, lines under it, the pieces. A single one has no list of contents."""

    title: str
    under: tuple[str, ...]
    writings: tuple[Writing, ...]


def as_document(volume: Volume) -> bytes:
    """A Word document with headings, so that Word and WPS can lead through it."""
    from docx import Document as new_document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = new_document()
    set_up(document)
    _chinese_headings(document)
    title = document.add_heading(level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(_plain(volume.title)).font.size = Pt(20)
    for line in volume.under:
        document.add_paragraph(_plain(line)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if len(volume.writings) > 1:
        document.add_paragraph().add_run(t("collection.contents")).bold = True
        for number, writing in enumerate(volume.writings, 1):
            document.add_paragraph(_plain(f"{number}. {writing.title}  {writing.facts}"))
    for writing in volume.writings:
        _write(document, writing, new_page=len(volume.writings) > 1)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_text(volume: Volume, width: int = PAPER_WIDTH) -> str:
    """The same on lines of so many half-width characters, a form feed between two pieces."""
    head = [" " * max(0, (width - cells(volume.title)) // 2) + volume.title, *volume.under, ""]
    if len(volume.writings) > 1:
        head += [f"{number}. {one.title}  {one.facts}" for number, one in enumerate(volume.writings, 1)]
    pages = ["\n".join(head)]
    for writing in volume.writings:
        lines = [writing.title, writing.facts, ""]
        for line in _lines(writing.body):
            lines += ["", line.lstrip("#").strip()] if line.startswith("#") else folded(line, width)
        pages.append("\n".join(lines))
    return "\n\f\n".join(pages)


def as_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their paths inside; of two with one path the second gets a number."""
    out = io.BytesIO()
    taken: set[str] = set()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for path, content in files:
            entry = ZipInfo(_free(path, taken), _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()


def file_name(*parts: str) -> str:
    """The parts that say something as the name of a file on any system, without its ending."""
    joined = " ".join(part for part in parts if part)
    return _UNPRINTABLE.sub("", joined).translate(_FORBIDDEN).strip(" .")[:_LONGEST_NAME] or "_"


def _free(path: str, taken: set[str]) -> str:
    stem, dot, ending = path.rpartition(".")
    tries = (path, *(f"{stem} ({number}){dot}{ending}" for number in range(2, 10_000)))
    free = next(each for each in tries if each.lower() not in taken)
    taken.add(free.lower())
    return free


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _write(document: Document, writing: Writing, new_page: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    heading = document.add_heading(_plain(writing.title), level=1)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.page_break_before = new_page
    document.add_paragraph(_plain(writing.facts)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in _lines(writing.body):
        if line.startswith("#"):
            document.add_heading(line.lstrip("#").strip(), level=2)
        else:
            document.add_paragraph(line).paragraph_format.first_line_indent = Pt(21)  # two characters


def _lines(body: str) -> Sequence[str]:
    return [line.strip() for line in _plain(body).splitlines() if line.strip()]


def _chinese_headings(document: Document) -> None:
    """Headings in the fonts and the black of the text: Word's own are blue and have no Chinese font."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)  # type: ignore[attr-defined]  # see `set_up`
        style.font.color.rgb = RGBColor(0, 0, 0)  # type: ignore[attr-defined]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        fonts.set(qn("w:eastAsia"), "SimHei")
