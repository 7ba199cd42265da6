"""Text files that Excel and WPS open right: Chinese by a byte order mark, and no formulas in disguise."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.formats.saving import save_bytes


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",", replace: bool = True
) -> None:
    """Write the rows under their headings, in UTF-8 with a byte order mark.

    Every cell comes back as it was. Excel shows digits of more than 11 places in powers of ten when it opens such a
    file; a workbook keeps them. Raises FileProblem as `save_bytes` does.
    """
    save_bytes(path, csv_text(headings, rows, delimiter).encode("utf-8-sig"), replace=replace)


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """The file's text, without the mark; lines end in \\r\\n as spreadsheets write them (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows([["" if value is None else str(value) for value in row] for row in rows])
    return out.getvalue()
