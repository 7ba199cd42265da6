"""``yanxiu plan``: the clauses as tables, a plan read and taken over, the summary as a document, the next term."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from tui.cli import main


@pytest.fixture
def file(past_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "school.db"
    shutil.copyfile(past_file, path)
    monkeypatch.setenv("YANXIU_STORE", str(path))
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(list(arguments))
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_the_clauses_are_printed_with_their_numbers(file: Path, capsys: pytest.CaptureFixture[str]):
    status, out, _ = said(capsys, "plan", "--format", "json")
    assert status == 0
    rows = json.loads(out)
    [heard] = [row for row in rows if row["figure"] == "听课"]
    progress = json.loads(said(capsys, "progress", "--format", "json")[1])
    [known] = [row for row in progress if row["code"] == "O3"]
    assert [heard[name] for name in ("done", "of", "due", "owing", "state")] == [
        known[name] for name in ("done", "number", "due", "owing", "state")
    ]
    assert heard["number"] == "四.3"
    [bare] = [row for row in rows if row["number"] == "二.1"]
    assert "没有写数量" in bare["note"]
    _, out, told = said(capsys, "plan")
    assert "四.3" in out
    assert told == ""
    assert said(capsys, "--lang", "en", "plan", "clauses")[1].splitlines()[0].startswith("Clause")


def test_a_plan_is_read_listed_and_taken_over(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    before = {row["code"]: row for row in json.loads(said(capsys, "progress", "--format", "json")[1])}
    plan = tmp_path / "新计划.txt"
    plan.write_text("新计划\n一、现状\n好。\n四、途径\n1、每月写三篇心得体会。\n3、每学期听课不少于25节。", "utf-8")
    status, out, told = said(capsys, "plan", "read", str(plan), "--format", "json")
    assert (status, [row["state"] for row in json.loads(out)]) == (1, ["changed", "changed"])
    assert "--accept" in told
    assert said(capsys, "plan", "read", str(plan), "--accept", "3")[0] == 2
    status, _, told = said(capsys, "plan", "read", str(plan), "--accept", "2")
    assert status == 0
    assert "改了 1 项任务" in told
    rows = json.loads(said(capsys, "plan", "--format", "json")[1])
    assert [row["number"] for row in rows if row["clause"].startswith("每学期听课")][:1] == ["四.3"]
    assert "不在计划的条款里" in said(capsys, "plan")[2], "what was promised in a clause that is gone is not forgotten"
    progress = {row["code"]: row for row in json.loads(said(capsys, "progress", "--format", "json")[1])}
    assert (progress["O3"]["clause"], progress["O1"]["clause"]) == ("四.3", "四.1")
    assert progress["O3"]["number"] > before["O3"]["number"]
    assert said(capsys, "plan", "file", str(tmp_path / "back.txt"))[0] == 0
    assert (tmp_path / "back.txt").read_bytes() == plan.read_bytes()
    assert said(capsys, "undo")[0] == 0
    assert said(capsys, "plan", "file", str(tmp_path / "back.txt"))[0] == 2
    assert "广泛开展" in said(capsys, "plan")[1]


def test_the_summary_holds_the_numbers_names_nobody_and_leaves_room(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "总结.docx"
    assert said(capsys, "plan", "summary", str(out))[0] == 0
    document = Document(io.BytesIO(out.read_bytes()))  # type: ignore[arg-type]
    words = "\n".join(one.text for one in document.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    [heard] = [row for row in json.loads(said(capsys, "plan", "--format", "json")[1]) if row["figure"] == "听课"]
    short = f"差 {heard['of'] - heard['done']}"
    assert ["听课", str(heard["of"]), str(heard["done"]), f"{heard['share']}%", short] in cells
    for heading in ("一、", "二、", "三、", "四、", "五、", "六、", "还没有做到的"):
        assert heading in words
    assert words.count("教导处补充：") == 8
    roster = json.loads(said(capsys, "roster", "--format", "json")[1])
    assert len(roster) == 60
    everything = words + str(cells)
    assert [row["name"] for row in roster if row["name"] in everything] == []
    [of_heads] = [one for one in words.splitlines() if one.startswith("听课（教研组长）：")]
    assert "做得最好" not in of_heads, "one head a group: to name the group would be to name them"
    assert "听课：应做的" in words
    assert said(capsys, "plan", "summary", str(tmp_path / "总结.xlsx"))[0] == 2


def test_the_next_term_is_begun_once(file: Path, capsys: pytest.CaptureFixture[str]):
    assert said(capsys, "plan", "next")[0] == 2
    status, _, told = said(capsys, "plan", "next", "2026-2")
    assert (status, "2027 春" in told) == (0, True)
    assert said(capsys, "plan", "next", "2026-2")[0] == 2
    assert said(capsys, "plan", "next", "2026-1")[0] == 2
    assert "开始下学期的计划" in said(capsys, "history")[1]


def test_the_plan_comes_in_and_the_summary_goes_out_through_a_pipe(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
):
    class Pipe:
        buffer = io.BytesIO("一、途径\n1、每月写三篇心得体会。".encode())

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdin", Pipe())
    assert main(["plan", "read", "-", "--accept", "none"]) == 0
    assert main(["plan", "summary", "-"]) == 0
    out, _ = capfdbinary.readouterr()
    content = out[out.index(b"PK\x03\x04") :]
    assert Document(io.BytesIO(content)).paragraphs[0].text.startswith("青禾小学")
