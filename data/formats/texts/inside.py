"""The text of one file's bytes. Runs in a process of its own, under limits (see `worker`); never in the program."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

from data.formats.delimited import decode
from data.formats.texts.kinds import Kind
from data.formats.texts.unreadable import Unreadable

_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2028-\u202e\u2060\ufffe\uffff]")
_SPACE_AT_ENDS = re.compile(r"[^\S\n]*\n[^\S\n]*")
_MANY_LINES = re.compile(r"\n{3,}")
_HEADING_STYLE = re.compile(r"(heading|标题)\s*\d?$", re.IGNORECASE)
_MOST_PAGES = 300
_HIDDEN = ("Fallback", "del", "moveFrom", "instrText")


def text_in(content: bytes, kind: Kind) -> str:
    """The text, tidied: no control characters, no indents, a heading begins with '# '. Raises Unreadable."""
    readers = {"docx": _word, "pdf": _pdf, "text": _plain}
    text = tidied(readers[kind](content))
    if not text:
        raise Unreadable("no_text")
    return text


def tidied(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _SPACE_AT_ENDS.sub("\n", _CONTROLS.sub("", text))
    return _MANY_LINES.sub("\n\n", text).strip()


def _plain(content: bytes) -> str:
    text = decode(content)
    if text is None:
        raise Unreadable("unknown")
    return text


def _word(content: bytes) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = Document(io.BytesIO(content))
        return "\n".join(_paragraphs(document))
    except (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise Unreadable("damaged") from error


def _paragraphs(document: Any) -> Iterator[str]:
    """Every paragraph in its order with the number that Word gives it, those in tables, boxes and content controls too;
    what was struck out is not."""
    from docx.oxml.ns import qn

    from data.formats.texts.numbering import Numbering

    headings = {style.style_id for style in document.styles if style.name and _HEADING_STYLE.match(style.name)}
    numbering = Numbering(document)
    paragraph, kept = qn("w:p"), {qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")}
    for one in document.element.body.iter(paragraph):
        if any(_is_hidden(above) for above in one.iterancestors()):
            continue
        pieces = []
        for node in one.iter(*kept):
            above = list(_up_to(node, paragraph))
            if above[-1] is not one or any(map(_is_hidden, above)):
                continue
            pieces.append(node.text or "" if node.tag == qn("w:t") else " " if node.tag == qn("w:tab") else "\n")
        text = "".join(pieces).strip()
        text = numbering.label(one) + text if text else text
        yield f"# {text}" if text and one.style in headings and len(text) <= 60 else text


def _up_to(node: Any, tag: str) -> Iterator[Any]:
    for above in node.iterancestors():
        yield above
        if above.tag == tag:
            return


def _is_hidden(node: Any) -> bool:
    return isinstance(node.tag, str) and node.tag.rpartition("}")[2] in _HIDDEN


def _pdf(content: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > _MOST_PAGES:
            raise Unreadable("too_large")
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("encrypted" if "password" in str(error).lower() else "damaged") from error
    return joined_lines("\n".join(pages))


def joined_lines(text: str) -> str:
    """Paragraphs put together again: a page breaks its lines wherever its width ends.

    A line that is about as long as the longest and ends in the middle of a sentence goes on in the next.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    wide = max(map(len, lines), default=0)
    found: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            found[-1] += line
        else:
            found.append(line)
        goes_on = len(line) >= wide - 3 and wide > 20 and line[-1:] not in "。！？；：”.!?"
    return "\n".join(found)
