"""``yanxiu inspect`` as a person or a script calls it."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from tui.arguments import Parser
from tui.cli import main, parser_for
from tui.remote import check_remote
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused


@pytest.fixture
def file(past_file: Path, tmp_path: Path) -> str:
    copy = tmp_path / "past.db"
    shutil.copyfile(past_file, copy)
    return str(copy)


def test_without_a_file_it_tells_what_is_missing(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "inspect", "person", "szq", "--format", "json"]) == PROBLEMS
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["kind"] == "owed"
    assert set(rows[0]) == {"kind", "clause", "what", "count", "missing", "who", "where"}


def test_it_writes_the_folder_and_sends_it_through_a_pipe(
    file: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
):
    made = tmp_path / "p.zip"
    assert main(["--store", file, "inspect", "person", "szq", str(made), "--reader", "upward"]) == PROBLEMS
    capfdbinary.readouterr()
    assert main(["--store", file, "inspect", "person", "szq", "-", "--reader", "upward"]) == PROBLEMS
    with ZipFile(made) as one, ZipFile(io.BytesIO(capfdbinary.readouterr().out)) as two:
        assert one.namelist() == two.namelist()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["person", "w"], "有几个人"),
        (["group", "天文组"], "现有"),
        (["school", "a.docx"], ".zip"),
        (["school", "--term", "1999-1"], "2026-1"),
        (["school", "nowhere/a.zip"], "nowhere"),
    ],
)
def test_what_makes_no_sense_is_told_what_would(
    file: str, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["--store", file, "inspect", *arguments]) == NO_SENSE
    assert told in capsys.readouterr().err


def test_the_list_of_papers_goes_out_and_comes_back(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--store", file, "inspect", "papers"]) == DONE
    own = tmp_path / "own.toml"
    own.write_text(capsys.readouterr().out.replace("教师队伍现状", "队伍"), "utf-8")
    assert main(["--store", file, "inspect", "papers", str(own)]) == DONE
    capsys.readouterr()
    assert main(["--store", file, "inspect", "papers"]) == DONE
    assert capsys.readouterr().out == own.read_text("utf-8")
    own.write_text("[[school", "utf-8")
    assert main(["--store", file, "inspect", "papers", str(own)]) == NO_SENSE
    assert "own.toml" in capsys.readouterr().err


def test_from_elsewhere_no_file_of_the_server_is_named():
    parser: Parser = parser_for(["inspect"])
    with pytest.raises(Refused, match="inspect school -"):
        check_remote(parser.parse_args(["inspect", "school", "a.zip"]))
    check_remote(parser.parse_args(["inspect", "school", "-"]))
