"""Papers in the layout of official documents (GB/T 9704-2012): A4, its margins and fonts, numbered forms, signatures.

Whole tables are written as the XML of a .docx at once: made cell by cell, a term's forms would take minutes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.formats.pages import PageColumn, shared_widths

if TYPE_CHECKING:
    from docx.document import Document

BODY, HEADING, TITLE, NOTE, LATIN = "仿宋", "黑体", "方正小标宋简体", "楷体", "Times New Roman"
_INSTEAD = {BODY: "仿宋_GB2312", HEADING: "SimHei", TITLE: "宋体", NOTE: "楷体_GB2312", LATIN: "Liberation Serif"}
"""What a machine without a font takes instead."""

_TOP, _BOTTOM, _LEFT, _RIGHT = 3.7, 3.5, 2.8, 2.6  # centimetres, as the standard has them
_TWIPS_A_CM = 1440 / 2.54
_WIDE = round((21 - _LEFT - _RIGHT) * _TWIPS_A_CM)  # of the text, in twentieths of a point
_DAY = 10  # characters of '2026-11-24'
_CELLS = 84  # half-width characters in a table's row across the page
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # no XML may hold them
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same content makes the same file, whenever it is made
_DOCUMENT, _FACTS = "word/document.xml", "docProps/core.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Fact:
    """A label of a form with what stands behind it; a ``tall`` one has a box of that many centimetres."""

    label: str
    text: str
    tall: float = 0.0


@dataclass
class OfficialPaper:
    """A paper that is written from top to bottom. ``about`` is its title among a file's properties."""

    about: str
    made_by: str
    made_on: date
    _body: list[str] = field(default_factory=list)
    _breaks: bool = False

    def form_number(self, text: str) -> None:
        """The number of the form, at the left above the title ('' for none)."""
        if text:
            self._add(_paragraph(text, "OfficialNote", self._page()))

    def title(self, text: str, *under: str) -> None:
        self._add(_paragraph(text, "OfficialTitle", self._page()))
        for line in under:
            self._add(_paragraph(line, "OfficialUnder"))

    def heading(self, text: str, level: int = 1) -> None:
        self._add(_paragraph(text, f"Heading{level}", self._page()))

    def paragraph(self, text: str) -> None:
        """Running text, each line a paragraph that begins two characters in."""
        for line in text.splitlines():
            if line.strip():
                self._add(_paragraph(line.strip(), "OfficialText", self._page()))

    def note(self, text: str) -> None:
        """A remark, smaller and in another hand than the text."""
        self._add(_paragraph(text, "OfficialNote", self._page()))

    def gap(self, lines: int = 1) -> None:
        self._body += [_paragraph("", "OfficialText")] * lines

    def new_page(self) -> None:
        """What comes next begins on a new page."""
        self._breaks = bool(self._body)

    def table(self, columns: Sequence[PageColumn], rows: Sequence[Sequence[str]], headed: Collection[int] = ()) -> None:
        """A table whose headings come again on every page; widths as `shared_widths` understands them. The rows of the
        numbers ``headed`` stand above those that follow."""
        cells = shared_widths([_padded(column) for column in columns], _CELLS)
        widths = [_WIDE * width // sum(cells) for width in cells]
        lines = [_row([column.title for column in columns], widths, ["center"] * len(columns), bold=True, head=True)]
        sides = ["right" if column.right else "left" for column in columns]
        lines += [_row(row, widths, sides, bold=number in headed) for number, row in enumerate(rows)]
        self._add(_table(widths, lines))

    def form(self, lines: Sequence[Sequence[Fact]]) -> None:
        """A form of boxes: one or two labels a line, what belongs to them in the box at their right."""
        label, half = round(2.6 * _TWIPS_A_CM), _WIDE // 2
        widths = [label, half - label, label, _WIDE - half - label]
        self._add(_table(widths, [_form_row(line, widths) for line in lines]))

    def signatures(self, labels: Sequence[str], day: str) -> None:
        """Places to sign and to seal, and the day of it, without lines around them."""
        width = _WIDE // max(1, len(labels))
        widths = [width] * len(labels)
        sides = ["left"] * len(labels)
        rows = [_row(labels, widths, sides, height=1.6), _row([day] * len(labels), widths, sides)]
        self._add(_table(widths, rows, lines=False))

    def to_bytes(self) -> bytes:
        """The paper as a .docx; the same paper is the same bytes."""
        # A table at the very end needs a paragraph after it, or Word mends the file.
        body = "".join((*self._body, _LAST))
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for name, content in _blank():
                if name == _DOCUMENT:
                    before, end, after = content.decode().rpartition("<w:sectPr")
                    content = f"{before}{body}{end}{after}".encode()
                elif name == _FACTS:
                    content = self._facts().encode()
                entry = ZipInfo(name, _FIRST_DAY)
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, content)
        return out.getvalue()

    def _facts(self) -> str:
        """What the file says of itself: title, whoever made it, the day."""
        title, who = (escape(printable(text)) for text in (self.about, self.made_by))
        day = f'xsi:type="dcterms:W3CDTF">{self.made_on.isoformat()}T00:00:00Z</dcterms:'
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{title}</dc:title><dc:creator>{who}</dc:creator><cp:lastModifiedBy>{who}</cp:lastModifiedBy>"
            f"<dcterms:created {day}created><dcterms:modified {day}modified></cp:coreProperties>"
        )

    def _add(self, xml: str) -> None:
        if self._breaks:  # a table cannot say that it begins a page
            self._body.append(_LAST.replace("<w:pPr>", "<w:pPr><w:pageBreakBefore/>"))
            self._breaks = False
        self._body.append(xml)

    def _page(self) -> bool:
        breaks, self._breaks = self._breaks, False
        return breaks


