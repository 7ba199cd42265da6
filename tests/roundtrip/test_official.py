"""A paper in the official layout is opened by a word processor that is not ours, and has the pages that it should."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from data.formats.official import Fact, OfficialPaper
from data.formats.pages import PageColumn
from tests.roundtrip.conftest import PROGRAM, _run

MILLIMETRES = 25.4 / 72


@pytest.mark.slow
def test_libreoffice_prints_an_official_paper(tmp_path: Path):
    if PROGRAM is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    paper = OfficialPaper("研修活动记录", "张主任", date(2026, 11, 24))
    paper.form_number("表1")
    paper.title("青禾小学研修活动记录", "2026 秋")
    paper.table((PageColumn("No.", 6, True), PageColumn("What")), [(str(number), "集体备课") for number in range(90)])
    paper.new_page()
    paper.form([[Fact("时间", "2026-11-24"), Fact("地点", "会议室")], [Fact("记录", "<plan> & talk", 8)]])
    paper.signatures(("主持人（签字）：", "学校（盖章）："), "年 月 日")
    (tmp_path / "paper.docx").write_bytes(paper.to_bytes())
    profile = (tmp_path / "profile").as_uri()
    command = [PROGRAM, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf:writer_pdf_Export"]
    _run([*command, "--outdir", str(tmp_path), str(tmp_path / "paper.docx")])
    printed = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    texts = [page.get_textpage().get_text_range() for page in printed]
    assert [round(side * MILLIMETRES) for side in printed[0].get_size()] == [210, 297]
    assert all("What" in text for text in texts[:-1])  # the headings come again
    assert all(f"{number}" in text.split() for number, text in enumerate(texts, 1))
    assert "<plan> & talk" in texts[-1]
    printed.close()
