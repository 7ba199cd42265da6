"""Spreadsheets as schools send them, made on the spot. All people are invented."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

KNOWN = {
    "工号": "staff_no",
    "姓名": "name",
    "性别": "sex",
    "出生年月": "born_on",
    "学科按统计": "subjects",
    "学科": "subjects",
    "联系电话": "phone",
    "参加工作时间": "working_since",
    "职称": "rank",
    "备注": "remark",
}
HEADINGS = ["工号", "姓名", "性别", "出生年月", "联系电话", "备注"]
ROWS = [
    ["001", "王小明", "男", "1985-03", "13285970256", "组长，兼“四有”辅导员"],
    ["002", "𠅤平", "女", "1990-07-12", "0514-8800111", ""],
    ["003", "Anna Maria", "女", "1979-11", "13900001111", 'says "hi", twice\nand more'],
]


def school_workbook(path: Path) -> Path:
    """A staff list with a title, a line about the school, group headings over headings, a subject merged over two
    people, real dates and text dates, telephones as numbers and text, totals, a note and who filled it in."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("教师情况")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    month = book.add_format({"num_format": 'yyyy"年"m"月"'})
    sheet.merge_range(0, 0, 0, 7, "某某小学教师情况一览表")
    sheet.merge_range(1, 0, 1, 7, "单位（盖章）：某某小学      填表日期：2026年9月")
    sheet.merge_range(2, 0, 3, 0, "序号")
    sheet.merge_range(2, 1, 3, 1, "姓 名*")
    sheet.merge_range(2, 2, 2, 4, "基本情况")
    sheet.write_row(3, 2, ["性别", "出生\n年月", "联系电话（手机）"])
    sheet.merge_range(2, 5, 2, 6, "工作情况")
    sheet.write_row(3, 5, ["学科（按统计）", "参加工作时间"])
    sheet.merge_range(2, 7, 3, 7, "备注")
    sheet.merge_range(4, 5, 5, 5, "语文")
    sheet.write_row(4, 0, [1, "王小明", "男"])
    sheet.write_datetime(4, 3, date(1985, 3, 12), day)
    sheet.write_row(4, 4, [13285970256])
    sheet.write_number(4, 6, 200709)
    sheet.write_row(5, 0, [2, "李　娜", "女", "1990.07", "013800001111"])
    sheet.write_datetime(5, 6, date(2012, 9, 1), month)
    sheet.write_row(6, 0, [3, "单 红", "女", "一九七九年十一月", 13900001111, "数学", "2001年8月", "借出"])
    sheet.merge_range(7, 0, 7, 7, "退休教师")
    sheet.write_row(8, 0, [4, "赵敏"])
    sheet.write_row(10, 0, ["合计", 4, "", "", "", "", ""])
    sheet.merge_range(11, 0, 11, 7, "说明：本表由教导处填写，一式两份")
    sheet.write_row(12, 0, ["填表人：", "赵敏"])
    book.add_worksheet("空表")
    book.close()
    return path


def ods_bytes(rows: list[list[str]]) -> bytes:
    """A minimal OpenDocument spreadsheet of texts; 'date:1985-03-01' and 'number:7' make such cells, '2x1:语文' one
    merged over two rows and one column, and 'covered:' a cell under a merged one."""

    def cell(text: str) -> str:
        kind, _, value = text.rpartition(":")
        if kind == "covered":
            return "<table:covered-table-cell/>"
        facts = {"date": f'date" office:date-value="{value}', "number": f'float" office:value="{value}'}
        down, _, across = kind.partition("x")
        span = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"' if across else ""
        return (
            f'<table:table-cell {span} office:value-type="{facts.get(kind, "string")}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    # LibreOffice ends every sheet so.
    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="花名册">{lines}{empty}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def texts(rows) -> list[list[str]]:
    """The cells' texts, row by row, of a sheet's or a table's rows."""
    return [[cell.text for cell in (row.cells if hasattr(row, "cells") else row)] for row in rows]
