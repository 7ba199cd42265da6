"""Every file that a school sends is read by what is in it, or refused with a sentence."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from support.workbooks import ods_bytes, texts

from data.formats.reading import FileProblem, read_sheets
from data.formats.sheet import column_name, number_text

FIXTURES = Path(__file__).parent / "fixtures"
CSV = '姓名,电话,备注\r\n王小明,13285970256,"组长, 语文"\r\n李娜,="0138",\'012\r\n'
READ = [["姓名", "电话", "备注"], ["王小明", "13285970256", "组长, 语文"], ["李娜", "0138", "012"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_in_any_usual_encoding(tmp_path: Path, encoding: str):
    path = tmp_path / "花名册.csv"
    path.write_bytes(CSV.encode(encoding))
    [sheet] = read_sheets(path)
    assert sheet.name == "花名册"
    assert texts(sheet.rows) == READ


def test_text_in_utf_16_with_a_big_endian_mark(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xfe\xff" + CSV.encode("utf-16-be"))
    assert texts(read_sheets(path)[0].rows) == READ


@pytest.mark.parametrize("short", ["王小明", "姓名\n李娜", "工号,备注\n1,无", "语文", "张三丰\t李四"])
def test_short_gbk_is_not_taken_for_another_encoding(tmp_path: Path, short: str):
    path = tmp_path / "a.txt"
    path.write_bytes(short.encode("gbk"))
    read = "\n".join("\t".join(row) for row in texts(read_sheets(path)[0].rows))
    assert read == short.replace(",", "\t")


@pytest.mark.parametrize(
    ("delimiter", "ending"), [(",", "csv"), ("\t", "tsv"), (";", "csv"), ("|", "txt"), ("\t", "xls")]
)
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str, ending: str):
    path = tmp_path / f"a.{ending}"
    path.write_text(CSV.replace(",", delimiter).replace(f"长{delimiter}", "长,"), "utf-8")
    assert texts(read_sheets(path)[0].rows)[1][:2] == ["王小明", "13285970256"]


def test_a_stray_quotation_mark_loses_no_row(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('姓名,备注\n王小明,5"屏\n李娜,"没有收尾\n', "utf-8")
    assert texts(read_sheets(path)[0].rows) == [["姓名", "备注"], ["王小明", '5"屏'], ["李娜", '"没有收尾']]


def test_values_of_a_workbook_become_text(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("表")
    day, month = (book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", 'yyyy"年"m"月"'))
    time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, [13285970256, 87.5, 0.1 + 0.2, True, "007"])
    sheet.write_datetime(1, 0, date(1985, 3, 12), day)
    sheet.write_datetime(1, 1, date(1985, 3, 1), month)
    sheet.write_datetime(1, 2, date(1985, 3, 12), month)
    sheet.write_datetime(1, 3, datetime(2026, 9, 1, 8, 30), time)
    sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    sheet.merge_range(2, 0, 2, 4, "标题")
    sheet.merge_range(3, 1, 5, 1, "语文")
    sheet.write(5, 0, "末行")
    book.close()
    [read] = read_sheets(path)
    assert texts(read.rows) == [
        ["13285970256", "87.5", "0.3", "TRUE", "007"],
        ["1985-03-12", "1985-03", "1985-03-12", "2026-09-01 08:30", ""],
        ["标题", "", "", "", ""],
        ["", "语文", "", "", ""],
        ["", "语文", "", "", ""],
        ["末行", "语文", "", "", ""],
    ]
    assert [cell.kind for cell in read.rows[0]] == ["number", "number", "number", "bool", "text"]
    assert (read.rows[5][1].address, read.rows[1][0].kind) == ("B6", "date")


def test_chinese_month_formats_keep_their_precision(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    codes = ["mmm-yy", "yyyy/m", '[$-804]yyyy"年"m"月";@', 57, 27, 17, 'yyyy"年"m"月"d"日"', 'm"月"d"日"']
    for column, code in enumerate(codes):
        sheet.write_datetime(0, column, date(1985, 3, 1), book.add_format({"num_format": code}))
    book.close()
    assert texts(read_sheets(path)[0].rows) == [["1985-03"] * 6 + ["1985-03-01"] * 2]


def test_an_old_workbook_is_read(tmp_path: Path):
    [sheet] = read_sheets(FIXTURES / "staff.xls")
    assert texts(sheet.rows)[3] == ["1", "王小明", "男", "1985-03-12", "语文", "13285970256", "197208"]
    assert sheet.rows[4][4].text == "语文", "merged over two rows"


def test_an_open_document_is_read_and_a_column_of_firsts_holds_months(tmp_path: Path):
    path = tmp_path / "a.ods"
    rows = [["姓名", "出生年月", "生日"]]
    rows += [["王小明", "date:1985-03-01", "date:1985-03-12"], ["李娜", "date:1990-07-01", "date:1990-07-01"]]
    rows += [["赵敏", "date:1979-11-01", "date:1979-11-05"], ["孙丽", "", "number:7"]]
    path.write_bytes(ods_bytes(rows))
    assert texts(read_sheets(path)[0].rows)[1:] == [
        ["王小明", "1985-03", "1985-03-12"],
        ["李娜", "1990-07", "1990-07-01"],
        ["赵敏", "1979-11", "1979-11-05"],
        ["孙丽", "", "7"],
    ]


def test_merged_cells_of_an_open_document_are_filled_down(tmp_path: Path):
    path = tmp_path / "a.ods"
    rows = [["1x3:教师名单", "covered:", "covered:"], ["姓名", "学科", "性别"], ["王小明", "2x1:语文", "男"]]
    path.write_bytes(ods_bytes([*rows, ["李娜", "covered:", "女"]]))
    [sheet] = read_sheets(path)
    assert texts(sheet.rows) == [
        ["教师名单", "", ""],
        ["姓名", "学科", "性别"],
        ["王小明", "语文", "男"],
        ["李娜", "语文", "女"],
    ]
    assert sheet.merged == (((0, 0), (0, 2)), ((2, 1), (3, 1)))


def test_the_content_decides_and_not_the_ending(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes((FIXTURES / "staff.xls").read_bytes())
    assert read_sheets(path)[0].name == "教师情况"


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_web_page_called_xls_is_read(tmp_path: Path, encoding: str):
    page = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset={encoding}"></head><body>
    <table><tr><td colspan=3>教师&nbsp;名单</td></tr><tr><th>姓名<th>学科<th>电话</tr>
    <tr><td>王小明</td><td rowspan="2">语文</td><td>13285970256</td></tr>
    <tr><td>李娜</td><td>&lt;0514&gt;<br>88</td></tr></table></body></html>"""
    path = tmp_path / "a.xls"
    path.write_bytes(page.encode(encoding))
    [sheet] = read_sheets(path)
    assert texts(sheet.rows) == [
        ["教师 名单", "", ""],
        ["姓名", "学科", "电话"],
        ["王小明", "语文", "13285970256"],
        ["李娜", "语文", "<0514>\n88"],
    ]


