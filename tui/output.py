"""Tables on standard output in the format that was asked for; everything else a verb says goes to standard error."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from data.words import t
from tui.status import NO_SENSE, Refused

FORMATS = ("plain", "markdown", "html", "csv", "json", "xlsx")

Rows = Sequence[Mapping[str, Any]]
Columns = Sequence[tuple[str, str]]
"""Pairs of the English column id and the title in the person's language."""


def add_arguments(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Let a verb that lists take ``--format`` and ``--out``."""
    parser.add_argument("--format", choices=FORMATS, default="plain", help=t("cli.format"))
    parser.add_argument("--out", metavar="FILE", type=Path, help=t("cli.out"))


def print_table(rows: Rows, columns: Columns, form: str = "plain", out: Path | None = None) -> None:
    """Write the rows' ``columns`` in the format ``form`` to ``out``, or to standard output.

    json: an array of objects by column id, values as they are; csv (with BOM) and xlsx: titles in the language in use;
    plain, markdown and html: titles, cells as people read them. Raises Refused for a workbook that would go to a
    terminal, OSError for a file that cannot be written.
    """
    if form == "xlsx":
        write_bytes(workbook(rows, columns), out)
    elif form == "csv":
        write_bytes(as_csv(rows, columns).encode("utf-8-sig"), out)
    else:
        print_text(as_json(rows, columns) if form == "json" else as_table(rows, columns, form), out)


def ensure_writable(out: Path | None) -> None:
    """Raises Refused where ``out`` cannot be written: for what must not be done unless its result can be kept."""
    if out is None:
        return
    folder = out.absolute().parent
    if out.is_dir() or not folder.is_dir() or not os.access(out if out.exists() else folder, os.W_OK):
        raise Refused(NO_SENSE, t("cli.cannot_write", file=out))


def print_text(text: str, out: Path | None = None) -> None:
    """Write lines of text to ``out``, or to standard output."""
    if out is None:
        print(text)
    else:
        out.write_text(text + "\n", "utf-8")


def as_json(rows: Rows, columns: Columns) -> str:
    ids = [name for name, _ in columns]
    picked = [{name: row.get(name) for name in ids} for row in rows]
    return json.dumps(picked, ensure_ascii=False, indent=2, default=str)


def as_csv(rows: Rows, columns: Columns) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([title for _, title in columns])
    writer.writerows([shown(row.get(name)) for name, _ in columns] for row in rows)
    return target.getvalue()


def as_table(rows: Rows, columns: Columns, form: str = "plain") -> str:
    """Aligned by terminal cells, so that Chinese columns stand straight."""
    from tabulate import tabulate

    cells = [[_one_line(shown(row.get(name))) for name, _ in columns] for row in rows]
    if form == "markdown":
        cells = [[cell.replace("|", "\\|") for cell in line] for line in cells]
    titles = [title for _, title in columns]
    numbers = [all(isinstance(row.get(name), int | float | None) for row in rows) for name, _ in columns]
    return tabulate(
        cells,
        titles,
        tablefmt={"plain": "simple", "markdown": "pipe", "html": "html"}[form],
        disable_numparse=True,
        colalign=["right" if number and rows else "left" for number in numbers] if rows else None,
    )


def workbook(rows: Rows, columns: Columns) -> bytes:
    """One sheet with a bold, frozen header; digits stay text, so that telephones keep theirs."""
    from rich.cells import cell_len
    from xlsxwriter import Workbook

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for x, (name, title) in enumerate(columns):
        sheet.write_string(0, x, title, bold)
        widest = cell_len(title)
        for y, row in enumerate(rows, 1):
            value = row.get(name)
            widest = max(widest, cell_len(shown(value)))
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(y, x, value)
            else:
                sheet.write_string(y, x, shown(value))
        sheet.set_column(x, x, min(40, widest + 2))
    book.close()
    return target.getvalue()


def shown(value: Any) -> str:
    """A value as people read it: '' for nothing, lists with the Chinese enumeration comma between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return t("cli.yes") if value else t("cli.no")
    if isinstance(value, list | tuple):
        return "、".join(map(shown, value))
    return str(value)


def narrate(text: str) -> None:
    """Tell the person something that is not data."""
    print(text, file=sys.stderr)


def _one_line(text: str) -> str:
    # Control characters in somebody's data must not steer the terminal.
    return "".join(" " if character in "\t\r\n" else character for character in text if _harmless(character))


def _harmless(character: str) -> bool:
    return character in "\t\r\n" or not (ord(character) < 32 or 127 <= ord(character) < 160)


def write_bytes(content: bytes, out: Path | None = None) -> None:
    """Write a file's content to ``out``, or to standard output. Raises Refused for a workbook on a terminal."""
    if out is not None:
        out.write_bytes(content)
        return
    if content[:2] == b"PK" and sys.stdout.isatty():
        raise Refused(NO_SENSE, t("cli.workbook_on_terminal"))
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
