"""A list of invented people, as a school would send it."""

from __future__ import annotations

from pathlib import Path


def workbook(path: Path, people: int) -> Path:
    """A staff list with so many people."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("教师")
    sheet.write_row(0, 0, ["工号", "姓名", "性别", "出生年月", "联系电话", "备注"])
    for n in range(people):
        born, phone = f"19{60 + n % 40}-0{n % 9 + 1}", f"1390000{n:04}"
        sheet.write_row(n + 1, 0, [f"N{n:03}", f"李芳{n}", "女", born, phone, "擅长古诗文教学"])
    book.close()
    return path
