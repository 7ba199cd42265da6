"""The verbs as scripts use them: what goes where, in which form, with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from data import words
from models.store import Store
from tui.arguments import translated
from tui.cli import language_of, main
from tui.output import as_csv, as_json, as_table, workbook
from tui.preferences import own_preferences
from tui.verbs import VERBS, verb

ROOT = Path(__file__).parents[2]
ROWS = [{"name": "王芳", "age": 35, "subjects": ("语文", "书法")}, {"name": "欧阳思琪", "age": None, "subjects": ()}]
COLUMNS = [("name", "姓名"), ("age", "年龄"), ("subjects", "学科")]


def yanxiu(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it without a terminal, as a script would."""
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_without_a_verb_and_without_a_terminal_home_is_printed(store: Store):
    done = yanxiu("--store", str(store.place))
    assert done.returncode == 0
    assert "青禾小学" in done.stdout
    assert done.stderr == ""


def test_where_there_is_no_store_it_says_how_to_begin(tmp_path: Path):
    done = yanxiu(YANXIU_STORE=str(tmp_path / "none.db"))
    assert done.returncode == 4
    assert "yanxiu init" in done.stderr
    assert done.stdout == ""


def test_init_founds_a_school_once(tmp_path: Path):
    place = str(tmp_path / "a" / "school.db")
    assert yanxiu("init", "--school", "实验小学", "--term", "2026-1", "--store", place).returncode == 0
    again = yanxiu("init", "--school", "别的学校", "--store", place)
    assert again.returncode == 4
    assert "实验小学" in yanxiu("--store", place, "home").stdout


def test_a_large_sample_tells_how_far_it_is_and_keeps_the_one_that_is_there(tmp_path: Path):
    place = str(tmp_path / "large.db")
    done = yanxiu("demo", "--large", "2", "--store", place)
    assert done.returncode == 0
    assert "120 人" in done.stdout
    assert done.stderr.splitlines()[:2] == ["已经放好 1 所，共 2 所", "已经放好 2 所，共 2 所"]
    assert "还在" in yanxiu("demo", "--large", "2", "--store", place).stderr
    assert yanxiu("demo", "--large", "0", "--store", place).returncode == 2


@pytest.mark.parametrize("term", ["2026-3", "26-1", "x"])
def test_a_term_that_there_is_not_is_refused(tmp_path: Path, term: str):
    done = yanxiu("init", "--school", "甲", "--term", term, "--store", str(tmp_path / "a.db"))
    assert done.returncode == 2
    assert term in done.stderr
    assert not (tmp_path / "a.db").exists()


def test_a_file_of_another_program_is_left_alone(tmp_path: Path):
    other = tmp_path / "notes.db"
    other.write_text("not a store", "utf-8")
    done = yanxiu("--store", str(other), "home")
    assert done.returncode == 4
    assert other.read_text("utf-8") == "not a store"


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["home", "--bad"], ["home", "--format", "pdf"], ["init"], ["undo", "x"], ["--lang", "fr"]],
)
def test_a_request_that_makes_no_sense_ends_with_2_and_a_chinese_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    said = capsys.readouterr().err
    for english in ("argument", "invalid", "required", "expected", "unrecognized"):
        assert english not in said


@pytest.mark.parametrize(
    "message",
    [
        "the following arguments are required: --school",
        "unrecognized arguments: --bad",
        "argument --format: invalid choice: 'pdf' (choose from 'plain', 'json')",
        "argument --store: expected one argument",
        "argument N: invalid int value: 'x'",
        "argument --as-of: 看不懂",
    ],
)
def test_what_argparse_says_is_said_in_the_persons_language(message: str):
    assert translated(message) != message


def test_the_language_follows_the_option_then_the_locale():
    assert language_of(["--lang", "en"], {"LANG": "zh_CN.UTF-8"}) == "en"
    assert language_of(["--lang=zh"], {"LANG": "en_US.UTF-8"}) == "zh_CN"
    assert language_of([], {"LANG": "en_US.UTF-8"}) == "en"
    assert language_of([], {"LC_ALL": "C.UTF-8"}) == "zh_CN"