def test_the_xml_of_2003_is_read(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_text(
        """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
          xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>
        <Row><Cell><Data ss:Type="String">姓名</Data></Cell>
          <Cell ss:Index="3"><Data ss:Type="String">电话</Data></Cell></Row>
        <Row ss:Index="3"><Cell><Data ss:Type="String">王小明</Data></Cell>
          <Cell><Data ss:Type="DateTime">1985-03-12T00:00:00.000</Data></Cell>
          <Cell><Data ss:Type="Number">13285970256</Data></Cell></Row></Table></Worksheet></Workbook>""",
        "utf-8",
    )
    [sheet] = read_sheets(path)
    assert sheet.name == "名单"
    assert texts(sheet.rows) == [["姓名", "", "电话"], ["", "", ""], ["王小明", "1985-03-12", "13285970256"]]


def test_hidden_sheets_are_left_out(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("名单").write(0, 0, "姓名")
    hidden = book.add_worksheet("代码")
    hidden.write(0, 0, "男")
    hidden.hide()
    book.close()
    assert [sheet.name for sheet in read_sheets(path)] == ["名单"]


def zipped(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<x/>")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (b"\xef\xbb\xbf \r\n", "是空的"),
        (b"PK\x03\x04broken", "已损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "已损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(1, 256)) * 20, "既不是表格也不是文字"),
        (b"\0\1\2\3\4" * 50, "既不是表格也不是文字"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=said) as problem:
        read_sheets(path)
    assert "花名册.xlsx" in str(problem.value)


def test_another_kind_of_archive_is_no_workbook(tmp_path: Path):
    path = tmp_path / "反思.docx"
    zipped(path, "word/document.xml")
    with pytest.raises(FileProblem, match="不是表格文件"):
        read_sheets(path)


def test_a_missing_file_and_a_folder(tmp_path: Path):
    with pytest.raises(FileProblem, match="找不到文件"):
        read_sheets(tmp_path / "没有.xlsx")
    with pytest.raises(FileProblem, match="文件夹"):
        read_sheets(tmp_path)


def test_a_truncated_workbook_is_broken(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write_column(0, 0, ["王小明"] * 500)
    book.close()
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(FileProblem, match="已损坏"):
        read_sheets(path)


@pytest.mark.parametrize(("row", "column", "said"), [(1_048_575, 30, "AE1048576"), (1_048_575, 0, "1048576 行")])
def test_a_stray_cell_far_from_the_table_is_named_and_not_loaded(tmp_path: Path, row: int, column: int, said: str):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("名单")
    sheet.write(0, 0, "姓名")
    sheet.write(row, column, "x")
    book.close()
    with pytest.raises(FileProblem, match=said):
        read_sheets(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path):
    path = tmp_path / "a.csv"
    with path.open("wb") as out:
        out.truncate(51_000_000)
    with pytest.raises(FileProblem, match="最大 50 兆"):
        read_sheets(path)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13285970256.0, "13285970256"),
        (1e20, "100000000000000000000"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-3.0, "-3"),
    ],
)
def test_numbers_are_written_out(value: float, text: str):
    assert number_text(value) == text


def test_columns_are_named_as_spreadsheets_name_them():
    assert [column_name(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
