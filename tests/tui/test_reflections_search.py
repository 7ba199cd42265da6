"""Finding reflections from the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store.text_index import index_file
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(past_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "school.db"
    shutil.copyfile(past_file, copy)
    return copy


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def do(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", str(file), "reflections", *arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return do


def test_hits_stand_in_their_context_with_the_word_marked(run: Run):
    status, out, told = run("search", "提问", "--since", "2025-09", "--most", "3")
    assert status == 0
    lines = out.splitlines()
    assert len([line for line in lines if not line.startswith("    ")]) == 3
    assert all("「提问」" in line for line in lines if line.startswith("    "))
    assert "列出3篇" in told


def test_the_filters_narrow_and_a_program_gets_codes(run: Run):
    _, out, _ = run("search", "我", "--kind", "心得", "--grade", "优", "--month", "2026-11", "--format", "json")
    rows = json.loads(out)
    assert rows
    assert {(row["kind"], row["grade"], row["month"]) for row in rows} == {("insight", "excellent", "2026-11")}
    status, out, _ = run("search", "我", "--teacher", "曹磊", "--until", "2025-12", "--format", "json")
    assert status == 0
    assert {row["name"] for row in json.loads(out)} == {"曹磊"}
    assert max(row["handed_in_on"] for row in json.loads(out)) <= "2025-12-31"


def test_nothing_found_is_said_and_is_no_failure(run: Run):
    assert run("search", "没有这样的话") == (0, "", "没有找到\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kind", "日记"), "可以是：心得(insight)"),
        (("--since", "2025-13"), "「2025-13」不是月份"),
        (("--teacher", "没有的人"), "没有的人"),
        (("--group", "没有的组"), "没有的组"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(run: Run, arguments: tuple[str, ...], words: str):
    status, out, told = run("search", "提问", *arguments)
    assert (status, out) == (2, "")
    assert words in told


def test_the_newest_are_listed_without_a_word(run: Run):
    status, out, _ = run("--most", "2", "--state", "已归档")
    assert status == 0
    assert len(out.splitlines()) == 2
    assert all("已归档" in line for line in out.splitlines())


def test_the_index_is_made_anew_on_request(run: Run, file: Path):
    status, _, told = run("search", "--rebuild")
    assert (status, told) == (0, "检索目录已重建\n")
    assert index_file(file).exists()


def test_papers_are_saved_by_their_endings_and_another_is_refused(run: Run, tmp_path: Path):
    for deed, name in (
        ("index", "目录.xlsx"),
        ("collect", "曹磊.docx"),
        ("collect", "曹磊.zip"),
        ("records", "交流.docx"),
    ):
        out = tmp_path / name
        status, _, told = run(deed, "--teacher", "曹磊", "--out", str(out))
        assert (status, f"已存到 {out}\n") == (0, told)
        assert out.read_bytes()[:2] == b"PK"
    status, _, told = run("booklet", "--out", str(tmp_path / "优秀.pdf"))
    assert status == 2
    assert ".docx" in told


def test_a_file_goes_to_standard_output_by_its_type(file: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    for deed, kind in (("collect", "zip"), ("index", "docx")):
        assert main(["--store", str(file), "reflections", deed, "--teacher", "曹磊", "--type", kind]) == 0
        assert capfdbinary.readouterr().out[:2] == b"PK"


def test_the_booklet_says_who_has_not_agreed(run: Run, tmp_path: Path):
    status, _, told = run("booklet", "--since", "2026-09", "--out", str(tmp_path / "优秀.docx"))
    assert status == 0
    assert "还没有同意" in told


def test_what_is_most_alike_is_listed_with_the_method(run: Run):
    status, out, told = run("likeness", "--month", "2026-11", "--least", "80", "--format", "json")
    rows = json.loads(out)
    assert status == 0
    assert rows
    assert min(row["percent"] for row in rows) >= 80
    assert "连续13个字以上相同" in told
    status, out, _ = run("likeness", str(rows[0]["id"]))
    assert status == 0
    assert f"#{rows[0]['other_id']}" in out


def test_an_unknown_number_is_a_sentence(run: Run):
    assert run("likeness", "99999")[0] == 2