def test_the_language_chosen_in_the_app_goes_before_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own_preferences().keep("lang", "zh_CN")
    assert language_of([], {"LANG": "en_US.UTF-8"}) == "zh_CN"
    assert language_of([], {"LANG": "en_US.UTF-8", "YANXIU_LANG": "en"}) == "en"


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", VERBS)
def test_every_verb_explains_itself(name: str, language: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main([name, "--help", "--lang", "en" if language == "en" else "zh"])
    assert end.value.code == 0
    assert "<" not in capsys.readouterr().out
    assert callable(verb(name).run)


def test_a_reader_that_goes_away_is_no_error(store: Store):
    script = f"{sys.executable} -m tui.cli --store {shlex.quote(str(store.place))} codes --format json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_json_is_an_array_by_english_ids(store: Store):
    parsed = json.loads(yanxiu("--store", str(store.place), "home", "--format", "json").stdout)
    assert set(parsed[0]) == {"section", "item", "value", "note"}


@pytest.mark.parametrize("verb_name", ["history", "codes", "check"])
def test_listing_verbs_give_json(store: Store, verb_name: str):
    assert isinstance(json.loads(yanxiu("--store", str(store.place), verb_name, "--format", "json").stdout), list)


def test_backup_and_restore_go_and_come_back(store: Store, tmp_path: Path):
    place, copy = str(store.place), str(tmp_path / "copy.db")
    assert yanxiu("--store", place, "backup", copy).returncode == 0
    assert yanxiu("--store", place, "restore", copy).returncode == 2
    assert yanxiu("--store", place, "restore", copy, "--yes").returncode == 0
    assert yanxiu("--store", place, "check").returncode == 0
    assert yanxiu("--store", place, "restore", str(tmp_path / "none.db"), "--yes").returncode == 4


def test_there_is_nothing_to_undo_in_a_new_school(store: Store):
    assert yanxiu("--store", str(store.place), "undo").returncode == 2


def test_as_names_who_acts(store: Store, tmp_path: Path):
    place = str(store.place)
    assert yanxiu("--store", place, "--as", "张主任", "backup", str(tmp_path / "copy.db")).returncode == 0


def widths(lines: Sequence[str], column: str) -> set[int]:
    return {cell_len(line[: line.index(column)]) for line in lines if column in line}


def test_chinese_columns_stand_straight():
    lines = as_table([{"a": "王芳", "b": "x"}, {"a": "欧阳思琪", "b": "x"}], [("a", "姓名"), ("b", "x")]).splitlines()
    assert len(widths(lines, "x")) == 1


def test_a_plain_table_reads_as_people_write():
    assert as_table(ROWS, COLUMNS) == (
        "姓名        年龄  学科\n--------  ------  ----------\n王芳          35  语文、书法\n欧阳思琪"
    )


def test_markdown_keeps_bars_in_their_cells():
    assert "a\\|b" in as_table([{"name": "a|b"}], COLUMNS[:1], "markdown")


def test_html_escapes_what_people_typed():
    assert "<b>" not in as_table([{"name": "<b>"}], COLUMNS[:1], "html")


def test_data_cannot_steer_the_terminal():
    assert "\x1b" not in as_table([{"name": "\x1b[31m红\x07\x9b"}], COLUMNS[:1])


def test_csv_has_chinese_titles_and_all_cells():
    assert list(csv.reader(io.StringIO(as_csv(ROWS, COLUMNS))))[:2] == [
        ["姓名", "年龄", "学科"],
        ["王芳", "35", "语文、书法"],
    ]


def test_csv_begins_with_a_mark_that_spreadsheets_need(store: Store, tmp_path: Path):
    target = tmp_path / "codes.csv"
    assert yanxiu("--store", str(store.place), "codes", "--format", "csv", "--out", str(target)).returncode == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_json_keeps_ids_and_types():
    assert json.loads(as_json(ROWS, COLUMNS))[0] == {"name": "王芳", "age": 35, "subjects": ["语文", "书法"]}


def test_a_workbook_keeps_digits_as_text():
    from openpyxl import load_workbook

    row: Mapping[str, object] = {"phone": "13900001111", "age": 35, "formula": "=1+1"}
    sheet = load_workbook(io.BytesIO(workbook([row], [("phone", "电话"), ("age", "年龄"), ("formula", "备注")]))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["电话", "年龄", "备注"]
    assert [cell.value for cell in sheet[2]] == ["13900001111", 35, "=1+1"]
    assert sheet["C2"].data_type == "s"


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_the_help_of_every_verb_has_no_heading_in_another_language(verb: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main([verb, "-h"])
    shown = capsys.readouterr().out
    assert "选项:" in shown
    assert "positional arguments" not in shown
    assert "options:" not in shown