def settled(packed: bytes) -> bytes:
    """A .docx that was made elsewhere, its parts without a time of their own."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as given, ZipFile(out, "w", ZIP_DEFLATED) as taken:
        for name in given.namelist():
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            taken.writestr(entry, given.read(name))
    return out.getvalue()


def printable(text: str) -> str:
    """The text without what no document can hold."""
    return _UNPRINTABLE.sub("", text)


# -- parts -------------------------------------------------------------------------------------------------------------

_LAST = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _padded(column: PageColumn) -> PageColumn:
    """A column in which a day stays on one line: a cell has a margin, and a hyphen is where a line may break."""
    return replace(column, width=column.width + 1) if column.width >= _DAY else column


def _paragraph(text: str, style: str, new_page: bool = False) -> str:
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{breaks}</w:pPr>{_run(text)}</w:p>'


def _run(text: str, bold: bool = False) -> str:
    if not text:
        return ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = escape(printable(text)).replace("\t", " ").split("\n")
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{look}{parts}</w:r>"


def _table(widths: Sequence[int], rows: Sequence[str], lines: bool = True) -> str:
    style = '<w:tblStyle w:val="TableGrid"/>' if lines else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
        '<w:left w:w="40" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    texts: Sequence[str],
    widths: Sequence[int],
    sides: Sequence[str],
    bold: bool = False,
    head: bool = False,
    height: float = 0.0,
) -> str:
    cells = "".join(_cell(text, width, side, bold) for text, width, side in zip(texts, widths, sides, strict=True))
    return f"<w:tr>{_row_facts(height, head)}{cells}</w:tr>"


def _row_facts(height: float, head: bool = False) -> str:
    tall = f'<w:trHeight w:val="{round(height * _TWIPS_A_CM)}"/>' if height else ""
    # A row of minutes may be longer than a page: only short rows are kept whole.
    whole = "" if height else "<w:cantSplit/>"
    return f"<w:trPr>{whole}{tall}{'<w:tblHeader/>' if head else ''}</w:trPr>"


def _cell(text: str, width: int, side: str, bold: bool = False, over: int = 1, top: bool = False) -> str:
    span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
    place = "top" if top else "center"
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="OfficialCell"/><w:jc w:val="{side}"/></w:pPr>{_run(text, bold)}</w:p>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="{place}"/></w:tcPr>{paragraph}</w:tc>'
    )


def _form_row(facts: Sequence[Fact], widths: Sequence[int]) -> str:
    tall = max(fact.tall for fact in facts)
    if len(facts) == 1:
        (fact,) = facts
        cells = _cell(fact.label, widths[0], "center", bold=True)
        cells += _cell(fact.text, sum(widths[1:]), "left", over=3, top=bool(tall))
    else:
        cells = ""
        for at, fact in enumerate(facts):
            cells += _cell(fact.label, widths[2 * at], "center", bold=True) + _cell(
                fact.text, widths[2 * at + 1], "left"
            )
    return f"<w:tr>{_row_facts(tall)}{cells}</w:tr>"


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>'
        f'<w:charset w:val="{"00" if name == LATIN else "86"}"/></w:font>'
        for name, other in _INSTEAD.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_W}>{fonts}</w:fonts>'


# -- the page and its hands --------------------------------------------------------------------------------------------


@cache
def _blank() -> tuple[tuple[str, bytes], ...]:
    """The parts of a paper with nothing on it, made once: every paper differs from it only in what it says."""
    from docx import Document as new_document

    document = new_document()
    _set_up(document)
    out = io.BytesIO()
    document.save(out)
    with ZipFile(out) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["word/fontTable.xml"] = _font_table().encode()
    return tuple(parts.items())


def _set_up(document: Document) -> None:
    """A4 with the standard's margins, its styles, and the page's number at the foot."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(_TOP), Cm(_BOTTOM)
    page.left_margin, page.right_margin = Cm(_LEFT), Cm(_RIGHT)
    page.footer_distance = Cm(2.5)
    for name, font, size, line, side, indent in _STYLES:
        known = name.startswith(("Normal", "Heading"))
        style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _shape(style, font, size, line, side, indent)
    number = (
        f'<w:p {_W}><w:pPr><w:pStyle w:val="OfficialFoot"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )
    foot = page.footer
    foot.is_linked_to_previous = False
    foot.paragraphs[0]._p.addprevious(parse_xml(number))
    foot.paragraphs[-1]._p.getparent().remove(foot.paragraphs[-1]._p)


_STYLES = (
    # name, font, points, line in points (0: as the font wants), side, characters that the first line is set in
    ("Normal", BODY, 16, 28, "both", 0),
    ("OfficialTitle", TITLE, 22, 34, "center", 0),
    ("OfficialUnder", NOTE, 14, 26, "center", 0),
    ("Heading 1", HEADING, 16, 28, "left", 2),
    ("Heading 2", NOTE, 16, 28, "left", 2),
    ("OfficialText", BODY, 16, 28, "both", 2),
    ("OfficialNote", NOTE, 12, 20, "left", 0),
    ("OfficialCell", BODY, 10.5, 0, "left", 0),
    ("OfficialFoot", "宋体", 14, 0, "center", 0),
)


def _shape(style: object, font: str, size: float, line: float, side: str, indent: int) -> None:
    from docx.oxml import parse_xml

    element = style.element  # type: ignore[attr-defined]  # python-docx's stubs know only the base style here
    for part in (element.pPr, element.rPr):
        if part is not None:
            element.remove(part)
    spacing = f'w:line="{round(line * 20)}" w:lineRule="exact"' if line else 'w:line="240" w:lineRule="auto"'
    keep = "<w:keepNext/>" if style.name.startswith(("Heading", "OfficialTitle")) else ""  # type: ignore[attr-defined]
    first = f'<w:ind w:firstLineChars="{indent * 100}" w:firstLine="{round(indent * size * 20)}"/>' if indent else ""
    level = f'<w:outlineLvl w:val="{int(style.name[-1]) - 1}"/>' if style.name.startswith("Heading") else ""  # type: ignore[attr-defined]
    element.append(
        parse_xml(
            f'<w:pPr {_W}>{keep}<w:spacing w:before="0" w:after="0" {spacing}/>{first}<w:jc w:val="{side}"/>{level}'
            "</w:pPr>"
        )
    )
    element.append(
        parse_xml(
            f'<w:rPr {_W}><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{font}"/>'
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )
    )
