"""Everything about one person as a workbook: a sheet for each part, a bold heading that stays in sight."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

_WIDEST = 60
_LONGEST_CELL = 32_767  # characters, as Excel has it


def person_workbook(sheets: Mapping[str, Sequence[Sequence[str]]], headings: Sequence[str]) -> bytes:
    """The file's content. ``sheets`` has the rows by the sheets' names; every cell is text."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for x, heading in enumerate(headings):
                longest = max((len(row[x]) for row in rows), default=0)
                sheet.set_column(x, x, min(_WIDEST, max(10, 2 * longest)))
                sheet.write_string(0, x, heading, bold)
                for y, row in enumerate(rows, 1):
                    sheet.write_string(y, x, row[x][:_LONGEST_CELL], text)
    return out.getvalue()
