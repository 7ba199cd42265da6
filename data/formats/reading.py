"""Reading whatever a school calls a spreadsheet: by what is in the file, not by its name."""

from __future__ import annotations

from pathlib import Path

from data.formats.problem import FileProblem
from data.formats.sheet import Cell, Sheet
from data.words import t

__all__ = ["Cell", "FileProblem", "Sheet", "read_sheets"]

LARGEST_MB = 50
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7z"}


def read_sheets(path: Path) -> list[Sheet]:
    """Every sheet of the file that holds anything, in its order.

    Reads .xlsx, .xls, .ods, .xlsb (hidden sheets are left out), the web pages and XML that some systems call .xls, and
    text with commas, semicolons, tabs or bars, in UTF-8 with or without a byte order mark, UTF-16 or GB18030, whatever
    the file's ending says. Raises FileProblem.
    """
    data = _bytes(path)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileProblem(t("formats.empty", name=path.name))
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise FileProblem(t("formats.other_kind", name=path.name, kind=kind))
    if data.startswith((_ZIP, _OLE)):
        from data.formats.workbook import read_workbook

        sheets = read_workbook(data, path.name)
    else:
        from data.formats.delimited import read_delimited
        from data.formats.web_table import is_web_table, read_web_table

        sheets = read_web_table(data, path.name) if is_web_table(data) else [read_delimited(data, path)]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise FileProblem(t("formats.empty", name=path.name))
    return sheets


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_MB * 1_000_000:
            raise FileProblem(t("formats.too_large", name=path.name, megabytes=size // 1_000_000, most=LARGEST_MB))
        return path.read_bytes()
    except FileNotFoundError:
        raise FileProblem(t("formats.missing", name=str(path))) from None
    except IsADirectoryError:
        raise FileProblem(t("formats.folder", name=str(path))) from None
    except OSError as error:
        raise FileProblem(t("formats.unreadable", name=str(path), reason=error.strerror or str(error))) from error
