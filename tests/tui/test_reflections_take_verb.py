"""``yanxiu reflections take``: a folder is shown, then taken in; the drop box is emptied of what is kept."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli import main

Run = Callable[..., tuple[int, str, str]]
BODY = "课堂是学生的，我只是陪他们走一段。" * 30


@pytest.fixture
def run(sample_file: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    place = str(shutil.copyfile(sample_file, tmp_path / "school.db"))

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", place, *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "收"
    found.mkdir()
    (found / "徐佳慧-10月-心得.txt").write_text(f"慢下来\n{BODY}", "utf-8")
    (found / "王芳心得.txt").write_text(f"等一等\n{BODY}", "utf-8")
    (found / "空.txt").write_bytes(b"")
    return found


def test_a_dry_run_shows_what_would_become_of_each(run: Run, folder: Path):
    status, out, _ = run("reflections", "take", str(folder), "--dry-run", "--format", "json")
    rows = {row["file"]: row for row in json.loads(out)}
    assert status == 1
    assert rows["徐佳慧-10月-心得.txt"]["outcome"] == "taken"
    assert (rows["徐佳慧-10月-心得.txt"]["teacher"], rows["徐佳慧-10月-心得.txt"]["month"]) == ("015", "2026-10")
    assert rows["王芳心得.txt"]["outcome"] == "waiting"
    assert "同名：王芳(009" in rows["王芳心得.txt"]["note"]
    assert (rows["空.txt"]["outcome"], rows["空.txt"]["note"]) == ("left_out", "「空.txt」是空的。")


def test_taken_once_and_never_twice(run: Run, folder: Path):
    status, _, err = run("reflections", "take", str(folder), "--yes")
    assert status == 1
    assert "1份已到本人名下" in err
    assert "1份待认定" in err
    (folder / "空.txt").unlink()
    status, out, _ = run("reflections", "take", str(folder), "--dry-run")
    assert status == 0
    assert out.count("已有") == 2


def test_without_a_yes_nothing_is_taken(run: Run, folder: Path):
    status, _, err = run("reflections", "take", str(folder))
    assert status == 2
    assert "--yes" in err
    assert run("reflections", "take")[0] == 2
    assert run("reflections", "take", str(folder / "没有"))[0] == 2


def test_the_drop_box_is_emptied_of_what_is_kept(run: Run, tmp_path: Path):
    box = tmp_path / "school.db.inbox" / "xjh"
    box.mkdir(parents=True)
    kept, other = box / "徐佳慧心得.txt", box / "照片.png"
    kept.write_text(BODY, "utf-8")
    other.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    os.utime(kept, (1_762_000_000, 1_762_000_000))
    status, _, err = run("reflections", "take", "--dropbox", "--yes")
    assert (status, kept.exists(), other.exists()) == (1, False, True)
    assert "1份已到本人名下" in err
