"""The printed face of the registers: tables, filters, formats, import and export with their exit statuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from wcwidth import wcswidth

from data.sample.messy import write_messy_roster
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample_file: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a verb on a store of its own that holds the sample school: (status, stdout, stderr)."""
    place = str(shutil.copyfile(sample_file, tmp_path / "school.db"))

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", place, *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_the_roster_prints_aligned(run: Run) -> None:
    status, out, _ = run("roster")
    lines = out.splitlines()
    assert status == 0
    assert len(lines) == 62
    starts = [i for i, char in enumerate(lines[1]) if char == "-" and (i == 0 or lines[1][i - 1] == " ")]
    assert {wcswidth(line[: line.index("在岗")]) for line in lines if "  在岗  " in line} == {starts[9]}
    assert "欧阳" in out


def test_json_carries_ids_codes_and_iso_dates(run: Run) -> None:
    status, out, err = run(
        "roster", "--format", "json", "--columns", "name,sex,rank,born_on,honours,classes", "--teacher", "zhaowj"
    )
    assert (status, err) == (0, "")
    (person,) = json.loads(out)
    assert person["name"] == "赵文静"
    assert (person["sex"], person["rank"], person["born_on"]) == ("F", "first", "1982-02-11")
    assert person["honours"][0] == {
        "level": "county",
        "title": "subject_leader",
        "year": 2022,
        "issuer": "云溪县教育局",
    }
    assert person["classes"] == ["5-3"]


def test_csv_carries_titles_and_a_mark_for_excel(run: Run) -> None:
    _, out, _ = run("roster", "--format", "csv", "--columns", "工号,电话")
    assert out.startswith("\ufeff工号,电话")
    assert len(list(csv.reader(io.StringIO(out)))) == 61


@pytest.mark.parametrize(("form", "sign"), [("markdown", "|"), ("html", "<table>")])
def test_other_formats(run: Run, form: str, sign: str) -> None:
    assert sign in run("roster", "--format", form)[1]


def test_one_group(run: Run) -> None:
    _, out, _ = run("roster", "--group", "英语组", "--format", "json")
    assert len(json.loads(out)) == 5
    status, out, err = run("roster", "--group", "占星组")
    assert (status, out) == (2, "")
    assert "语文组" in err


def test_an_earlier_day(run: Run) -> None:
    _, now, _ = run("roster", "--format", "json", "--columns", "staff_no,age")
    _, then, _ = run("roster", "--format", "json", "--columns", "staff_no,age", "--as-of", "2024-09-01")
    ages = {person["staff_no"]: person["age"] for person in json.loads(now)}
    earlier = json.loads(then)
    assert all(person["age"] < ages[person["staff_no"]] for person in earlier if person["staff_no"] in ages)
    assert {person["staff_no"] for person in earlier} - set(ages), "somebody who has left since"
    assert run("roster", "--as-of", "yesterday")[0] == 2


def test_an_unknown_column_is_told_which_there_are(run: Run) -> None:
    status, _, err = run("roster", "--columns", "name,salary")
    assert status == 2
    assert "salary" in err
    assert "staff_no(工号)" in err


@pytest.mark.parametrize("verb", ["honours", "groups", "experts", "codes"])
def test_the_other_registers(run: Run, verb: str) -> None:
    status, out, _ = run(verb, "--format", "json")
    assert status == 0
    assert json.loads(out)


def test_a_dry_run_writes_nothing_and_says_what_would_happen(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phones.csv"
    path.write_text(
        "工号,姓名,电话,职称\n001,周明远,13911112222,高级教师\n002,林秀芝,,教授\n900,新来的,,\n", "utf-8-sig"
    )
    status, out, _ = run("import", "roster", str(path), "--dry-run", "--format", "json")
    plan = json.loads(out)
    assert status == 1
    assert [row["action"] for row in plan] == ["change", "problem", "new"]
    assert plan[0]["row"] == 2
    assert plan[0]["changes"]["phone"][1] == "13911112222"
    assert set(plan[0]["changes"]) == {"phone"}
    assert plan[1]["problems"][0]["cell"] == "D3"
    assert len(json.loads(run("roster", "--format", "json")[1])) == 60


def test_without_yes_nothing_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text("工号,姓名\n900,新来的\n", "utf-8")
    status, _, err = run("import", "roster", str(path))
    assert status == 2
    assert "--yes" in err
    assert len(json.loads(run("roster", "--format", "json")[1])) == 60


def test_an_import_is_written_undone_and_keeps_its_problems_in_a_file(run: Run, tmp_path: Path) -> None:
    messy = write_messy_roster(tmp_path / "messy.xlsx")
    status, _, err = run("import", "roster", str(messy.path), "--yes")
    assert status == 1
    assert (tmp_path / "messy-问题.xlsx").is_file()
    assert "messy-问题.xlsx" in err
    assert run("import", "roster", str(messy.path), "--dry-run", "--format", "json")[0] == 1
    assert run("undo")[0] == 0


def test_a_file_that_is_missing_or_no_table(run: Run, tmp_path: Path) -> None:
    status, out, err = run("import", "roster", str(tmp_path / "none.xlsx"), "--yes")
    assert (status, out) == (2, "")
    assert "none.xlsx" in err
    assert run("import", "salaries", "x.xlsx")[0] == 2


def test_export_and_template(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert run("export", "roster", str(target))[0] == 0
    page = load_workbook(target).active
    assert page is not None
    phones = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("1390000")]
    assert len(phones) >= 50
    assert {cell.data_type for cell in phones} == {"s"}
    assert run("export", "roster", str(tmp_path / "blank.xlsx"), "--template")[0] == 0
    status, _, err = run("export", "roster", str(tmp_path / "out.pdf"))
    assert status == 2
    assert "out.pdf" in err
    status, _, err = run("export", "roster", str(tmp_path / "no" / "folder.xlsx"))
    assert status == 2
    assert err


def test_what_was_exported_changes_nothing_when_imported(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run("export", "roster", str(target))
    status, out, _ = run("import", "roster", str(target), "--dry-run", "--format", "json")
    assert status == 0
    assert {row["action"] for row in json.loads(out)} == {"same"}


def test_the_same_in_english(run: Run) -> None:
    _, out, _ = run("--lang", "en", "roster", "--columns", "name,rank,classes")
    assert "Senior teacher" in out
    assert "Class 5-3" in out


def test_an_export_for_a_reader_needs_to_say_what_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "公示.xlsx"
    status, _, err = run("export", "roster", str(file), "--reader", "public")
    assert (status, file.exists()) == (2, False)
    assert "--purpose" in err
    assert run("export", "roster", str(file), "--reader", "public", "--purpose", "公示栏")[0] == 0
    book = load_workbook(file)
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert any("公示版" in cell for cell in cells)
    assert "赵文静" not in " ".join(cells)
    assert "公示栏" in run("history", "--format", "json")[1]


def test_what_is_listed_for_a_reader_is_masked_in_every_form(run: Run) -> None:
    for form in ("plain", "json", "csv"):
        status, out, _ = run("roster", "--format", form, "--reader", "public", "--purpose", "公示栏")
        assert status == 0
        assert "赵*静" in out
        assert "赵文静" not in out
        assert "1982-02" not in out
    assert run("absences", "--reader", "public", "--purpose", "公示栏")[0] == 2
    assert "赵文静" in run("roster", "--reader", "upward", "--purpose", "报县里", "--columns", "name,phone")[1]
