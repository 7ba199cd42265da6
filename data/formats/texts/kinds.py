"""What a file truly is, by its first bytes and, for the zipped ones, by what is inside; its name is not believed."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from data.formats.texts.unreadable import Unreadable

Kind = Literal["docx", "doc", "rtf", "odt", "pdf", "text"]

MOST_UNPACKED = 150_000_000
"""Bytes that all parts of a zipped document may have together when unpacked: pictures are in them, too."""
MOST_PART = 40_000_000
"""Bytes that the text's own part may have: three million words."""
_MOST_PARTS = 5_000
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"PK\x05\x06")
_PROGRAMS = (b"MZ", b"\x7fELF")
_WORD_MAIN = b"wordprocessingml.document.main"
_OTHER_WORD = (b"ms-word.document.macroEnabled", b"wordprocessingml.template.main")


def kind_of(content: bytes) -> Kind:
    """Which kind of text it is. Raises Unreadable for everything that is none, zip bombs and encrypted files among
    them."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    if content.startswith(_ZIP):
        return _zipped(content)
    if content.startswith(_OLE):
        return _compound(content)
    if _PDF in content[:1024]:
        return "pdf"
    if content.startswith(b"{\\rtf"):
        return "rtf"
    if content.startswith(_ARCHIVES):
        raise Unreadable("archive")
    if content.startswith(_PICTURES) or content[4:12] in (b"ftypheic", b"ftypmif1") or content[8:12] == b"WEBP":
        raise Unreadable("picture")
    if content.startswith(_PROGRAMS):
        raise Unreadable("unknown")
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"mime-version:" in head[:200]:
        raise Unreadable("web_page")
    return "text"


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _ensure_sane(parts, len(content))
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("encrypted")
            if "mimetype" in names and archive.read("mimetype")[:60].startswith(b"application/vnd.oasis"):
                return "odt"
            if "[Content_Types].xml" not in names:
                raise Unreadable("archive")
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise Unreadable("damaged") from error
    if _WORD_MAIN in types:
        return "docx"
    if any(kind in types for kind in _OTHER_WORD):
        return "doc"  # with macros, or a template: a word processor makes a plain document of it
    if b"spreadsheetml" in types:
        raise Unreadable("sheet")
    if b"presentationml" in types:
        raise Unreadable("slides")
    raise Unreadable("archive")


def _ensure_sane(parts: list[zipfile.ZipInfo], packed: int) -> None:
    """What the archive says of itself; a lie is stopped by the limits under which it is unpacked."""
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("bomb")
    if sum(part.compress_size for part in parts) > packed:  # parts that lie over each other
        raise Unreadable("bomb")
    if any(part.filename.endswith((".xml", ".rels")) and part.file_size > MOST_PART for part in parts):
        raise Unreadable("bomb")


def _compound(content: bytes) -> Kind:
    """The container of Word 97 to 2003, and of newer files under a password."""
    if _named("EncryptedPackage") in content:
        raise Unreadable("encrypted")
    if _named("Workbook") in content:
        raise Unreadable("sheet")
    if _named("PowerPoint Document") in content:
        raise Unreadable("slides")
    if _named("WordDocument") not in content:
        raise Unreadable("unknown")
    begins = content.find(b"\xec\xa5\xc1\x00")
    if begins >= 0 and len(content) > begins + 12 and content[begins + 11] & 1:  # its flag fEncrypted
        raise Unreadable("encrypted")
    return "doc"


def _named(stream: str) -> bytes:
    return stream.encode("utf-16-le")
