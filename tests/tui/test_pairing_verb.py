"""``yanxiu pairing``: the list, an entry of the log in a line, the pace, the agreements, the ceremony's list."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.actions.desk import Desk
from models.actions.pairing import pair_up
from models.store import Actor, Store

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(sample_file: Path, tmp_path: Path) -> Run:
    file = Path(shutil.copyfile(sample_file, tmp_path / "sample.db"))
    with Store.open(file, Actor("office", "test")) as store:
        desk = Desk(store)
        begun = date(date.today().year - 1, 9, 1)
        ends = date(begun.year + 3, 8, 31)
        pair_up(desk, "010", "022", starts_on=begun, ends_on=ends)
        pair_up(desk, "027", "028", starts_on=begun, ends_on=ends)

    def doing(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tui.cli", "--lang", "zh", "--store", str(file), "pairing", *arguments]
        return subprocess.run(command, input=said, capture_output=True, text=True, encoding="utf-8", check=False)

    return doing


def test_pairs_are_listed_and_given_to_programs(run: Run):
    told = run()
    assert told.returncode == 0
    assert "赵文静" in told.stdout
    assert "许若琳" in told.stdout
    rows = json.loads(run("--format", "json").stdout)
    assert [(row["mentor"], row["mentee"]) for row in rows] == [("010", "022"), ("027", "028")]


def test_an_entry_is_one_line_and_says_how_the_duty_stands(run: Run):
    told = run("log", "许若琳", "共同备课", "2次", "荷花", "第二课时")
    assert told.returncode == 0, told.stderr
    assert "已记：赵文静带许若琳 共同备课 2次" in told.stderr
    several = run("log", "-", said="yjy 4 3份 第五单元\n无此人 4\n袁静怡\n许若琳 8\n")
    assert several.returncode == 1
    assert "潘美玲带袁静怡 教案检查 3次" in several.stderr
    assert "「无此人」现在没有可以记的师徒" in several.stderr
    assert "请写明做了什么：1师傅听徒弟课" in several.stderr
    rows = json.loads(run("log", "--format", "json").stdout)
    assert [(row["pair_duty"], row["times"], row["log_words"]) for row in rows] == [
        ("joint_preparation", 2, "荷花 第二课时"),
        ("plan_check", 3, "第五单元"),
        ("talk", 1, ""),
    ]
    assert run("log", "共同备课").returncode == 1  # of which pair?


def test_the_pace_of_every_pair_is_a_row(run: Run):
    run("log", "许若琳", "共同备课", "2次")
    rows = {row["mentee"]: row for row in json.loads(run("pace", "--format", "json").stdout)}
    assert rows["022"]["joint_preparation"]["done"] == 2
    assert rows["028"]["joint_preparation"]["done"] == 0
    assert "0/8" in run("pace").stdout


def test_agreements_are_text_and_a_document_in_the_schools_own_words(run: Run, tmp_path: Path):
    from docx import Document

    text = run("agreement", "许若琳").stdout
    assert "师徒结对协议书" in text
    assert "每学期听乙方的课不少于 8 节" in text
    assert "袁静怡" not in text
    file = tmp_path / "协议.docx"
    assert run("agreement", "--out", str(file)).returncode == 0
    document = Document(io.BytesIO(file.read_bytes()))
    titles = [line.text for line in document.paragraphs if line.text == "师徒结对协议书"]
    assert len(titles) == 2
    assert len(document.tables) == 4
    assert "袁静怡" in document.tables[2].rows[1].cells[1].text
    own = tmp_path / "own.toml"
    own.write_text(run("agreement", "--print-template").stdout.replace("师徒结对协议书", "青蓝工程责任书"), "utf-8")
    assert "青蓝工程责任书" in run("agreement", "--template", str(own)).stdout
    own.write_text(own.read_text("utf-8").replace("{starts_on}", "{begins}"), "utf-8")
    refused = run("agreement", "--template", str(own))
    assert refused.returncode == 2
    assert "不认得「begins」" in refused.stderr
    assert "{starts_on}" in refused.stderr


def test_a_pair_is_evaluated_in_a_line(run: Run):
    told = run("evaluate", "许若琳", "--panel", "88", "--words", "站稳了讲台")
    assert told.returncode == 0, told.stderr
    assert "赵文静带许若琳" in told.stderr
    assert "考核组 88" in told.stderr
    assert run("evaluate", "许若琳", "--panel", "880").returncode == 2


def test_the_ceremonys_list_has_room_for_signatures(run: Run, tmp_path: Path):
    told = run("ceremony").stdout
    assert "共 2 对，师傅 2 人" in told
    assert "师傅签字" in told
    assert run("ceremony", "--out", str(tmp_path / "名单.pdf")).returncode == 2
